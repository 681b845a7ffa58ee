/** `npm run build`: everything that `dist/` and `build/demo/` hold, from nothing. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { run } from './run.ts';

const manifest = 'dist/custom-elements.json';

// Chunks carry hashes, so what an earlier build left would stay for ever.
rmSync('dist', { recursive: true, force: true });

const parts = [
  { name: 'package', command: ['tsc', '-p', 'tsconfig.build.json'] },
  { name: 'bundle', command: ['vite', 'build', '--logLevel', 'warn'] },
  { name: 'page', command: ['vite', 'build', '--mode', 'demo', '--logLevel', 'warn'] },
  { name: 'manifest', command: ['cem', 'analyze', '--litelement', '--globs', 'src/elements/*.ts', '--outdir', 'dist'] },
];

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
  // The manifest names sources; who has the package finds them as modules in `dist`.
  const text = readFileSync(manifest, 'utf8').replace(/"(\/?)src\/([^"]+)\.ts"/g, '"$1dist/$2.js"');
  writeFileSync(manifest, text);
  console.log('build: dist/ and build/demo/ are made');
}
process.exitCode = failed.length > 0 ? 1 : 0;
