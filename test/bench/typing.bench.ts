/** How soon a key that a customer presses is answered with rows, in a stock of 60,000, beside a list written by hand. */
import { chromium } from 'playwright-core';
import { findEngines } from '../engines.ts';
import { inTurn, median, percentile, row } from './figures.ts';
import { servePages, type PageName } from './first-row-pages.ts';
import { typeDigits, untilFirstRow, wantLandlines, watch } from './first-row-watch.ts';

const server = await servePages();
const browser = await chromium.launch({
  executablePath: findEngines().chromium,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
});

// Each is typed a key at a time, faster than the page waits for the next; only the last key is answered.
const searches = ['786', '4477', '80', '1234', '999'];

/** What came of typing: how long from the last key to its rows, how many requests, and whether other rows were seen. */
const typing = (name: PageName, filtered: boolean) => async () => {
  const context = await browser.newContext();
  await context.addInitScript('globalThis.__name = (named) => named');
  await context.addInitScript(watch);
  const tab = await context.newPage();
  await tab.goto(`${server.origin}/${name}/60000`, { waitUntil: 'commit' });
  await tab.evaluate(untilFirstRow);
  if (filtered) await tab.evaluate(wantLandlines);
  const samples = [];
  for (const digits of searches) samples.push(await tab.evaluate(typeDigits, digits));
  await context.close();
  return samples;
};

try {
  const typed = await inTurn(5, {
    portal: typing('portal', false),
    filtered: typing('portal', true),
    table: typing('table', false),
  });
  row(`medians of ${typed.portal.length} searches, in turn`, 'portal', 'with a filter', 'by hand', 'portal / by hand');
  for (const [what, share] of Object.entries({ median: 0.5, 'ninth of ten': 0.9 })) {
    const [ours, filtered, theirs] = [typed.portal, typed.filtered, typed.table].map((samples) =>
      percentile(
        samples.map(({ painted }) => painted),
        share,
      ),
    ) as [number, number, number];
    const shown = [ours, filtered, theirs].map((time) => time.toFixed(1));
    row(`last key to painted, ${what}, ms`, ...shown, (ours / theirs).toFixed(2));
  }
  const each = (figure: (samples: typeof typed.portal) => string) =>
    [typed.portal, typed.filtered, typed.table].map(figure);
  row('requests a search', ...each((samples) => median(samples.map(({ requests }) => requests)).toFixed(0)));
  row('most requests a search', ...each((samples) => String(Math.max(...samples.map(({ requests }) => requests)))));
  row(
    'lists of another search seen after it',
    ...each((samples) => String(samples.reduce((sum, { stale }) => sum + stale, 0))),
  );
} finally {
  await browser.close();
  server.close();
}
