import { expect } from '@open-wc/testing';
import { createClient } from '../../src/client/client.ts';
import type { Handler } from '../../src/contract/handler.ts';
import { createSandbox } from '../../src/sandbox/index.ts';
import { clear, proxyOver } from './portal-parts.ts';
import { show } from './portal.ts';
import { all, button, find, gone, press, seen, text, type, until } from './sight.ts';

/** A portal as a developer might write it, in HTML. */
function write(attributes: Record<string, string>, ...inside: string[]) {
  const portal = document.createElement('vobiz-portal');
  for (const [name, value] of Object.entries(attributes)) portal.setAttribute(name, value);
  for (const tag of inside) portal.append(document.createElement(tag));
  document.body.append(portal);
  return portal;
}

describe('<vobiz-portal>', () => {
  afterEach(clear);

  it('shows the whole portal when nothing is inside, one view at a time', async () => {
    const portal = show('');
    await seen('Where it rings');
    await press('Buy a number');
    await seen('300 numbers for sale');
    await gone('Where it rings');
    await expect(portal).to.be.accessible();
    await press('Your numbers');
    await seen('Where it rings');
  });

  it('goes on with a purchase while the customer looks at their numbers', async () => {
    const sandbox = createSandbox({ numbers: 60 });
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const service: Handler = async (request) => {
      if (request.method === 'POST') await held;
      return sandbox(request);
    };
    show('', { customer: 'MA_NILA', service });
    await press('Buy a number');
    await until(() => [...all(document.body)].some((element) => element.matches('input[name=number]')), 'no list');
    find<HTMLInputElement>('input[name=number]').click();
    await press('Review and buy');
    await press(/^Buy for/);
    await seen('Buying…');
    await press('Your numbers');
    await seen('You have no numbers yet');
    release();
    await seen('1 number');
    await press('Buy a number');
    await seen('is yours');
  });

  it('shows only the views that the customer may use', async () => {
    show('', { can: ['getSession', 'listInventory'] });
    await seen('300 numbers for sale');
    await until(() => !button('Your numbers'), 'a closed view is offered');
    expect(text()).not.to.include('Where it rings');
  });

  it('is found by an element that was there before it', async () => {
    const list = document.createElement('vobiz-number-list');
    document.body.append(list);
    await seen('<vobiz-number-list> works inside a portal');
    const portal = show('');
    portal.append(list);
    await seen('Where it rings');
  });

  it('shows only what is inside as soon as something is', async () => {
    const portal = show('');
    await seen('Where it rings');
    portal.append(document.createElement('vobiz-number-picker'));
    await seen('300 numbers for sale');
    await gone('Where it rings');
  });

  it('tells a developer who forgot the endpoint, and one who gave the Vobiz API itself', async () => {
    write({}, 'vobiz-number-list');
    await seen('This portal needs an address: <vobiz-portal endpoint="/vobiz">.');
    clear();
    write({ endpoint: 'https://api.vobiz.ai/api/v1' }, 'vobiz-number-list');
    await seen('endpoint must be your own token proxy, not the Vobiz API');
    clear();
    write({ endpoint: 'ftp://files.example' }, 'vobiz-number-list');
    await seen('endpoint must be http or https, not "ftp:"');
  });

  it('names an attribute that cannot be used, and goes on without it', async () => {
    const portal = show('vobiz-number-picker');
    portal.setAttribute('theme', 'purple');
    portal.setAttribute('time-zone', 'Mars/Olympus');
    portal.querySelector('vobiz-number-picker')!.setAttribute('country', 'India');
    await seen('<vobiz-portal theme="purple"> cannot be used: theme is light, dark or auto.');
    await seen('<vobiz-portal time-zone="Mars/Olympus"> cannot be used');
    await seen('<vobiz-number-picker country="India"> cannot be used: country is a country code of two capitals');
    await seen('300 numbers for sale');
  });

  it('shows in every element what one of them has changed', async () => {
    show('vobiz-number-list vobiz-number-picker', { customer: 'MA_NILA' });
    await seen('You have no numbers yet');
    await until(() => [...all(document.body)].some((element) => element.matches('input[name=number]')), 'no list');
    find<HTMLInputElement>('input[name=number]').click();
    await press('Review and buy');
    await press(/^Buy for/);
    await seen('1 number');
    const released = await press(/^Release \+91/);
    const name = released.getAttribute('aria-label')!;
    await seen(/Type \d{4} to confirm/);
    type(find('#phrase'), name.replace(/\D/g, '').slice(-4));
    await press('Release number');
    await seen('is being released');
  });

  it('changes its language while it is on the page', async () => {
    const portal = show('vobiz-number-list');
    await seen('Where it rings');
    portal.setAttribute('lang', 'hi-IN');
    await seen('कहाँ बजेगा');
    expect(text()).not.to.include('Where it rings');
  });

  it('takes words of the host in place of its own', async () => {
    const portal = show('vobiz-number-list');
    portal.strings = { list: { title: 'Our lines' } };
    await seen('Our lines');
    await seen('Where it rings');
    portal.lang = 'hi';
    await seen('कहाँ बजेगा');
    await seen('Our lines');
  });

  it('forgets one customer before it shows another', async () => {
    let who = 'MA_ASHA';
    let held = false;
    const sandbox = createSandbox();
    const service: Handler = async (request) => {
      if (held) await new Promise((resolve) => request.signal.addEventListener('abort', resolve));
      return sandbox(request);
    };
    const portal = show('vobiz-number-list', { customer: () => who, service });
    await seen('+91 80 7138 7149');
    who = 'MA_KAVERI';
    held = true;
    portal.refresh();
    await gone('+91 80 7138 7149');
  });

  it('works with a client that it is given, and with another one later', async () => {
    const portal = show('vobiz-number-list', { customer: 'MA_NILA' });
    await seen('You have no numbers yet');
    portal.client = createClient({ endpoint: '/vobiz', fetch: proxyOver(createSandbox(), () => 'MA_ASHA') });
    await seen('Where it rings');
  });

  it('is harmless when it is taken off the page again and again', async () => {
    const portal = show('vobiz-number-list vobiz-number-picker');
    for (let turn = 0; turn < 20; turn += 1) {
      portal.remove();
      document.body.append(portal);
    }
    await seen('Where it rings');
    await seen('300 numbers for sale');
    expect(button('Try again')).to.equal(undefined);
  });
});
