import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startDemo, type Demo } from './harness.ts';
import { openBrowser, visit } from './visitor.ts';

describe("the partner's page", () => {
  let demo: Demo;
  let browser: Browser;
  before(async () => {
    demo = await startDemo();
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  it('lets a customer sign in and out, and Back does not bring the account back', async () => {
    const visitor = await visit(browser, { url: demo.url });
    const { page } = visitor;
    await visitor.signIn('Asha Textiles');
    await page.getByRole('heading', { level: 1, name: 'Phone numbers' }).waitFor();
    await page.locator('#menu summary').click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in to Tarang Cloud' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Sign in to Tarang Cloud' }).waitFor();
    await visitor.leave();
  });

  for (const width of [320, 768, 1280]) {
    for (const scheme of ['light', 'dark'] as const) {
      for (const lang of ['en', 'hi'] as const) {
        it(`is in order for somebody with ${width} pixels, the ${scheme} theme and ${lang}`, async () => {
          const visitor = await visit(browser, { url: demo.url, width, scheme, query: `?lang=${lang}` });
          const { page } = visitor;
          const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
          await page.getByRole('button', { name: 'Asha Textiles' }).waitFor();
          await visitor.shoot(`sign-in-${width}-${scheme}-${lang}`);
          await visitor.assertAccessible();
          assert.ok(await fits(), 'the sign-in is wider than the window');

          await visitor.signIn('Asha Textiles');
          await page.locator('vobiz-portal').getByRole('heading').first().waitFor();
          await visitor.shoot(`account-${width}-${scheme}-${lang}`);
          await visitor.assertAccessible();
          assert.ok(await fits(), 'the account is wider than the window');
          assert.deepEqual(visitor.refused, []);
          await visitor.leave();
        });
      }
    }
  }

  for (const width of [320, 768]) {
    it(`keeps the portal inside a column of ${width} pixels`, async () => {
      const visitor = await visit(browser, { url: demo.url, query: `?width=${width}` });
      const { page } = visitor;
      await visitor.signIn('Asha Textiles');
      const portal = page.locator('vobiz-portal');
      await portal.getByText('+91 80 7138 7149').waitFor();
      await visitor.shoot(`column-${width}`);
      assert.deepEqual(await portal.evaluate((element) => [element.clientWidth, element.scrollWidth]), [width, width]);
      await visitor.leave();
    });
  }

  it('speaks Hindi, wears another colour and keeps both when opened again', async () => {
    const visitor = await visit(browser, { url: demo.url });
    const { page } = visitor;
    await visitor.signIn('Nila Voice Labs');
    await page.getByRole('button', { name: 'Demo controls' }).click();
    await page.getByRole('radio', { name: 'हिन्दी' }).check();
    await page.getByRole('radio', { name: 'Indigo' }).check();
    await page.getByRole('heading', { level: 1, name: 'फ़ोन नंबर' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'फ़ोन नंबर' }).waitFor();
    assert.equal(new URL(page.url()).search, '?lang=hi&accent=%234338ca&controls=open');
    const accent = await page
      .locator('vobiz-portal')
      .evaluate((portal) => portal.style.getPropertyValue('--vobiz-accent'));
    assert.equal(accent, '#4338ca');
    assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0]);
    await visitor.leave();
  });

  it('can be walked through with the keyboard alone', async () => {
    const visitor = await visit(browser, { url: demo.url });
    const { page } = visitor;
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    await page.getByRole('button', { name: 'Asha Textiles' }).waitFor();
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'Demo controls');
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: 'Demo controls' }).waitFor();
    await visitor.shoot('controls-1280-light-en');
    await visitor.assertAccessible();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    assert.equal(await focused(), 'Demo controls');
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'Skip to content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    assert.match(await focused(), /^ATAsha Textiles/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Phone numbers' }).waitFor();
    await visitor.leave();
  });

  it('lets a developer break the sandbox and mend it again', async () => {
    const visitor = await visit(browser, { url: demo.url, query: '?controls=open' });
    const { page } = visitor;
    await page.getByRole('button', { name: 'Reply lost' }).click();
    await page.getByText('Ordered: reply lost.').waitFor();
    assert.deepEqual(
      (await demo.desk()).faults.map(({ fault }) => fault),
      ['drop-after'],
    );
    await page.getByRole('button', { name: '+24 hours' }).click();
    await page.getByText('The clock is moved.').waitFor();
    const ahead = Date.parse((await demo.desk()).clock) - Date.now();
    assert.ok(ahead > 23 * 3600_000, 'the clock is a day ahead');
    await page.getByRole('button', { name: 'Reset the sandbox' }).click();
    await page.getByText('The sandbox starts over.').waitFor();
    assert.deepEqual((await demo.desk()).faults, []);
    await visitor.leave();
  });

  it('never tells a browser a token', async () => {
    const { accounts, partner } = await demo.desk();
    const told = await Promise.all(
      ['/demo/state', '/demo/sandbox'].map(async (path) => (await fetch(demo.url + path)).text()),
    );
    for (const { auth_token } of [partner, ...accounts]) assert.ok(!told.join().includes(auth_token));
  });

  it("takes no order from another site's page", async () => {
    const orders = ['/demo/sign-in', '/demo/sign-out', '/demo/sandbox/reset'];
    const senders: Record<string, string>[] = [{ Origin: 'https://elsewhere.example' }, { Origin: 'null' }, {}];
    for (const headers of senders) {
      const answers = orders.map(async (path) => (await fetch(demo.url + path, { method: 'POST', headers })).status);
      assert.deepEqual(await Promise.all(answers), [403, 403, 403]);
    }
  });
});
