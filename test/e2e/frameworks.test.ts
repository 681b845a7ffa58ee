import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { createSandbox, sandboxAccounts, sandboxPartner } from '../../src/sandbox/index.ts';
import { createProxy } from '../../src/server/index.ts';
import { bundled, open, origin } from './partner-page.ts';
import { openBrowser } from './visitor.ts';

const [customer] = sandboxAccounts;

/** The real proxy over the sandbox, with somebody signed in. */
const backend = () =>
  createProxy({
    partner: sandboxPartner,
    customer: () => customer,
    mount: '/vobiz',
    origins: [origin],
    limits: false,
    fetch: createSandbox({ numbers: 60 }),
  });

/** The same form in different hands: what was sent and heard is told on the page. */
const pages: Record<string, { body: string; script?: string }> = {
  'a plain form': {
    body: `<form id="form"><vobiz-portal endpoint="/vobiz"><vobiz-number-picker name="number" required select-only>
      </vobiz-number-picker></vobiz-portal><button>Send</button><button type="reset">Reset</button></form>
      <output id="heard"></output><output id="sent"></output>
      <script type="module" src="/vobiz-portal.js"></script><script type="module" src="/page.js"></script>`,
    script: `
      const show = (id, text) => (document.getElementById(id).textContent = text);
      form.addEventListener('change', ({ target }) => show('heard', target.value));
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        show('sent', new FormData(form).getAll('number').join());
      });`,
  },
  'React 19': {
    body: '<div id="root"></div><script type="module" src="/page.js"></script>',
    script: `
      import 'vobiz-portal/index.js';
      import { createElement as h, useState } from 'react';
      import { createRoot } from 'react-dom/client';
      function App() {
        const [value, setValue] = useState('');
        const [sent, setSent] = useState('');
        const submit = (event) => {
          event.preventDefault();
          setSent(new FormData(event.currentTarget).getAll('number').join());
        };
        return h('div', {},
          h('form', { onSubmit: submit, onReset: () => setValue('') },
            h('vobiz-portal', { endpoint: '/vobiz' },
              h('vobiz-number-picker', {
                name: 'number', required: true, selectOnly: true, value,
                onchange: (event) => setValue(event.target.value),
              })),
            h('button', {}, 'Send'), h('button', { type: 'reset' }, 'Reset')),
          h('output', { id: 'heard' }, value), h('output', { id: 'sent' }, sent));
      }
      createRoot(document.getElementById('root')).render(h(App));`,
  },
  'Vue 3': {
    body: '<div id="root"></div><script type="module" src="/page.js"></script>',
    script: `
      import 'vobiz-portal/index.js';
      import { createApp, h, ref } from 'vue';
      createApp({
        setup() {
          const value = ref('');
          const sent = ref('');
          const submit = (event) => {
            event.preventDefault();
            sent.value = new FormData(event.currentTarget).getAll('number').join();
          };
          return () => h('div', [
            h('form', { onSubmit: submit, onReset: () => (value.value = '') }, [
              h('vobiz-portal', { endpoint: '/vobiz' }, [
                h('vobiz-number-picker', {
                  name: 'number', required: true, selectOnly: true, value: value.value,
                  onChange: (event) => (value.value = event.target.value),
                }),
              ]),
              h('button', 'Send'), h('button', { type: 'reset' }, 'Reset'),
            ]),
            h('output', { id: 'heard' }, value.value), h('output', { id: 'sent' }, sent.value),
          ]);
        },
      }).mount('#root');`,
  },
};

describe('a number picker in the form of a partner', () => {
  let browser: Browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser?.close());

  const read = (page: Page, id: string) => page.locator(`#${id}`).textContent();
  const valid = (page: Page) => page.evaluate(() => document.querySelector<HTMLFormElement>('form')!.checkValidity());

  for (const [name, { body, script }] of Object.entries(pages))
    it(`holds its value, is checked, sent and emptied in ${name}`, async () => {
      const own = script && (name === 'a plain form' ? script : await bundled(script));
      const page = await open(browser, body, own ? { '/page.js': own } : {}, backend());
      const box = page.locator('input[name=number]');
      await box.first().waitFor();

      assert.equal(await valid(page), false, 'nothing was chosen, and it is required');
      await page.getByRole('button', { name: 'Send' }).click();
      assert.equal(await read(page, 'sent'), '');

      await page.locator('label', { has: box }).nth(2).click();
      const chosen = await box.nth(2).inputValue();
      await page.locator('#heard', { hasText: chosen }).waitFor();
      assert.equal(await valid(page), true);
      await page.getByRole('button', { name: 'Send' }).click();
      await page.locator('#sent', { hasText: chosen }).waitFor();

      await page.getByRole('button', { name: 'Reset' }).click();
      await page.locator('input[name=number]:checked').waitFor({ state: 'detached' });
      assert.equal(await valid(page), false);
      await page.close();
    });
});
