import { expect } from '@open-wc/testing';
import { createSandbox, dropBefore, failing } from '../../src/sandbox/index.ts';
import { releaseFirst } from './list-steps.ts';
import { clear } from './portal-parts.ts';
import { show, type Scene } from './portal.ts';
import { all, button, find, focused, gone, press, seen, text, type, until } from './sight.ts';

const buying = { path: 'purchase-from-inventory', method: 'POST' };

const boxes = () =>
  [...all(document.body)].filter((element): element is HTMLInputElement => element.matches('input[name=number]'));

/** What is told on the page, with these words in it. */
const noticeWith = (words: string) =>
  [...all(document.body)].find(
    (element) =>
      element.matches('vobiz-notice') && element.getAttribute('heading')!.replace(/\s/g, ' ').includes(words),
  );

/** Whether all of an element can be seen without scrolling. */
function isInWindow(element: Element) {
  const { top, bottom, height } = element.getBoundingClientRect();
  return height > 0 && top >= 0 && bottom <= innerHeight;
}

const inSight = (words: string) =>
  until(() => noticeWith(words) && isInWindow(noticeWith(words)!), `“${words}” is not in the window`);

/** Shows an element as narrow as on a telephone, or as wide as there is room. */
function shown(tag: string, width: number, scene?: Scene) {
  const portal = show(tag, scene);
  portal.style.inlineSize = `${width}px`;
  return portal;
}

/** Chooses numbers far down the list, where the heading is long out of sight. */
async function chooseFarDown(count = 1) {
  await until(() => boxes().length > 20, 'no list');
  const chosen = boxes().slice(18, 18 + count);
  for (const box of chosen) {
    box.focus();
    box.click();
  }
  await until(() => button('Review and buy'), 'no main button');
  expect(isInWindow(find('h2'))).to.equal(false);
  return chosen;
}

async function buy(count?: number) {
  await chooseFarDown(count);
  await press('Review and buy');
  await press(/^Buy for/);
}

/** Waits long enough for what would scroll to have scrolled. */
const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

describe('what came of a press far down a list', () => {
  afterEach(clear);

  for (const width of [280, 780]) {
    it(`is seen of a purchase that failed, in ${width} pixels`, async () => {
      shown('vobiz-number-picker', width, { service: failing(createSandbox({ numbers: 60 }), 403, buying) });
      await buy();
      await inSight('Not available for your account');
    });

    it(`is seen of a purchase that could not be confirmed, in ${width} pixels`, async () => {
      shown('vobiz-number-picker', width, { service: dropBefore(createSandbox({ numbers: 60 }), buying) });
      await buy();
      await inSight('We could not confirm the purchase yet');
    });

    it(`is seen of a purchase of several that stopped, in ${width} pixels`, async () => {
      let turn = 0;
      const sandbox = createSandbox({ numbers: 60 });
      const refusing = failing(sandbox, 403, buying);
      shown('vobiz-number-picker', width, {
        service: (request) => (request.method === 'POST' && ++turn === 2 ? refusing(request) : sandbox(request)),
      });
      await buy(3);
      await inSight('Not available for your account');
    });

    it(`is seen of a purchase that went well, in ${width} pixels`, async () => {
      shown('vobiz-number-picker', width);
      await buy();
      await inSight('is yours');
    });

    it(`is seen of a release that was refused, in ${width} pixels`, async () => {
      const service = failing(createSandbox(), 403, { method: 'DELETE' });
      shown('vobiz-number-list', width, { customer: 'MA_DECCAN', service });
      await until(() => releases().length > 20, 'no list');
      await release(releases().at(-1)!);
      await inSight('Not available for your account');
    });

    it(`is seen of a release, and leads back to its row, in ${width} pixels`, async () => {
      shown('vobiz-number-list', width, { customer: 'MA_DECCAN' });
      await until(() => releases().length > 20, 'no list');
      const name = await release(releases().at(-1)!);
      await inSight(`${name} is being released`);
      await press('Dismiss');
      await until(() => focused()?.getAttribute('aria-label') === `Keep this number ${name}`, 'the focus is elsewhere');
      expect(isInWindow(focused()!)).to.equal(true);
    });
  }

  it('leaves alone who has scrolled on meanwhile', async () => {
    let answer: ((_?: unknown) => void) | undefined;
    const sandbox = createSandbox({ numbers: 60 });
    shown('vobiz-number-picker', 280, {
      service: async (request) => {
        if (request.method !== 'POST') return sandbox(request);
        await new Promise((resolve) => (answer = resolve));
        return new Response('{}', { status: 403 });
      },
    });
    await buy();
    await until(() => answer, 'nothing is bought');
    boxes()[20]!
      .closest('tr')!
      .dispatchEvent(new WheelEvent('wheel', { bubbles: true, composed: true }));
    const { scrollY } = window;
    answer!();
    await until(() => noticeWith('Not available'), 'nothing is told');
    await drawn();
    // The list may be kept in place below what came above it; it is not left for that.
    expect(isInWindow(noticeWith('Not available')!)).to.equal(false);
    expect(Math.abs(window.scrollY - scrollY)).to.be.lessThan(300);
  });

  it('moves nothing for news that nobody waits for', async () => {
    const above = document.createElement('div');
    above.style.blockSize = '2000px';
    document.body.append(above);
    scrollTo(0, 0);
    show('vobiz-number-picker').querySelector('vobiz-number-picker')!.value = '+918071387000';
    await seen('is not for sale any more');
    await drawn();
    expect(window.scrollY).to.equal(0);
  });
});

