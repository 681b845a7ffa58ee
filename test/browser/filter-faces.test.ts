import { expect } from '@open-wc/testing';
import { createSandbox } from '../../src/sandbox/index.ts';
import { en } from '../../src/strings/en.ts';
import { hi } from '../../src/strings/hi.ts';
import { expectToFit, isRow } from './fitting.ts';
import { clear } from './portal-parts.ts';
import { show } from './portal.ts';
import { all, find, seen, type, until } from './sight.ts';

const words = { en, hi };

async function openFilter() {
  await until(() => [...all(document.body)].some(isRow), 'no row was ever shown');
  find<HTMLButtonElement>('[aria-expanded=false]').click();
  await until(() => [...all(document.body)].some((element) => element.matches('select')), 'no filter');
}

/** Wants the easiest first, of those without some digits. */
const lookThrough = (avoid: string) => async () => {
  await openFilter();
  const order = [...all(document.body)].filter((element) => element.matches('select')).at(-1) as HTMLSelectElement;
  order.value = 'easy';
  order.dispatchEvent(new Event('change', { bubbles: true }));
  type(find('input[inputmode=numeric]'), avoid);
};

interface Face {
  name: string;
  reach: () => Promise<void>;
  says: (strings: typeof en) => string | RegExp;
}

const faces: Face[] = [
  { name: 'filter open', reach: openFilter, says: ({ picker }) => picker.filter.avoid },
  { name: 'a wish that cannot be read', reach: lookThrough('x'), says: ({ picker }) => picker.problems.letters },
  { name: 'findings', reach: lookThrough('५'), says: () => /60 (numbers|नंबर)/ },
  { name: 'nothing fits', reach: lookThrough('0123456789'), says: ({ picker }) => picker.noneFitsNext },
];

const open = (lang: 'en' | 'hi', theme: 'light' | 'dark' = 'light') =>
  show('vobiz-number-picker', { service: createSandbox({ numbers: 60 }), lang, theme });

describe('every face of looking through the stock, for everybody', () => {
  afterEach(clear);

  for (const lang of ['en', 'hi'] as const)
    for (const { name, reach, says } of faces) {
      for (const theme of ['light', 'dark'] as const)
        it(`can be read and heard: ${name}, ${lang}, ${theme}`, async () => {
          const portal = open(lang, theme);
          await reach();
          await seen(says(words[lang]));
          await expect(portal).to.be.accessible();
        });

      it(`fits from 280 px up: ${name}, ${lang}`, async () => {
        const portal = open(lang);
        portal.style.setProperty('display', 'block');
        await reach();
        await seen(says(words[lang]));
        for (const width of [280, 320, 360, 421, 521, 561, 593, 701, 768, 960, 1100]) {
          portal.style.setProperty('inline-size', `${width}px`);
          expectToFit(portal);
        }
      });
    }
});
