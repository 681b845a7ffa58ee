import { byId, copyOf } from './element.ts';
import { faceOf } from './face.ts';
import type { Switches } from './switches.ts';
import { wordIn } from './words.ts';

/** Shows a signed-in customer their page. */
export function showAccount(name: string, switches: Switches): void {
  const bar = copyOf('account-bar');
  bar.querySelector('.face')!.textContent = faceOf(name);
  byId('who', bar).textContent = name;
  byId('whole-name', bar).textContent = name;
  closeWhenLeft(byId('menu', bar) as HTMLDetailsElement);
  byId('bar').replaceChildren(bar);
  byId('content').replaceChildren(copyOf('account'));
  document.addEventListener('vobiz-session-ended', () => (byId('ended').hidden = false));
  showView(switches);
}

const tags: Record<Switches['view'], string[]> = {
  portal: [],
  picker: ['vobiz-number-picker'],
  list: ['vobiz-number-list'],
  kyc: ['vobiz-kyc-redirect'],
};

/** Shows what the view switch says: the whole portal, or one element of it. */
export function showView({ view, lang, flow }: Switches): void {
  byId('heading').textContent = wordIn(lang, view);
  byId('lead').textContent = wordIn(lang, `${view}Lead`);
  document.title = `${wordIn(lang, view)} · Tarang Cloud`;

  const portal = document.querySelector('vobiz-portal')!;
  const wanted = tags[view];
  const shown = [...portal.children].map(({ localName }) => localName);
  // A portal that shows the right thing already is left alone, with everything typed into it.
  if (shown.join() !== wanted.join()) portal.replaceChildren(...wanted.map((tag) => document.createElement(tag)));
  portal.querySelector('vobiz-kyc-redirect')?.setAttribute('flow', flow);
}

function closeWhenLeft(menu: HTMLDetailsElement): void {
  menu.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary')!.focus();
  });
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) menu.open = false;
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (target instanceof Node && !menu.contains(target)) menu.open = false;
  });
}
