import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startDemo, type Demo } from './harness.ts';
import { openBrowser } from './visitor.ts';

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
beforeEach(() => demo.reset());

// What must not be seen on the partner's page: links, credentials, and the test person's papers.
const secrets = /kst_|sandbox-(ma|pa|partner)[\w-]*token|SBX[A-Z]{2}0000[A-Z]|ASHA RAO|1990-01-15|1 Sandbox Street/;

/** A customer at the partner's page, whose every trace on it is searched for secrets. */
async function customer(query = '', name = 'Malabar Spices') {
  const context = await browser.newContext({ locale: 'en-IN', reducedMotion: 'reduce' });
  const found: string[] = [];
  const troubles: string[] = [];
  const scan = (where: string, text: string) => {
    const [secret] = secrets.exec(text) ?? [];
    if (secret) found.push(`${where}: ${secret}`);
  };
  await context.addInitScript(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    for (const type of ['vobiz-kyc-redirect', 'vobiz-kyc-changed', 'vobiz-kyc-completed', 'vobiz-session-ended'])
      document.addEventListener(type, (event) => {
        const own = Object.entries(event).map(([name, value]) => `${name}=${JSON.stringify(value) ?? String(value)}`);
        heard.push(`${type} ${own.join(' ')}`);
      });
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`policy: ${event.violatedDirective}`),
    );
  });
  context.on('console', (message) => {
    scan('console', message.text());
    const isLoad = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isLoad) troubles.push(message.text());
  });
  context.on('weberror', (error) => troubles.push(error.error().message));
  const requests: { url: string; navigation: boolean }[] = [];
  context.on('request', (request) => requests.push({ url: request.url(), navigation: request.isNavigationRequest() }));
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  // The address bar is the page's own: it is watched at every moment, not only at the end.
  page.on('framenavigated', (frame) => isOurs(frame.url()) && scan('address bar', frame.url()));
  await page.goto(`${demo.url}/${query}`);
  await page.getByRole('button', { name }).click();
  await page.locator('#menu').waitFor();

  /** Looks through everything that the partner's page shows, says and keeps. */
  const search = async () => {
    assert.ok(isOurs(page.url()), `at the partner's page, not ${page.url().split('?')[0]}`);
    const seen = await page.evaluate(() => {
      const parts: string[] = [];
      const roots: ParentNode[] = [document];
      for (const root of roots)
        for (const element of root.querySelectorAll('*')) {
          parts.push(...element.getAttributeNames().map((name) => element.getAttribute(name)!));
          for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) parts.push(node.textContent!);
          if (element.shadowRoot) roots.push(element.shadowRoot);
        }
      const { heard } = globalThis as unknown as { heard: string[] };
      const kept = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie];
      return { page: parts.join('\n'), address: location.href, storage: kept.join('\n'), events: heard.join('\n') };
    });
    for (const [where, text] of Object.entries(seen)) scan(where, text);
    return seen;
  };
  const leave = async () => {
    await search();
    await context.close();
    scan('log', demo.said());
    assert.deepEqual([found, troubles], [[], []]);
    // The one way out is the navigation to the verification page.
    const foreign = requests.filter(({ url, navigation }) => !isOurs(url) && !navigation && !isHosted(url));
    assert.deepEqual(foreign, []);
  };
  return { page, context, search, leave, requests };
}

const isOurs = (url: string) => url.startsWith(`${demo.url}/`);
const isHosted = (url: string) => new URL(url).pathname.startsWith('/kyc/') || url.includes('/__sandbox');
const verify = (page: Page) => page.locator('vobiz-portal').getByRole('button', { name: 'Verification', exact: true });
const portalButton = (page: Page, name: string | RegExp) => page.locator('vobiz-portal').getByRole('button', { name });
const headline = (page: Page, name: string) => page.locator('vobiz-portal').getByRole('heading', { name });

/** From the portal to the sandbox's page, which is on another origin. */
async function goThere(page: Page, name = 'Start verification') {
  await portalButton(page, name).click();
  await page.waitForURL(/\/kyc\/verify\?token=/);
  assert.notEqual(new URL(page.url()).origin, demo.url);
}

async function givePan(page: Page, pan = 'SBXPR0000A') {
  await page.getByRole('link', { name: 'Continue as a person' }).click();
  await page.getByLabel('PAN', { exact: true }).fill(pan);
  await page.getByLabel('Date of birth').fill('1990-01-15');
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
}

async function giveCode(page: Page) {
  await page.getByLabel('Code from the message').fill('123456');
  await page.getByRole('button', { name: 'Allow', exact: true }).click();
  await page.getByRole('heading', { name: 'You are verified' }).waitFor();
}

const goBack = (page: Page) => page.getByRole('link', { name: /^(Stop and r|R)eturn to/ }).click();

/** Moves the sandbox's clock by the demo's own controls, as a developer would. */
async function advance(page: Page, seconds: number) {
  const status = await page.evaluate(async (advance_seconds) => {
    const body = JSON.stringify({ advance_seconds });
    const headers = { 'Content-Type': 'application/json' };
    return (await fetch('/demo/sandbox/clock', { method: 'POST', headers, body })).status;
  }, seconds);
  assert.equal(status, 200);
}

const cookieAs = async (context: BrowserContext, sameSite: 'Strict' | 'Lax') => {
  const cookies = await context.cookies();
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, sameSite })));
};

