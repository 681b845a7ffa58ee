import { expect } from '@open-wc/testing';
import type { Handler } from '../../src/contract/handler.ts';
import type { VobizNumberAssignedEvent } from '../../src/index.ts';
import { createSandbox, dropAfter, dropBefore, failing, slow } from '../../src/sandbox/index.ts';
import { chooseTrunk } from './list-steps.ts';
import { clear, credentialsOf } from './portal-parts.ts';
import { show, type Scene } from './portal.ts';
import { all, button, find, focused, gone, press, seen, text, until } from './sight.ts';

const linking = { path: '/assign', method: 'POST' };
const nobody = 'Calls reach nobody yet';

const boxes = () =>
  [...all(document.body)].filter((element): element is HTMLInputElement => element.matches('input[name=number]'));

/** Shows the picker, and remembers which numbers were to ring where, and what was told of it. */
function watched({ service = createSandbox({ numbers: 60 }), ...scene }: Scene = {}) {
  const links: string[] = [];
  const answered: string[] = [];
  const told: VobizNumberAssignedEvent[] = [];
  const portal = show('vobiz-number-picker', {
    ...scene,
    service: async (request) => {
      const e164 = /([^/]+)\/assign$/.exec(new URL(request.url).pathname)?.[1];
      if (e164) links.push(decodeURIComponent(e164));
      const answer = await service(request);
      if (e164) answered.push(e164);
      return answer;
    },
  });
  portal.addEventListener('vobiz-number-assigned', (event) => told.push(event));
  return { portal, links, answered, told };
}

/** Buys numbers by their place in the list; answers them. */
async function buy(...places: number[]): Promise<string[]> {
  await until(() => boxes().length > 0, 'no list');
  for (const place of places) boxes()[place]!.click();
  const numbers = places.map((place) => boxes()[place]!.value);
  await press('Review and buy');
  await press(/^Buy for/);
  await seen(numbers.length > 1 ? `${numbers.length} of ${numbers.length} numbers bought` : 'is yours');
  return numbers;
}

/** What another tab does to a number. */
async function elsewhere(service: Handler, e164: string, trunk_group_id: string) {
  const { auth_id, auth_token } = credentialsOf('MA_ASHA');
  await service(
    new Request(`https://api.vobiz.ai/api/v1/Account/${auth_id}/numbers/${encodeURIComponent(e164)}/assign`, {
      method: 'POST',
      headers: { 'X-Auth-ID': auth_id, 'X-Auth-Token': auth_token, 'Content-Type': 'application/json' },
      body: JSON.stringify({ trunk_group_id }),
    }),
  );
}

/** A customer's trunk by its name. */
async function trunkCalled(wanted: string) {
  const { items } = await document.querySelector('vobiz-number-picker')!.portal!.client.listTrunks();
  return items.find(({ name }) => name === wanted)!.trunk_id;
}

