import { element } from '../element.ts';

// Every event the elements tell their page about.
const types = [
  'vobiz-session-ended',
  'vobiz-account-created',
  'vobiz-kyc-redirect',
  'vobiz-kyc-changed',
  'vobiz-kyc-completed',
  'vobiz-number-selected',
  'vobiz-number-bought',
  'vobiz-number-released',
  'vobiz-number-restored',
  'vobiz-number-assigned',
  'vobiz-trunk-created',
  'vobiz-trunk-updated',
  'vobiz-trunk-deleted',
  'vobiz-call-selected',
  'vobiz-calls-exported',
  'vobiz-top-up',
  'vobiz-step-changed',
  'vobiz-onboarding-completed',
];

const longest = 50;

/** What the page's own script hears from the elements, newest first. */
export function eventLog(): HTMLElement {
  const empty = element('p', { class: 'hint' }, 'Nothing yet. Choose or buy a number, and it shows up here.');
  const lines = element('ol', { class: 'log' });
  for (const type of types) {
    document.addEventListener(type, (event) => {
      empty.remove();
      lines.prepend(lineOf(event));
      if (lines.children.length > longest) lines.lastElementChild!.remove();
    });
  }
  const log = element('div', { role: 'log', 'aria-labelledby': 'events' }, lines);
  return element('section', { 'aria-labelledby': 'events' }, element('h2', { id: 'events' }, 'Events'), empty, log);
}

const lineOf = (event: Event) =>
  element(
    'li',
    {},
    element('time', {}, new Date().toLocaleTimeString('en-IN', { hour12: false })),
    ' ',
    element('code', {}, event.type),
    ' ',
    numberOf(event),
  );

// The number and nothing else: a log is read over shoulders and pasted into mails.
function numberOf(event: Event): string {
  const of: unknown = 'number' in event ? event.number : event;
  const e164 = typeof of === 'object' && of && 'e164' in of ? of.e164 : undefined;
  return typeof e164 === 'string' && /^\+\d{7,15}$/.test(e164) ? e164 : '';
}
