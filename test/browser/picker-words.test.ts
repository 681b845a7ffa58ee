import { expect } from '@open-wc/testing';
import { releaseFirst } from './list-steps.ts';
import { createSandbox } from '../../src/sandbox/index.ts';
import { clear } from './portal-parts.ts';
import { show } from './portal.ts';
import { all, button, find, focused, press, seen, text, until } from './sight.ts';

const landline = number('+912271263900', 'Maharashtra');
// Without its region nobody could tell that it is not a mobile number.
const unplaced = number('+918012345678', 'Karnataka');
const outgoing = number('+911401234567', 'Delhi');

/** What not every number for sale has. */
interface More {
  setup_fee?: number;
  minimum_commitment_months?: number;
  aadhaar_verification_required?: boolean;
}

function number(e164: string, region: string, more: More = {}) {
  return { e164, region, country: 'IN', setup_fee: 100, monthly_fee: 500, currency: 'INR', ...more };
}

/** Shows a stock of these numbers; the service sells them, and does not say where they belong. */
function selling(stock: ReturnType<typeof number>[], sell?: (e164: string) => Response) {
  return show('vobiz-number-picker', {
    between: (proxy) => async (request) => {
      const { pathname, searchParams } = new URL(request.url);
      if (pathname.endsWith('/inventory/numbers')) {
        const items = stock.filter(({ e164 }) => e164.includes(searchParams.get('search') ?? ''));
        return Response.json({ items, page: 1, per_page: 25, total: items.length });
      }
      if (request.method !== 'POST') return proxy(request);
      const { e164 } = (await request.json()) as { e164: string };
      return sell?.(e164) ?? Response.json({ number: { e164, status: 'active' } });
    },
  });
}

const boxes = () =>
  [...all(document.body)].filter((element): element is HTMLInputElement => element.matches('input[name=number]'));

/** Chooses all of the stock, and asks for the question. */
async function review(count: number) {
  await until(() => boxes().length >= count, 'no list');
  for (const box of boxes().slice(0, count)) box.click();
  await press('Review and buy');
  await until(() => button('Not now'), 'no question');
}

function isInWindow(element: Element) {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}

describe('the question before a purchase', () => {
  afterEach(clear);

  it('begins with what is bought, however long it is, and keeps its answers in sight', async () => {
    const portal = show('vobiz-number-picker', { service: createSandbox({ numbers: 60 }) });
    await review(10);
    const middle = find('.middle');
    expect(middle.scrollHeight).to.be.greaterThan(middle.clientHeight);
    expect(middle.scrollTop).to.equal(0);
    for (const seenAtOnce of [find('#title'), find('.many li'), button('Not now')!, button(/^Buy for/)!])
      expect(isInWindow(seenAtOnce), seenAtOnce.textContent).to.equal(true);
    expect(focused() === button('Not now'), 'the focus is not on the safe answer').to.equal(true);
    expect((middle as HTMLElement).tabIndex).to.equal(0); // or a keyboard could not scroll it
    await expect(portal).to.be.accessible();
  });

  it('says of several numbers what each kind is for, and which of them needs what', async () => {
    const aadhaar = number('+919240012345', 'Karnataka', { aadhaar_verification_required: true });
    const kept = number('+914471234567', 'Tamil Nadu', { minimum_commitment_months: 3 });
    selling([landline, aadhaar, kept, outgoing]);
    await review(4);
    await seen('+91 92400 12345 92 series · Aadhaar check');
    await seen('+91 44 7123 4567 Landline · 3 months minimum');
    await seen('1 of them needs Aadhaar verification before it works.');
    await seen('1 of them has a minimum term, written beside the number.');
    const uses = find('.uses').textContent;
    expect(uses.match(/Landline: For service/g)?.length).to.equal(1);
    expect(uses).to.include('140 series: For promotional calls only');
    expect(text()).not.to.include('before this number works');
  });

  it('says how much is missing, and where it is to be added', async () => {
    const dear = number('+912271263900', 'Maharashtra', { setup_fee: 20_000 });
    selling([dear]);
    await review(1);
    await seen('You are ₹8,000.00 short. Top up your wallet, then review again: what you chose stays chosen.');
  });
});

describe('what is said of a number that was bought', () => {
  afterEach(clear);

  it('is what comes next, and never where it rings, when it can only call out', async () => {
    selling([outgoing]);
    await review(1);
    await press(/^Buy for/);
    await seen('140 123 4567 is yours');
    await seen('Register it on a DLT platform before the first call.');
    expect(text()).not.to.include('reach nobody');
    expect(button('Choose where it rings')).to.equal(undefined);
  });

  it('tells apart those of several that can only call out', async () => {
    selling([landline, outgoing]);
    await review(2);
    await press(/^Buy for/);
    await seen('2 of 2 numbers bought');
    await seen('140 123 4567 Outgoing calls only');
    await seen('Register the numbers for outgoing calls on a DLT platform');
    expect(button('Choose where it rings')).not.to.equal(undefined);
  });

  it('is written as it was for sale', async () => {
    selling([unplaced, landline]);
    await seen('+91 80 1234 5678');
    await review(2);
    await press(/^Buy for/);
    await seen('2 of 2 numbers bought');
    await seen('+91 80 1234 5678 Yours');
    expect(text()).not.to.include('+91 80123 45678');
  });

  it('is written as it was for sale when it was not bought', async () => {
    const lost = { code: 'unknown-outcome', kind: 'unknown-outcome', retry_after: 0, status: 502 };
    const headers = { 'Content-Type': 'application/problem+json' };
    selling([unplaced], () => Response.json(lost, { status: 502, headers }));
    await review(1);
    await press(/^Buy for/);
    await seen('+91 80 1234 5678 was not bought');
  });

  it('is asked about as it was for sale', async () => {
    selling([unplaced]);
    await review(1);
    await press(/^Buy for/);
    await press('Choose where it rings');
    await seen('Where should +91 80 1234 5678 ring?');
  });
});

describe('what is said of a refund that is pending', () => {
  afterEach(clear);

  it('names the sum that was charged', async () => {
    show('vobiz-number-list', { customer: 'MA_TAPTI' });
    const name = await releaseFirst();
    await press(`Keep this number ${name}`);
    await seen(`${name} is safe. Its refund is pending.`);
    await seen(`₹700.00 could not be refunded yet. Contact support and quote ${name}.`);
  });
});
