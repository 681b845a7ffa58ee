import { expect } from '@open-wc/testing';
import type { Handler } from '../../src/contract/handler.ts';
import type { Portal } from '../../src/elements/portal.ts';
import { createSandbox } from '../../src/sandbox/index.ts';
import { clear } from './portal-parts.ts';
import { show } from './portal.ts';
import { all, button, find, gone, press, seen, text, type, until } from './sight.ts';
import { chooseTrunk } from './list-steps.ts';

const listed = (selector: string) =>
  until(() => [...all(document.body)].some((element) => element.matches(selector)), 'no list');

/** Lets answers come that are surely later than any write that may be on its way. */
async function aWhile(of: Element & { portal?: Portal | null }) {
  for (let turn = 0; turn < 20; turn += 1) await of.portal!.client.listTrunks();
}

/** Writes that reached the service, and whose they were; each is held until it is let go. */
function held(sandbox: Handler) {
  const writes: string[] = [];
  let go = () => {};
  const door = new Promise<void>((resolve) => (go = resolve));
  const service: Handler = async (request) => {
    if (request.method !== 'GET') {
      writes.push(/MA_\w+/.exec(request.url)![0]);
      await door;
    }
    return sandbox(request);
  };
  return { service, writes, go };
}

describe('somebody who signs in where somebody else was', () => {
  afterEach(clear);

  it('is not asked whether to buy what the other one chose', async () => {
    let who = 'MA_ASHA';
    const { service, writes } = held(createSandbox({ numbers: 60 }));
    const portal = show('vobiz-number-picker', { customer: () => who, service });
    await listed('input[name=number]');
    find<HTMLInputElement>('input[name=number]').click();
    await press('Review and buy');
    await seen('Buy this number?');
    who = 'MA_NILA';
    portal.refresh();
    await gone('Buy this number?');
    await gone('Review and buy');
    expect(portal.querySelector('vobiz-number-picker')!.value).to.equal('');
    expect(writes).to.deep.equal([]);
  });

  it('hears nothing of what the other one bought, and it is not bought twice', async () => {
    let who = 'MA_ASHA';
    const { service, writes, go } = held(createSandbox({ numbers: 60 }));
    const portal = show('vobiz-number-picker', { customer: () => who, service });
    let heard = 0;
    portal.addEventListener('vobiz-number-bought', () => (heard += 1));
    await listed('input[name=number]');
    find<HTMLInputElement>('input[name=number]').click();
    await press('Review and buy');
    await press(/^Buy for/);
    await until(() => writes.length === 1, 'nothing was bought');
    who = 'MA_NILA';
    portal.refresh();
    await gone('Buying…');
    go();
    portal.lang = 'hi'; // by the time the other words are there, the answer is too
    await seen('नंबर ख़रीदें');
    await seen(/बैलेंस/);
    expect(writes).to.deep.equal(['MA_ASHA']);
    expect(heard).to.equal(0);
    expect([...all(document.body)].filter(({ localName }) => localName === 'vobiz-notice')).to.deep.equal([]);
  });

  it('pays for none of several numbers that the other one was just buying', async () => {
    let who = 'MA_ASHA';
    const { service, writes, go } = held(createSandbox({ numbers: 60 }));
    const portal = show('vobiz-number-picker', { customer: () => who, service });
    let heard = 0;
    portal.addEventListener('vobiz-number-bought', () => (heard += 1));
    await listed('input[name=number]');
    const boxes = [...all(document.body)].filter((element) => element.matches('input[name=number]'));
    for (const place of [0, 2, 3]) (boxes[place] as HTMLInputElement).click();
    await press('Review and buy');
    await press(/^Buy for/);
    await until(() => writes.length === 1, 'nothing was bought');
    who = 'MA_NILA';
    portal.refresh();
    await seen('Balance ₹5,000.00');
    go();
    await aWhile(portal.querySelector('vobiz-number-picker')!);
    expect(writes).to.deep.equal(['MA_ASHA']);
    expect(heard).to.equal(0);
    expect(text()).to.include('Balance ₹5,000.00');
  });

  it('has no number of the other one’s linked that was just being moved', async () => {
    let who = 'MA_ASHA';
    const { service, writes, go } = held(createSandbox());
    const portal = show('vobiz-number-list', { customer: () => who, service });
    await press('Change: +91 80 7138 7149');
    await chooseTrunk('Old warehouse', 'Move');
    await until(() => writes.length === 1, 'nothing was moved');
    who = 'MA_NILA';
    portal.refresh();
    await seen('You have no numbers yet');
    go();
    await aWhile(portal.querySelector('vobiz-number-list')!);
    expect(writes).to.deep.equal(['MA_ASHA']);
  });

  it('has none of the numbers linked that the other one bought and was just linking', async () => {
    let who = 'MA_ASHA';
    let isHeld = false;
    const sandbox = createSandbox({ numbers: 60 });
    const { service, writes, go } = held(sandbox);
    const portal = show('vobiz-number-picker', {
      customer: () => who,
      service: (request) => (isHeld ? service(request) : sandbox(request)),
    });
    await listed('input[name=number]');
    const boxes = [...all(document.body)].filter((element) => element.matches('input[name=number]'));
    for (const place of [0, 2, 3]) (boxes[place] as HTMLInputElement).click();
    await press('Review and buy');
    await press(/^Buy for/);
    await press('Choose where they ring');
    isHeld = true;
    await chooseTrunk('Office PBX', 'Link');
    await until(() => writes.length === 1, 'nothing was linked');
    who = 'MA_NILA';
    portal.refresh();
    await seen('Balance ₹5,000.00');
    go();
    await aWhile(portal.querySelector('vobiz-number-picker')!);
    expect(writes).to.deep.equal(['MA_ASHA']);
  });

  it('is not asked whether to release what is not theirs', async () => {
    let who = 'MA_ASHA';
    const { service, writes } = held(createSandbox());
    const portal = show('vobiz-number-list', { customer: () => who, service });
    const name = (await press(/^Release \+91/)).getAttribute('aria-label')!;
    await seen('Type');
    type(find('#phrase'), name.replace(/\D/g, '').slice(-4));
    who = 'MA_NILA';
    portal.refresh();
    await seen('You have no numbers yet');
    expect(button('Release number')).to.equal(undefined);
    expect(writes).to.deep.equal([]);
  });
});

describe('a customer whose session cannot be read again', () => {
  afterEach(clear);

  it('still may not do what they were told they may not', async () => {
    let broken = false;
    const portal = show('vobiz-number-list', {
      can: ['listNumbers', 'getSession'],
      between: (proxy) => (request) =>
        broken && request.url.endsWith('/session')
          ? Promise.resolve(new Response('', { status: 403 }))
          : proxy(request),
    });
    await seen('+91 80 7138 7149');
    await until(() => !button(/^Release \+91/), 'a release was offered');
    broken = true;
    const list = portal.querySelector('vobiz-number-list')!;
    const { revision } = list.portal!;
    window.dispatchEvent(new Event('online'));
    await until(
      () => list.portal!.revision > revision && list.shadowRoot!.querySelector('[aria-busy=false]'),
      'not read',
    );
    expect(button(/^Release \+91/)).to.equal(undefined);
  });
});