describe('A customer who has to be verified', () => {
  for (const sameSite of ['Lax', 'Strict'] as const)
    it(`is verified on the page of the service and back, with a ${sameSite} session, and can buy then`, async () => {
      const { page, context, search, leave } = await customer();
      await cookieAs(context, sameSite);
      await portalButton(page, 'Buy a number').click();
      await portalButton(page, 'Verify now').click();
      await headline(page, 'Verify your identity').waitFor();
      await search();
      await goThere(page);
      await givePan(page);
      await giveCode(page);
      // A page that shows "signed out" even for a moment would be seen here.
      await context.addInitScript(() => {
        setInterval(() => {
          const roots: ParentNode[] = [document];
          for (const root of roots)
            for (const element of root.querySelectorAll('*')) {
              if (element.shadowRoot) roots.push(element.shadowRoot);
              if (/^(Your session has ended|Sign in to Tarang Cloud)$/.test(element.textContent.trim()))
                console.error('a face for somebody who is signed out');
            }
        }, 5);
      });
      await goBack(page);
      await headline(page, 'You are verified').waitFor();
      const { address, events } = await search();
      assert.equal(new URL(address).search, '');
      assert.match(events, /vobiz-kyc-completed/);
      await portalButton(page, 'Choose a number').click();
      await page.locator('vobiz-portal').locator('input[name=number]').first().waitFor();
      await page.locator('vobiz-portal').getByText('Verify your identity to buy').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Demo controls' }).click();
      await page.getByRole('group', { name: 'What its hooks did' }).getByText('onVerified').first().waitFor();
      await page.getByRole('group', { name: 'Webhooks to this backend' }).getByText('kyc.completed').first().waitFor();
      await leave();
    });

  it('stops half way, comes back, and goes on the next day where they were', async () => {
    const { page, search, leave } = await customer('?view=kyc');
    await goThere(page);
    await givePan(page);
    await page.getByLabel('Code from the message').waitFor();
    const link = page.url();
    await page.goto(`${new URL(link).origin}/kyc/leave?${new URL(link).searchParams}`);
    await goBack(page);
    await headline(page, 'You have started').waitFor();
    await page.locator('vobiz-portal').getByText('Your PAN is checked. Aadhaar is left.').waitFor();
    await search();
    await advance(page, 24 * 3600);
    await page.reload();
    await verify(page).click();
    await goThere(page, 'Continue on the secure page');
    await giveCode(page);
    await goBack(page);
    await headline(page, 'You are verified').waitFor();
    await leave();
  });

  it('is told why it failed, and tries again', async () => {
    const { page, leave } = await customer('?view=kyc');
    await goThere(page);
    await givePan(page, 'SBXPR0000M');
    await page.getByRole('heading', { name: 'The name on the PAN does not match' }).waitFor();
    await goBack(page);
    await headline(page, 'The names on PAN and Aadhaar differ').waitFor();
    await goThere(page, 'Try again');
    await givePan(page);
    await giveCode(page);
    await goBack(page);
    await headline(page, 'You are verified').waitFor();
    await leave();
  });

  it('is told that the link ran out, and gets a new one', async () => {
    const { page, leave } = await customer('?view=kyc');
    await goThere(page);
    await page.goBack();
    await headline(page, 'Ready when you are').or(headline(page, 'You have started')).waitFor();
    await advance(page, 8 * 24 * 3600);
    await page.reload();
    await headline(page, 'Your link has expired').waitFor();
    await goThere(page, 'Get a new link');
    await givePan(page);
    await page.getByLabel('Code from the message').waitFor();
    await page.goto(`${demo.url}/`);
    await verify(page).click();
    await portalButton(page, 'Start over').click();
    await page.getByRole('dialog').getByText('Steps that are already done are lost').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep going' }).click();
    await leave();
  });

  it('is verified by mail, on whatever device, while the page follows along', async () => {
    const { page, context, search, leave } = await customer('?view=kyc&flow=email&controls=open');
    await portalButton(page, 'Email me the link').click();
    await headline(page, 'We emailed you a link').waitFor();
    await page.locator('vobiz-portal').getByText('m***@example.com').waitFor();
    await portalButton(page, /^Send the mail again in/).waitFor();
    await page.reload();
    await portalButton(page, /^Send the mail again in (2\d:|30:00)/).waitFor(); // still, after a reload
    await search();
    await page.getByRole('button', { name: 'Look again' }).click();
    const opened = context.waitForEvent('page');
    await page.getByRole('group', { name: 'Mailbox' }).getByRole('link').first().click();
    const mail = await opened;
    await mail.getByRole('link', { name: 'Verify your identity' }).click();
    await givePan(mail);
    await giveCode(mail);
    await mail.close();
    await page.bringToFront();
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await headline(page, 'You are verified').waitFor({ timeout: 30_000 });
    await leave();
  });

  it('is not verified by an address that somebody made up', async () => {
    const { page, leave } = await customer();
    await page.goto(`${demo.url}/?session_id=abcdefgh-1234&status=kyc_completed&auth_id=MA_MALABAR&lang=hi`);
    await page.locator('vobiz-portal').getByRole('heading', { name: 'अपनी पहचान का सत्यापन करें' }).waitFor();
    assert.equal(new URL(page.url()).search, '?lang=hi');
    await leave();
  });
});
