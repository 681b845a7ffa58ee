import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { bundled, open } from './partner-page.ts';
import { openBrowser } from './visitor.ts';

const portal = '<vobiz-portal endpoint="/vobiz"><vobiz-number-picker></vobiz-number-picker></vobiz-portal>';

describe('a partner who puts the picker on a page', () => {
  let browser: Browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser?.close());

  // Nobody is signed in at this page: the face that says so is proof enough that the element has its portal.
  const works = (page: Page) => page.getByText('Your session has ended').filter({ visible: true }).first().waitFor();

  it('may bundle the whole package, with the portal in the HTML', async () => {
    const script = await bundled("import 'vobiz-portal/index.js';");
    const page = await open(browser, `${portal}<script type="module" src="/page.js"></script>`, { '/page.js': script });
    await works(page);
    await page.close();
  });

  it('may bundle the two elements alone, in any order', async () => {
    const script = await bundled(
      "import 'vobiz-portal/elements/vobiz-number-picker.js'; import 'vobiz-portal/elements/vobiz-portal.js';",
    );
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
