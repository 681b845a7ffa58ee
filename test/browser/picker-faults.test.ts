import { expect } from '@open-wc/testing';
import type { Handler } from '../../src/contract/handler.ts';
import * as faults from '../../src/sandbox/faults.ts';
import { createSandbox, createWorld, sellToStranger } from '../../src/sandbox/index.ts';
import { counted } from './list-steps.ts';
import { clear } from './portal-parts.ts';
import { show } from './portal.ts';
import { all, button, press, seen, text, until } from './sight.ts';

const reading = { path: 'inventory/numbers', method: 'GET' };
const buying = { path: 'purchase-from-inventory', method: 'POST' };

/** What goes wrong between the service and the proxy. */
type Fault = (service: Handler) => Handler;

const boxes = () =>
  [...all(document.body)].filter((element): element is HTMLInputElement => element.matches('input[name=number]'));

/** Chooses the first number and says yes to its price; answers it as it is shown. */
async function buy(): Promise<string> {
  await until(() => boxes().length > 0, 'no list');
  boxes()[0]!.click();
  const shown = boxes()[0]!.closest('label')!.querySelector('.phone')!.textContent.trim();
  await press('Review and buy');
  await press(/^Buy for/);
  return shown;
}

describe('numbers for sale that cannot be read', () => {
  afterEach(clear);

  const cases: [name: string, fault: Fault, says: string, retry: boolean][] = [
    ['are refused', (service) => faults.failing(service, 400, reading), 'The service did not accept this', false],
    ['are forbidden', (service) => faults.failing(service, 403, reading), 'Not available for your account', false],
    ['are not found', (service) => faults.failing(service, 404, reading), 'It is no longer there', false],
    ['are changing', (service) => faults.failing(service, 409, reading), 'It has changed in the meantime', true],
    ['are asked for too often', (service) => faults.tooMany(service, 90, reading), 'You can try again in 1:', true],
    ['come with wrong credentials', (service) => faults.failing(service, 401, reading), 'The service is not responding', true], // prettier-ignore
    ['are a page of HTML', (service) => faults.html(service, reading), 'The service is not responding', true],
    ['break off', (service) => faults.malformed(service, reading), 'The service is not responding', true],
    ['are huge', (service) => faults.huge(service, 3, reading), 'The service is not responding', true],
    ['are sent elsewhere', (service) => faults.redirecting(service, undefined, reading), 'The service is not responding', true], // prettier-ignore
  ];
  for (const [name, fault, says, retry] of cases)
    it(`say so when they ${name}`, async () => {
      const portal = show('vobiz-number-picker', { service: fault(createSandbox({ numbers: 60 })) });
      await seen(says);
      await until(() => Boolean(button('Try again')) === retry, `trying again is ${retry ? 'not ' : ''}offered`);
      expect(boxes()).to.deep.equal([]);
      await expect(portal).to.be.accessible();
    }).timeout(20_000);

  it('are asked for again by themselves after a short wait that the service asks for', async () => {
    show('vobiz-number-picker', {
      service: faults.tooMany(createSandbox({ numbers: 60 }), 1, { ...reading, times: 1 }),
    });
    await seen('60 numbers for sale');
    expect(text()).not.to.include('Too many requests');
  });

  it('are asked for again when the customer is online again', async () => {
    let cut = true;
    show('vobiz-number-picker', {
      service: createSandbox({ numbers: 60 }),
      between: (proxy) => (request) => {
        if (cut && request.url.includes('/inventory')) throw new TypeError('Failed to fetch');
        return proxy(request);
      },
    });
    await seen('We could not reach the service');
    cut = false;
    window.dispatchEvent(new Event('online'));
    await seen('60 numbers for sale');
    expect(text()).not.to.include('We could not reach');
  }).timeout(20_000);
});

