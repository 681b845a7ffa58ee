/** Whether a list of a hundred rows moves without stutter, and what one update of it costs, beside one written by hand. */
import { chromium } from 'playwright-core';
import { findEngines } from '../engines.ts';
import { inTurn, percentile, row } from './figures.ts';
import { servePages, type PageName } from './scroll-pages.ts';
import { scrollThrough, untilHundred, update } from './scroll-watch.ts';

const server = await servePages();
const browser = await chromium.launch({
  executablePath: findEngines().chromium,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
});

const updates = ['tick', 'theme', 'resize'] as const;
const widths = ['1100px', '320px'] as const;
const long = 25;

/** One visit: the frames of scrolling at each width, and how long each update took. */
const visit = (name: PageName) => async () => {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  await context.addInitScript('globalThis.__name = (named) => named');
  const tab = await context.newPage();
  await tab.goto(`${server.origin}/${name}`, { waitUntil: 'commit' });
  await tab.evaluate(untilHundred);
  const frames: Record<string, number[]> = {};
  for (const width of widths) frames[width] = await tab.evaluate(scrollThrough, width);
  const took: Record<string, number[]> = {};
  for (const what of updates) {
    took[what] = await tab.evaluate(update, { what, times: 20 });
  }
  await context.close();
  return [{ frames, took }];
};

try {
  const seen = await inTurn(4, { portal: visit('portal'), table: visit('table') });
  const of = (name: PageName, pick: (sample: (typeof seen)['portal'][number]) => number[]) => seen[name].flatMap(pick);
  row(`100 rows, ${seen.portal.length} visits, in turn`, 'portal', 'by hand', 'ratio');
  for (const width of widths) {
    const both = (['portal', 'table'] as const).map((name) => of(name, ({ frames }) => frames[width]!));
    row(`scrolled at ${width}, frames`, ...both.map(({ length }) => String(length)));
    const share = (frames: number[]) => (100 * frames.filter((frame) => frame > long).length) / frames.length;
    row(`  longer than ${long} ms`, ...both.map((frames) => `${share(frames).toFixed(2)} %`));
    row('  longest, ms', ...both.map((frames) => Math.max(...frames).toFixed(1)));
  }
  for (const what of updates)
    for (const [name, part] of [
      ['median', 0.5],
      ['ninth of ten', 0.9],
    ] as const) {
      const [ours, theirs] = (['portal', 'table'] as const).map((page) =>
        percentile(
          of(page, ({ took }) => took[what]!),
          part,
        ),
      ) as [number, number];
      row(`${what} to painted, ${name}, ms`, ours.toFixed(1), theirs.toFixed(1), (ours / theirs).toFixed(2));
    }
} finally {
  await browser.close();
  server.close();
}
