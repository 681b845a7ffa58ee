import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createSandbox } from '../../src/sandbox/index.ts';
import { sqliteStore, toNodeListener } from '../../src/server/index.ts';
import { browser, heard, page, type Said } from './proxy-ask.ts';
import { startRedis, type RedisServer } from './redis-server.ts';

let folder: string;
let redis: RedisServer;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vobiz-two-'));
  redis = await startRedis(folder);
});
after(async () => {
  await redis.kill();
  await rm(folder, { recursive: true });
});

/** The sandbox over HTTP. Of a purchase it says nothing for as long as `hold` says so: before it is made, or after. */
async function service(t: TestContext) {
  const sandbox = createSandbox();
  const state = { bought: 0, hold: undefined as 'before' | 'after' | undefined };
  const forEver = new Promise<never>(() => {});
  const handler = async (request: Request) => {
    const isPurchase = request.method === 'POST';
    if (isPurchase) state.bought++;
    const held = isPurchase ? state.hold : undefined;
    if (held === 'before') return forEver;
    const answer = await sandbox(request);
    if (isPurchase) await new Promise((resolve) => setTimeout(resolve, 100));
    return held ? forEver : answer;
  };
  const server = createServer(toNodeListener(handler)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => (server.closeAllConnections(), server.close()));
  return { state, upstream: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1` };
}

/** A proxy in a process of its own, whose clock is some milliseconds ahead. */
async function proxy(t: TestContext, upstream: string, store: string, ahead = 0) {
  const file = fileURLToPath(new URL('proxy-child.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file, upstream, store, String(ahead)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const kill = async () => {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  };
  t.after(kill);
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  const ask = async (what: string, said?: Said) => {
    const request = browser(what, said);
    const url = request.url.replace(page, `http://127.0.0.1:${String(port).trim()}`);
    const { method, headers } = request;
    return heard(await fetch(url, { method, headers, body: method === 'GET' ? undefined : await request.text() }));
  };
  return { ask, kill };
}

let files = 0;
const stores: Record<string, () => string> = {
  'one SQLite file': () => {
    const path = join(folder, `${++files}.db`);
    sqliteStore(path).close();
    return path;
  },
  'one Redis': () => `${redis.url}/${++files}`,
};

const buy = 'POST /numbers/purchase-from-inventory';
let intents = 0;
/** One that the sandbox has in stock. */
const number = '+911160699810';

for (const [name, open] of Object.entries(stores))
  describe(`on a host whose two processes share ${name}`, () => {
    const intent = (): Said => ({ body: { e164: number }, key: `one-intent-${++intents}` });

    it('somebody who presses in both at once buys once, and each press hears the truth', async (t) => {
      const { state, upstream } = await service(t);
      const store = open();
      const both = await Promise.all([proxy(t, upstream, store), proxy(t, upstream, store)]);
      const pressed = intent();
      const all = await Promise.all(Array.from({ length: 40 }, (_, index) => both[index % 2]!.ask(buy, pressed)));
      const told = all.map(({ status, code }) => code ?? String(status));
      assert.equal(state.bought, 1);
      assert.ok(told.includes('200') && told.every((one) => one === '200' || one === 'in-flight'), told.join());
      for (const { ask } of both) assert.equal((await ask(buy, pressed)).status, 200);
      assert.equal(state.bought, 1);
    });

    it('somebody with two pages open buys a number once, whatever keys those have', async (t) => {
      const { state, upstream } = await service(t);
      const store = open();
      const both = await Promise.all([proxy(t, upstream, store), proxy(t, upstream, store)]);
      const all = await Promise.all(Array.from({ length: 20 }, (_, index) => both[index % 2]!.ask(buy, intent())));
      assert.equal(state.bought, 1);
      assert.equal(all.filter(({ status }) => status === 200).length, 1);
    });

    for (const hold of ['before', 'after'] as const)
      it(`somebody whose process is killed ${hold} the service buys hears the truth from the next one, and buys once`, async (t) => {
        const { state, upstream } = await service(t);
        state.hold = hold;
        const store = open();
        const pressed = intent();
        const first = await proxy(t, upstream, store);
        const lost = first.ask(buy, pressed).catch(() => 'lost');
        while (state.bought === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        await new Promise((resolve) => setTimeout(resolve, 200));
        await first.kill();
        assert.equal(await lost, 'lost');

        const next = await proxy(t, upstream, store);
        assert.equal((await next.ask(buy, pressed)).code, 'in-flight');
        await next.kill();
        // By then nobody can be at it any more.
        const later = await proxy(t, upstream, store, 40_000);
        const told = await later.ask(buy, pressed);
        const { body } = await later.ask('GET /numbers?per_page=100');
        const isHers = (body.items as { e164: string }[]).some(({ e164 }) => e164 === number);
        assert.equal(isHers, hold === 'after');
        assert.equal(state.bought, 1);
        if (hold === 'after') assert.deepEqual([told.status, told.body.number.e164], [200, number], told.text);
        else assert.equal(told.code, 'unknown-outcome', told.text);
        // Nor does another key send it while that is not certain.
        if (hold === 'before') assert.notEqual((await later.ask(buy, intent())).status, 200);
        assert.equal(state.bought, 1);
      });
  });