describe('a purchase that goes wrong', () => {
  afterEach(clear);

  const refused: [name: string, fault: Fault, says: RegExp][] = [
    ['is refused', (service) => faults.failing(service, 400, buying), /did not accept this/],
    ['is forbidden', (service) => faults.failing(service, 403, buying), /Not available for your account/],
    ['comes too soon', (service) => faults.tooMany(service, 90, buying), /You can try again in 1:/],
    ['comes too soon, nobody knows for how long', (service) => faults.tooMany(service, undefined, buying), /Too many requests/], // prettier-ignore
  ];
  for (const [name, fault, says] of refused)
    it(`is not made, and says why and keeps the choice, when it ${name}`, async () => {
      const { handler, writes } = counted(fault(createSandbox({ numbers: 60 })));
      const portal = show('vobiz-number-picker', { service: handler });
      await buy();
      await seen(says);
      await until(() => button(/^Review and buy/), 'the choice is gone');
      expect(boxes()[0]!.checked).to.equal(true);
      expect(writes).to.deep.equal(['POST']);
      await expect(portal).to.be.accessible();
    });

  for (const status of [404, 409])
    it(`is told to be somebody else's when the service answers ${status}`, async () => {
      const world = createWorld({ numbers: 60 });
      const sandbox = createSandbox({ world });
      const { handler, writes } = counted(sandbox);
      show('vobiz-number-picker', {
        service: async (request) => {
          if (request.method !== 'POST') return handler(request);
          sellToStranger(world, ((await request.clone().json()) as { e164: string }).e164);
          return faults.failing(handler, status)(request);
        },
      });
      const number = await buy();
      await seen(`Someone just took ${number}`);
      await seen('Nothing was charged.');
      await seen('59 numbers for sale');
      expect(writes.length).to.be.at.most(1);
    });

  const lost: [name: string, fault: Fault, says: (number: string) => string][] = [
    ['is a page of HTML', (service) => faults.html(service, buying), (number) => `${number} was not bought`],
    ['breaks off', (service) => faults.malformed(service, buying), (number) => `${number} is yours`],
    ['is huge', (service) => faults.huge(service, 3, buying), (number) => `${number} was not bought`],
    ['never comes', (service) => faults.dropAfter(service, buying), (number) => `${number} is yours`],
  ];
  for (const [name, fault, says] of lost)
    it(`is looked up, and told as it is, when its answer ${name}`, async () => {
      const { handler, writes } = counted(fault(createSandbox({ numbers: 60 })));
      show('vobiz-number-picker', { service: handler });
      const number = await buy();
      await seen(says(number));
      expect(writes).to.deep.equal(['POST']);
    });

  it('sends nothing while the customer is offline', async () => {
    const { handler, writes } = counted(createSandbox({ numbers: 60 }));
    show('vobiz-number-picker', { service: handler });
    await until(() => boxes().length > 0, 'no list');
    boxes()[0]!.click();
    await press('Review and buy');
    await seen('Buy this number?');
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    try {
      await press(/^Buy for/);
      await seen('You are offline');
      expect(button('Review and buy')).not.to.equal(undefined);
    } finally {
      Reflect.deleteProperty(navigator, 'onLine');
    }
    expect(writes).to.deep.equal([]);
  });

  it('says that the session has ended, and that the choice is still there', async () => {
    let who: string | undefined = 'MA_ASHA';
    const { handler, writes } = counted(createSandbox({ numbers: 60 }));
    show('vobiz-number-picker', { customer: () => who, service: handler });
    await until(() => boxes().length > 0, 'no list');
    boxes()[0]!.click();
    await press('Review and buy');
    await seen('Buy this number?');
    who = undefined;
    await press(/^Buy for/);
    await seen('Your session has ended');
    expect(boxes()[0]!.checked).to.equal(true);
    expect(writes).to.deep.equal([]);
  });

  it('is made once, and told when the picker is back, when that is taken off the page meanwhile', async () => {
    const { handler, writes, answered } = counted(faults.slow(createSandbox({ numbers: 60 }), 300, buying));
    const portal = show('vobiz-number-picker', { service: handler });
    const number = await buy();
    await seen('Buying…');
    const picker = portal.querySelector('vobiz-number-picker')!;
    picker.remove();
    await until(() => answered.length === 1, 'it was never bought');
    await picker.portal!.client.listTrunks(); // an answer later than that one
    portal.append(picker);
    await seen(`${number} is yours`);
    expect(writes).to.deep.equal(['POST']);
  });
});
