import { expect, waitUntil } from '@open-wc/testing';
import type { Handler } from '../../src/contract/handler.ts';
import * as faults from '../../src/sandbox/faults.ts';
import { createSandbox } from '../../src/sandbox/index.ts';
import { clear } from './portal-parts.ts';
import { show, type Scene } from './portal.ts';
import { all, button, gone, press, seen, text, until } from './sight.ts';

const buying = { path: 'purchase-from-inventory', method: 'POST' };

const boxes = () =>
  [...all(document.body)].filter((element): element is HTMLInputElement => element.matches('input[name=number]'));
const isClosed = () => button(/^Review and buy/)?.getAttribute('aria-disabled') === 'true';

/** Shows the picker, and remembers each purchase with its key; each is held back until it is let go, where that is asked. */
function watched({ service = createSandbox({ numbers: 60 }), between = (proxy) => proxy, ...scene }: Scene = {}) {
  const writes: { e164: string; key: string | null }[] = [];
  const heard: string[] = [];
  let go = () => {};
  let door: Promise<void> | undefined;
  const portal = show('vobiz-number-picker', {
    ...scene,
    service,
    between: (proxy) =>
      between(async (request) => {
        if (request.method !== 'POST') return proxy(request);
        const { e164 } = (await request.clone().json()) as { e164: string };
        writes.push({ e164, key: request.headers.get('Idempotency-Key') });
        await door;
        return proxy(request);
      }),
  });
  portal.addEventListener('vobiz-number-bought', ({ number }) => heard.push(number.e164));
  const picker = portal.querySelector('vobiz-number-picker')!;
  /** As many answers later as surely come after any write that may be on its way. */
  const aWhile = async () => {
    for (let turn = 0; turn < 20; turn += 1) await picker.portal!.client.listTrunks();
  };
  const hold = () => {
    door = new Promise((resolve) => (go = () => ((door = undefined), resolve())));
  };
  return { portal, picker, writes, heard, hold, go: () => go(), aWhile };
}

/** Chooses numbers by their place in the list and says yes; answers them. */
async function buy(...places: number[]): Promise<string[]> {
  await until(() => boxes().length > 0, 'no list');
  for (const place of places) boxes()[place]!.click();
  const numbers = places.map((place) => boxes()[place]!.value);
  await press('Review and buy');
  await press(/^Buy for/);
  return numbers;
}

/** Loses the answer to purchases, and answers nothing to who looks what became of them, until it is mended. */
function lost() {
  let mended = false;
  const between =
    (proxy: Handler): Handler =>
    (request) => {
      const isLook = /\/numbers\?/.test(request.url) && !request.url.includes('inventory');
      if (mended || (request.method !== 'POST' && !isLook)) return proxy(request);
      if (isLook) return Promise.resolve(new Response('', { status: 403 }));
      return proxy(request).then(() =>
        Response.json(
          { code: 'unknown-outcome', kind: 'unknown-outcome', retry_after: 0 },
          { status: 502, headers: { 'Content-Type': 'application/problem+json', 'Retry-After': '0' } },
        ),
      );
    };
  return { between, mend: () => (mended = true) };
}

describe('a customer whose purchase nobody knows the outcome of', () => {
  afterEach(clear);

  /** Buys the first number and loses what came of it. */
  async function unsure() {
    const { between, mend } = lost();
    const scene = watched({ between });
    const [number] = await buy(0);
    await waitUntil(() => button('Look again'), 'it is still looked for', { timeout: 20_000 }); // four looks in vain
    return { ...scene, number: number!, mend };
  }

  it('cannot buy that number anew before it was looked up, whatever else they choose', async () => {
    const { writes } = await unsure();
    await seen('We still do not know whether');
    await seen('First press “Look again” for');
    expect(isClosed()).to.equal(true);
    boxes()[3]!.click(); // another one as well
    await seen('2 numbers chosen');
    await seen('We still do not know whether');
    expect(isClosed()).to.equal(true);
    await press('Review and buy');
    boxes()[0]!.click(); // and only the other one
    await gone('First press');
    await until(() => !isClosed(), 'the other one cannot be bought');
    boxes()[0]!.click();
    await seen('First press “Look again” for');
    expect(isClosed()).to.equal(true);
    expect(writes.length).to.equal(1);
    expect(button('Look again')).not.to.equal(undefined);
    await expect(document.querySelector('vobiz-portal')!).to.be.accessible();
  }).timeout(30_000);

  it('buys another one, and still hears what became of the first when they look again', async () => {
    const { writes, heard, mend, number } = await unsure();
    mend();
    boxes()[0]!.click();
    const [other] = await buy(3);
    await until(() => heard.length === 1, 'the other one was not bought');
    await seen('We still do not know whether');
    await press('Look again');
    await until(() => heard.length === 2, 'nobody said that it was bought');
    await gone('We still do not know whether');
    expect(heard).to.deep.equal([other, number]);
    expect(writes.map(({ e164 }) => e164)).to.deep.equal([number, other]);
    await seen('58 numbers for sale');
  }).timeout(30_000);
});

