/** `npm run build`: everything that `dist/` and `build/demo/` hold, from nothing. */
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { run } from './run.ts';
import { minifySheets, unindent } from './sheets.ts';

const manifest = 'dist/custom-elements.json';

// Chunks carry hashes, so what an earlier build left would stay for ever.
rmSync('dist', { recursive: true, force: true });

const parts = [
  { name: 'package', command: ['tsc', '-p', 'tsconfig.build.json'] },
  { name: 'bundle', command: ['vite', 'build', '--logLevel', 'warn'] },
  { name: 'page', command: ['vite', 'build', '--mode', 'demo', '--logLevel', 'warn'] },
  { name: 'manifest', command: ['cem', 'analyze', '--litelement', '--globs', 'src/elements/*.ts', '--outdir', 'dist'] },
];

/**
 * tsc leaves `.ts` in the `import()` of a decorated class and in types, where who has the package has `.js`; and types
 * that it finds out by itself it takes from `lit-html`, which is Lit's dependency and not ours.
 */
function nameModules() {
  const files = readdirSync('dist', { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => /\.(js|d\.ts)$/.test(name))) {
    const text = readFileSync(`dist/${file}`, 'utf8');
    const named = text
      .replace(/(\bfrom |\bimport |\bimport\()(["'])(\.{1,2}\/[^"'\n]+)\.ts\2/g, '$1$2$3.js$2')
      .replaceAll('import("lit-html")', 'import("lit")');
    const small = file.startsWith('elements/') && file.endsWith('.js') ? unindent(minifySheets(named)) : named;
    if (small !== text) writeFileSync(`dist/${file}`, small);
  }
}

const failed: string[] = [];
await Promise.all(
  parts.map(async ({ name, command }) => {
    const { code, output } = await run(command, { quiet: true });
    if (code === 0) return;
    failed.push(name);
    console.error(`build: the ${name} failed\n${output.trim()}`);
  }),
);

if (failed.length === 0) {
  nameModules();
  // The manifest names sources; who has the package finds them as modules in `dist`.
  const text = readFileSync(manifest, 'utf8').replace(/"(\/?)src\/([^"]+)\.ts"/g, '"$1dist/$2.js"');
  writeFileSync(manifest, text);
  console.log('build: dist/ and build/demo/ are made');
}
process.exitCode = failed.length > 0 ? 1 : 0;
