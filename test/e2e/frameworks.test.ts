import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { VobizNumberPicker } from '../../src/index.ts';
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

const root = '<div id="root"></div><script type="module" src="/page.js"></script>';

/** The same form in different hands, for one number or several: what was sent and heard is told on the page. */
const pagesFor = (single: boolean): Record<string, { body: string; script: string }> => ({
  'a plain form': {
    body: `<form id="form"><fieldset id="group"><vobiz-portal endpoint="/vobiz">
      <vobiz-number-picker name="number" required ${single ? 'select-only' : ''}></vobiz-number-picker></vobiz-portal></fieldset>
      <button>Send</button><button type="reset">Reset</button><button type="button" id="rest">Rest</button></form>
      <output id="heard"></output><output id="sent"></output>
      <script type="module" src="/vobiz-portal.js"></script><script type="module" src="/page.js"></script>`,
    script: `
      const show = (id, text) => (document.getElementById(id).textContent = text);
      form.addEventListener('change', ({ target }) => show('heard', target.value));
      rest.addEventListener('click', () => (group.disabled = !group.disabled));
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        show('sent', new FormData(form).getAll('number').join());
      });`,
  },
  'React 19': {
    body: root,
    script: `
      import 'vobiz-portal/index.js';
      import { createElement as h, useState } from 'react';
      import { createRoot } from 'react-dom/client';
      function App() {
        const [value, setValue] = useState('');
        const [sent, setSent] = useState('');
        const [rests, setRests] = useState(false);
        const submit = (event) => {
          event.preventDefault();
          setSent(new FormData(event.currentTarget).getAll('number').join());
        };
        return h('div', {},
          h('form', { onSubmit: submit, onReset: () => setValue('') },
            h('fieldset', { disabled: rests }, h('vobiz-portal', { endpoint: '/vobiz' },
              h('vobiz-number-picker', {
                name: 'number', required: true, selectOnly: ${single}, value,
                onInput: (event) => setValue(event.target.value),
              }))),
            h('button', {}, 'Send'), h('button', { type: 'reset' }, 'Reset'),
            h('button', { type: 'button', onClick: () => setRests(!rests) }, 'Rest')),
          h('output', { id: 'heard' }, value), h('output', { id: 'sent' }, sent));
      }
      createRoot(document.getElementById('root')).render(h(App));`,
  },
  // The template is compiled on the page, so that `v-model` is what Vue makes of it.
  'Vue 3': {
    body: root,
    script: `
      import 'vobiz-portal/index.js';
      import { createApp, ref } from 'vue/dist/vue.esm-bundler.js';
      const app = createApp({
        setup() {
          const value = ref('');
          const sent = ref('');
          const rests = ref(false);
          const submit = (event) => {
            event.preventDefault();
            sent.value = new FormData(event.currentTarget).getAll('number').join();
          };
          return { value, sent, rests, submit };
        },
        template: \`<div>
          <form @submit="submit" @reset="value = ''">
            <fieldset :disabled="rests"><vobiz-portal endpoint="/vobiz">
              <vobiz-number-picker name="number" required :select-only.prop="${single}" v-model="value"></vobiz-number-picker>
            </vobiz-portal></fieldset>
            <button>Send</button><button type="reset">Reset</button>
            <button type="button" @click="rests = !rests">Rest</button>
          </form>
          <output id="heard">{{ value }}</output><output id="sent">{{ sent }}</output>
        </div>\`,
      });
      app.config.compilerOptions.isCustomElement = (tag) => tag.startsWith('vobiz-');
      app.mount('#root');`,
  },
});

describe('a number picker in the form of a partner', () => {
  let browser: Browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser?.close());

  const read = (page: Page, id: string) => page.locator(`#${id}`).textContent();
  const valid = (page: Page) => page.evaluate(() => document.querySelector<HTMLFormElement>('form')!.checkValidity());

  const show = async (name: string, single: boolean) => {
    const { body, script } = pagesFor(single)[name]!;
    const own = name === 'a plain form' ? script : await bundled(script);
    const page = await open(browser, body, { '/page.js': own }, backend());
    const box = page.locator('input[name=number]');
    await box.first().waitFor();
    return { page, box, press: (words: string) => page.getByRole('button', { name: words, exact: true }).click() };
  };

  for (const name of Object.keys(pagesFor(true))) {
    it(`holds its value, is checked, sent and emptied in ${name}`, async () => {
      const { page, box, press } = await show(name, true);
      assert.equal(await valid(page), false, 'nothing was chosen, and it is required');
      await press('Send');
      assert.equal(await read(page, 'sent'), '');

      await page.getByRole('searchbox').fill('8');
      assert.equal(await read(page, 'heard'), '', 'what is searched for is not its value');
      await page.locator('mark').first().waitFor();
      await page.locator('label', { has: box }).nth(2).click();
      const chosen = await box.nth(2).inputValue();
      await page.locator('#heard', { hasText: chosen }).waitFor();
      assert.equal(await valid(page), true);
      await press('Send');
      await page.locator('#sent', { hasText: chosen }).waitFor();

      await press('Reset');
      await page.locator('input[name=number]:checked').waitFor({ state: 'detached' });
      assert.equal(await valid(page), false);
      await page.close();
    });

    it(`sends several, rests in a disabled fieldset, and has them again for who comes back in ${name}`, async () => {
      const { page, box, press } = await show(name, false);
      await page.locator('label', { has: box }).nth(2).click();
      await page.locator('label', { has: box }).nth(0).click();
      const chosen = `${await box.nth(2).inputValue()},${await box.nth(0).inputValue()}`;
      await press('Send');
      await page.locator('#sent', { hasText: chosen }).waitFor();
      assert.equal(await read(page, 'heard'), chosen.split(',')[0]);

      await press('Rest');
      await page.locator('input[name=number]:disabled').first().waitFor();
      assert.equal(await valid(page), true, 'what rests is not checked');
      await press('Send');
      await page.waitForFunction(() => document.querySelector('#sent')!.textContent === '');
      await press('Rest');
      await page.locator('input[name=number]:enabled').first().waitFor();
      await press('Send');
      await page.locator('#sent', { hasText: chosen }).waitFor();

      await page.goto('about:blank');
      await page.goBack();
      await box.first().waitFor();
      // What React draws comes too late for the browser to remember it: here it is told as if it did.
      if (name === 'React 19')
        await page
          .locator('vobiz-number-picker')
          .evaluate(
            (picker: VobizNumberPicker, state) => picker.formStateRestoreCallback(state),
            chosen.replace(',', ' '),
          );
      await page.locator('#heard', { hasText: chosen.split(',')[0]! }).waitFor();
      await press('Rest'); // it is drawn anew, with the value that the partner's page holds
      await page.locator('input[name=number]:disabled').first().waitFor();
      await press('Rest');
      await page.locator('input[name=number]:enabled').first().waitFor();
      await press('Send');
      await page.locator('#sent', { hasText: chosen }).waitFor();
      await page.close();
    });
  }
});
