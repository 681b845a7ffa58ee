import { expect, waitUntil } from '@open-wc/testing';
import type { Handler } from '../../src/contract/handler.ts';
import type { VobizNumberBoughtEvent } from '../../src/index.ts';
import {
  createSandbox,
  createWorld,
  dropAfter,
  dropBefore,
  failing,
  html,
  malformed,
  malformedRow,
  sellToStranger,
  slow,
} from '../../src/sandbox/index.ts';
import { clear } from './portal-parts.ts';
import { show } from './portal.ts';
import { all, button, find, focused, gone, press, seen, text, type } from './sight.ts';

const purchase = { method: 'POST', path: 'purchase-from-inventory' };
const stock = { path: 'inventory/numbers' };

/** A service that remembers how often each write reached it. */
function counted(service: Handler) {
  const writes: string[] = [];
  const handler: Handler = (request) => {
    if (request.method !== 'GET')
      writes.push(`${request.method} ${new URL(request.url).pathname.split('/').slice(5).join('/')}`);
    return service(request);
  };
  return { handler, writes };
}

/** Chooses the first number of the list; answers it. */
async function choose() {
  await waitUntil(() => [...all(document.body)].some((element) => element.matches('input[name=number]')), 'no list', {
    timeout: 8_000,
  });
  const radio = find<HTMLInputElement>('input[name=number]');
  radio.click();
  await seen('Review and buy');
  return radio.value;
}

async function buy() {
  const e164 = await choose();
  await press('Review and buy');
  await press(/^Buy for/);
  return e164;
}

