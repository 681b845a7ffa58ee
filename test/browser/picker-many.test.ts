import { expect, waitUntil } from '@open-wc/testing';
import type { Handler } from '../../src/contract/handler.ts';
import { createSandbox, createWorld, dropBefore, sellToStranger } from '../../src/sandbox/index.ts';
import { clear } from './portal-parts.ts';
import { show } from './portal.ts';
import { all, button, find, press, seen, text, until } from './sight.ts';

const boxes = () =>
  [...all(document.body)].filter((element): element is HTMLInputElement => element.matches('input[name=number]'));

/** Chooses numbers by their place in the list; answers them. */
async function choose(...places: number[]): Promise<string[]> {
  await until(() => boxes().length > 0, 'no list');
  const numbers: string[] = [];
  for (const place of places) {
    boxes()[place]!.click();
    numbers.push(boxes()[place]!.value);
  }
  await until(() => button('Review and buy'), 'no main button');
  return numbers;
}

/** A service that counts the purchases that reach it. */
function counted(service: Handler) {
  const bought: string[] = [];
  const handler: Handler = async (request) => {
    if (request.method === 'POST') bought.push(((await request.clone().json()) as { e164: string }).e164);
    return service(request);
  };
  return { handler, bought };
}

describe('a customer who wants several numbers', () => {
  afterEach(clear);

  it('hears the sum, and gets them one by one', async () => {
    const { handler, bought } = counted(createSandbox({ numbers: 60 }));
    const portal = show('vobiz-number-picker', { service: handler });
    const heard: string[] = [];
    portal.addEventListener('vobiz-number-bought', ({ number }) => heard.push(number.e164));
    const numbers = await choose(0, 2, 3);
    await seen('3 numbers chosen');
    await seen('₹1,800.00 today, then ₹1,500.00 a month');
    await press('Review and buy');
    await seen('Buy these 3 numbers?');
    await seen('₹10,700.00'); // of 12,500
    await expect(portal).to.be.accessible();
    await press('Buy for ₹1,800.00');
    await seen('3 of 3 numbers bought');
    expect(bought).to.deep.equal(numbers);
    expect(heard).to.deep.equal(numbers);
    expect(button('Review and buy')).to.equal(undefined);
    await seen('57 numbers for sale');
    await expect(portal).to.be.accessible();
  });

  it('gets what they said yes to, though their finger came down on another one right after', async () => {
    const { handler, bought } = counted(createSandbox({ numbers: 60 }));
    show('vobiz-number-picker', { service: handler });
    const numbers = await choose(0);
    await press('Review and buy');
    await press(/^Buy for/);
    boxes()[4]!.click();
    await seen('is yours');
    expect(bought).to.deep.equal(numbers);
  });

  it('gets the others when somebody else was faster with one', async () => {
    const world = createWorld({ numbers: 60 });
    const sandbox = createSandbox({ world });
    const { handler, bought } = counted(async (request) => {
      if (request.method === 'POST' && bought.length === 2) sellToStranger(world, numbers[1]!);
      return sandbox(request);
    });
    show('vobiz-number-picker', { service: handler });
    const numbers = await choose(0, 2, 3);
    await press('Review and buy');
    await press(/^Buy for/);
    await seen('2 of 3 numbers bought');
    await seen('Someone else took it');
    expect(bought).to.deep.equal(numbers);
  });

  it('is told before the question when one is gone, and keeps the others', async () => {
    const world = createWorld({ numbers: 60 });
    show('vobiz-number-picker', { service: createSandbox({ world }) });
    const [gone] = await choose(0, 2, 3);
    sellToStranger(world, gone!);
    await press('Review and buy');
    await seen('Someone else took it');
    await seen('2 numbers chosen');
    expect(text()).not.to.include('Buy these');
    await press('Review and buy');
    await seen('Buy these 2 numbers?');
  });

  it('keeps the rest chosen when the balance ends in the middle', async () => {
    const { handler, bought } = counted(createSandbox({ numbers: 60 }));
    show('vobiz-number-picker', {
      customer: 'MA_NILA', // with ₹5,000.00
      service: handler,
      between: (proxy) => (request) =>
        request.url.includes('/balance') ? Promise.resolve(new Response('', { status: 403 })) : proxy(request),
    });
    const numbers = await choose(0, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    await press('Review and buy');
    await press(/^Buy for/);
    await seen('8 of 10 numbers bought');
    await seen('Not enough balance');
    await seen('2 numbers chosen');
    expect(bought).to.deep.equal(numbers.slice(0, 9)); // the last was never tried
  });

  it('buys no further while it is not known what became of one', async () => {
    const sandbox = createSandbox({ numbers: 60 });
    const { handler, bought } = counted(sandbox);
    const lost = dropBefore(handler, { method: 'POST', path: 'purchase' });
    let turn = 0;
    show('vobiz-number-picker', {
      service: (request) => (request.method === 'POST' && (turn += 1) === 2 ? lost(request) : handler(request)),
    });
    await choose(0, 2, 3);
    await press('Review and buy');
    await press(/^Buy for/);
    await seen('We could not confirm the purchase yet');
    expect(bought.length).to.equal(1);
    expect(turn).to.equal(2);
    expect(button(/^Buying/)!.getAttribute('aria-disabled')).to.equal('true');
  });

  it('is not told that one was not bought while nobody knows', async () => {
    const sandbox = createSandbox({ numbers: 60 });
    let lost = false;
    show('vobiz-number-picker', {
      service: sandbox,
      between: (proxy) => (request) => {
        if (request.method === 'POST') lost = true;
        // The reply and every look after it are lost; what was sent can be looked up no more.
        const look = /\/numbers\?/.test(request.url) && !request.url.includes('inventory');
        if (lost && request.method === 'POST')
          return Promise.resolve(
            Response.json(
              { code: 'unknown-outcome', kind: 'unknown-outcome', retry_after: 0 },
              { status: 502, headers: { 'Content-Type': 'application/problem+json', 'Retry-After': '0' } },
            ),
          );
        return lost && look ? Promise.resolve(new Response('', { status: 403 })) : proxy(request);
      },
    });
    await choose(0, 2);
    await press('Review and buy');
    await press(/^Buy for/);
    await waitUntil(() => button('Look again'), 'it is still looked for', { timeout: 20_000 }); // four looks in vain
    await seen('Not known yet');
  }).timeout(30_000);

  it('can take one back, or all', async () => {
    show('vobiz-number-picker');
    await choose(0, 2);
    await seen('2 numbers chosen');
    await press('Clear');
    await until(() => !button('Review and buy'), 'the choice stays');
    expect(boxes().some((box) => box.checked)).to.equal(false);
  });

  it('hears that eleven are too many at once', async () => {
    show('vobiz-number-picker');
    await choose(...Array.from({ length: 11 }, (_, place) => place));
    await seen('You can buy up to 10 numbers at once.');
    expect(button('Review and buy')!.getAttribute('aria-disabled')).to.equal('true');
  });

  it('chooses just one where the page only wants one', async () => {
    const portal = show('vobiz-number-picker');
    portal.querySelector('vobiz-number-picker')!.selectOnly = true;
    await until(() => boxes()[0]?.type === 'radio', 'no radio buttons');
    boxes()[0]!.click();
    boxes()[3]!.click();
    const picker = portal.querySelector('vobiz-number-picker')!;
    await picker.updateComplete;
    expect(picker.value).to.equal(boxes()[3]!.value);
    expect(boxes().filter((box) => box.checked).length).to.equal(1);
    expect(find('[aria-busy]')).to.be.instanceOf(Element);
  });
});
