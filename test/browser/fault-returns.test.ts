import { expect } from '@open-wc/testing';
import * as faults from '../../src/sandbox/faults.ts';
import { createSandbox, createWorld, sellToStranger } from '../../src/sandbox/index.ts';
import type { Handler } from '../../src/contract/handler.ts';
import { chooseTrunk, counted, releaseFirst } from './list-steps.ts';
import { clear } from './portal-parts.ts';
import { show } from './portal.ts';
import { all, button, gone, press, seen, text, until } from './sight.ts';

const boxes = () =>
  [...all(document.body)].filter((element): element is HTMLInputElement => element.matches('input[name=number]'));

/** What the browser says of a page that is there again, as it was left or loaded anew. */
const back = (persisted: boolean) => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted }));

/** As many answers later as surely come after anything that may be on its way. */
async function aWhile(tag: 'vobiz-number-picker' | 'vobiz-number-list') {
  const { client } = document.querySelector(tag)!.portal!;
  for (let turn = 0; turn < 20; turn += 1) await client.listTrunks();
}

/** Chooses numbers by their place in the list and says yes. */
async function buy(...places: number[]) {
  await until(() => boxes().length > 0, 'no list');
  for (const place of places) boxes()[place]!.click();
  await press('Review and buy');
  await press(/^Buy for/);
}

describe('a customer who comes back by the Back button', () => {
  afterEach(clear);

  it('sees what is for sale now, and can buy it', async () => {
    const world = createWorld({ numbers: 60 });
    const { handler, writes } = counted(createSandbox({ world }));
    show('vobiz-number-picker', { service: handler });
    await seen('60 numbers for sale');
    const sold = boxes()[0]!.value;
    sellToStranger(world, sold);
    back(true);
    await seen('59 numbers for sale');
    expect(boxes().map(({ value }) => value)).not.to.include(sold);
    await buy(0);
    await seen('is yours');
    expect(writes).to.deep.equal(['POST']);
  });

  it('sees their numbers as they are now, and can release one', async () => {
    const sandbox = createSandbox();
    const { handler, writes } = counted(sandbox);
    const portal = show('vobiz-number-list', { service: handler });
    await seen('Being released 1');
    const other = show('vobiz-number-list', { service: sandbox });
    portal.remove();
    const released = await releaseFirst();
    await seen(`${released} is being released`);
    other.remove();
    document.body.append(portal);
    expect(button(`Release ${released}`)).not.to.equal(undefined);
    back(true);
    await seen('Being released 2');
    expect(button(`Release ${released}`)).to.equal(undefined);
    const number = await releaseFirst();
    await seen(`${number} is being released`);
    expect(writes).to.deep.equal(['DELETE']);
  });

  it('sees none of what was there before, when that is somebody else’s', async () => {
    let who: string | undefined = 'MA_ASHA';
    show('vobiz-number-list', { customer: () => who });
    await seen('Office PBX');
    who = undefined;
    back(true);
    await seen('Your session has ended');
    expect(text()).not.to.include('Office PBX');
    expect(text()).not.to.match(/\+91/);
  });

  it('is not asked any more what they were asked when they left, and nothing was sent', async () => {
    const { handler, writes } = counted(createSandbox({ numbers: 60 }));
    show('vobiz-number-picker', { service: handler });
    await until(() => boxes().length > 0, 'no list');
    boxes()[0]!.click();
    await press('Review and buy');
    await seen('Buy this number?');
    back(true);
    await gone('Buy this number?');
    await seen('60 numbers for sale');
    expect(writes).to.deep.equal([]);
  });

  it('has bought a number once that they were buying when they left, and sees it in the list and in the balance', async () => {
    let go = () => {};
    const door = new Promise<void>((resolve) => (go = resolve));
    const { handler, writes, answered } = counted(createSandbox({ numbers: 60 }));
    show('vobiz-number-picker', {
      service: handler,
      between: (proxy) => async (request) => {
        const answer = await proxy(request);
        if (request.method === 'POST') await door;
        return answer;
      },
    });
    await buy(0);
    await until(() => answered.length === 1, 'nothing was bought');
    back(true);
    go();
    await seen('59 numbers for sale');
    await seen('Balance ₹11,900.00'); // of 12,500
    await gone('Buying…');
    await aWhile('vobiz-number-picker');
    expect(writes).to.deep.equal(['POST']);
  });

  it('waits for nothing when the page was loaded anew: nothing is read twice', async () => {
    let reads = 0;
    const sandbox = createSandbox({ numbers: 60 });
    show('vobiz-number-picker', {
      service: (request) => {
        if (request.url.includes('inventory')) reads += 1;
        return sandbox(request);
      },
    });
    await seen('60 numbers for sale');
    back(false);
    await aWhile('vobiz-number-picker');
    expect(reads).to.equal(1);
  });
});

