import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { root } from './harness.ts';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

const binaries = [
  process.env['CHROME_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Starts Chromium. */
export function openBrowser(): Promise<Browser> {
  const executablePath = binaries.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error('There is no Chromium; install it, or set CHROME_PATH.');
  return chromium.launch({ executablePath, args: flags });
}

/** How somebody comes to the page. */
export interface Visit {
  url: string;
  width?: number;
  scheme?: 'light' | 'dark';
  /** The switches of the page, such as `?lang=hi`. */
  query?: string;
}

/** Somebody at the page, and everything that went wrong under their hands. */
export interface Visitor {
  page: Page;
  context: BrowserContext;
  /** Console errors, page errors, violations of the policy, requests to another origin. */
  troubles: string[];
  /** Answers of the backend that were errors; a test that orders none expects none. */
  refused: string[];
  signIn: (name: string) => Promise<void>;
  /** Another tab of the same browser, watched as well. */
  tab: () => Promise<Page>;
  /** Finds no barrier in what is shown now. */
  assertAccessible: () => Promise<void>;
  /** Writes what is shown to `build/screenshots/`. */
  shoot: (name: string) => Promise<void>;
  /** Leaves, and asserts that nothing went wrong. */
  leave: () => Promise<void>;
}

/** Opens the page in a browser of its own: no cookie, no cache. */
export async function visit(
  browser: Browser,
  { url, width = 1280, scheme = 'light', query = '' }: Visit,
): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width, height: width < 700 ? 720 : 900 },
    colorScheme: scheme,
    locale: 'en-IN',
    reducedMotion: 'reduce',
  });
  const troubles: string[] = [];
  const refused: string[] = [];

  await context.exposeFunction('reportViolation', (what: string) => void troubles.push(`policy: ${what}`));
  await context.addInitScript(() => {
    const { reportViolation } = globalThis as unknown as { reportViolation: (what: string) => void };
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      reportViolation(`${violatedDirective} ${blockedURI} ${sample}`),
    );
  });
  context.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(url).origin) troubles.push(`other origin: ${request.url()}`);
  });
  context.on('console', (message) => {
    if (message.type() !== 'error') return;
    const text = message.text();
    if (text.startsWith('Failed to load resource')) refused.push(`${message.location().url}: ${text}`);
    else troubles.push(`console: ${text}`);
  });
  context.on('weberror', (error) => troubles.push(`page: ${error.error().message}`));

  const open = async () => {
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(`${url}/${query}`);
    return page;
  };
  const page = await open();
  return {
    page,
    context,
    troubles,
    refused,
    signIn: async (name) => {
      await page.getByRole('button', { name }).click();
      await page.locator('#menu').waitFor();
    },
    tab: open,
    assertAccessible: async () => {
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
      const { violations } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode(true).analyze();
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
      );
      assert.deepEqual(found, []);
    },
    shoot: async (name) => {
      const folder = join(root, 'build/screenshots');
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
    },
    leave: async () => {
      await context.close();
      assert.deepEqual(troubles, []);
    },
  };
}