describe('the focus', () => {
  afterEach(clear);

  it('goes to the number chosen last when the choice is cleared', async () => {
    shown('vobiz-number-picker', 780, { service: createSandbox({ numbers: 60 }) });
    const chosen = await chooseFarDown(2);
    await press('Clear');
    await until(() => !button('Review and buy'), 'the choice stays');
    expect(focused() === chosen.at(-1), `the focus is on ${focused()?.outerHTML}`).to.equal(true);
    expect(isInWindow(focused()!)).to.equal(true);
  });

  it('goes to the heading when the number chosen is on another page', async () => {
    shown('vobiz-number-picker', 780, { service: createSandbox({ numbers: 60 }) });
    await chooseFarDown(2);
    await press(/^Next/);
    await seen('Page 2 of 3');
    await until(() => boxes().length > 0 && !boxes().some((box) => box.checked), 'the page was not turned');
    await press('Clear');
    await until(() => !button('Review and buy'), 'the choice stays');
    expect(focused() === find('h2'), `the focus is on ${focused()?.outerHTML}`).to.equal(true);
  });

  it('goes to the heading when news of a purchase are taken away', async () => {
    shown('vobiz-number-picker', 780, { service: failing(createSandbox({ numbers: 60 }), 403, buying) });
    await buy();
    await inSight('Not available for your account');
    await press('Dismiss');
    await gone('Not available for your account');
    expect(focused() === find('h2'), `the focus is on ${focused()?.outerHTML}`).to.equal(true);
  });

  it('stays on the button that looks further and stops, and goes to the search when there is no more', async () => {
    shown('vobiz-number-picker', 780, { service: createSandbox({ numbers: 900 }) });
    await until(() => boxes().length > 20, 'no list');
    await press('Filters');
    await until(() => [...all(document.body)].some((one) => one.localName === 'vobiz-number-filter'), 'no filters');
    const rent = [...all(document.body)].find((one) => one.getAttribute('aria-describedby') === 'rent')!;
    type(rent as HTMLInputElement, '1');
    const further = await press('Look further');
    await until(() => button('Stop') === further && focused() === further, 'the focus is lost');
    await seen('0 matches in 900 numbers');
    await until(() => focused() === find('#search'), 'the focus is elsewhere');
    await press('Clear filters');
    await until(() => focused()?.localName === 'select', 'the focus is nowhere');
  });

  it('goes to the heading when all numbers are shown again', async () => {
    shown('vobiz-number-list', 780);
    await until(() => releases().length > 0, 'no list');
    type(find('input[type=search]'), 'Atlantis');
    await press('Show all numbers');
    await until(() => releases().length > 0, 'no list');
    await until(() => focused() === find('h2'), 'the focus is elsewhere');
  });

  it('goes to the neighbour when the news are of a number that is on the list no more', async () => {
    shown('vobiz-number-list', 780);
    const name = await releaseFirst();
    await seen(`${name} is being released`);
    await press(/^Blocked/);
    await until(() => !text().includes('Keep this number'), 'the list was not narrowed');
    await press('Dismiss');
    await until(() => focused() !== document.body && !noticeWith(name), 'the focus is nowhere');
    expect(focused() === find('h2'), `the focus is on ${focused()?.outerHTML}`).to.equal(true);
  });
});

const releases = () =>
  [...all(document.body)].filter((element): element is HTMLButtonElement =>
    Boolean(element.matches('button') && element.getAttribute('aria-label')?.startsWith('Release +91')),
  );

/** Asks for the release of a number, and says yes; answers the number as it is shown. */
async function release(asking: HTMLButtonElement) {
  const name = asking.getAttribute('aria-label')!.replace('Release ', '');
  asking.scrollIntoView({ block: 'center' });
  asking.focus();
  asking.click();
  await seen('Type');
  expect(isInWindow(find('h2[data-focus-home]'))).to.equal(false);
  type(find('#phrase'), name.replace(/\D/g, '').slice(-4));
  await until(() => button('Release number')?.disabled === false, 'yes stays closed');
  await press('Release number');
  return name;
}
