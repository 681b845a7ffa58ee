import { expect } from '@open-wc/testing';
import type { Handler } from '../../src/contract/handler.ts';
import type { CallName } from '../../src/contract/routes.ts';
import { createSandbox } from '../../src/sandbox/index.ts';
import { clear } from './portal-parts.ts';
import { show } from './portal.ts';
import { all, button, press, seen, text, until } from './sight.ts';

const boxes = () =>
  [...all(document.body)].filter((element): element is HTMLInputElement => element.matches('input[name=number]'));

/** A service that sells numbers in these currencies, over and over. */
function pricedIn(...currencies: string[]): Handler {
  const sandbox = createSandbox({ numbers: 60 });
  return async (request) => {
    const response = await sandbox(request);
    if (request.method !== 'GET' || !request.url.includes('/inventory/numbers')) return response;
    const body = (await response.json()) as { items: { e164: string }[] };
    const currencyOf = (e164: string) => currencies[Number(e164.slice(-2)) % currencies.length];
    return Response.json({ ...body, items: body.items.map((row) => ({ ...row, currency: currencyOf(row.e164) })) });
  };
}

/** Chooses the first numbers whose last digits are like these, and asks for their price. */
async function review(...choices: ((e164: string) => boolean)[]) {
  await until(() => boxes().length > 0, 'no list');
  for (const isWanted of choices)
    boxes()
      .find(({ value, checked }) => !checked && isWanted(value))!
      .click();
  await press('Review and buy');
  await seen(/Buy th(is|ese)/);
}

const isOdd = (e164: string) => Number(e164.slice(-2)) % 2 === 1;

describe('a customer who is asked whether to buy', () => {
  afterEach(clear);

  it('hears that numbers priced in different currencies cannot be bought together', async () => {
    const portal = show('vobiz-number-picker', { service: pricedIn('INR', 'USD') });
    await review(isOdd, (e164) => !isOdd(e164));
    await seen('These numbers are priced in different currencies.');
    expect(text()).not.to.include('price of');
    expect(button('Buy')!.disabled).to.equal(true);
    await expect(portal).to.be.accessible();
  });

  it('hears that their balance is in another currency than the price', async () => {
    show('vobiz-number-picker', { service: pricedIn('USD') });
    await review(() => true);
    await seen(
      'Your balance is ₹12,500.00, in another currency. The purchase is refused if your balance is not enough.',
    );
    expect(text()).not.to.include('could not be read');
  });

  it('does not hear that their balance could not be read where nobody may ask for it', async () => {
    const can: CallName[] = ['getSession', 'listInventory', 'listNumbers', 'buyNumber'];
    show('vobiz-number-picker', { can, service: createSandbox({ numbers: 60 }) });
    await review(() => true);
    await seen('The purchase is refused if your balance is not enough.');
    expect(text()).not.to.include('could not be read');
  });

  it('hears that their balance could not be read when it could not', async () => {
    show('vobiz-number-picker', {
      service: createSandbox({ numbers: 60 }),
      between: (proxy) => (request) =>
        request.url.includes('/balance') ? Promise.resolve(new Response('', { status: 403 })) : proxy(request),
    });
    await review(() => true);
    await seen('Your balance could not be read.');
  });
});
