import { expect } from '@open-wc/testing';
import type { Handler } from '../../src/contract/handler.ts';
import { createSandbox } from '../../src/sandbox/index.ts';
import { clear } from './portal-parts.ts';
import { show } from './portal.ts';
import { all, button, find, focused, gone, press, seen, text, type, until } from './sight.ts';

const boxes = () =>
  [...all(document.body)].filter((element): element is HTMLInputElement => element.matches('input[name=number]'));

/** The field with these words on it. */
function field<E extends HTMLElement>(label: string): E {
  const labels = [...all(document.body)].filter((element) => element.localName === 'label');
  const found = labels.find((one) => one.textContent.replace(/\s+/g, ' ').trim().startsWith(label));
  return found!.querySelector<E>('input, select')!;
}

function pick(label: string, value: string) {
  const select = field<HTMLSelectElement>(label);
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}

async function openFilters() {
  await until(() => boxes().length > 0, 'no list');
  await press('Filters');
  await seen('State or city');
}

describe('a customer who wants more than digits', () => {
  afterEach(clear);

  it('finds numbers by how they end, and hears how many were looked at', async () => {
    const portal = show('vobiz-number-picker', { service: createSandbox({ numbers: 1284 }) });
    await openFilters();
    await expect(portal).to.be.accessible();
    type(find('input[type=search]'), '8');
    pick('Digits', 'ends');
    await seen(/matches in the first \d00 of [\d,]+ numbers/);
    await until(() => boxes().length > 0 && boxes().every(({ value }) => value.endsWith('8')), 'others are shown');
    const marks = [...all(document.body)].filter((element) => element.localName === 'mark');
    expect(marks.length).to.equal(boxes().length); // the last digit, and no other
    await expect(portal).to.be.accessible();
  });

  it('can look further, and stop', async () => {
    const sandbox = createSandbox({ numbers: 1284 });
    let hold = false;
    const service: Handler = async (request) => {
      if (hold && request.url.includes('inventory'))
        await new Promise((resolve) => request.signal.addEventListener('abort', resolve));
      return sandbox(request);
    };
    show('vobiz-number-picker', { service });
    await openFilters();
    pick('Type', 'landline');
    await seen(/in the first 100 of 1,284 numbers/);
    hold = true;
    await press('Look further');
    await press('Stop');
    await seen(/in the first 100 of 1,284 numbers/);
    hold = false;
    await press('Look further');
    await seen(/in the first 600 of 1,284 numbers/);
    await press('Look further');
    await seen(/in the first 1,100 of 1,284 numbers/);
    await press('Look further');
    await seen(/matches in 1,284 numbers/);
    expect(button('Look further')).to.equal(undefined);
  });

  it('finds a place, without digits they dislike, up to a rent, without the Aadhaar check', async () => {
    show('vobiz-number-picker', { service: createSandbox({ numbers: 400 }) });
    await openFilters();
    type(field('State or city'), 'mumbai');
    type(field('Without these digits'), '४');
    type(field('Highest monthly rent'), '₹500');
    field<HTMLInputElement>('No Aadhaar check').click();
    await seen('Filters · 4');
    await seen(/matches in 400 numbers/);
    await until(
      () => boxes().length > 0 && boxes().every(({ value }) => !value.slice(3).includes('4')),
      'a 4 is shown',
    );
    const rows = [...all(document.body)].filter((element) => element.matches('tbody tr'));
    for (const row of rows) expect(text(row)).to.match(/Mumbai|Maharashtra/);
    await press('Clear filters');
    await seen('400 numbers for sale');
  });

  it('puts easy numbers first', async () => {
    show('vobiz-number-picker', { service: createSandbox({ numbers: 300 }) });
    await openFilters();
    pick('Easy to remember', 'repeated');
    await until(
      () => boxes().length > 0 && boxes().every(({ value }) => /(\d)\1\1/.test(value.slice(-10))),
      'others are shown',
    );
    pick('Easy to remember', '');
    pick('Order', 'rent');
    await seen(/300 matches in 300 numbers/);
  });

  it('says why a rent cannot be read, and keeps the list', async () => {
    show('vobiz-number-picker');
    await openFilters();
    type(field('Highest monthly rent'), 'cheap');
    await seen('Use an amount such as 500.');
    await seen('300 numbers for sale');
  });

  it('reads a rent in the digits of any script', async () => {
    show('vobiz-number-picker', { lang: 'hi', service: createSandbox({ numbers: 60 }) });
    await until(() => boxes().length > 0, 'no list');
    await press('फ़िल्टर');
    await seen('राज्य या शहर');
    type(field('ज़्यादा से ज़्यादा मासिक किराया'), '₹ ५००');
    await seen('फ़िल्टर · 1');
    expect(text()).not.to.include('500 जैसी रक़म लिखें।');
  });

  it('hears why digits to avoid, or a place, mean nothing, and keeps the list', async () => {
    show('vobiz-number-picker');
    await openFilters();
    type(field('Without these digits'), 'abc');
    await seen('Use digits only.');
    type(field('State or city'), 'मुंबई');
    await seen('Write the place in English letters');
    await seen('300 numbers for sale');
    await press('Clear filters');
    await gone('Use digits only.');
    await gone('Write the place in English letters');
  });

  it('wishes for nothing by saying where digits are before there are any', async () => {
    show('vobiz-number-picker');
    await openFilters();
    pick('Digits', 'ends');
    await seen('Clear filters');
    expect(text()).to.include('300 numbers for sale');
    expect(text()).not.to.include('Filters · 1');
  });

  it('meets “any type” before every type', async () => {
    show('vobiz-number-picker');
    await openFilters();
    const types = [...field<HTMLSelectElement>('Type').options].map(({ text }) => text);
    expect(types.slice(0, 3)).to.deep.equal(['Any type', 'Landline', 'Mobile']);
  });

  it('comes from the fields to the numbers on a phone, with the focus', async () => {
    const portal = show('vobiz-number-picker');
    portal.style.setProperty('inline-size', '320px');
    await openFilters();
    pick('Order', 'rent');
    await seen('300 matches in 300 numbers');
    await press('Show 300 numbers');
    await gone('State or city');
    await until(() => focused() === button('Filters · 1'), 'the focus is lost');
  });

  it('hears how many there are once, not at every page that is read', async () => {
    const heard: string[] = [];
    show('vobiz-number-picker', { service: createSandbox({ numbers: 450 }) });
    await openFilters();
    const watch = new MutationObserver(() => {
      const said = text(find('.looked [role=status]'));
      if (said && said !== heard.at(-1)) heard.push(said);
    });
    watch.observe(find('vobiz-number-picker').shadowRoot!, { subtree: true, childList: true, characterData: true });
    pick('Order', 'rent');
    await until(() => heard.length > 0, 'nothing is said');
    watch.disconnect();
    expect(heard).to.deep.equal(['450 matches in 450 numbers']);
    expect(find('.looked [role=status]').querySelector('button, progress')).to.equal(null);
  });

  it('says that nothing fits, and what to do', async () => {
    show('vobiz-number-picker');
    await openFilters();
    type(field('Without these digits'), '0123456789');
    await seen('No number fits so far.');
    await seen('Ask for less.');
  });

  it('keeps what was found when reading further fails, and goes on from there', async () => {
    const sandbox = createSandbox({ numbers: 900 });
    let broken = false;
    show('vobiz-number-picker', {
      service: (request) =>
        broken && request.url.includes('inventory')
          ? Promise.resolve(new Response('', { status: 409 }))
          : sandbox(request),
    });
    await openFilters();
    pick('Type', 'landline');
    await seen(/in the first 100 of 900 numbers/);
    broken = true;
    await press('Look further');
    await until(() => button('Try again'), 'no way to try again');
    expect(button('Look further')).to.equal(undefined); // it would do the same
    await seen(/in the first 100 of 900 numbers/);
    expect(boxes().length).to.equal(25);
    broken = false;
    await press('Try again');
    await seen(/in the first 600 of 900 numbers/);
    await press('Look further');
    await seen(/matches in 900 numbers/);
  });

  it('buys what was found, and it is gone from what is found', async () => {
    show('vobiz-number-picker', { service: createSandbox({ numbers: 200 }) });
    await openFilters();
    pick('Type', 'landline');
    await seen(/matches in the first 100 of 200 numbers/);
    boxes()[0]!.click();
    const { value } = boxes()[0]!;
    await press('Review and buy');
    await press(/^Buy for/);
    await seen('is yours');
    await until(() => boxes().length > 0 && boxes().every((box) => box.value !== value), 'it is still offered');
  });
});