describe('a customer whose session ends while several numbers are linked', () => {
  afterEach(clear);

  it('hears which ring and which do not yet, and links the rest after signing in again, but not by itself', async () => {
    let who: string | undefined = 'MA_ASHA';
    let ended = 0;
    const sandbox = createSandbox({ numbers: 60 });
    const linked: string[] = [];
    const service: Handler = async (request) => {
      const answer = await sandbox(request);
      if (request.method !== 'POST' || !request.url.endsWith('/assign')) return answer;
      linked.push(request.url);
      if (linked.length === 1) who = undefined; // right after the first one
      return answer;
    };
    let asked = 0;
    const between = (proxy: Handler) => (request: Request) => {
      if (request.url.endsWith('/assign')) asked += 1;
      return proxy(request);
    };
    const portal = show('vobiz-number-picker', { customer: () => who, service, between });
    portal.addEventListener('vobiz-session-ended', () => (ended += 1));
    await buy(0, 2, 3);
    await press('Choose where they ring');
    await chooseTrunk('Office PBX', 'Link');
    await seen('Your session has ended');
    await seen('3 of 3 numbers bought');
    await aWhile('vobiz-number-picker').catch(() => undefined);
    expect(asked).to.equal(2); // the second one was refused at the door
    expect(linked.length).to.equal(1);
    expect(text().split('Rings at Office PBX').length).to.equal(2);
    who = 'MA_ASHA';
    window.dispatchEvent(new Event('online'));
    await aWhile('vobiz-number-picker');
    expect(asked).to.equal(2);
    expect(ended).to.equal(1);
    await press('Choose where they ring');
    await chooseTrunk('Office PBX', 'Link');
    await until(() => text().split('Rings at Office PBX').length === 4, 'not told for each');
    expect(new Set(linked).size).to.equal(3);
    expect(linked.length).to.equal(3);
  });
});

describe('a customer who closes a list while it is read', () => {
  afterEach(clear);

  for (const tag of ['vobiz-number-picker', 'vobiz-number-list'] as const)
    it(`leaves no request behind, and finds it whole when it is back (${tag})`, async () => {
      const reading = { method: 'GET', path: tag === 'vobiz-number-picker' ? 'inventory/numbers' : 'MA_ASHA/numbers' };
      const signals: AbortSignal[] = [];
      const slow = faults.slow(createSandbox({ numbers: 60 }), 60_000, { ...reading, times: 1 });
      const portal = show(tag, {
        service: (request) => {
          if (request.method === 'GET' && request.url.includes(reading.path)) signals.push(request.signal);
          return slow(request);
        },
      });
      await until(() => signals.length === 1, 'it was never read');
      const list = portal.querySelector(tag)!;
      list.remove();
      await until(() => signals[0]!.aborted, 'it goes on reading for nobody');
      portal.append(list);
      await seen(tag === 'vobiz-number-picker' ? '60 numbers for sale' : 'Office PBX');
      expect(signals.length).to.equal(2);
    });
});
