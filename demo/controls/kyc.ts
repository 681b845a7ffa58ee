import { element } from '../element.ts';
import type { SandboxState } from '../sandbox-desk.ts';
import { desk } from './desk.ts';

/** What happens behind a verification: the mails, what the sandbox told this backend, and what that did about it. */
export function kycControls(): HTMLElement {
  const mails = element('ul', { class: 'log' });
  const webhooks = element('ul', { class: 'log' });
  const told = element('ul', { class: 'log' });

  const fill = (list: HTMLElement, lines: (Node | string)[][]) =>
    list.replaceChildren(...(lines.length ? lines : [['Nothing yet.']]).map((line) => element('li', {}, ...line)));
  const show = (state: SandboxState) => {
    fill(
      mails,
      state.mails.map(({ subject, to, url }) => [
        element('a', { href: url, target: '_blank', rel: 'noreferrer' }, subject),
        ` to ${to}`,
      ]),
    );
    fill(
      webhooks,
      state.webhooks.map(({ event, state, attempts }) => [element('code', {}, event), ` ${state}, tried ${attempts}×`]),
    );
    fill(
      told,
      state.told.map(({ hook, customer }) => [element('code', {}, hook), ` ${customer}`]),
    );
  };
  const look = () => void desk().then(({ state }) => state && show(state));
  look();
  // The sandbox delivers after it has answered; whoever opens the controls, or comes back, sees what is new.
  for (const type of ['vobiz-kyc-changed', 'vobiz-kyc-completed']) document.addEventListener(type, look);
  document.addEventListener('visibilitychange', () => document.hidden || look());

  return element(
    'section',
    { 'aria-labelledby': 'kyc-controls' },
    element('h2', { id: 'kyc-controls' }, 'Verification'),
    group('Mailbox', mails),
    group('Webhooks to this backend', webhooks),
    group('What its hooks did', told),
    element('button', { onclick: look }, 'Look again'),
  );
}

const group = (name: string, ...children: Node[]) =>
  element('div', { class: 'group', role: 'group', 'aria-label': name }, element('h3', {}, name), ...children);
