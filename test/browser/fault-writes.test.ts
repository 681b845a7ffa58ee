import { expect } from '@open-wc/testing';
import type { Handler } from '../../src/contract/handler.ts';
import * as faults from '../../src/sandbox/faults.ts';
import { createSandbox } from '../../src/sandbox/index.ts';
import { wallClock, type Clock } from '../../src/server/clock.ts';
import { counted, releaseFirst } from './list-steps.ts';
import { clear } from './portal-parts.ts';
import { show, type Scene } from './portal.ts';
import { all, button, press, seen, text, until } from './sight.ts';
import * as wire from './wire-faults.ts';

/** Buys the first number for sale; answers it as it is shown. */
async function buyFirst() {
  const first = () => [...all(document.body)].find((element) => element.matches('input[name=number]'));
  await until(first, 'no list');
  const box = first() as HTMLInputElement;
  if (!box.checked) box.click();
  const shown = box.closest('label')!.querySelector('.phone')!.textContent.trim();
  await press('Review and buy');
  await press(/^Buy for/);
  return shown;
}

/** The two writes: how a person asks for each, what they are told, and what the list shows of it. */
const writes = [
  {
    what: 'a purchase',
    tag: 'vobiz-number-picker',
    where: { method: 'POST', path: 'purchase-from-inventory' },
    ask: buyFirst,
    said: (number: string) => `${number} is yours`,
    found: (number: string) => `${number} is yours`,
    not: (number: string) => `${number} was not bought`,
    unsure: 'We could not confirm the purchase yet',
    shows: (done: boolean) => `${done ? 59 : 60} numbers for sale`,
    again: () => 'Review and buy',
  },
  {
    what: 'a release',
    tag: 'vobiz-number-list',
    where: { method: 'DELETE', path: 'MA_ASHA/numbers/' },
    ask: releaseFirst,
    said: (number: string) => `${number} is being released`,
    found: (number: string) => `${number} was released`,
    not: (number: string) => `${number} was not released`,
    unsure: 'We could not confirm what happened to',
    shows: (done: boolean) => `Being released ${done ? 2 : 1}`,
    again: (number: string) => `Release ${number}`,
  },
] as const;

/** What is known in the end: that it was done, as the service said or as was found out, that it was not, or why not. */
type Told = 'said' | 'found' | 'not' | { refused: string };

const unharmed = 'Nothing was changed. Try again in a moment.';
const patient: Clock = { ...wallClock, write: 250, total: 500, settle: 800 };

const cases: [name: string, fault: wire.Fault, told: Told, clock?: Clock][] = [
  ['is refused for what was asked', (service, where) => faults.failing(service, 422, where), { refused: 'The service did not accept this' }], // prettier-ignore
  ['is refused for credentials that are not the customer’s', (service, where) => faults.failing(service, 401, where), { refused: 'The service is not responding' }], // prettier-ignore
  ['never leaves: refused', wire.unconnected('ECONNREFUSED'), { refused: 'The service cannot be reached' }],
  ['never leaves: no such name', wire.unconnected('ENOTFOUND'), { refused: 'The service cannot be reached' }],
  ['is sent elsewhere', (service, where) => faults.redirecting(service, undefined, where), 'not'],
  ['is lost on its way there', (service, where) => faults.dropBefore(service, where), 'not', patient],
  ['is answered without end', (service, where) => faults.infinite(service, where), 'not'],
  ['is answered by what calls itself a page', wire.asPage, 'found'],
  ['is answered by what cannot be unpacked', wire.badGzip, 'found'],
  ['is answered in drops', wire.dripping, 'found', patient],
  ['is done and never answered', wire.silent, 'found', patient],
  ['is answered by what calls itself plain text', wire.asText, 'said'],
  ['is answered after a byte order mark', wire.marked, 'said'],
];

