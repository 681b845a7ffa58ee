/**
 * What `vobiz-portal.js` is made from: registers the portal at once, and every other element when its tag first appears.
 *
 * So a page loads what it shows and nothing else.
 */
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

/** What the portal will ask for as soon as it is there itself; one that does not come is the portal's to tell. */
function foresee(portal: HTMLElement | null) {
  if (!portal) return;
  const words = portal.matches(':lang(hi)') ? import('./strings/hi.ts') : import('./strings/en.ts');
  const parts: Promise<unknown>[] = [words, import('./client/client.ts')];
  if (!portal.firstElementChild) parts.push(import('./elements/vobiz-whole.ts'));
  for (const part of parts) part.catch(() => undefined);
}

// All are asked for together: each that waited for another one would be a journey more before anything is seen.
const portal = import('./elements/vobiz-portal.ts');
foresee(document.querySelector('vobiz-portal'));
// The document does not see what is in a shadow root; a portal there says that it is there.
document.addEventListener('context-provider', (event) => {
  const [portal] = event.composedPath() as [Element];
  const root = portal.getRootNode();
  if (portal.localName === 'vobiz-portal' && root instanceof ShadowRoot) watch(root);
});
watch(document);
await portal;
