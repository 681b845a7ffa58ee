import { expect } from '@open-wc/testing';
import type { Handler } from '../../src/contract/handler.ts';
import * as faults from '../../src/sandbox/faults.ts';
import { createSandbox } from '../../src/sandbox/index.ts';
import { wallClock, type Clock } from '../../src/server/clock.ts';
import { clear } from './portal-parts.ts';
import { show } from './portal.ts';
import { all, button, press, seen, text, until } from './sight.ts';
import * as wire from './wire-faults.ts';

/** The two lists of numbers, where each is read, and what is on the page when it was. */
const lists = [
  { tag: 'vobiz-number-picker', where: { method: 'GET', path: 'inventory/numbers' }, full: '60 numbers for sale' },
  { tag: 'vobiz-number-list', where: { method: 'GET', path: 'MA_ASHA/numbers' }, full: 'Office PBX' },
] as const;

const rows = () =>
  [...all(document.body)].filter((element) => element.matches('input[name=number], tr[data-row]:not(.details)'));
const isLoading = () => [...all(document.body)].some((element) => element.textContent === 'Loading…');

const failing = (status: number): wire.Fault => (service, where) => faults.failing(service, status, where); // prettier-ignore
const silent = 'The service is not responding';
const patient: Clock = { ...wallClock, read: 250, total: 500 };

/** What a person sees of each fault, and whether they may try again; the proxy's patience, where that is what ends it. */
const cases: [name: string, fault: wire.Fault, says: string, retry: boolean, clock?: Clock][] = [
  ['is refused for what was asked', failing(422), 'The service did not accept this', false],
  ['is failed', failing(500), silent, true],
  ['is failed by a gateway', failing(503), silent, true],
  ['calls itself a page', wire.asPage, silent, true],
  ['cannot be unpacked', wire.badGzip, silent, true],
  ['never ends', (service, where) => faults.infinite(service, where), silent, true],
  ['comes in drops', wire.dripping, silent, true, patient],
  ['never comes', wire.silent, silent, true, patient],
  ['is lost on the way', (service, where) => faults.dropAfter(service, where), 'The service cannot be reached', true],
  ['comes from nowhere: refused', wire.unconnected('ECONNREFUSED'), 'The service cannot be reached', true],
  ['comes from nowhere: no such name', wire.unconnected('ENOTFOUND'), 'The service cannot be reached', true],
];

for (const { tag, where, full } of lists)
  describe(`<${tag}>`, () => {
    afterEach(clear);

    for (const [name, fault, says, retry, clock] of cases)
      it(`says so when its list ${name}, and ${retry ? 'shows it when tried again' : 'offers no vain try'}`, async () => {
        const sandbox = createSandbox({ numbers: 60 });
        let service = fault(sandbox, where);
        show(tag, { service: (request) => service(request), clock });
        await seen(says);
        expect(rows()).to.deep.equal([]);
        await until(() => Boolean(button('Try again')) === retry, `trying again is ${retry ? 'not ' : ''}offered`);
        if (!retry) return;
        service = sandbox;
        await press('Try again');
        await seen(full);
        expect(text()).not.to.include(says);
      }).timeout(20_000);

    const harmless = { 'calls itself plain text': wire.asText, 'begins with a byte order mark': wire.marked };
    for (const [name, fault] of Object.entries(harmless))
      it(`shows its list though that ${name}`, async () => {
        show(tag, { service: fault(createSandbox({ numbers: 60 }), where) });
        await seen(full);
      });

    it('keeps what was known when it cannot be read again, as easy to read as before', async () => {
      const sandbox = createSandbox({ numbers: 60 });
      let service: Handler = sandbox;
      const portal = show(tag, { service: (request) => service(request) });
      await seen(full);
      const count = rows().length;
      service = failing(403)(sandbox, where);
      window.dispatchEvent(new Event('online'));
      await seen('Could not refresh. You see what we knew on');
      expect(rows().length).to.equal(count);
      await expect(portal).to.be.accessible();
    });

    it('claims nothing of a list that is not found: neither numbers nor that there are none', async () => {
      show(tag, { service: failing(404)(createSandbox({ numbers: 60 }), where) });
      await seen('It is no longer there');
      expect(rows()).to.deep.equal([]);
      expect(text()).not.to.match(/no numbers|\b0 numbers|nothing/i);
    });
  });

describe('a list of numbers for sale', () => {
  let waits: ReturnType<typeof wire.holdWaits> | undefined;
  afterEach(() => {
    waits?.release();
    waits = undefined;
    clear();
  });

  const [{ tag, where, full }] = lists;
  const isStock = ({ url }: Request) => url.includes(where.path);

  /** A service that was asked too often and does not say for how long; how often it was asked since. */
  function hurried(times: number) {
    let asked = 0;
    const service = faults.tooMany(createSandbox({ numbers: 60 }), undefined, { ...where, times });
    const counting: Handler = (request) => {
      if (isStock(request)) asked += 1;
      return service(request);
    };
    // Half a minute is also what the proxy waits for a whole answer: that one must not be held.
    show(tag, { service: counting, clock: { ...wallClock, total: 29_000 } });
    return { asked: () => asked };
  }

  it('is asked for again by itself half a minute later when it was asked too often, and not before', async () => {
    waits = wire.holdWaits(30_000);
    const { asked } = hurried(1);
    await until(() => asked() === 1 && isLoading(), 'it is not said that it is loading');
    const picker = document.querySelector('vobiz-number-picker')!;
    for (let turn = 0; turn < 20; turn += 1) await picker.portal!.client.listTrunks();
    expect(asked()).to.equal(1);
    await waits.pass();
    await seen(full);
    expect(asked()).to.equal(2);
  });

  it('is left alone after three times, and a person sees for how long', async () => {
    waits = wire.holdWaits(30_000);
    const { asked } = hurried(Infinity);
    await waits.pass();
    await waits.pass();
    await seen('Too many requests');
    await seen(/You can try again in 0:(30|2\d)\./);
    expect(button('Try again')!.getAttribute('aria-disabled')).to.equal('true');
    expect(asked()).to.equal(3);
  });

  it('says that it takes too long when no answer comes to the page at all, and shows it when tried again', async () => {
    waits = wire.holdWaits(35_000);
    let quiet = true;
    show(tag, {
      service: createSandbox({ numbers: 60 }),
      between: (proxy) => (request) => (quiet && isStock(request) ? new Promise(() => {}) : proxy(request)),
    });
    await until(isLoading, 'it is not said that it is loading');
    await until(() => waits && document.querySelector('vobiz-number-picker')?.portal?.session, 'no session');
    await waits.pass();
    await seen('The service takes too long to answer');
    waits.release();
    quiet = false;
    await press('Try again');
    await seen(full);
  });

  it('is left alone while the service rests that kept failing, however often a person tries, and comes after that', async () => {
    let [ahead, asked, broken] = [0, 0, true];
    const sandbox = createSandbox({ numbers: 60 });
    show(tag, {
      clock: { ...wallClock, rest: 60_000, now: () => Date.now() + ahead },
      service: async (request) => {
        asked += 1;
        return broken ? new Response('down', { status: 503 }) : sandbox(request);
      },
    });
    await seen(silent);
    await until(() => asked === 5, 'it was not asked five times');
    broken = false;
    for (let turn = 0; turn < 3; turn += 1) {
      await press('Try again');
      await until(() => button('Try again'), 'it cannot be tried again');
      await seen(silent);
    }
    expect(asked).to.equal(5);
    expect(rows()).to.deep.equal([]);
    ahead = 60_000;
    await press('Try again');
    await seen(full);
  }).timeout(20_000);
});
