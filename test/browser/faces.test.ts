import { expect } from '@open-wc/testing';
import type { Handler } from '../../src/contract/handler.ts';
import { createSandbox, dropBefore, failing, slow, tooMany } from '../../src/sandbox/index.ts';
import { en } from '../../src/strings/en.ts';
import { hi } from '../../src/strings/hi.ts';
import { clear } from './portal-parts.ts';
import { show, type Scene } from './portal.ts';
import { all, find, seen, text, type, until } from './sight.ts';

const words = { en, hi };
const sandbox = () => createSandbox({ numbers: 60 });
const buying = { method: 'POST', path: 'purchase-from-inventory' };
const isRow = (element: Element) => element.localName === 'tr' && element.parentElement!.localName === 'tbody';
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

async function openFilter() {
  await rowsShown();
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
  { name: 'filter open', tag: picker, reach: openFilter, says: (strings) => strings.picker.filter.avoid },
  {
    name: 'filter with what cannot be read',
    tag: picker,
    reach: lookThrough('x'),
    says: (strings) => strings.picker.problems.letters,
  },
  { name: 'findings', tag: picker, reach: lookThrough('५'), says: (strings) => strings.picker.filter.clear },
  {
    name: 'of which nothing fits',
    tag: picker,
    reach: lookThrough('0123456789'),
    says: (strings) => strings.picker.noneFitsNext,
  },
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
        await lookThrough('x')();
        await seen(words[lang].picker.problems.letters);
        expectToFit(portal);
      });
});

function expectToFit(portal: Element) {
  const edge = portal.getBoundingClientRect().right;
  for (const element of all(portal)) {
    if (isUnseen(element)) continue;
    const { right } = element.getBoundingClientRect();
    expect(right, `${element.localName}.${element.className}: ${text(element).slice(0, 80)}`).to.be.at.most(edge + 0.5);
  }
  expect(overlaps(portal)).to.deep.equal([]);
}

/** What is there for screen readers alone, or not at all. */
const isUnseen = (element: Element) => {
  const { width, height } = element.getBoundingClientRect();
  return Boolean(element.closest('.hidden, thead')) || width <= 1 || height <= 1;
};

/** The pieces of text and the controls that lie on each other, in one row of a list. */
function overlaps(root: Element): string[] {
  const found: string[] = [];
  for (const row of [...all(root)].filter(isRow)) {
    const pieces = [...all(row)].flatMap((element) => {
      if (isUnseen(element)) return [];
      if (element.matches('button, input')) return [{ element, box: element.getBoundingClientRect() }];
      return [...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim())
        .flatMap((node) => {
          const range = document.createRange();
          range.selectNodeContents(node);
          return [...range.getClientRects()].map((box) => ({ element, box }));
        });
    });
    pieces.forEach((one, at) =>
      pieces.slice(at + 1).forEach((other) => {
        if (one.element.contains(other.element) || other.element.contains(one.element)) return;
        if (one.element.getRootNode() !== other.element.getRootNode() && one.element.matches('button')) return;
        const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        // The boxes of lines touch; letters that touch are further inside.
        if (wide > 2 && high > 6) found.push(`“${text(one.element)}” and “${text(other.element)}”`);
      }),
    );
  }
  return found;
}