describe('a customer whose picker is taken off the page while they buy', () => {
  afterEach(clear);

  it('finds the number theirs, the list without it and the balance lower when it is back, and the page hears of it', async () => {
    const { portal, picker, writes, heard, hold, go, aWhile } = watched();
    hold();
    const numbers = await buy(0);
    await until(() => writes.length === 1, 'nothing was bought');
    picker.remove();
    go();
    await aWhile();
    expect(heard).to.deep.equal([]);
    portal.append(picker);
    await seen('is yours');
    await seen('59 numbers for sale');
    await seen('Balance ₹11,900.00'); // of 12,500
    expect(heard).to.deep.equal(numbers);
    expect(boxes().map(({ value }) => value)).not.to.include(numbers[0]);
    await aWhile();
    expect(heard.length).to.equal(1);
  });

  it('has bought no more than the one under way, and goes on with the rest when they say so', async () => {
    const { portal, picker, writes, heard, hold, go, aWhile } = watched();
    hold();
    const numbers = await buy(0, 2, 3);
    await until(() => writes.length === 1, 'nothing was bought');
    picker.remove();
    go();
    await aWhile();
    expect(writes.length).to.equal(1);
    portal.append(picker);
    await seen('1 of 3 numbers bought');
    await seen('It stopped while this part of the page was closed. The rest is still chosen');
    await seen('2 numbers chosen');
    await aWhile();
    expect(writes.length).to.equal(1);
    expect(heard).to.deep.equal(numbers.slice(0, 1));
    await expect(portal).to.be.accessible();
    await press('Review and buy');
    await press(/^Buy for/);
    await seen('2 of 2 numbers bought');
    expect(writes.map(({ e164 }) => e164)).to.deep.equal(numbers);
    expect(text()).not.to.include('It stopped while');
  });

  it('has all of them when it was only moved to another place', async () => {
    const { portal, picker, writes, heard, hold, go } = watched();
    hold();
    const numbers = await buy(0, 2);
    await until(() => writes.length === 1, 'nothing was bought');
    const box = document.createElement('div');
    portal.append(box);
    box.append(picker);
    go();
    await seen('2 of 2 numbers bought');
    expect(heard).to.deep.equal(numbers);
  });

  it('tells nobody else of it when somebody else has signed in meanwhile', async () => {
    let who = 'MA_ASHA';
    const { portal, picker, writes, heard, hold, go, aWhile } = watched({ customer: () => who });
    hold();
    await buy(0, 2);
    await until(() => writes.length === 1, 'nothing was bought');
    picker.remove();
    go();
    await aWhile();
    who = 'MA_NILA';
    portal.refresh();
    await until(() => portal.querySelector('vobiz-number-picker') === null, 'it is still there');
    portal.append(picker);
    await seen('Balance ₹5,000.00');
    await aWhile();
    expect(text()).not.to.include('is yours');
    expect(heard).to.deep.equal([]);
    expect(writes.length).to.equal(1);
  });
});

describe('a customer who buys faster than the service likes', () => {
  afterEach(clear);

  it('waits as long as it says, sees how long, and buys then', async () => {
    const { writes } = watched({ service: faults.tooMany(createSandbox({ numbers: 60 }), 3, { ...buying, times: 1 }) });
    await buy(0);
    await seen(/Review and buy · 0:0\d/);
    expect(isClosed()).to.equal(true);
    boxes()[3]!.click(); // choosing another one as well shortens nothing
    await seen('2 numbers chosen');
    await seen(/Review and buy · 0:0\d/);
    await press(/^Review and buy/);
    boxes()[3]!.click();
    await until(() => button('Review and buy') && !isClosed(), 'the wait is never over');
    expect(writes.length).to.equal(1);
    await press('Review and buy');
    await press(/^Buy for/);
    await seen('is yours');
    expect(writes.length).to.equal(2);
  });

  it('waits half a minute when it does not say how long', async () => {
    const { portal } = watched({ service: faults.tooMany(createSandbox({ numbers: 60 }), undefined, buying) });
    await buy(0);
    await seen(/Review and buy · 0:(30|2\d)/);
    expect(isClosed()).to.equal(true);
    await expect(portal).to.be.accessible();
  });
});

describe('a customer whose session ends while several numbers are bought', () => {
  afterEach(clear);

  it('has what was bought, keeps the rest chosen, and nothing is bought by itself after signing in again', async () => {
    let who: string | undefined = 'MA_ASHA';
    let ended = 0;
    const { portal, writes, heard, aWhile } = watched({
      customer: () => who,
      between: (proxy) => async (request) => {
        const answer = await proxy(request);
        if (request.method === 'POST') who = undefined; // right after the first one
        return answer;
      },
    });
    portal.addEventListener('vobiz-session-ended', () => (ended += 1));
    const numbers = await buy(0, 2, 3);
    await seen('Your session has ended');
    await seen('1 of 3 numbers bought');
    expect(heard).to.deep.equal(numbers.slice(0, 1));
    const sent = writes.length;
    expect(sent).to.equal(2); // the second one was refused at the door
    who = 'MA_ASHA';
    window.dispatchEvent(new Event('online'));
    await seen('59 numbers for sale');
    await seen('2 numbers chosen');
    await aWhile();
    expect(writes.length).to.equal(sent);
    expect(ended).to.equal(1);
  });
});
