import { waitUntil } from '@open-wc/testing';

/** Every element below a root, through open shadow roots, in the order a person meets them. */
export function* all(root: ParentNode): Generator<Element> {
  for (const element of root.querySelectorAll('*')) {
    yield element;
    if (element.shadowRoot) yield* all(element.shadowRoot);
  }
}

// A box that only holds others has none of its own.
const shown = (element: Element) =>
  element.getClientRects().length > 0 || getComputedStyle(element).display === 'contents';

/** What is written on the page, through shadow roots, without what only screen readers hear. */
export function text(root: ParentNode = document.body): string {
  const parts: string[] = [];
  const walk = (node: Node) => {
    if (node instanceof Element) {
      if (node.matches('style, script, .hidden') || (node.localName !== 'slot' && !shown(node))) return;
      (node.shadowRoot ?? node).childNodes.forEach(walk);
      if (node instanceof HTMLSlotElement) node.assignedNodes().forEach(walk);
    } else if (node.nodeType === Node.TEXT_NODE) parts.push(node.textContent ?? '');
  };
  walk(root);
  return parts.join(' ').replace(/\s+/g, ' ').trim();
}

/** Waits until something is true; when it never is, tells what was on the page then. */
export async function until(holds: () => unknown, otherwise: string) {
  try {
    await waitUntil(() => Boolean(holds()), otherwise, { timeout: 8_000 });
  } catch {
    throw new Error(`${otherwise}. Seen: ${text().slice(0, 300)} … ${text().slice(-300)}`);
  }
}

/** Waits until something is written on the page. */
export const seen = (words: string | RegExp, root?: ParentNode) =>
  until(() => has(words, root), `“${String(words)}” was never seen`);

/** Waits until something is no longer written on the page. */
export const gone = (words: string | RegExp) => until(() => !has(words), `“${String(words)}” never went away`);

const has = (words: string | RegExp, root?: ParentNode) =>
  typeof words === 'string' ? text(root).includes(words) : words.test(text(root));

const nameOf = (element: Element) =>
  element.getAttribute('aria-label') ?? element.textContent?.replace(/\s+/g, ' ').trim() ?? '';

/** The button with these words on it, or as its name. */
export function button(words: string | RegExp): HTMLButtonElement | undefined {
  for (const element of all(document.body)) {
    if (!(element instanceof HTMLButtonElement) || !shown(element)) continue;
    const name = nameOf(element);
    if (typeof words === 'string' ? name === words : words.test(name)) return element;
  }
  return undefined;
}

/** Waits for a button and presses it. */
export async function press(words: string | RegExp): Promise<HTMLButtonElement> {
  await until(() => button(words), `no button “${String(words)}”`);
  const found = button(words)!;
  found.focus(); // as a press does
  found.click();
  return found;
}

/** The first element that a selector finds, through shadow roots. */
export function find<E extends Element>(selector: string): E {
  for (const element of all(document.body)) if (element.matches(selector) && shown(element)) return element as E;
  throw new Error(`nothing on the page is ${selector}`);
}

/** Types into a field as a person does, all at once. */
export function type(field: HTMLInputElement, words: string) {
  field.focus();
  field.value = words;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

/** What has the focus, through shadow roots. */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}
