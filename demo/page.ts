import type { VobizPortal } from '../src/elements/vobiz-portal.ts';
import { showAccount, showView } from './account.ts';
import { showControls } from './controls/controls.ts';
import { byId, element } from './element.ts';
import type { DemoState } from './sign-in.ts';
import { showSignIn } from './sign-in-card.ts';
import { queryOf, readSwitches, type Switches } from './switches.ts';
import { speak } from './words.ts';

let switches = readSwitches(location.search);

/** Turns some switches. The address says so, but Back leaves the page: a switch is no step. */
function turn(change: Partial<Switches>): void {
  switches = { ...switches, ...change };
  history.replaceState(history.state, '', location.pathname + queryOf(switches, location.search) + location.hash);
  apply();
}

function apply(): void {
  const { lang, theme, accent, width } = switches;
  const { documentElement: root } = document;
  root.lang = lang === 'hi' ? 'hi' : 'en-IN';
  root.dataset['theme'] = theme;
  root.style.setProperty('--brand', accent);
  const portal = document.querySelector<VobizPortal>('vobiz-portal');
  if (portal) {
    portal.lang = lang;
    portal.setAttribute('theme', theme);
    portal.style.setProperty('--vobiz-accent', accent);
    byId('frame').dataset['width'] = width;
    showView(switches);
  }
  speak(document, lang);
}

async function show(): Promise<void> {
  const state = await fetch('/demo/state')
    .then((response) => (response.ok ? (response.json() as Promise<DemoState>) : undefined))
    .catch(() => undefined);
  if (!state) return showSilence();
  showControls(byId('controls'), { switches, turn, sandbox: state.sandbox, reload });
  if (state.customer) showAccount(state.customer.name, switches);
  else showSignIn(state.customers, switches.lang);
  apply();
}

function showSilence(): void {
  const again = element('button', { class: 'quiet', 'data-word': 'again', onclick: () => void show() });
  byId('content').replaceChildren(element('p', { class: 'ended', role: 'alert', 'data-word': 'silent' }), again);
  apply();
}

/** Lets the portal read everything anew, after the world behind it has changed. */
const reload = () => document.querySelector<VobizPortal>('vobiz-portal')?.refresh();

// The Back button may bring a page of somebody who has signed out since.
addEventListener('pageshow', ({ persisted }) => persisted && location.reload());

// Forms of the page take the switches along, so that the page comes back as it was left.
addEventListener('submit', ({ target }) => {
  if (target instanceof HTMLFormElement && target.method === 'post') {
    target.action = new URL(target.action).pathname + location.search;
  }
});

apply();
void show();
