import { expect } from '@open-wc/testing';
import type { Handler } from '../../src/contract/handler.ts';
import { createSandbox, dropBefore, failing, slow, tooMany } from '../../src/sandbox/index.ts';
import { en } from '../../src/strings/en.ts';
import { hi } from '../../src/strings/hi.ts';
import { expectToFit, isRow } from './fitting.ts';
import { clear } from './portal-parts.ts';
import { show, type Scene } from './portal.ts';
import { all, find, seen, text, type, until } from './sight.ts';

const words = { en, hi };
const sandbox = () => createSandbox({ numbers: 60 });
const buying = { method: 'POST', path: 'purchase-from-inventory' };
const rowsShown = () => until(() => [...all(document.body)].some(isRow), 'no row was ever shown');

/** A face of an element: what is going on, how one gets there, and the words that show that one is there. */
interface Face {
  name: string;
  tag: 'vobiz-number-picker' | 'vobiz-number-list';
  scene?: Scene;
  reach?: () => Promise<unknown>;
  says: (strings: typeof en) => string;
}

async function ask() {
  await rowsShown();
  find<HTMLInputElement>('input[name=number]').click();
  await until(() => [...all(document.body)].some((element) => element.matches('.choice button')), 'no main button');
  find<HTMLButtonElement>('.choice button').click();
  await until(() => [...all(document.body)].some((element) => element.matches('dialog[open]')), 'no question');
}

async function buy() {
  await ask();
  find<HTMLButtonElement>('button[value=yes]').click();
}

async function askRelease() {
  await rowsShown();
  find<HTMLButtonElement>('button[data-row-action]').click();
  await until(() => [...all(document.body)].some((element) => element.matches('dialog[open]')), 'no question');
}

async function release() {
  await askRelease();
  type(find('#phrase'), /\d{4}/.exec(find('label[for=phrase]').textContent)![0]);
  await until(() => !find<HTMLButtonElement>('button[value=yes]').disabled, 'yes stays closed');
  find<HTMLButtonElement>('button[value=yes]').click();
}

async function lookForNothing() {
  await rowsShown();
  type(find('input[type=search]'), 'Atlantis');
}

async function openDetails() {
  await rowsShown();
  find<HTMLButtonElement>('button.more').click();
}

async function askWhere() {
  await rowsShown();
  await until(() => text().includes('Office PBX'), 'no name of a trunk');
  find<HTMLButtonElement>('.rings button').click();
  await until(() => [...all(document.body)].some((element) => element.matches('dialog[open]')), 'no question');
}

async function move() {
  await askWhere();
  [...all(document.body)]
    .filter((element) => element.matches('label.place'))[1]!
    .querySelector('input')!
    .click();
  await until(() => !find<HTMLButtonElement>('button[value=yes]').disabled, 'yes stays closed');
  find<HTMLButtonElement>('button[value=yes]').click();
}

const picker = 'vobiz-number-picker';
const list = 'vobiz-number-list';
const without = (path: string): ((proxy: Handler) => Handler) => {
  return (proxy) => (request) =>
    request.url.includes(path) ? Promise.resolve(Response.json({}, { status: 403 })) : proxy(request);
};

const faces = (): Face[] => [
  { name: 'loading', tag: picker, scene: { service: slow(sandbox(), 60_000) }, says: ({ loading }) => loading },
  {
    name: 'failed',
    tag: picker,
    scene: { service: failing(sandbox(), 403) },
    says: ({ failed }) => failed.denied.next,
  },
  {
    name: 'too many requests',
    tag: picker,
    scene: { service: tooMany(sandbox(), 90) },
    says: ({ failed }) => failed.wait.title,
  },
  {
    name: 'empty',
    tag: picker,
    scene: { service: createSandbox({ numbers: 0 }) },
    says: (strings) => strings.picker.emptyNext,
  },
  { name: 'full', tag: picker, reach: rowsShown, says: (strings) => strings.picker.columns.today },
  { name: 'asking', tag: picker, reach: ask, says: (strings) => strings.picker.confirm.after },
  {
    name: 'short of money',
    tag: picker,
    scene: { customer: 'MA_KAVERI' },
    reach: ask,
    says: (strings) => strings.picker.confirm.short('₹360.00'),
  },
  { name: 'bought', tag: picker, reach: buy, says: (strings) => strings.picker.boughtNext },
  {
    name: 'unsure',
    tag: picker,
    scene: { service: dropBefore(sandbox(), buying) },
    reach: buy,
    says: (strings) => strings.picker.unsure,
  },
  {
    name: 'not bought',
    tag: picker,
    scene: { customer: 'MA_TAPTI', between: without('/balance') },
    reach: buy,
    says: (strings) => strings.picker.notBoughtNext,
  },
  { name: 'failed', tag: list, scene: { service: failing(sandbox(), 409) }, says: ({ retry }) => retry },
  { name: 'signed out', tag: list, scene: { customer: () => undefined }, says: ({ failed }) => failed.session.next },
  { name: 'empty', tag: list, scene: { customer: 'MA_NILA' }, says: (strings) => strings.list.emptyNext },
  { name: 'full', tag: list, reach: rowsShown, says: (strings) => strings.list.nowhereWarning },
  { name: 'asking', tag: list, reach: askRelease, says: (strings) => strings.list.confirm.permanent },
  { name: 'of which nothing matches', tag: list, reach: lookForNothing, says: (strings) => strings.list.noMatchNext },
  { name: 'with details', tag: list, reach: openDetails, says: (strings) => strings.list.health.good },
  { name: 'asking where to ring', tag: list, reach: askWhere, says: (strings) => strings.list.routing.now },
  { name: 'moved', tag: list, reach: move, says: (strings) => strings.list.linked('', 'Old warehouse') },
  {
    name: 'half moved',
    tag: list,
    scene: { service: failing(sandbox(), 409, { path: '/assign', method: 'POST' }) },
    reach: move,
    says: (strings) => strings.list.halfwayNext('Old warehouse'),
  },
  { name: 'released', tag: list, reach: release, says: (strings) => strings.list.fee('₹700.00') },
];

describe('every face, for everybody', () => {
  afterEach(clear);

  for (const lang of ['en', 'hi'] as const)
    for (const theme of ['light', 'dark'] as const)
      for (const { name, tag, scene, reach, says } of faces())
        it(`can be read and heard: <${tag}> ${name}, ${lang}, ${theme}`, async () => {
          const portal = show(tag, { service: sandbox(), ...scene, lang, theme });
          await reach?.();
          await seen(says(words[lang]));
          await expect(portal).to.be.accessible();
        });

  for (const width of [280, 296, 320, 360, 400, 421, 480, 521, 600, 661, 701, 768, 860, 901, 961, 1100])
    for (const lang of ['en', 'hi'] as const)
      it(`fits ${width} px in ${lang}: nothing is cut off, lies on something else, or scrolls sideways`, async () => {
        const portal = show('vobiz-number-list vobiz-number-picker', { service: sandbox(), lang });
        portal.style.setProperty('inline-size', `${width}px`);
        portal.style.setProperty('display', 'block');
        await rowsShown();
        await until(() => text().includes('₹600.00') && text().includes('₹500.00'), 'no list');
        expectToFit(portal);
      });
});
