/**
 * What `vobiz-portal.js` is made from: registers the portal at once, and every other element when its tag first appears.
 *
 * So a page loads what it shows and nothing else.
 */
import './elements/vobiz-portal.ts';

const elements: Record<string, () => Promise<unknown>> = {
  'vobiz-number-list': () => import('./elements/vobiz-number-list.ts'),
  'vobiz-number-picker': () => import('./elements/vobiz-number-picker.ts'),
};

const tags = Object.keys(elements);

function load(root: ParentNode) {
  for (const tag of tags) {
    if (customElements.get(tag) || !root.querySelector(tag)) continue;
    // A part that did not load is asked for again when the tag appears again.
    elements[tag]!().catch((error: unknown) => console.error(`<${tag}> could not be loaded.`, error));
  }
}

load(document);
new MutationObserver(() => load(document)).observe(document, { childList: true, subtree: true });
