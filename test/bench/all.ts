/** `npm run bench`: measures, one file after the other. It decides nothing; budgets that do are in `test/size.ts`. */
import { readdirSync } from 'node:fs';
import { run } from '../run.ts';

const wanted = process.argv.slice(2);
const files = readdirSync('test/bench')
  .filter((name) => name.endsWith('.bench.ts'))
  .filter((name) => wanted.length === 0 || wanted.includes(name.replace('.bench.ts', '')))
  .sort();

let failed = 0;
for (const name of files) {
  console.log(`\n== ${name.replace('.bench.ts', '')}`);
  const { code } = await run(['node', '--import', 'tsx', `test/bench/${name}`]);
  if (code !== 0) failed += 1;
}
if (files.length === 0) console.error(`There is no bench ${wanted.join(', ')}`);
process.exitCode = failed > 0 || files.length === 0 ? 1 : 0;
