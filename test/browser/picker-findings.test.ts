import { expect } from '@open-wc/testing';
import type { Handler } from '../../src/contract/handler.ts';
import { createSandbox, createWorld, sellToStranger } from '../../src/sandbox/index.ts';
import { clear } from './portal-parts.ts';
import { show } from './portal.ts';
import { all, button, find, gone, press, seen, text, type, until } from './sight.ts';

const boxes = () =>
  [...all(document.body)].filter((element): element is HTMLInputElement => element.matches('input[name=number]'));

/** Chooses in the last field, the order; with it, all of the stock is looked through. */
async function order(by: string) {
  await until(() => boxes().length > 0, 'no list');
  await press('Filters');
  await seen('State or city');
  const select = [...all(document.body)].filter((e): e is HTMLSelectElement => e.localName === 'select').at(-1)!;
  select.value = by;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}

async function buyFirst() {
  const { value } = boxes()[0]!;
  boxes()[0]!.click();
  await press('Review and buy');
  await press(/^Buy for/);
  await seen('is yours');
  await until(() => boxes().every((box) => box.value !== value), 'it is still offered');
}

/** A service whose stock can be out of reach, or slow, and that counts what it is asked about its stock. */
function stock(sandbox: Handler) {
  const searches: string[] = [];
  const state = { reached: true, held: undefined as Promise<void> | undefined };
  const between =
    (proxy: Handler): Handler =>
    async (request) => {
      if (!request.url.includes('/inventory/')) return proxy(request);
      searches.push(new URL(request.url).searchParams.get('search') ?? '');
      await state.held;
      if (!state.reached) throw new TypeError('Failed to fetch');
      return proxy(request);
    };
  return { scene: { service: sandbox, between }, searches, state };
}

describe('a customer who looks through the stock', () => {
  afterEach(clear);

  it('sees that a number was sold elsewhere when they are online again, and sees the others all the time', async () => {
    const world = createWorld({ numbers: 60 });
    const { scene, state } = stock(createSandbox({ world }));
    show('vobiz-number-picker', scene);
    await order('number');
    await seen('60 matches in 60 numbers');
    const sold = boxes()[0]!.value;
    sellToStranger(world, sold);
    let go = () => {};
    state.held = new Promise((resolve) => (go = resolve));
    window.dispatchEvent(new Event('online'));
    await until(
      () => find('vobiz-number-picker').shadowRoot!.querySelector('[aria-busy=true]'),
      'it is not read again',
    );
    expect(boxes().length).to.equal(25);
    expect(button('Stop')).to.equal(undefined);
    go();
    await seen('59 matches in 59 numbers');
    expect(boxes().map(({ value }) => value)).not.to.include(sold);
  });

  it('is told once that the service cannot be reached, and sees the numbers when it can', async () => {
    const { scene, state } = stock(createSandbox({ numbers: 60 }));
    show('vobiz-number-picker', scene);
    await until(() => boxes().length > 0, 'no list');
    state.reached = false;
    await order('number');
    await seen('We could not reach the service');
    expect(text()).not.to.match(/Loading|Searching/);
    expect(button('Look further')).to.equal(undefined);
    state.reached = true;
    window.dispatchEvent(new Event('online'));
    await seen('60 matches in 60 numbers');
    await gone('We could not reach the service');
  });

  it('counts right after buying one of those that were found', async () => {
    show('vobiz-number-picker', { service: createSandbox({ numbers: 14 }) });
    await order('rent');
    await seen('14 matches in 14 numbers');
    await buyFirst();
    await seen('13 matches in 13 numbers');
  });

  it('is on a page that there is after buying the only number of the last', async () => {
    show('vobiz-number-picker', { service: createSandbox({ numbers: 51 }) });
    await order('rent');
    await seen('Page 1 of 3');
    await press('Next page');
    await press('Next page');
    await seen('Page 3 of 3');
    await until(() => boxes().length === 1, 'another page');
    await buyFirst();
    await seen('Page 2 of 2');
    expect(boxes().length).to.equal(25);
  });

  it('keeps the list while they type, and asks no more of the service than fills it', async () => {
    const { scene, searches, state } = stock(createSandbox({ numbers: 2_000 }));
    show('vobiz-number-picker', scene);
    await until(() => boxes().length > 0, 'no list');
    await press('Filters');
    await seen('State or city');
    const [, kind] = [...all(document.body)].filter((e): e is HTMLSelectElement => e.localName === 'select');
    kind!.value = 'landline';
    kind!.dispatchEvent(new Event('change', { bubbles: true }));
    await seen('in the first 100 of 2,000 numbers');
    searches.length = 0;
    let go = () => {};
    state.held = new Promise((resolve) => (go = resolve));
    type(find('input[type=search]'), '7');
    await until(() => searches.length > 0, 'nothing is searched');
    await until(() => button('Stop'), 'it cannot be stopped');
    expect(boxes().length).to.equal(25);
    go();
    await until(() => boxes().length > 0 && boxes().every(({ value }) => value.includes('7')), 'others are shown');
    await until(() => button('Look further'), 'it goes on');
    expect(searches).to.deep.equal(['7']);
  });
});