describe('somebody who has just bought a number', () => {
  afterEach(clear);

  it('chooses where it rings right there, and hears where that is', async () => {
    const { portal, links, told } = watched();
    const numbers = await buy(0);
    await seen(nobody);
    await expect(portal).to.be.accessible();
    await press('Choose where it rings');
    await chooseTrunk('Office PBX', 'Link');
    await seen('Rings at Office PBX. New calls go there at once.');
    expect(text()).not.to.include(nobody);
    expect(text()).not.to.include('is linked to'); // not said twice
    expect(Boolean(button('Choose where it rings'))).to.equal(false);
    expect(links).to.deep.equal(numbers);
    expect(told.map(({ e164 }) => e164)).to.deep.equal(numbers);
    expect(told[0]!.trunk_group_id).to.equal(await trunkCalled('Office PBX'));
    expect(focused()!.textContent).to.include('Rings at Office PBX');
    expect(Boolean(find('vobiz-notice').shadowRoot!.querySelector('[role=status]'))).to.equal(true); // and it is heard
    await expect(portal).to.be.accessible();
  });

  it('finds the only trunk chosen already, and says yes to it by keyboard', async () => {
    const { links } = watched({ customer: 'MA_DECCAN' });
    const numbers = await buy(0);
    await press('Choose where it rings');
    await until(() => button('Link')?.disabled === false, 'nothing is chosen');
    await press('Link');
    await seen('Rings at Depot switchboard');
    expect(links).to.deep.equal(numbers);
  });

  it('reads the same in Hindi', async () => {
    const { portal } = watched({ lang: 'hi' });
    await until(() => boxes().length > 0, 'no list');
    boxes()[0]!.click();
    await press('जाँचें और ख़रीदें');
    await press(/में ख़रीदें$/);
    await press('चुनें कि कहाँ बजेगा');
    await seen('कहाँ बजे?');
    await expect(portal).to.be.accessible();
    find<HTMLInputElement>('dialog[open] input[type=radio]').click();
    await press('जोड़ें');
    await seen('Office PBX पर बजता है। नई कॉल अभी से वहीं जाएँगी।');
  });

  it('is back at the button after closing the question, and nothing was sent', async () => {
    const { links } = watched();
    await buy(0);
    const opener = await press('Choose where it rings');
    await seen('ring?');
    await press('Cancel');
    await gone('ring?');
    expect(focused() === opener).to.equal(true);
    await seen(nobody);
    expect(links).to.deep.equal([]);
  });

  it('is told when calls reach nobody over the trunk that was chosen', async () => {
    watched();
    await buy(0);
    await press('Choose where it rings');
    await chooseTrunk('Old warehouse', 'Link');
    await seen('Linked to Old warehouse. Switched off: calls are refused.');
    expect(text()).not.to.include('Rings at');
  });

  it('presses twice, and is asked once', async () => {
    let reads = 0;
    const { links } = watched({
      between: (proxy) => (request) => {
        if (new URL(request.url).pathname.endsWith('/trunks')) reads += 1;
        return proxy(request);
      },
    });
    await buy(0);
    const opener = await press('Choose where it rings');
    opener.click();
    await chooseTrunk('Office PBX', 'Link');
    await seen('Rings at Office PBX');
    expect(reads).to.equal(1);
    expect(links.length).to.equal(1);
    expect(text()).not.to.include('ring?');
  });

  it('is told what to do without a trunk, and finds it when there is one', async () => {
    let none = true;
    const sandbox = createSandbox({ numbers: 60 });
    const { portal } = watched({
      service: async (request) => {
        const answer = await sandbox(request);
        if (!none || !new URL(request.url).pathname.endsWith('/trunks')) return answer;
        return Response.json({ ...((await answer.json()) as object), objects: [] });
      },
    });
    await buy(0);
    await press('Choose where it rings');
    await seen('You have no SIP trunk for incoming calls yet. Ask support to set one up, then choose it here.');
    expect(button('Link')!.disabled).to.equal(true);
    await expect(portal).to.be.accessible();
    await press('Cancel');
    none = false;
    await press('Choose where it rings');
    await chooseTrunk('Office PBX', 'Link');
    await seen('Rings at Office PBX');
  });

  for (const call of ['assignNumber', 'listTrunks'] as const)
    it(`sees no button who may not ${call}`, async () => {
      const can = ['listInventory', 'listNumbers', 'buyNumber', 'getBalance', 'assignNumber', 'listTrunks'] as const;
      watched({ can: can.filter((one) => one !== call) });
      await buy(0);
      await seen(nobody);
      await until(() => document.querySelector('vobiz-number-picker')!.portal!.session, 'not known who it is');
      expect(Boolean(button('Choose where it rings'))).to.equal(false);
    });

  it('is asked once the trunks can be read after all', async () => {
    watched({ service: failing(createSandbox({ numbers: 60 }), 409, { path: '/trunks', times: 1 }) });
    await buy(0);
    await press('Choose where it rings');
    await seen('It has changed in the meantime');
    await press('Try again');
    await chooseTrunk('Office PBX', 'Link');
    await seen('Rings at Office PBX');
    expect(text()).not.to.include('It has changed in the meantime');
  });
});

