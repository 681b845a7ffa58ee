import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { en } from '../../src/strings/en.ts';
import { asShown, buy, choose, goToShop, hears, portalOf, sayYes, until } from './customer.ts';
import { purchasesAt, startDemo, type Demo } from './harness.ts';
import { openBrowser, visit, type Visitor } from './visitor.ts';

const slow = { fault: 'slow', ms: 800 };

describe('somebody who closes the tab in the middle', () => {
  let demo: Demo;
  let browser: Browser;
  let visitor: Visitor;
  before(async () => {
    browser = await openBrowser();
  });
  beforeEach(async () => {
    demo = await startDemo();
    visitor = await visit(browser, { url: demo.url });
  });
  afterEach(() => demo.stop());
  after(() => browser?.close());

  const numbersOf = async (who: string) =>
    (await demo.desk()).accounts.find(({ name }) => name === who)?.numbers ?? NaN;
  const releases = async () =>
    (await demo.desk()).requests.filter(({ method, path }) => method === 'DELETE' && path.includes('/numbers/'));

  it('of a purchase has bought the number once, and finds it among their own next time', async () => {
    await visitor.signIn('Nila Voice Labs');
    await goToShop(visitor.page);
    await demo.fault({ ...slow, method: 'POST', path: 'purchase-from-inventory' });
    const e164 = await buy(visitor.page);
    await until(async () => purchasesAt(await demo.desk()).length === 1);
    await visitor.page.close();
    await until(async () => (await numbersOf('Nila Voice Labs')) === 1);

    const page = await visitor.tab();
    await hears(page, asShown(e164));
    await goToShop(page);
    assert.notEqual(await portalOf(page).locator('input[name=number]').first().inputValue(), e164);
    assert.equal(purchasesAt(await demo.desk()).length, 1);
    await visitor.leave();
  });

  it('of several purchases has bought the one under way and no other', async () => {
    await visitor.signIn('Nila Voice Labs');
    const { page } = visitor;
    await goToShop(page);
    await demo.fault({ ...slow, method: 'POST', path: 'purchase-from-inventory' });
    const first = await choose(page, 0);
    const second = await choose(page, 2);
    await portalOf(page).getByRole('button', { name: en.picker.review }).click();
    await sayYes(page.getByRole('dialog'));
    await until(async () => purchasesAt(await demo.desk()).length === 1);
    await page.close();
    await until(async () => (await numbersOf('Nila Voice Labs')) === 1);

    const next = await visitor.tab();
    await hears(next, asShown(first));
    assert.equal(await portalOf(next).getByText(asShown(second)).count(), 0);
    assert.equal(purchasesAt(await demo.desk()).length, 1);
    assert.equal(await numbersOf('Nila Voice Labs'), 1);
    await visitor.leave();
  });

  it('of a release has released the number once, sees it on its way out next time, and can keep it', async () => {
    await visitor.signIn('Asha Textiles');
    const { page } = visitor;
    await demo.fault({ ...slow, method: 'DELETE', path: '/numbers/' });
    const release = portalOf(page).getByRole('button', { name: new RegExp(`^${en.list.release} \\+91`) });
    const shown = (await release.first().getAttribute('aria-label'))!.replace(`${en.list.release} `, '');
    await release.first().click();
    const question = page.getByRole('dialog', { name: en.list.confirm.title(shown) });
    await question.getByRole('textbox').fill(shown.slice(-4));
    await question.getByRole('button', { name: en.list.confirm.yes }).click();
    await until(async () => (await releases()).length === 1);
    await page.close();

    const next = await visitor.tab();
    // It may be read before the service is done; a person who looks again sees it.
    await until(async () => {
      await next.reload();
      await portalOf(next).getByText(shown).first().waitFor();
      return (
        (await portalOf(next)
          .getByRole('button', { name: `${en.list.release} ${shown}` })
          .count()) === 0
      );
    });
    await portalOf(next)
      .getByRole('button', { name: `${en.list.keep} ${shown}` })
      .waitFor();
    assert.equal((await releases()).length, 1);
    await visitor.leave();
  });
});
