/** How soon a customer sees the first row and how fast the next page comes, beside a table written by hand. */
import { chromium } from 'playwright-core';
import { findEngines } from '../engines.ts';
import { inTurn, median, row } from './figures.ts';
import { servePages, type PageName } from './first-row-pages.ts';
import { turnPage, untilFirstRow, watch } from './first-row-watch.ts';

const server = await servePages();
const browser = await chromium.launch({
  executablePath: findEngines().chromium,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
});

/** A tab of a fresh browser, which knows the mark that our functions carry when they are sent into a page. */
async function fresh() {
  const context = await browser.newContext();
  await context.addInitScript('globalThis.__name = (named) => named');
  await context.addInitScript(watch);
  const tab = await context.newPage();
  const open = async (name: PageName, rows: number) => {
    await tab.goto(`${server.origin}/${name}/${rows}`, { waitUntil: 'commit' });
    return tab.evaluate(untilFirstRow);
  };
  return { tab, open, close: () => context.close() };
}

/** A page opened with nothing cached, and again with its scripts cached. */
const opening = (name: PageName) => async () => {
  const { tab, open, close } = await fresh();
  const cold = await open(name, 25);
  await tab.goto('about:blank'); // or the second opening would be a reload
  const warm = await open(name, 25);
  await close();
  return [{ cold, warm }];
};

const paging = (name: PageName, rows: number) => async () => {
  const { tab, open, close } = await fresh();
  const turns = [await tab.evaluate(turnPage, (await open(name, rows)).first)];
  while (turns.length < 6) turns.push(await tab.evaluate(turnPage, turns.at(-1)!.first));
  await close();
  return turns;
};

type Samples<S> = Record<PageName, S[]>;

/** A line of the table: the median of a figure on both pages, and how many times the one is the other. */
function compare<S>(what: string, { portal, table }: Samples<S>, figure: (sample: S) => number, digits = 1) {
  const [ours, theirs] = [median(portal.map(figure)), median(table.map(figure))];
  row(what, ours.toFixed(digits), theirs.toFixed(digits), (ours / theirs).toFixed(2));
}

try {
  const opened = await inTurn(15, { portal: opening('portal'), table: opening('table') });
  row('medians of 15, in turn', 'portal', 'by hand', 'ratio');
  compare('first row painted, nothing cached, ms', opened, ({ cold }) => cold.at);
  compare('first row painted, scripts cached, ms', opened, ({ warm }) => warm.at);
  compare('bytes before it, nothing cached', opened, ({ cold }) => cold.bytes, 0);
  compare('bytes before it, scripts cached', opened, ({ warm }) => warm.bytes, 0);
  compare('requests before it, nothing cached', opened, ({ cold }) => cold.requests, 0);
  // By chance one request begins after another that it does not wait for; the shortest chain is the true one.
  const inARow = (name: PageName) => Math.min(...opened[name].map(({ cold }) => cold.inARow)) - 1;
  row('of them in a row, after the page (budget 3)', String(inARow('portal')), String(inARow('table')));

  for (const rows of [25, 100]) {
    const turned = await inTurn(3, { portal: paging('portal', rows), table: paging('table', rows) });
    console.log();
    row(`next page of ${rows} rows, medians of ${turned.portal.length}`, 'portal', 'by hand', 'ratio');
    compare('painted, after the click, ms', turned, ({ afterClick }) => afterClick);
    compare('painted, after its data came, ms', turned, ({ afterData }) => afterData);
  }
} finally {
  await browser.close();
  server.close();
}
