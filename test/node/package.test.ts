import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { posix } from 'node:path';
import { importsOf } from '../imports.ts';

interface Manifest {
  exports: Record<string, string | { types: string; default: string }>;
  bin: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  peerDependenciesMeta: Record<string, { optional: boolean }>;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const known = new Set([...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependenciesMeta)]);
const node = promisify(execFile);
const evaluate = (code: string) => node(process.execPath, ['--input-type=module', '-e', code]);

describe('the package', () => {
  it('has what it says it has', () => {
    const files = Object.values(manifest.exports).flatMap((entry) =>
      typeof entry === 'string' ? entry : Object.values(entry),
    );
    for (const file of [...files, ...Object.values(manifest.bin)])
      if (!file.includes('*')) assert.ok(existsSync(file), file);
  });

  it('imports nothing that it has not', () => {
    const files = readdirSync('dist', { recursive: true, encoding: 'utf8' }).map((file) => posix.join('dist', file));
    const modules = files.filter((file) => /\.(js|d\.ts)$/.test(file));
    const imports = modules.flatMap((file) => importsOf(file, readFileSync(file, 'utf8')));
    assert.ok(imports.some(({ dynamic, ours }) => dynamic && ours));
    const missing = imports.filter(({ to, ours }) => ours && !existsSync(to)).map(({ from, to }) => `${from}: ${to}`);
    assert.deepEqual(missing, []);
    const foreign = imports.filter(({ to, ours }) => !ours && !to.startsWith('node:') && !known.has(to));
    assert.deepEqual(foreign.map(({ from, to }) => `${from}: ${to}`), []); // prettier-ignore
  });

  it('loads in Node, where there is no page', async () => {
    const { stdout } = await evaluate(`
      const { createClient, VobizPortal } = await import('vobiz-portal');
      await import('vobiz-portal/elements/vobiz-number-picker.js');
      await import('vobiz-portal/elements/vobiz-number-list.js');
      const client = await import('vobiz-portal/client');
      const server = await import('vobiz-portal/server');
      const sandbox = await import('vobiz-portal/sandbox');
      const all = [createClient, VobizPortal, client.createClient, server.createProxy, server.toNodeListener, sandbox.createSandbox];
      console.log(all.map((one) => typeof one).join());`);
    assert.equal(stdout.trim(), Array(6).fill('function').join());
  });

  it('carries nothing that a proxy has to compile: its store on disk is the host’s to install', () => {
    assert.equal(manifest.dependencies['libsql'], undefined);
    assert.equal(manifest.peerDependenciesMeta['libsql']?.optional, true);
  });

  it('names exact versions of all it is built from', () => {
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    assert.deepEqual(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)), []); // prettier-ignore
  });

  it('describes its elements', () => {
    const { modules } = JSON.parse(readFileSync('dist/custom-elements.json', 'utf8')) as {
      modules: { path: string; declarations: { tagName?: string }[] }[];
    };
    const tags = modules.flatMap(({ declarations }) => declarations.flatMap(({ tagName }) => tagName ?? []));
    for (const tag of ['vobiz-portal', 'vobiz-number-picker', 'vobiz-number-list']) assert.ok(tags.includes(tag), tag);
    for (const { path } of modules) assert.ok(existsSync(path), path);
  });
});
