import type { CSSResult, ReactiveElement } from 'lit';

/** Gives an element the look of a part that was loaded when it was needed. */
export function dress({ renderRoot }: ReactiveElement, styles: CSSResult) {
  const root = renderRoot as ShadowRoot;
  root.adoptedStyleSheets = [...new Set([...root.adoptedStyleSheets, styles.styleSheet!])];
}