for (const { what, tag, where, ask, shows, again, unsure, ...words } of writes) {
  /** Shows it over a service that goes wrong for this write; whatever is sent is counted at the service's door. */
  const shown = (fault: wire.Fault, scene: Scene = {}) => {
    const sandbox = createSandbox({ numbers: 60 });
    const { handler, writes: sent } = counted(fault(sandbox, where));
    return { portal: show(tag, { ...scene, service: handler }), sent };
  };

  describe(what, () => {
    afterEach(clear);

    for (const [name, fault, told, clock] of cases)
      it(`is sent once, and told as it is, when it ${name}`, async () => {
        const { sent } = shown(fault, { clock });
        const number = await ask();
        const isDone = told === 'said' || told === 'found';
        await seen(typeof told === 'object' ? told.refused : words[told](number));
        if (typeof told === 'object' && !told.refused.includes('accept')) await seen(unharmed);
        await seen(shows(isDone));
        if (!isDone) await until(() => button(again(number)), 'it cannot be asked for again');
        expect(sent).to.deep.equal([where.method]);
      });

    it('is never called failed while it may still happen', async () => {
      const { sent } = shown((service, where) => faults.dropBefore(service, where));
      const number = await ask();
      await seen(unsure);
      await seen(/We will know in \d:\d\d at the latest\./);
      expect(text()).not.to.include(words.not(number));
      expect(sent).to.deep.equal([where.method]);
    });

    it('is looked up when no answer comes to the page at all', async () => {
      const waits = wire.holdWaits(45_000);
      try {
        const { sent } = shown((service) => service, {
          between: (proxy) => async (request) => {
            const answer = await proxy(request);
            return request.method === where.method ? new Promise<Response>(() => {}) : answer;
          },
        });
        const number = await ask();
        await until(() => sent.length === 1, 'nothing was sent');
        await waits.pass();
        await seen(words.found(number));
        await seen(shows(true));
        expect(sent).to.deep.equal([where.method]);
      } finally {
        waits.release();
      }
    });

    it('is not sent to a service that rests because it kept failing, and is done when that is back', async () => {
      let [ahead, broken] = [0, false];
      const sandbox = createSandbox({ numbers: 60 });
      const { handler, writes: sent } = counted(sandbox);
      const service: Handler = async (request) => (broken ? new Response('down', { status: 503 }) : handler(request));
      const clock = { ...wallClock, rest: 60_000, now: () => Date.now() + ahead };
      let rests: Promise<unknown> | undefined;
      const portal = show(tag, {
        service,
        clock,
        // Everything was well when it was asked; the service falls asleep while this is on its way to it.
        between: (proxy) => async (request) => {
          if (request.method !== where.method) return proxy(request);
          rests ??= fallAsleep(proxy, request);
          await rests;
          return proxy(request);
        },
      });
      const fallAsleep = async (proxy: Handler, { url, headers }: Request) => {
        broken = true;
        const read = new URL('/vobiz/trunks', url);
        for (let turn = 0; turn < 5; turn += 1) await proxy(new Request(read, { headers }));
        broken = false;
      };
      const number = await ask();
      await seen('The service is not responding');
      await seen(unharmed);
      expect(sent).to.deep.equal([]);
      await expect(portal).to.be.accessible();
      ahead = 60_000;
      expect(await ask()).to.equal(number);
      await seen(words.said(number));
      await seen(shows(true));
      expect(sent).to.deep.equal([where.method]);
    });

    it('is not sent by itself to who was offline and is back', async () => {
      const { portal, sent } = shown((service) => service);
      await seen(shows(false));
      Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
      try {
        await ask();
        await seen('You are offline');
      } finally {
        Reflect.deleteProperty(navigator, 'onLine');
      }
      window.dispatchEvent(new Event('online'));
      const { client } = portal.querySelector(tag)!.portal!;
      for (let turn = 0; turn < 20; turn += 1) await client.listTrunks();
      await seen(shows(false));
      expect(sent).to.deep.equal([]);
    });
  });
}

describe('a number that is being released', () => {
  afterEach(clear);

  it('is released once, however often the button is pressed, and the others are free meanwhile', async () => {
    let go = () => {};
    const door = new Promise<void>((resolve) => (go = resolve));
    const { handler, writes: sent } = counted(createSandbox());
    show('vobiz-number-list', {
      service: async (request) => {
        if (request.method === 'DELETE') await door;
        return handler(request);
      },
    });
    const number = await releaseFirst();
    await seen('Releasing…');
    const busy = button(/^Releasing…/)!;
    expect(busy.getAttribute('aria-disabled')).to.equal('true');
    for (let times = 0; times < 3; times += 1) busy.click();
    expect(text()).not.to.include('to confirm');
    await press(/^Release \+91/); // another one
    await seen('to confirm');
    await press('Keep it');
    go();
    await seen(`${number} is being released`);
    await seen('Being released 2');
    expect(sent).to.deep.equal(['DELETE']);
  });
});