describe('a bought number that was to ring somewhere', () => {
  afterEach(clear);

  it('is refused in human words, and can be tried again, but not by itself', async () => {
    const { links, told } = watched({
      service: failing(createSandbox({ numbers: 60 }), 403, { ...linking, times: 1 }),
    });
    await buy(0);
    await press('Choose where it rings');
    await chooseTrunk('Office PBX', 'Link');
    await seen('Not available for your account');
    await seen(nobody);
    expect(links.length).to.equal(1);
    expect(told).to.deep.equal([]);
    await press('Choose where it rings');
    await chooseTrunk('Office PBX', 'Link');
    await seen('Rings at Office PBX');
    expect(text()).not.to.include('Not available');
    expect(links.length).to.equal(2);
  });

  it('is found to ring there when the answer was lost', async () => {
    const { links, told } = watched({ service: dropAfter(createSandbox({ numbers: 60 }), { ...linking, times: 1 }) });
    await buy(0);
    await press('Choose where it rings');
    await chooseTrunk('Office PBX', 'Link');
    await seen('Rings at Office PBX');
    expect(links.length).to.equal(1);
    expect(told.length).to.equal(1);
  });

  it('is not said to ring, nor not to, while nobody knows', async () => {
    let lost = false;
    const sandbox = createSandbox({ numbers: 60 });
    const drop = dropBefore(sandbox, linking);
    const { told } = watched({
      service: async (request) => {
        if (!request.url.endsWith('/assign')) return sandbox(request);
        lost = true;
        return drop(request);
      },
      between: (proxy) => (request) => {
        const look = request.method === 'GET' && /\/numbers\?/.test(request.url) && !request.url.includes('inventory');
        return lost && look ? Promise.resolve(new Response('', { status: 403 })) : proxy(request);
      },
    });
    await buy(0);
    await press('Choose where it rings');
    await chooseTrunk('Office PBX', 'Link');
    await seen(/We (could not confirm|still do not know) what happened to/);
    await seen('Where it rings is not known yet.');
    expect(text()).not.to.include(nobody);
    expect(text()).not.to.include('Rings at');
    expect(Boolean(button('Choose where it rings'))).to.equal(false);
    expect(told).to.deep.equal([]);
  });

  it('rings where another tab has put it meanwhile', async () => {
    const service = createSandbox({ numbers: 60 });
    const { told } = watched({ service });
    const [number] = await buy(0);
    await press('Choose where it rings');
    await seen('ring?');
    await elsewhere(service, number!, await trunkCalled('Old warehouse'));
    await chooseTrunk('Office PBX', 'Link');
    await seen('was linked elsewhere in the meantime');
    await seen('Linked to Old warehouse.');
    expect(told.map(({ trunk_group_id }) => trunk_group_id)).to.deep.equal([await trunkCalled('Old warehouse')]);
  });

  it('is told of though another number was chosen for buying meanwhile', async () => {
    const { told } = watched({ service: slow(createSandbox({ numbers: 60 }), 100, linking) });
    await buy(0);
    await press('Choose where it rings');
    await chooseTrunk('Office PBX', 'Link');
    await seen('Linking…');
    boxes()[3]!.click();
    await seen('is linked to Office PBX');
    expect(told.length).to.equal(1);
  });

  it('is linked to the end while the picker is off the page, and told when it is back', async () => {
    const { portal, links, answered, told } = watched({
      service: slow(createSandbox({ numbers: 60 }), 100, linking),
    });
    await buy(0);
    await press('Choose where it rings');
    await chooseTrunk('Office PBX', 'Link');
    const picker = portal.querySelector('vobiz-number-picker')!;
    await until(() => links.length === 1, 'nothing was sent');
    picker.remove();
    await until(() => answered.length === 1, 'it was not finished');
    await picker.portal!.client.listTrunks(); // an answer later than that one
    expect(told.length).to.equal(0);
    portal.append(picker);
    await seen('Rings at Office PBX');
    expect(links.length).to.equal(1);
    expect(told.length).to.equal(1);
  });

  it('is no question for somebody else who signs in meanwhile', async () => {
    let who = 'MA_ASHA';
    const { portal, links } = watched({ customer: () => who });
    await buy(0);
    await press('Choose where it rings');
    await seen('ring?');
    who = 'MA_NILA';
    portal.refresh();
    await gone('ring?');
    await gone('is yours');
    expect(links).to.deep.equal([]);
  });

  it('is nothing somebody else hears of who signs in while it is linked', async () => {
    let who = 'MA_ASHA';
    const { portal, links, answered, told } = watched({
      customer: () => who,
      service: slow(createSandbox({ numbers: 60 }), 100, linking),
    });
    await buy(0);
    await press('Choose where it rings');
    await chooseTrunk('Office PBX', 'Link');
    await until(() => links.length === 1, 'nothing was sent');
    who = 'MA_NILA';
    portal.refresh();
    await gone('is yours');
    await until(() => answered.length === 1, 'it was not finished');
    await portal.querySelector('vobiz-number-picker')!.portal!.client.listTrunks();
    portal.lang = 'hi'; // by the time the other words are there, the answer is too
    await seen('नंबर ख़रीदें');
    expect(told).to.deep.equal([]);
    expect([...all(document.body)].filter(({ localName }) => localName === 'vobiz-notice')).to.deep.equal([]);
  });
});

