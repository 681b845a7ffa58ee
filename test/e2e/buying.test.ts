import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { en } from '../../src/strings/en.ts';
import { asShown, choose, goToOwn, goToShop, hears, portalOf, review, sayYes, tabTo } from './customer.ts';
import { purchasesAt, startDemo, type Demo } from './harness.ts';
import { openBrowser, visit, type Visit } from './visitor.ts';

describe('somebody who buys a number', () => {
  let demo: Demo;
  let browser: Browser;
  before(async () => {
    demo = await startDemo();
    browser = await openBrowser();
  });
  beforeEach(() => demo.reset());
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  const nila = async (how: Partial<Visit> = {}) => {
    const visitor = await visit(browser, { url: demo.url, ...how });
    await visitor.signIn('Nila Voice Labs');
    return visitor;
  };

  it('searches, chooses, pays, finds it among their own, gives it back and takes it back', async () => {
    const visitor = await nila();
    const { page } = visitor;
    await hears(page, en.list.empty);
    await visitor.shoot('journey-1-empty');
    await goToShop(page);
    await portalOf(page).getByRole('searchbox').fill('80');
    await portalOf(page)
      .getByText(/numbers? with 80/)
      .waitFor();
    const e164 = await choose(page, 1);
    await visitor.shoot('journey-2-chosen');
    await visitor.assertAccessible();
    const dialog = await review(page);
    await dialog.getByText(en.picker.confirm.after).waitFor();
    await visitor.shoot('journey-3-price');
    await visitor.assertAccessible();
    await sayYes(dialog);
    await hears(page, en.picker.bought(asShown(e164)));
    await visitor.shoot('journey-4-bought');
    await visitor.assertAccessible();

    await goToOwn(page);
    await portalOf(page)
      .getByRole('button', { name: `${en.list.release} ${asShown(e164)}` })
      .click();
    const question = page.getByRole('dialog', { name: en.list.confirm.title(asShown(e164)) });
    const yes = question.getByRole('button', { name: en.list.confirm.yes });
    assert.ok(await yes.isDisabled(), 'nothing was typed yet');
    await question.getByRole('textbox').fill(e164.slice(-4));
    await visitor.shoot('journey-5-release');
    await visitor.assertAccessible();
    await yes.click();
    await hears(page, en.list.released(asShown(e164)));
    await visitor.shoot('journey-6-released');
    await portalOf(page)
      .getByRole('button', { name: `${en.list.keep} ${asShown(e164)}` })
      .click();
    await hears(page, en.list.restored(asShown(e164)));
    await visitor.shoot('journey-7-restored');
    await visitor.assertAccessible();

    assert.equal(purchasesAt(await demo.desk()).length, 1);
    assert.deepEqual(visitor.refused, []);
    await visitor.leave();
  });

  it('chooses where it rings right after buying it, and finds it so among their own', async () => {
    const visitor = await visit(browser, { url: demo.url });
    const { page } = visitor;
    await visitor.signIn('Asha Textiles');
    await goToShop(page);
    const e164 = await choose(page);
    await sayYes(await review(page));
    const opener = portalOf(page).getByRole('button', { name: en.list.route, exact: true });
    const question = page.getByRole('dialog', { name: en.list.routing.title(asShown(e164)) });
    await opener.click();
    await question.waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'hidden' });
    assert.ok(await opener.evaluate((button: HTMLElement) => button.matches(':focus')), 'back where it was asked');
    await page.keyboard.press('Enter');
    await question.getByText('Office PBX').click();
    await visitor.shoot('journey-ring');
    await visitor.assertAccessible();
    await question.getByRole('button', { name: en.list.routing.link }).click();
    await hears(page, en.picker.ringsNext('Office PBX'));
    await visitor.shoot('journey-rings');
    await visitor.assertAccessible();
    await goToOwn(page);
    await portalOf(page)
      .getByRole('row', { name: asShown(e164) })
      .getByText('Office PBX')
      .waitFor();
    assert.deepEqual(visitor.refused, []);
    await visitor.leave();
  });

  it('does the same on a small dark telephone in Hindi', async () => {
    const visitor = await nila({ width: 320, scheme: 'dark', query: '?lang=hi' });
    const { page } = visitor;
    const portal = portalOf(page);
    const { hi } = await import('../../src/strings/hi.ts');
    await portal.getByRole('button', { name: hi.portal.buy, exact: true }).click();
    const e164 = await choose(page);
    await portal.getByRole('button', { name: hi.picker.review }).click();
    const dialog = page.getByRole('dialog', { name: hi.picker.confirm.title });
    await dialog.waitFor();
    await visitor.shoot('journey-hi-price');
    await visitor.assertAccessible();
    await dialog.locator('button[value=yes]').click();
    await hears(page, hi.picker.bought(asShown(e164)));
    await visitor.shoot('journey-hi-bought');
    await visitor.assertAccessible();
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'it fits');
    await visitor.leave();
  });

  it('needs no mouse from signing in to owning a number', async () => {
    const visitor = await visit(browser, { url: demo.url });
    const { page } = visitor;
    await page.getByRole('button', { name: 'Nila Voice Labs' }).waitFor();
    await tabTo(page, /Nila Voice Labs/);
    await page.keyboard.press('Enter');
    await hears(page, en.list.empty);
    await tabTo(page, /^Buy a number$/);
    await page.keyboard.press('Enter');
    await portalOf(page).locator('input[name=number]').first().waitFor();
    await tabTo(page, /^\+91/);
    await page.keyboard.press('Space');
    await tabTo(page, /^Review and buy$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: en.picker.confirm.title }).waitFor();
    await tabTo(page, /^Buy for ₹/);
    await page.keyboard.press('Enter');
    await portalOf(page)
      .getByText(/is yours$/)
      .waitFor();
    await visitor.leave();
  });

  it('presses yes twice and pays once', async () => {
    const visitor = await nila();
    const { page } = visitor;
    await goToShop(page);
    const e164 = await choose(page);
    const dialog = await review(page);
    await demo.fault({ fault: 'slow', ms: 500, method: 'POST', path: 'purchase-from-inventory' });
    await dialog.getByRole('button', { name: /^Buy for ₹/ }).dblclick();
    await hears(page, en.picker.bought(asShown(e164)));
    assert.equal(purchasesAt(await demo.desk()).length, 1);
    await visitor.leave();
  });

  it('buys the same number in two tabs and is told in the second that it is theirs already', async () => {
    const visitor = await nila();
    const first = visitor.page;
    const second = await visitor.tab();
    await goToShop(first);
    await goToShop(second);
    const e164 = await choose(first);
    assert.equal(await choose(second), e164);
    const [here, there] = [await review(first), await review(second)];
    await sayYes(here);
    await hears(first, en.picker.bought(asShown(e164)));
    await sayYes(there);
    await hears(second, en.picker.mine(asShown(e164)));
    const { accounts } = await demo.desk();
    assert.equal(accounts.find(({ name }) => name === 'Nila Voice Labs')?.numbers, 1);
    await visitor.leave();
  });

  it('is told before paying that somebody else took the number', async () => {
    const visitor = await nila();
    const { page } = visitor;
    await goToShop(page);
    const e164 = await choose(page);
    await demo.sell(e164);
    await portalOf(page).getByRole('button', { name: en.picker.review }).click();
    await hears(page, en.picker.taken(asShown(e164)));
    await visitor.shoot('journey-taken');
    assert.equal(purchasesAt(await demo.desk()).length, 0);
    await visitor.leave();
  });

  it('cannot say yes to a price that the wallet does not hold', async () => {
    const visitor = await visit(browser, { url: demo.url });
    const { page } = visitor;
    await visitor.signIn('Kaveri Clinic');
    await goToShop(page);
    await choose(page);
    const dialog = await review(page);
    assert.ok(await dialog.locator('button[value=yes]').isDisabled());
    await visitor.shoot('journey-short');
    await visitor.assertAccessible();
    await visitor.leave();
  });

  it('sees the whole list again after the service was down', async () => {
    await demo.fault({ fault: 'failing', status: 503, method: 'GET', path: '/numbers', times: 3 });
    const visitor = await visit(browser, { url: demo.url });
    const { page } = visitor;
    await visitor.signIn('Asha Textiles');
    const again = portalOf(page).getByRole('button', { name: en.retry });
    await again.waitFor();
    await visitor.shoot('journey-503');
    await visitor.assertAccessible();
    await again.click();
    await hears(page, '+91 80 7138 7149');
    await visitor.leave();
  });

  it('loses one row and not the list when a row is garbage', async () => {
    await demo.fault({ fault: 'malformed-row', method: 'GET', path: '/numbers' });
    const visitor = await visit(browser, { url: demo.url });
    const { page } = visitor;
    await visitor.signIn('Asha Textiles');
    await hears(page, en.unread(1));
    await visitor.shoot('journey-garbage');
    await visitor.leave();
  });
});
