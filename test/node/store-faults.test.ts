import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { inspect } from 'node:util';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { memoryStore, redisStore, sqliteStore, type RedisClient, type Store } from '../../src/server/index.ts';
import { answering, host, testClock } from './proxy-ask.ts';
import { startRedis } from './redis-server.ts';

let folder: string;
before(async () => void (folder = await mkdtemp(join(tmpdir(), 'vobiz-store-faults-'))));
after(() => rm(folder, { recursive: true }));

let files = 0;
const newFile = () => join(folder, `${++files}.db`);
const service = answering({ items: [], status: 'pending_release' });
const release = 'DELETE /numbers/+918071387149';

describe('on a host whose clock is set back by an hour', () => {
  const kinds: Record<string, (now: () => number) => Required<Store>> = {
    'the memory': (now) => memoryStore({ now }),
    'an SQLite file': (now) => sqliteStore(newFile(), { now }),
  };
  for (const [name, open] of Object.entries(kinds))
    it(`somebody who is counted in ${name} waits no longer than anybody, and is counted still`, async () => {
      const clock = testClock();
      const { ask } = host({ clock, service, store: open(() => clock.now()), limits: { reads: 6 } });
      assert.equal((await ask('GET /numbers')).status, 200);
      clock.advance(-3_600_000);
      const first = await ask('GET /numbers');
      assert.ok(first.status === 200 || Number(first.headers.get('retry-after')) <= 10, first.text);
      clock.advance(10_000);
      assert.equal((await ask('GET /numbers')).status, 200);
      const more = await Promise.all(Array.from({ length: 10 }, () => ask('GET /numbers')));
      assert.ok(more.filter(({ status }) => status === 429).length >= 4);
      clock.advance(60_000);
      assert.equal((await ask('GET /numbers')).status, 200);
    });
});

describe('somebody whose host counts in its memory', () => {
  it('can write, however many others write without end', async () => {
    let now = 0;
    const store = memoryStore({ now: () => now });
    const full = new Set<number>();
    for (let index = 0; index < 30_000; index++)
      for (let account = 0; account < 4; account++) {
        if (full.has(account)) continue;
        const key = JSON.stringify([`MA_${account}`, 'releaseNumber', `key-${index}`]);
        await store.add(key, '', 86_400).catch((error: Error) => {
          assert.match(error.message, /full/);
          full.add(account);
        });
      }
    assert.equal(full.size, 4);
    for (let index = 0; index < 2_000; index++)
      assert.equal(await store.add(JSON.stringify(['MA_HONEST', 'releaseNumber', `key-${index}`]), '', 86_400), true);
    // And whoever had their share gets it anew when it is over, or what they held is removed.
    const mine = (index: number) => JSON.stringify(['MA_0', 'releaseNumber', `key-${index}`]);
    for (let index = 0; index < 1_000; index++) await store.remove(mine(index));
    assert.equal(await store.add(mine(0), '', 86_400), true);
    now = 86_400_000;
    for (let index = 0; index < 5_000; index++) assert.equal(await store.add(mine(index), '', 86_400), true);
  });
});

/** Another process that has the file for itself until it is told to let go. */
async function locked(path: string, t: TestContext) {
  const source = `import Libsql from 'libsql'; const db = new Libsql(${JSON.stringify(path)});
    db.exec('BEGIN IMMEDIATE'); console.log('locked'); process.stdin.once('data', () => { db.exec('COMMIT'); process.exit(); });`;
  const other = spawn(process.execPath, ['--input-type=module', '-e', source], {
    cwd: new URL('../..', import.meta.url),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.after(() => other.kill('SIGKILL'));
  await once(other.stdout, 'data');
  return async () => {
    other.stdin.write('let go');
    await once(other, 'close');
  };
}

/** How long the event loop stood still at most while something was done. */
async function standstill(act: () => Promise<unknown>): Promise<number> {
  let last = performance.now();
  let longest = 0;
  const look = () => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  };
  const watch = setInterval(look, 5);
  await act();
  look();
  clearInterval(watch);
  return longest;
}

describe('somebody whose host shares an SQLite file with a process that holds it', () => {
  it('reads on, writes when it lets go, and nobody else stands still meanwhile', async (t) => {
    const path = newFile();
    const store = sqliteStore(path);
    t.after(() => store.close());
    const { ask, sent, clock } = host({ service, store, limits: { reads: 100, writes: 100 } });
    await ask('GET /numbers');
    const letGo = await locked(path, t);
    const longest = await standstill(async () => {
      const writes = [1, 2, 3].map((index) => ask(`DELETE /numbers/+91807138710${index}`));
      const others = [1, 2, 3].map(() => ask('GET /session', { as: 'MA_NILA' }));
      await new Promise((resolve) => setTimeout(resolve, 60));
      clock.advance(250);
      for (const read of others) assert.equal((await read).status, 200);
      await new Promise((resolve) => setTimeout(resolve, 300));
      assert.deepEqual(sent.filter(({ method }) => method === 'DELETE'), []); // prettier-ignore
      await letGo();
      for (const write of writes) assert.equal((await write).status, 200);
    });
    assert.ok(longest < 300, `the event loop stood still for ${Math.round(longest)} ms`);
    assert.equal(sent.filter(({ method }) => method === 'DELETE').length, 3);
  });

  it('is told in the end that nothing was sent', async (t) => {
    const path = newFile();
    const store = sqliteStore(path);
    t.after(() => store.close());
    const { ask, sent } = host({ service, store });
    const letGo = await locked(path, t);
    const { status, code } = await ask(release);
    assert.deepEqual([status, code], [503, 'store-failed']);
    assert.deepEqual(sent, []);
    await letGo();
    assert.equal((await ask(release)).status, 200);
  });
});

it('nothing of a customer is in the log when their host’s Redis refuses a command', async (t) => {
  const redis = await startRedis(await mkdtemp(join(folder, 'redis-')));
  const nodeRedis = createClient({ url: redis.url });
  const ioRedis = new Redis(redis.url, { retryStrategy: () => null });
  for (const client of [nodeRedis, ioRedis]) client.on('error', () => {});
  await nodeRedis.connect();
  t.after(async () => {
    nodeRedis.destroy();
    ioRedis.disconnect();
    await redis.kill();
  });
  for (const client of [nodeRedis, ioRedis] as RedisClient[]) {
    await ioRedis.call('CONFIG', 'SET', 'maxmemory', '0');
    const { ask, log } = host({ service, store: redisStore(client) });
    await ioRedis.call('CONFIG', 'SET', 'maxmemory', '1');
    const said = { body: { name: 'A private name +919812345678' }, key: 'the-idempotency-key' };
    assert.equal((await ask('POST /trunks', said)).code, 'store-failed');
    const whole = inspect(log, { depth: Infinity, showHidden: true });
    assert.match(whole, /Redis failed at EVAL: OOM/);
    for (const word of ['MA_ASHA', 'the-idempotency-key', 'private', '9812345678', 'createTrunk"', 'redis.call'])
      assert.ok(!whole.includes(word), `${word} in ${whole}`);
  }
});
