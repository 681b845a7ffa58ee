import type { SandboxState } from '../sandbox-desk.ts';
import { element } from '../element.ts';
import { desk } from './desk.ts';
import { faults } from './faults.ts';

const hour = 3600;

const clocks = {
  '+1 hour': { advance_seconds: hour },
  '+24 hours': { advance_seconds: 24 * hour },
  '+46 days': { advance_seconds: 46 * 24 * hour },
  'Real time': { reset: true },
};

/** The sandbox's faults, clock and world. */
export function sandboxControls(reload: () => void): HTMLElement {
  const said = element('p', { class: 'said', role: 'status' });
  const clock = element('time', {});
  const waiting = element('ul', { class: 'waiting' });

  const show = (state: SandboxState) => {
    const at = new Date(state.clock);
    clock.dateTime = state.clock;
    clock.textContent = at.toLocaleString('en-IN', {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: 'Asia/Kolkata',
    });
    waiting.replaceChildren(...state.faults.map((fault) => element('li', {}, faults.nameOf(fault))));
    waiting.hidden = state.faults.length === 0;
  };
  const tell = async (command: string, body: object, done: string, after?: () => void) => {
    const { state, refusal } = await desk(command, body);
    said.textContent = refusal ?? done;
    if (!state) return;
    show(state);
    after?.();
  };
  void desk().then(({ state, refusal }) => (state ? show(state) : (said.textContent = refusal ?? '')));

  const faultButton = (name: string) =>
    element(
      'button',
      { onclick: () => void tell('faults', faults.orders[name]!, `Ordered: ${name.toLowerCase()}.`) },
      name,
    );
  const clockButton = (name: string, move: object) =>
    element('button', { onclick: () => void tell('clock', move, 'The clock is moved.', reload) }, name);

  const clear = element(
    'button',
    { onclick: () => void tell('faults', { clear: true }, 'No more faults.') },
    'Clear faults',
  );

  const e164 = element('input', {
    name: 'e164',
    'aria-label': 'Number that somebody else buys',
    placeholder: '+918065354620',
    inputmode: 'tel',
    autocomplete: 'off',
  });
  const sell = element(
    'form',
    {
      class: 'sell',
      onsubmit: (event) => {
        event.preventDefault();
        const number = e164.value.replace(/[\s-]/g, '');
        void tell('sell', { e164: number }, `Somebody else has bought ${number}.`);
      },
    },
    e164,
    element('button', {}, 'Sell it away'),
  );

  return element(
    'section',
    { 'aria-labelledby': 'sandbox-controls' },
    element('h2', { id: 'sandbox-controls' }, 'Sandbox'),
    said,
    group('The next purchase', ...faults.purchases.map(faultButton)),
    group('Lists', ...faults.lists.map(faultButton)),
    group('Ordered so far', waiting, clear),
    group(
      'Clock',
      element('p', { class: 'clock' }, clock, ' IST'),
      ...Object.entries(clocks).map((one) => clockButton(...one)),
    ),
    group(
      'World',
      sell,
      element(
        'button',
        { onclick: () => void tell('reset', {}, 'The sandbox starts over.', reload) },
        'Reset the sandbox',
      ),
    ),
  );
}

const group = (name: string, ...children: Node[]) =>
  element('div', { class: 'group', role: 'group', 'aria-label': name }, element('h3', {}, name), ...children);
