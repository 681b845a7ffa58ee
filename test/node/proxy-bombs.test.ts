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

const csv = (response: ServerResponse) =>
  response.writeHead(200, { 'Content-Type': 'text/csv', 'Content-Encoding': 'gzip' });

/** Bombs that are streamed, 128 MB each. */
function table(head: string, rows: string): (response: ServerResponse) => void {
  const some = gzipSync(rows.repeat(Math.ceil((8 * 1024 * 1024) / rows.length)));
  return (response) =>
    void csv(response).end(Buffer.concat([gzipSync(head), ...Array.from({ length: 16 }, () => some)]));
}
const sound = gzipSync(Buffer.alloc(64 * 1024 * 1024));
const columns = Array.from({ length: 9_000 }, (_, index) => `c${index}`).join();
const streamed: typeof bombs = {
  'a table of line ends': table('uuid\n', '\n'),
  'a table of commas': table('uuid\n', `${','.repeat(60_000)}\n`),
  'a table of quotes': table('uuid\n', '"a""b"\n'),
  'a table with a cell that never ends': table('uuid\n', 'a'),
  'a table that is wide': table(`${columns},uuid\n`, `${','.repeat(9_000)}x\n`),
  'a table without a row': table('a', 'a,'),
  'a sound': (response) =>
    void response
      .writeHead(200, { 'Content-Type': 'audio/wav', 'Content-Encoding': 'gzip' })
      .end(Buffer.concat(Array.from({ length: 2 }, () => sound))),
};
const upward = ['a request', 'a webhook'];

/** What is asked so that the bomb goes off. */
const all: { name: string; path: string; act?: (response: ServerResponse) => void; isShort: boolean }[] = [
  ...Object.entries(bombs).map(([name, act]) => ({ name, path: '/numbers', act, isShort: true })),
  ...Object.entries(bombs)
    .slice(0, 8)
    .map(([name, act]) => ({ name: `kyc: ${name}`, path: '/kyc', act, isShort: true })),
  ...Object.entries(streamed).map(([name, act]) => ({
    name,
    path: name === 'a sound' ? '/recordings/aabbccdd-1234/media' : '/cdrs/export',
    act,
    isShort: false,
  })),
  ...upward.map((name) => ({
    name,
    path: name === 'a webhook' ? 'POST /kyc/webhook' : 'POST /trunks',
    isShort: true,
  })),
];

it('somebody whose service sends a bomb costs the host less than 100 MB, and gets a short answer', async (t) => {
  const server = createServer((request, response) => {
    const { url = '', headers } = request;
    const index = Number(/MA_BOMB(\d+)/.exec(url + String(headers['x-auth-id']))?.[1]);
    if (url.includes('/Recording/'))
      return void json(response).end(JSON.stringify({ recording_url: `http://${headers.host}/sound` }));
    all[index]!.act?.(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const upstream = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
  const child = fileURLToPath(new URL('proxy-bombs-child.ts', import.meta.url));
  const run = ['--expose-gc', '--import', 'tsx', child, upstream, ...all.map(({ path }) => path)];
  const { stdout } = await promisify(execFile)(process.execPath, run);
  const found = JSON.parse(stdout) as { status: number; length: number; mb: number }[];
  assert.equal(found.length, all.length);
  for (const [index, { status, length, mb }] of found.entries()) {
    const { name, isShort } = all[index]!;
    const told = `${name}: ${status}, ${length} characters, ${mb} MB`;
    t.diagnostic(told);
    assert.ok(mb < 100, told);
    if (isShort) assert.ok(length < 1000, told);
  }
});
