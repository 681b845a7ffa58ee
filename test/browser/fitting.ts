import { expect } from '@open-wc/testing';
import { all, text } from './sight.ts';

/** Rows of a list. */
export const isRow = (element: Element) => element.localName === 'tr' && element.parentElement!.localName === 'tbody';

/** Nothing is cut off, lies on something else, or scrolls sideways. */
export function expectToFit(portal: Element) {
  const edge = portal.getBoundingClientRect().right;
  for (const element of all(portal)) {
    if (isUnseen(element)) continue;
    const { right } = element.getBoundingClientRect();
    expect(right, `${element.localName}.${element.className}: ${text(element).slice(0, 80)}`).to.be.at.most(edge + 0.5);
  }
  expect(overlaps(portal)).to.deep.equal([]);
}

/** What is there for screen readers alone, or not at all. */
const isUnseen = (element: Element) => {
  const { width, height } = element.getBoundingClientRect();
  return Boolean(element.closest('.hidden, thead')) || width <= 1 || height <= 1;
};

/** The pieces of text and the controls that lie on each other, in one row of a list. */
function overlaps(root: Element): string[] {
  const found: string[] = [];
  for (const row of [...all(root)].filter(isRow)) {
    const pieces = [...all(row)].flatMap((element) => {
      if (isUnseen(element)) return [];
      if (element.matches('button, input')) return [{ element, box: element.getBoundingClientRect() }];
      return [...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim())
        .flatMap((node) => {
          const range = document.createRange();
          range.selectNodeContents(node);
          return [...range.getClientRects()].map((box) => ({ element, box }));
        });
    });
    pieces.forEach((one, at) =>
      pieces.slice(at + 1).forEach((other) => {
        if (one.element.contains(other.element) || other.element.contains(one.element)) return;
        if (one.element.getRootNode() !== other.element.getRootNode() && one.element.matches('button')) return;
        const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        // The boxes of lines touch; letters that touch are further inside.
        if (wide > 2 && high > 6) found.push(`“${text(one.element)}” and “${text(other.element)}”`);
      }),
    );
  }
  return found;
}