describe('somebody who has just bought several numbers', () => {
  afterEach(clear);

  it('chooses once for all of them, and they are linked one by one', async () => {
    const { portal, links, told } = watched();
    const numbers = await buy(0, 2, 3);
    await press('Choose where they ring');
    await seen('Where should these 3 numbers ring?');
    await expect(portal).to.be.accessible();
    await chooseTrunk('Office PBX', 'Link');
    await until(() => text().split('Rings at Office PBX').length === 4, 'not told for each');
    expect(text()).not.to.include(nobody);
    expect(links).to.deep.equal(numbers);
    expect(told.map(({ e164 }) => e164)).to.deep.equal(numbers);
    expect(Boolean(button(/^Choose where/))).to.equal(false);
    expect(focused()!.textContent).to.include('Rings at Office PBX');
    await expect(portal).to.be.accessible();
  });

  it('is told of each when one is refused, and chooses for the rest', async () => {
    const sandbox = createSandbox({ numbers: 60 });
    const refusing = failing(sandbox, 403);
    let turn = 0;
    const { links } = watched({
      service: (request) => (request.url.endsWith('/assign') && (turn += 1) === 2 ? refusing : sandbox)(request),
    });
    const [first, second, third] = await buy(0, 2, 3);
    await press('Choose where they ring');
    await chooseTrunk('Office PBX', 'Link');
    await seen('Not available for your account');
    expect(links).to.deep.equal([first, second]); // the last was never tried
    expect(text().split('Rings at Office PBX').length).to.equal(2);
    await seen(nobody);
    await press('Choose where they ring');
    await seen('Where should these 2 numbers ring?');
    await chooseTrunk('Office PBX', 'Link');
    await until(() => text().split('Rings at Office PBX').length === 4, 'not told for each');
    expect(links).to.deep.equal([first, second, second, third]);
  });
});

describe('the whole portal', () => {
  afterEach(clear);

  it('shows in the list where a number rings that was just bought, and here where the list has moved it', async () => {
    show('');
    await press('Buy a number');
    await buy(0);
    await press('Choose where it rings');
    await chooseTrunk('Office PBX', 'Link');
    await seen('Rings at Office PBX');
    const name = /(\+91 [\d ]+) is yours/.exec(text())![1]!.trim();
    await press('Your numbers');
    await press(`Change: ${name}`);
    await chooseTrunk('Old warehouse', 'Move');
    await seen(`${name} is linked to Old warehouse`);
    await press('Buy a number');
    await seen('Linked to Old warehouse. Switched off');
    expect(text()).not.to.include('Rings at Office PBX');
  });
});
