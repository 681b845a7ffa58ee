/**
 * What `vobiz-portal.js` is made from: registers the portal at once, and every other element when its tag first appears.
 *
 * So a page loads what it shows and nothing else.
 */
import './elements/vobiz-portal.ts';

const elements: Record<string, () => Promise<unknown>> = {
  'vobiz-kyc-redirect': () => import('./elements/vobiz-kyc-redirect.ts'),
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

const observer = new MutationObserver((changes) => {
  for (const root of new Set(changes.map(({ target }) => target.getRootNode()))) load(root as Document | ShadowRoot);
});

function watch(root: Document | ShadowRoot) {
  load(root);
  observer.observe(root, { childList: true, subtree: true });
}

watch(document);
// The document does not see what is in a shadow root; a portal there says that it is there.
document.addEventListener('context-provider', (event) => {
  const [portal] = event.composedPath() as [Element];
  const root = portal.getRootNode();
  if (portal.localName === 'vobiz-portal' && root instanceof ShadowRoot) watch(root);
});
