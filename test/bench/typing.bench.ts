/** How soon a key that a customer presses is answered with rows, in a stock of 60,000, beside a list written by hand. */
import { chromium } from 'playwright-core';
import { findEngines } from '../engines.ts';
import { inTurn, median, percentile, row } from './figures.ts';
import { servePages, type PageName } from './first-row-pages.ts';
import { typeDigits, untilFirstRow, watch } from './first-row-watch.ts';

const server = await servePages();
const browser = await chromium.launch({
  executablePath: findEngines().chromium,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
});

// Each is typed a key at a time, faster than the page waits for the next; only the last key is answered.
const searches = ['786', '4477', '80', '1234', '999'];

/** What came of typing: how long from the last key to its rows, how many requests, and whether other rows were seen. */
const typing = (name: PageName) => async () => {
  const context = await browser.newContext();
  await context.addInitScript('globalThis.__name = (named) => named');
  await context.addInitScript(watch);
  const tab = await context.newPage();
  await tab.goto(`${server.origin}/${name}/60000`, { waitUntil: 'commit' });
  await tab.evaluate(untilFirstRow);
  const samples = [];
  for (const digits of searches) samples.push(await tab.evaluate(typeDigits, digits));
  await context.close();
  return samples;
};

try {
  const typed = await inTurn(5, { portal: typing('portal'), table: typing('table') });
  row(`medians of ${typed.portal.length} searches, in turn`, 'portal', 'by hand', 'ratio');
  for (const [what, share] of Object.entries({ median: 0.5, 'ninth of ten': 0.9 })) {
    const [ours, theirs] = [typed.portal, typed.table].map((samples) =>
      percentile(
        samples.map(({ painted }) => painted),
        share,
      ),
    ) as [number, number];
    row(`last key to painted, ${what}, ms`, ours.toFixed(1), theirs.toFixed(1), (ours / theirs).toFixed(2));
  }
  const requests = (name: PageName) => median(typed[name].map((sample) => sample.requests)).toFixed(0);
  row('requests a search', requests('portal'), requests('table'));
  const stale = (name: PageName) => String(typed[name].reduce((sum, sample) => sum + sample.stale, 0));
  row('lists of another search seen after it', stale('portal'), stale('table'));
} finally {
  await browser.close();
  server.close();
}
