import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { root } from './harness.ts';
import { openBrowser } from './visitor.ts';

const origin = 'http://partner.localhost';
const portal = '<vobiz-portal endpoint="/vobiz"><vobiz-number-picker></vobiz-number-picker></vobiz-portal>';

/** What a partner's own bundler makes of these imports of the package. */
async function bundled(...modules: string[]): Promise<string> {
  const entry = join(root, 'dist/page.js');
  const [made] = (await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'page',
        enforce: 'pre',
        resolveId: (id) => (id === entry ? `\0${entry}` : undefined),
        load: (id) =>
          id === `\0${entry}`
            ? modules.map((module) => `import ${JSON.stringify(join(root, 'dist', module))};`).join('\n')
            : undefined,
      },
    ],
    build: {
      write: false,
      lib: { entry, formats: ['es'], fileName: 'page' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput[];
  return made!.output.find((one) => one.type === 'chunk')!.code;
}

/** A partner's page: its HTML, and its own scripts beside the built ones. */
async function open(browser: Browser, body: string, scripts: Record<string, string> = {}): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  const head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Partner</title>';
  await page.route(`${origin}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const contentType = 'text/javascript';
    if (pathname === '/')
      return route.fulfill({ contentType: 'text/html', body: `${head}<body>${body}</body></html>` });
    if (scripts[pathname]) return route.fulfill({ contentType, body: scripts[pathname] });
    if (pathname.endsWith('.js'))
      return route.fulfill({ contentType, body: readFileSync(join(root, 'dist', pathname)) });
    return route.fulfill({ status: 401, contentType: 'application/json', body: '{}' });
  });
  await page.goto(`${origin}/`);
  return page;
}

describe('a partner who puts the picker on a page', () => {
  let browser: Browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser?.close());

  // Nobody is signed in at this page: the face that says so is proof enough that the element has its portal.
  const works = (page: Page) => page.getByText('Your session has ended').first().waitFor();

  it('may bundle the whole package, with the portal in the HTML', async () => {
    const script = await bundled('index.js');
    const page = await open(browser, `${portal}<script type="module" src="/page.js"></script>`, { '/page.js': script });
    await works(page);
    await page.close();
  });

  it('may bundle the two elements alone, in any order', async () => {
    const script = await bundled('elements/vobiz-number-picker.js', 'elements/vobiz-portal.js');
    const page = await open(browser, `${portal}<script type="module" src="/page.js"></script>`, { '/page.js': script });
    await works(page);
    await page.close();
  });

  it('may put all of it into a shadow root of its own', async () => {
    const own = `customElements.define('partner-app', class extends HTMLElement {
      connectedCallback() {
        const root = this.attachShadow({ mode: 'open' });
        root.append(document.querySelector('template').content.cloneNode(true));
      }
    })`;
    const body = `<template>${portal}</template><partner-app></partner-app>
      <script type="module" src="/vobiz-portal.js"></script><script type="module" src="/own.js"></script>`;
    const page = await open(browser, body, { '/own.js': own });
    await works(page);
    await page.close();
  });
});
