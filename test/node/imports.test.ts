import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import { circles, importsOf, importsOfSource, loadedBy, wrongImports } from '../imports.ts';

const imports = importsOfSource();

/** What `createProxy` may not bring along: it runs in Workers and Deno too. */
const notEverywhere = (entry: string) =>
  loadedBy(entry, imports)
    .packages.filter(({ to }) => to.startsWith('node:') || to === 'libsql')
    .map(({ from, to }) => `${from} imports ${to}`);

describe('the imports of src', () => {
  it('point towards the contract', () => {
    assert.ok(imports.length > 100, 'the imports are read');
    assert.deepEqual(wrongImports(imports), []);
  });

  it('lead to files that exist', () => {
    assert.deepEqual(imports.filter(({ to, ours }) => ours && !existsSync(to)).map(({ from, to }) => `${from}: ${to}`), []); // prettier-ignore
  });

  it('go in no circle', () => {
    assert.deepEqual(circles(imports), []);
  });

  it('bring nothing along with createProxy that only Node has', () => {
    assert.ok(existsSync('src/server/proxy.ts'));
    assert.deepEqual(notEverywhere('src/server/proxy.ts'), []);
  });

  it('bring no sandbox, server or command into the browser', () => {
    const rooms = loadedBy('src/autoload.ts', imports).files.map((file) => file.split('/')[1]);
    for (const room of ['sandbox', 'server', 'cli']) assert.ok(!rooms.includes(room), room);
  });
});

describe('the reader of imports', () => {
  const wrong = (file: string, text: string) => wrongImports(importsOf(file, text));

  it('hears every way to import', () => {
    const text = `
      import './a.ts';
      import { b, type B } from './b.ts';
      import type { C } from './c.ts';
      import { type D } from './d.ts';
      export * from './e.ts';
      const f = () => import('./f.ts');
      type G = import('./g.ts').G;
      import h from 'lit/decorators.js';`;
    const found = importsOf('src/elements/x.ts', text).map((one) => [one.to, one.typeOnly, one.dynamic]);
    assert.deepEqual(found, [
      ['src/elements/a.ts', false, false],
      ['src/elements/b.ts', false, false],
      ['src/elements/c.ts', true, false],
      ['src/elements/d.ts', true, false],
      ['src/elements/e.ts', false, false],
      ['src/elements/f.ts', false, true],
      ['src/elements/g.ts', true, false],
      ['lit', false, false],
    ]);
  });

  it('says no where the plan says no', () => {
    const planted: [file: string, text: string][] = [
      ['src/contract/x.ts', `import { ky } from 'ky';`],
      ['src/contract/x.ts', `import type { Client } from '../client/client.ts';`],
      ['src/client/x.ts', `import { en } from '../strings/en.ts';`],
      ['src/controllers/x.ts', `import { formatMoney } from '../format/money.ts';`],
      ['src/elements/x.ts', `const s = () => import('../sandbox/index.ts');`],
      ['src/elements/x.ts', `import { debounce } from 'lodash';`],
      ['src/server/x.ts', `import { VobizError } from '../client/error.ts';`],
      ['src/sandbox/x.ts', `import { routes } from '../contract/routes.ts';`],
      ['src/sandbox/x.ts', `type M = import('../contract/money.ts').Money;`],
      ['src/cli/x.ts', `import '../elements/vobiz-portal.ts';`],
      ['src/strings/x.ts', `import { formatMoney } from '../format/money.ts';`],
      ['src/index.ts', `export { createProxy } from './server/index.ts';`],
      ['src/client/x.ts', `import '../index.ts';`],
      ['src/server/x.ts', `import '../../demo/backend.ts';`],
      ['src/utils/x.ts', `import 'lit';`],
    ];
    for (const [file, text] of planted) assert.equal(wrong(file, text).length, 1, text);
    assert.deepEqual(wrong('src/sandbox/x.ts', `import type { Handler } from '../contract/handler.ts';`), []);
    assert.deepEqual(wrong('src/autoload.ts', `import './elements/vobiz-portal.ts';`), []);
  });

  it('sees a circle, and what a load brings along', () => {
    const around = [
      ...importsOf('src/client/a.ts', `import './b.ts';`),
      ...importsOf('src/client/b.ts', `import type { A } from './a.ts'; import 'node:fs';`),
    ];
    assert.deepEqual(circles(around), ['src/client/a.ts → src/client/b.ts → src/client/a.ts']);
    assert.deepEqual(loadedBy('src/client/a.ts', around).packages.map(({ to }) => to), ['node:fs']); // prettier-ignore
  });
});
