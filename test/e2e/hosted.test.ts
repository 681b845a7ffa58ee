import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { sandboxPartner } from '../../src/sandbox/accounts.ts';
import { serveSandbox } from '../../src/sandbox/serve.ts';
import { openBrowser } from './visitor.ts';

let browser: Browser;
let sandbox: Awaited<ReturnType<typeof serveSandbox>>;
before(async () => {
  [browser, sandbox] = await Promise.all([openBrowser(), serveSandbox({ port: 0 })]);
});
after(() => Promise.all([browser?.close(), sandbox?.close()]));

/** The link of a fresh session that leads back to `/__sandbox`, where there is a page. */
async function linkFor(account_auth_id: string): Promise<string> {
  const response = await fetch(`${sandbox.url}/api/v1/partner/kyc-sessions`, {
    method: 'POST',
    headers: { 'X-Auth-ID': sandboxPartner.auth_id, 'X-Auth-Token': sandboxPartner.auth_token },
    body: JSON.stringify({ account_auth_id, flow_type: 'redirect', redirect_url: `${sandbox.url}/__sandbox?nonce=7` }),
  });
  return ((await response.json()) as { widget_url: string }).widget_url;
}

/** Somebody at a hosted page, whose policy lets no script run, with everything that went wrong, and the referrers they sent. */
async function customer(scheme: 'light' | 'dark', width: number) {
  const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height: 800 } });
  const page = await context.newPage();
  const troubles: string[] = [];
  const referrers: string[] = [];
  page.on('pageerror', ({ message }) => troubles.push(message));
  // A page that says what is wrong comes with 422 or 503, which Chromium reports as an error.
  page.on(
    'console',
    (said) => said.type() === 'error' && !said.text().includes('status of') && troubles.push(said.text()),
  );
  page.on('request', (request) => {
    const { referer } = request.headers();
    if (referer) referrers.push(referer);
  });
  return { page, troubles, referrers, close: () => context.close() };
}

async function assertSound(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    [],
    page.url().split('?')[0],
  );
  const tooWide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.equal(tooWide, 0, `${page.url().split('?')[0]} is wider than the window`);
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const link = (page: Page, name: string) => page.getByRole('link', { name });

describe('A customer with a browser on the hosted pages', () => {
  for (const [scheme, width] of [
    ['light', 320],
    ['dark', 1280],
  ] as const) {
    it(`is verified as a person at ${width} pixels, ${scheme}, and returns`, async () => {
      const { page, troubles, referrers, close } = await customer(scheme, width);
      await page.goto(await linkFor('MA_MALABAR'));
      await assertSound(page);
      await link(page, 'Continue as a person').click();
      await button(page, 'Continue').click();
      await page.getByRole('alert').getByRole('link', { name: 'Enter a PAN' }).click();
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'pan');
      await assertSound(page);
      await page.getByLabel('PAN', { exact: true }).fill('SBXPR0000A');
      await page.getByLabel('Date of birth').fill('1990-01-15');
      await button(page, 'Continue').click();
      await assertSound(page);
      await button(page, 'Deny').click();
      await page.getByText('You did not give your consent').waitFor();
      await page.getByLabel('Code from the message').fill('123456');
      await button(page, 'Allow').click();
      await page.getByRole('heading', { name: 'You are verified' }).waitFor();
      await assertSound(page);
      await link(page, 'Return to').click();
      await page.waitForURL(/nonce=7&session_id=[\da-f-]{36}&status=kyc_completed&auth_id=MA_MALABAR$/);
      assert.deepEqual([troubles, referrers.filter((one) => one.includes('kst_'))], [[], []]);
      await close();
    });
  }

  it('is verified as a company, after stopping in between', async () => {
    const { page, troubles, close } = await customer('light', 768);
    await page.goto(await linkFor('MA_NILA'));
    await link(page, 'Continue as a company').click();
    await page.getByLabel('PAN', { exact: true }).fill('SBXCA0000A');
    await page.getByLabel('Legal name').fill('Acme Technologies Pvt Ltd');
    await page.keyboard.press('Enter');
    await page.getByLabel('GSTIN', { exact: true }).waitFor();
    await assertSound(page);
    await link(page, 'Stop for now').click();
    await assertSound(page);
    await link(page, 'Continue verification').click();
    await page.getByLabel('GSTIN', { exact: true }).fill('29SBXCA0000A1ZN');
    await button(page, 'Continue').click();
    await page.getByRole('heading', { name: 'You are verified' }).waitFor();
    assert.deepEqual(troubles, []);
    await close();
  });

  it('is told on a sound page that it failed, that the link was replaced, and that there is none', async () => {
    const { page, close } = await customer('dark', 320);
    await page.goto(await linkFor('MA_DECCAN'));
    await link(page, 'Continue as a person').click();
    await page.getByLabel('PAN', { exact: true }).fill('SBXPR0000N');
    await page.getByLabel('Date of birth').fill('1990-01-15');
    await button(page, 'Continue').click();
    await page.getByRole('heading', { name: 'This PAN is not on record' }).waitFor();
    await assertSound(page);
    const older = await linkFor('MA_TAPTI');
    await linkFor('MA_TAPTI');
    await page.goto(older);
    await page.getByRole('heading', { name: 'This link was replaced or cancelled' }).waitFor();
    await assertSound(page);
    await page.goto(older.slice(0, -1));
    await page.getByRole('heading', { name: 'This link is not valid' }).waitFor();
    await assertSound(page);
    await page.goto(`${sandbox.url}/__sandbox`);
    await page.getByText('Sessions, newest first').first().waitFor();
    await assertSound(page);
    await close();
  });
});