describe('<vobiz-number-picker>', () => {
  afterEach(clear);

  it('shows a customer what is for sale, where, and what it costs today', async () => {
    const portal = show('vobiz-number-picker');
    await seen('300 numbers for sale');
    await seen('Pay today');
    await seen(/₹600\.00/);
    await seen('Balance ₹12,500.00');
    await expect(portal).to.be.accessible();
  });

  it('finds numbers by digits typed in any form, and marks them', async () => {
    show('vobiz-number-picker');
    await seen('300 numbers for sale');
    type(find('input[type=search]'), ' ०८०-');
    await seen(/numbers? with 80/);
    const marked = [...all(document.body)].filter((element) => element.localName === 'mark');
    expect(marked.length).to.be.greaterThan(0);
    for (const mark of marked) expect(mark.textContent.replace(/\D/g, '')).to.match(/^(80)+$/);
  });

  it('says why a search cannot be made, and keeps the list and what was typed', async () => {
    show('vobiz-number-picker');
    await seen('300 numbers for sale');
    const field = find<HTMLInputElement>('input[type=search]');
    type(field, 'call me');
    await seen('Use digits only.');
    await seen('300 numbers for sale');
    expect(field.value).to.equal('call me');
  });

  it('says that nothing has these digits, and what to try', async () => {
    const portal = show('vobiz-number-picker');
    await seen('300 numbers for sale');
    type(find('input[type=search]'), '999999999');
    await seen('No number for sale has 999999999 in it.');
    await expect(portal).to.be.accessible();
  });

  it('turns the pages and keeps the focus where it is', async () => {
    show('vobiz-number-picker');
    await seen('Page 1 of 12');
    const next = await press('Next page');
    next.focus();
    await seen('Page 2 of 12');
    expect(focused()).to.equal(next);
  });

  it('says everything before it buys, and buys once', async () => {
    const { handler, writes } = counted(createSandbox({ numbers: 300 }));
    const portal = show('vobiz-number-picker', { service: handler });
    let bought: VobizNumberBoughtEvent | undefined;
    portal.addEventListener('vobiz-number-bought', (event) => (bought = event));
    const e164 = await choose();
    await press('Review and buy');
    await seen('Buy this number?');
    for (const words of [
      e164,
      'One-time fee',
      'First month',
      'Pay today',
      'every month from',
      'Balance now',
      'Balance after',
    ])
      await seen(words);
    await expect(portal).to.be.accessible();
    const yes = await press(/^Buy for ₹/);
    yes.click(); // pressed twice
    await seen('is yours');
    expect(writes).to.deep.equal(['POST numbers/purchase-from-inventory']);
    expect(bought?.number.e164).to.equal(e164);
    await seen('299 numbers for sale');
    await expect(portal).to.be.accessible();
  });

  it('buys nothing when the question is closed', async () => {
    const { handler, writes } = counted(createSandbox({ numbers: 300 }));
    show('vobiz-number-picker', { service: handler });
    await choose();
    await press('Review and buy');
    await press('Not now');
    await gone('Buy this number?');
    expect(writes).to.deep.equal([]);
    expect(button('Review and buy')).to.be.instanceOf(HTMLButtonElement);
  });

  it('tells a customer with too little balance how much is missing, and does not let them buy', async () => {
    const portal = show('vobiz-number-picker', { customer: 'MA_KAVERI' });
    await choose();
    await press('Review and buy');
    await seen(/You are ₹[\d,.]+ short/);
    expect(button(/^Buy for/)!.disabled).to.equal(true);
    await expect(portal).to.be.accessible();
  });

  it('tells a customer without KYC to verify first', async () => {
    show('vobiz-number-picker', { customer: 'MA_MALABAR', between: withoutBalance });
    await buy();
    await seen('Verify your identity first');
  });

  it('tells that somebody else was faster, and keeps the search', async () => {
    const world = createWorld({ numbers: 300 });
    const service = createSandbox({ world });
    show('vobiz-number-picker', { service });
    await seen('300 numbers for sale');
    type(find('input[type=search]'), '80');
    await seen(/with 80/);
    const e164 = await choose();
    sellToStranger(world, e164);
    await press('Review and buy');
    await seen('Someone just took');
    await seen(/with 80/);
    expect(find<HTMLInputElement>('input[type=search]').value).to.equal('80');
  });

  it('finds out that a purchase happened though its answer was lost', async () => {
    const { handler, writes } = counted(dropAfter(createSandbox({ numbers: 300 }), purchase));
    show('vobiz-number-picker', { service: handler });
    await buy();
    await seen('is yours');
    expect(writes.length).to.equal(1);
  });

  it('says that it is not confirmed while a lost purchase may still happen', async () => {
    show('vobiz-number-picker', { service: dropBefore(createSandbox({ numbers: 300 }), purchase) });
    await buy();
    await seen('We could not confirm the purchase yet');
    expect(button(/^Buying/)!.getAttribute('aria-disabled')).to.equal('true');
  });

  it('tells that nothing was bought when the balance could not be debited', async () => {
    show('vobiz-number-picker', { customer: 'MA_TAPTI', between: withoutBalance });
    await buy();
    await seen('was not bought');
    await seen('Usually this means that the balance could not be debited');
    expect(button('Review and buy')!.getAttribute('aria-disabled')).to.equal('false');
  });

  it('offers to try again after a failure, and does', async () => {
    const portal = show('vobiz-number-picker', {
      service: failing(createSandbox({ numbers: 300 }), 404, { ...stock, times: 1 }),
    });
    await seen('It is no longer there');
    expect(button('Try again')).to.equal(undefined); // it cannot help
    portal.refresh();
    await seen('300 numbers for sale');
  });

  it('keeps what was known when reading it again fails, and recovers', async () => {
    let broken = false;
    const sandbox = createSandbox({ numbers: 300 });
    const service: Handler = (request) =>
      broken && request.url.includes('inventory') ? html(sandbox)(request) : sandbox(request);
    show('vobiz-number-picker', { service });
    await seen('300 numbers for sale');
    broken = true;
    await press('Next page');
    await seen('The service is not responding');
    await seen('300 numbers for sale');
    broken = false;
    await press('Try again');
    await gone('The service is not responding');
    await seen('Page 2 of 12');
  });

  for (const [name, fault] of Object.entries({ malformed, html }))
    it(`says so when the service answers nonsense (${name})`, async () => {
      const portal = show('vobiz-number-picker', { service: fault(createSandbox({ numbers: 300 }), stock) });
      await seen('The service is not responding');
      await expect(portal).to.be.accessible();
    });

  it('shows the other rows when one cannot be read', async () => {
    show('vobiz-number-picker', { service: malformedRow(createSandbox({ numbers: 300 }), stock) });
    await seen('One entry could not be read and is not shown.');
    expect([...all(document.body)].filter((element) => element.matches('input[name=number]')).length).to.equal(24);
  });

  it('says that it is loading, and is never blank', async () => {
    const portal = show('vobiz-number-picker', { service: slow(createSandbox({ numbers: 300 }), 3_000, stock) });
    await seen('Buy a number');
    await waitUntil(() => [...all(document.body)].some((element) => element.textContent === 'Loading…'));
    await expect(portal).to.be.accessible();
  });

  it('describes what it shows with the search that found it, until the next one has', async () => {
    let hold = false;
    const sandbox = createSandbox({ numbers: 300 });
    const service: Handler = (request) =>
      hold && request.url.includes('inventory') ? new Promise(() => {}) : sandbox(request);
    show('vobiz-number-picker', { service });
    await seen('300 numbers for sale');
    hold = true;
    type(find('input[type=search]'), '999');
    await seen('Searching…');
    await seen('300 numbers for sale');
    expect(text()).not.to.include('with 999');
    expect([...all(document.body)].filter((element) => element.localName === 'mark')).to.deep.equal([]);
  });

  it('never shows the rows of an earlier search after those of a later one', async () => {
    const sandbox = createSandbox({ numbers: 300 });
    const late: (() => void)[] = [];
    let calledOff = 0;
    const service: Handler = async (request) => {
      if (/search=8(&|$)/.test(request.url)) {
        request.signal.addEventListener('abort', () => (calledOff += 1));
        await new Promise<void>((resolve) => late.push(resolve));
      }
      return sandbox(request);
    };
    show('vobiz-number-picker', { service });
    await seen('300 numbers for sale');
    type(find('input[type=search]'), '8');
    await waitUntil(() => late.length > 0); // it was sent
    type(find('input[type=search]'), '80');
    await seen(/with 80/);
    await waitUntil(() => calledOff > 0);
    for (const answer of late) answer();
    await press('Next page'); // and whatever came of it has come by then
    await seen('Page 2 of');
    await seen(/with 80/);
  });

  it('steps back when everything on the last page was sold meanwhile', async () => {
    const world = createWorld({ numbers: 26 });
    const service = createSandbox({ world });
    const portal = show('vobiz-number-picker', { service });
    await seen('Page 1 of 2');
    await press('Next page');
    await seen('Page 2 of 2');
    await waitUntil(
      () => [...all(document.body)].filter((element) => element.matches('input[name=number]')).length === 1,
    );
    sellToStranger(world, find<HTMLInputElement>('input[name=number]').value);
    portal.refresh();
    await seen('25 numbers for sale');
    expect([...all(document.body)].filter((element) => element.matches('input[name=number]')).length).to.equal(25);
  });

  it('leaves the focus with a customer who went on to something else while it bought', async () => {
    const sandbox = createSandbox({ numbers: 60 });
    let go = () => {};
    const door = new Promise<void>((resolve) => (go = resolve));
    show('vobiz-number-picker', {
      service: async (request) => {
        if (request.method === 'POST') await door;
        return sandbox(request);
      },
    });
    await buy();
    await seen('Buying…');
    find<HTMLInputElement>('input[type=search]').focus();
    go();
    await seen('is yours');
    expect(focused()).to.equal(find('input[type=search]'));
  });

  it('asks for what is chosen now when that changes while it looks', async () => {
    const sandbox = createSandbox({ numbers: 60 });
    let checks = 0;
    let go = () => {};
    const door = new Promise<void>((resolve) => (go = resolve));
    show('vobiz-number-picker', {
      service: async (request) => {
        if (request.url.includes('per_page=100')) {
          checks += 1;
          await door;
        }
        return sandbox(request);
      },
    });
    await choose();
    await press('Review and buy');
    await waitUntil(() => checks === 1);
    const other = [...all(document.body)].filter((element) =>
      element.matches('input[name=number]'),
    )[4] as HTMLInputElement;
    other.click();
    go();
    await seen('Review and buy');
    expect(text()).not.to.include('Buy this number?');
    await press('Review and buy');
    await seen('Buy these 2 numbers?');
  });

  it('does not sell what has no price', async () => {
    const sandbox = createSandbox({ numbers: 60 });
    const service: Handler = async (request) => {
      const response = await sandbox(request);
      if (!request.url.includes('inventory/numbers')) return response;
      const body = (await response.json()) as { items: Record<string, unknown>[] };
      for (const item of body.items) delete item.monthly_fee;
      return Response.json(body);
    };
    show('vobiz-number-picker', { service });
    await choose();
    await press('Review and buy');
    await seen('The price of this number is not known');
    await seen('Balance now');
    expect(button('Buy')!.disabled).to.equal(true);
    expect(text()).not.to.include('could not be read');
  });

  it('says from when the balance is that could not be read again', async () => {
    let broken = false;
    const sandbox = createSandbox({ numbers: 60 });
    show('vobiz-number-picker', {
      service: (request) =>
        broken && request.url.includes('/balance')
          ? Promise.resolve(new Response('', { status: 403 }))
          : sandbox(request),
    });
    await seen('Balance ₹12,500.00');
    broken = true;
    window.dispatchEvent(new Event('online'));
    await seen(/Balance ₹12,500\.00 on \d/);
  });

  it('keeps the focus in the list when it cannot be read again', async () => {
    let broken = false;
    const sandbox = createSandbox({ numbers: 60 });
    show('vobiz-number-picker', {
      service: (request) =>
        broken && request.url.includes('inventory')
          ? Promise.resolve(new Response('', { status: 403 }))
          : sandbox(request),
    });
    await choose();
    const radio = find<HTMLInputElement>('input[name=number]');
    radio.focus();
    broken = true;
    window.dispatchEvent(new Event('online'));
    await seen('Could not refresh.');
    expect(focused()).to.equal(radio);
  });

  it('goes on looking for a lost purchase when it is put back, and not before', async () => {
    let looks = 0;
    const portal = show('vobiz-number-picker', {
      service: dropBefore(createSandbox({ numbers: 60 }), purchase),
      between: (proxy) => (request) => {
        if (/\/numbers\?.*search/.test(request.url) && !request.url.includes('inventory')) looks += 1;
        return proxy(request);
      },
    });
    await buy();
    await seen('We could not confirm the purchase yet');
    await waitUntil(() => looks > 0);
    const picker = portal.querySelector('vobiz-number-picker')!;
    picker.remove();
    const before = looks;
    await new Promise((resolve) => setTimeout(resolve, 2_500)); // longer than the next pause
    expect(looks).to.equal(before);
    portal.append(picker);
    await waitUntil(() => looks > before);
    await seen('We could not confirm the purchase yet');
  });

  it('hides the purchase from a customer who may not buy', async () => {
    show('vobiz-number-picker', { can: ['listInventory', 'listNumbers'] });
    await seen('300 numbers for sale');
    find<HTMLInputElement>('input[name=number]').click();
    await waitUntil(() => find<HTMLInputElement>('input[name=number]').checked);
    expect(button('Review and buy')).to.equal(undefined);
  });

  it('tells its page once that the session has ended, and goes on when it is back', async () => {
    let who: string | undefined = 'MA_ASHA';
    const portal = show('vobiz-number-picker', { customer: () => who });
    await seen('Page 1 of 12');
    let ended = 0;
    portal.addEventListener('vobiz-session-ended', () => (ended += 1));
    who = undefined;
    await press('Next page');
    await seen('Your session has ended');
    await seen('300 numbers for sale'); // what was there stays
    expect(ended).to.equal(1);
    who = 'MA_ASHA';
    portal.refresh();
    await seen('Page 2 of 12');
    await gone('Your session has ended');
  });

  it('is a field of the form around it', async () => {
    const form = document.createElement('form');
    document.body.append(form);
    const portal = show('vobiz-number-picker');
    form.append(portal);
    const picker = portal.querySelector('vobiz-number-picker')!;
    picker.name = 'number';
    picker.selectOnly = true;
    const e164 = await (async () => {
      await seen('300 numbers for sale');
      const radio = find<HTMLInputElement>('input[name=number]');
      radio.click();
      await picker.updateComplete;
      return radio.value;
    })();
    expect(new FormData(form).get('number')).to.equal(e164);
    expect(button('Review and buy')).to.equal(undefined);
    form.reset();
    await picker.updateComplete;
    expect(new FormData(form).get('number')).to.equal(null);
  });

  it('says what to do when it stands outside a portal', () => {
    const picker = document.createElement('vobiz-number-picker');
    document.body.append(picker);
    return seen('<vobiz-number-picker> works inside a portal');
  });

  it('speaks Hindi', async () => {
    const portal = show('vobiz-number-picker', { lang: 'hi', theme: 'dark' });
    await seen('मासिक किराया');
    expect(text()).not.to.match(/Pay today|Monthly/);
    await expect(portal).to.be.accessible();
  });
});

/** The wallet cannot be read, so that the purchase itself has to tell. */
function withoutBalance(proxy: Handler): Handler {
  return (request) =>
    request.url.includes('/balance')
      ? Promise.resolve(Response.json({ error: 'forbidden' }, { status: 403 }))
      : proxy(request);
}
