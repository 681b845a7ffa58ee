import { element } from '../element.ts';
import type { Switches } from '../switches.ts';
import { brandChoice } from './brand.ts';
import { choice } from './choice.ts';
import { eventLog } from './event-log.ts';
import { kycControls } from './kyc.ts';
import { sandboxControls } from './sandbox.ts';

/** What the controls can do to the page. */
export interface Controls {
  switches: Switches;
  turn: (change: Partial<Switches>) => void;
  /** Whether there is a sandbox to play with. */
  sandbox: boolean;
  /** Lets the portal read everything anew. */
  reload: () => void;
}

type Options<Name extends keyof Switches> = [Switches[Name], string][];

const languages: Options<'lang'> = [
  ['en', 'English'],
  ['hi', 'हिन्दी'],
];
const themes: Options<'theme'> = [
  ['auto', 'Auto'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];
const widths: Options<'width'> = [
  ['full', 'Full'],
  ['768', '768'],
  ['320', '320'],
];
const views: Options<'view'> = [
  ['portal', 'All'],
  ['picker', 'Picker'],
  ['list', 'List'],
  ['kyc', 'KYC'],
];

const flows: Options<'flow'> = [
  ['redirect', 'Redirect'],
  ['email', 'E-mail'],
];

/** The strip above the partner's page, and the drawer it opens: tools of the demo, no part of that page. */
export function showControls(place: HTMLElement, { switches, turn, sandbox, reload }: Controls): void {
  const drawer = element(
    'aside',
    { id: 'drawer', class: 'drawer', 'aria-label': 'Demo controls' },
    element(
      'section',
      { 'aria-labelledby': 'page-controls' },
      element('h2', { id: 'page-controls' }, 'Page'),
      choice('Language', languages, switches.lang, (lang) => turn({ lang })),
      choice('Theme', themes, switches.theme, (theme) => turn({ theme })),
      brandChoice(switches.accent, (accent) => turn({ accent })),
      choice('Width', widths, switches.width, (width) => turn({ width })),
      choice('Elements', views, switches.view, (view) => turn({ view })),
      choice('KYC by', flows, switches.flow, (flow) => turn({ flow })),
    ),
    ...(sandbox ? [sandboxControls(reload), kycControls()] : []),
    eventLog(),
  );
  const toggle = element('button', {
    class: 'toggle',
    'aria-controls': 'drawer',
    onclick: () => open(drawer.hidden === true),
  });
  const open = (now: boolean) => {
    drawer.hidden = !now;
    toggle.setAttribute('aria-expanded', String(now));
    toggle.textContent = now ? 'Hide controls' : 'Demo controls';
    turn({ controls: now ? 'open' : 'closed' });
  };
  drawer.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    open(false);
    toggle.focus();
  });
  const world = sandbox ? 'Demo: nothing is real' : 'Demo on the real API: real money';
  place.replaceChildren(
    element('div', { class: 'strip', role: 'region', 'aria-label': 'Demo' }, element('p', {}, world), toggle),
    drawer,
  );
  open(switches.controls === 'open');
}
