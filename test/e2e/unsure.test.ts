import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { en } from '../../src/strings/en.ts';
import { asShown, buy, choose, goToOwn, goToShop, hears, portalOf, review, sayYes, until } from './customer.ts';
import { purchasesAt, startDemo, type Demo } from './harness.ts';
import { openBrowser, visit, type Visitor } from './visitor.ts';

const purchase = { method: 'POST', path: 'purchase-from-inventory', times: 1 };

describe('somebody whose purchase is cut off', () => {
  let demo: Demo;
  let browser: Browser;
  let visitor: Visitor;
  before(async () => {
    browser = await openBrowser();
  });
  // A demo each: the proxy remembers what is in doubt, and no other test may meet that.
  beforeEach(async () => {
    demo = await startDemo();
    visitor = await visit(browser, { url: demo.url });
    await visitor.signIn('Nila Voice Labs');
    await goToShop(visitor.page);
  });
  afterEach(() => demo.stop());
  after(() => browser?.close());

  const numbersOfNila = async () =>
    (await demo.desk()).accounts.find(({ name }) => name === 'Nila Voice Labs')?.numbers;

  it('is told that the number is theirs when only the reply was lost', async () => {
    const { page } = visitor;
    await demo.fault({ fault: 'drop-after', ...purchase });
    const e164 = await buy(page);
    await hears(page, en.picker.bought(asShown(e164)));
    assert.equal(purchasesAt(await demo.desk()).length, 1);
    assert.equal(await numbersOfNila(), 1);
    await goToOwn(page);
    await hears(page, asShown(e164));
    await visitor.leave();
  });

  it('is told that nothing was bought after a plain failure, tries again and owns one number', async () => {
    const { page } = visitor;
    await demo.fault({ fault: 'failing', status: 500, ...purchase });
    const e164 = await buy(page);
    await hears(page, en.picker.notBought(asShown(e164)));
    await visitor.shoot('unsure-500');
    await visitor.assertAccessible();
    assert.equal(await numbersOfNila(), 0);
    await sayYes(await review(page));
    await hears(page, en.picker.bought(asShown(e164)));
    assert.equal(await numbersOfNila(), 1);
    await visitor.leave();
  });

  it('is not told that nothing was bought while the purchase may still come through', async () => {
    const { page } = visitor;
    await demo.fault({ fault: 'late', ms: 1500, ...purchase });
    const e164 = await buy(page);
    await hears(page, en.picker.unsure);
    await visitor.shoot('unsure-late');
    await visitor.assertAccessible();
    await hears(page, en.picker.bought(asShown(e164)));
    assert.equal(purchasesAt(await demo.desk()).length, 1);
    await visitor.leave();
  });

  it('learns the truth after the backend was killed in the middle and started again', async () => {
    const { page } = visitor;
    // The service goes on with what it has begun, whoever has hung up meanwhile.
    await demo.fault({ fault: 'slow', ms: 800, ...purchase });
    await demo.fault({ fault: 'drop-after', ...purchase });
    const e164 = await buy(page);
    await until(async () => purchasesAt(await demo.desk()).length === 1);
    await demo.kill();
    await until(async () => (await numbersOfNila()) === 1);
    await demo.start();

    const owned = portalOf(page).getByText(en.picker.bought(asShown(e164)));
    const look = portalOf(page).getByRole('button', { name: en.look });
    await owned.or(look).first().waitFor();
    await visitor.shoot('unsure-restart');
    if (await look.isVisible()) await look.click();
    await owned.waitFor();
    assert.equal(purchasesAt(await demo.desk()).length, 1);
    await visitor.leave();
  });

  it('is asked to sign in again when they signed out in another tab, and nothing is bought', async () => {
    const { page } = visitor;
    await choose(page);
    const dialog = await review(page);
    const other = await visitor.tab();
    await other.locator('#menu summary').click();
    await other.getByRole('button', { name: 'Sign out' }).click();
    await other.getByRole('button', { name: 'Nila Voice Labs' }).waitFor();
    await sayYes(dialog);
    await page.getByText('You are signed out.').waitFor();
    await hears(page, en.failed.session.title);
    await visitor.shoot('signed-out-meanwhile');
    await visitor.assertAccessible();
    assert.equal(purchasesAt(await demo.desk()).length, 0);
    await page.getByRole('link', { name: 'Sign in again' }).click();
    await page.getByRole('button', { name: 'Nila Voice Labs' }).waitFor();
    await visitor.leave();
  });
});
