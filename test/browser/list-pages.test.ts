import { expect } from '@open-wc/testing';
import { rowsNow } from './list-steps.ts';
import { clear } from './portal-parts.ts';
import { show } from './portal.ts';
import { find, focused, gone, press, seen, text, until } from './sight.ts';

const size = () => find<HTMLSelectElement>('vobiz-pager select');

/** Chooses how many rows a page has, as a person at the keyboard does. */
async function choose(rows: number) {
  size().focus();
  size().value = String(rows);
  size().dispatchEvent(new Event('change', { bubbles: true }));
  await until(() => rowsNow().length <= rows, 'the page is as it was');
}

const page = (at: number, of: number) => seen(`Page ${at} of ${of}`);
const onScreen = (element: Element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
};

describe('the pages of a long list', () => {
  afterEach(clear);

  it('are as long as a person wants, and go on with the row that stood first', async () => {
    const portal = show('vobiz-number-list', { customer: 'MA_DECCAN' });
    const rest = document.createElement('footer');
    rest.style.blockSize = '9000px'; // the list is not the end of the page
    document.body.append(rest);
    await page(1, 6);
    expect(text()).to.include('Rows per page');
    const all = [rowsNow()];
    for (let at = 2; at <= 6; at += 1) {
      await press('Next page');
      await page(at, 6);
      all.push(rowsNow());
    }
    await press('Previous page');
    await page(5, 6);
    const first = all[4]![0]!;

    await choose(50);
    await page(3, 3);
    expect(rowsNow()[0]).to.equal(first);
    expect(focused()).to.equal(size());
    await choose(100);
    await page(2, 2);
    expect(rowsNow()).to.deep.equal(all.slice(4).flat());
    await press('Previous page');
    await page(1, 2);
    expect(rowsNow()).to.deep.equal(all.slice(0, 4).flat());
    await expect(portal).to.be.accessible();
    await choose(25);
    await page(1, 6);
    expect(rowsNow()).to.deep.equal(all[0]);
    expect(focused()).to.equal(size());
    await until(() => onScreen(size()), 'what is chosen with has left the screen');
  }).timeout(30_000);

  it('stay as long as they are while the list is narrowed, emptied, shown again and taken elsewhere', async () => {
    const portal = show('vobiz-number-list', { customer: 'MA_DECCAN' });
    await page(1, 6);
    await choose(100);
    await page(1, 2);
    await press(/^Blocked/);
    await gone('Rows per page'); // there is nothing to choose in three rows
    await press(/^All/);
    await page(1, 2);
    expect(size().value).to.equal('100');
    const list = portal.querySelector('vobiz-number-list')!;
    list.remove();
    portal.append(list);
    await page(1, 2);
    expect([size().value, rowsNow().length]).to.deep.equal(['100', 100]);
  });

  it('offer no choice where the list is short, or where a number is looked for to be bought', async () => {
    show('vobiz-number-list vobiz-number-picker');
    await seen('Office PBX');
    await page(1, 12);
    expect(text()).not.to.include('Rows per page');
  });
});
