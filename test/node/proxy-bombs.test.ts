import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { it } from 'node:test';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

const json = (response: ServerResponse, more: Record<string, string> = {}) =>
  response.writeHead(200, { 'Content-Type': 'application/json', ...more });
const megabyte = Buffer.alloc(1024 * 1024, ' ');
// A gigabyte of spaces in a megabyte: one member of a gzip file after another.
const member = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '));
const packed = Buffer.concat(Array.from({ length: 16 }, () => member));

function endless(response: ServerResponse): void {
  const more = () => {
    while (!response.destroyed && response.write(megabyte));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
}

const bombs: Record<string, (response: ServerResponse) => void> = {
  gzip: (response) => void json(response, { 'Content-Encoding': 'gzip' }).end(packed),
  'gzip in gzip': (response) => void json(response, { 'Content-Encoding': 'gzip, gzip' }).end(gzipSync(packed)),
  infinite: (response) => endless(json(response)),
  'infinite refusal': (response) => endless(response.writeHead(422, { 'Content-Type': 'application/json' })),
  'a lie about its length': (response) => endless(json(response, { 'Content-Length': '9000000000000' })),
  deep: (response) => void json(response).end('['.repeat(1_000_000) + ']'.repeat(1_000_000)),
  'deep objects': (response) => void json(response).end('{"a":'.repeat(300_000) + '1' + '}'.repeat(300_000)),
  wide: (response) => void json(response).end(`{"items":[${'{},'.repeat(600_000)}{}]}`),
  'as wide as it may be': (response) => void json(response).end(`{"items":[${'{},'.repeat(32_000)}{}]}`),
  'many names': (response) =>
    void json(response).end(`{${Array.from({ length: 100_000 }, (_, index) => `"name${index}":1`).join()}}`),
  'a long number': (response) => void json(response).end(`{"items":[],"total":${'9'.repeat(1_900_000)}}`),
  'huge headers': (response) => void json(response, { 'X-Huge': 'x'.repeat(900_000) }).end('{}'),
  'many headers': (response) =>
    void json(response, Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`x-${index}`, 'x']))).end('{}'),
};

it('somebody whose service sends a bomb costs the host less than 100 MB, and gets a short answer', async (t) => {
  const names = Object.keys(bombs);
  const server = createServer((request, response) => {
    const index = Number(/MA_BOMB(\d+)/.exec(request.url ?? '')?.[1]);
    bombs[names[index]!]!(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const upstream = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
  const child = fileURLToPath(new URL('proxy-bombs-child.ts', import.meta.url));
  const run = ['--expose-gc', '--import', 'tsx', child, upstream, String(names.length)];
  const { stdout } = await promisify(execFile)(process.execPath, run);
  const found = JSON.parse(stdout) as { status: number; length: number; mb: number }[];
  assert.equal(found.length, names.length);
  for (const [index, { status, length, mb }] of found.entries()) {
    const told = `${names[index]}: ${status}, ${length} characters, ${mb} MB`;
    t.diagnostic(told);
    assert.ok(mb < 100, told);
    assert.ok(length < 1000, told);
  }
});
