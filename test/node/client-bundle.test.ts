import assert from 'node:assert/strict';
import { it } from 'node:test';
import { importsOfSource, loadedBy } from '../imports.ts';

const forTheProxy = /^src\/contract\/(accepts|proof|input|ask-)/;

it('the browser loads nothing of what only the proxy needs to know', () => {
  const imports = importsOfSource();
  assert.ok(loadedBy('src/server/proxy.ts', imports).files.some((file) => forTheProxy.test(file)));
  assert.deepEqual(loadedBy('src/client/client.ts', imports).files.filter((file) => forTheProxy.test(file)), []); // prettier-ignore
  const others = imports.filter(({ from, to, typeOnly }) => !typeOnly && forTheProxy.test(to) && !/^src\/(server|contract)\//.test(from)); // prettier-ignore
  assert.deepEqual(others, []);
});
