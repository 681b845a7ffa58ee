/** Holds the build against its budgets. */
import { foreignOrigins, longFiles, readBundle, weigh, weighEntry } from './bytes.ts';

const kilo = 1024;
const parts = readBundle();
const { first, each, all } = weigh(parts);

const budgets: { what: string; most: number; is: number | undefined }[] = [
  { what: 'vobiz-portal.js, before any element is on the page', most: 14 * kilo, is: first },
  ...each.map(({ tag, bytes }) => ({
    what: `a page with ${tag}, in English`,
    most: 48 * kilo,
    is: bytes,
  })),
  { what: 'the whole portal, with all that it can load in English', most: 96 * kilo, is: all },
  { what: 'number picker through npm', most: 22 * kilo, is: await weighEntry('dist/elements/vobiz-number-picker.js') },
];
// An element that is not written yet has no weight; one that is has its limit from the first day.
const callHistory = await weighEntry('dist/elements/vobiz-call-history.js');
if (callHistory !== undefined) budgets.push({ what: 'call history through npm', most: 28 * kilo, is: callHistory });

let over = 0;
const row = (what: string, limit: string, actual: string, ok: boolean) => {
  if (!ok) over += 1;
  console.log(`${what.padEnd(58)} ${limit.padStart(9)} ${actual.padStart(9)}  ${ok ? 'ok' : 'OVER'}`);
};

console.log(`${'bytes after gzip'.padEnd(58)} ${'at most'.padStart(9)} ${'is'.padStart(9)}`);
for (const { what, most, is } of budgets)
  row(what, String(most), is === undefined ? 'missing' : String(is), is !== undefined && is <= most);

const long = longFiles(250);
row('source files over 250 lines', '0', String(long.length), long.length === 0);
for (const { file, lines } of long) console.log(`  ${file}: ${lines} lines`);

const origins = foreignOrigins(parts);
row('foreign origins in the bundle', '0', String(origins.length), origins.length === 0);
for (const origin of origins) console.log(`  ${origin}`);

// Asked for as `vobiz-portal.js?v=2`, a bundle whose parts import it would be loaded twice, and Lit with it.
const backwards = [...parts].filter(([, part]) => [...part.now, ...part.later].includes('vobiz-portal.js'));
row('parts that import vobiz-portal.js', '0', String(backwards.length), backwards.length === 0);

for (const [name, { bytes }] of [...parts].sort(([, a], [, b]) => b.bytes - a.bytes))
  console.log(`  ${name}: ${bytes}`);
process.exitCode = over > 0 ? 1 : 0;
