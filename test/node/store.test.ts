import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { memoryStore, redisStore, sqliteStore, type RedisClient, type Store } from '../../src/server/index.ts';
import { startRedis, type RedisServer } from './redis-server.ts';

let folder: string;
let redis: RedisServer;
let nodeRedis: ReturnType<typeof createClient>;
let ioRedis: Redis;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vobiz-store-'));
  redis = await startRedis(folder);
  nodeRedis = createClient({ url: redis.url });
  await nodeRedis.connect();
  ioRedis = new Redis(redis.url);
});
after(async () => {
  nodeRedis.destroy();
  ioRedis.disconnect();
  redis.kill();
  await rm(folder, { recursive: true });
});

let files = 0;
const newFile = () => join(folder, `${++files}.db`);

/** A store, and a way to let time pass for it. */
interface Opened {
  store: Required<Store>;
  pass(ms: number): Promise<void> | void;
}

function byOurClock(open: (now: () => number) => Required<Store>): Opened {
  let now = 1_000_000;
  return { store: open(() => now), pass: (ms) => void (now += ms) };
}

// The server's clock cannot be moved, so every key's time is moved instead.
const older = `for _, key in ipairs(redis.call('KEYS', ARGV[1] .. '*')) do
  redis.call('PEXPIRE', key, redis.call('PTTL', key) - ARGV[2]) end return 1`;

let prefixes = 0;
function inRedis(client: () => RedisClient): Opened {
  const prefix = `test${++prefixes}:`;
  const pass = async (ms: number) => void (await ioRedis.call('EVAL', older, '0', prefix, String(ms)));
  return { store: redisStore(client(), { prefix }), pass };
}

const kinds: Record<string, () => Opened> = {
  'the memory': () => byOurClock((now) => memoryStore({ now })),
  'an SQLite file': () => byOurClock((now) => sqliteStore(newFile(), { now })),
  'Redis, by node-redis': () => inRedis(() => nodeRedis),
  'Redis, by ioredis': () => inRedis(() => ioRedis),
};

for (const [name, fresh] of Object.entries(kinds))
  describe(`a record in ${name}`, () => {
    it('is there for whoever asks, once it was added', async () => {
      const { store } = fresh();
      assert.equal(await store.get('a'), undefined);
      assert.equal(await store.add('a', 'one', 60), true);
      assert.equal(await store.get('a'), 'one');
      assert.equal(await store.get('b'), undefined);
    });

    it('is added by the first only', async () => {
      const { store } = fresh();
      const all = await Promise.all(Array.from({ length: 20 }, (_, index) => store.add('a', `${index}`, 60)));
      assert.deepEqual(all.filter(Boolean), [true]);
      assert.equal(await store.get('a'), '0');
    });

    it('is gone when its time is over, and can be added again', async () => {
      const { store, pass } = fresh();
      await store.add('a', 'one', 60);
      await pass(59_000);
      assert.equal(await store.add('a', 'two', 60), false);
      await pass(1_000);
      assert.equal(await store.get('a'), undefined);
      assert.equal(await store.replace('a', 'one', 'two', 60), false);
      assert.equal(await store.add('a', 'three', 60), true);
      assert.equal(await store.get('a'), 'three');
    });

    it('is replaced only by whoever knows what it was, and lives anew', async () => {
      const { store, pass } = fresh();
      assert.equal(await store.replace('a', 'one', 'two', 60), false);
      await store.add('a', 'one', 60);
      const all = await Promise.all(
        Array.from({ length: 20 }, (_, index) => store.replace('a', 'one', `${index}`, 120)),
      );
      assert.deepEqual(all.filter(Boolean), [true]);
      await pass(119_000);
      assert.equal(await store.get('a'), '0');
    });

    it('is removed only by whoever knows what it was, or does not care', async () => {
      const { store } = fresh();
      await store.add('a', 'one', 60);
      await store.remove('a', 'two');
      assert.equal(await store.get('a'), 'one');
      await store.remove('a', 'one');
      assert.equal(await store.get('a'), undefined);
      await store.add('a', 'two', 60);
      await store.remove('a');
      await store.remove('a');
      assert.equal(await store.get('a'), undefined);
    });

    it('keeps any text as it is', async () => {
      const { store } = fresh();
      const text = `["MA_ASHA","'; DROP TABLE vobiz_portal; --","\u0001\u2028😀"]`;
      await store.add(text, text, 60);
      assert.equal(await store.get(text), text);
      assert.equal(await store.replace(text, text, 'two', 60), true);
    });

    it('is not what a limit is counted by, which fills up and empties again', async () => {
      const { store, pass } = fresh();
      await store.add('a', 'one', 600);
      const all = await Promise.all(Array.from({ length: 20 }, () => store.take('a', 6_000, 30_000)));
      assert.equal(all.filter((wait) => wait === 0).length, 5);
      for (const wait of all.filter((wait) => wait > 0)) assert.ok(wait > 5_000 && wait <= 6_000, `${wait}`);
      assert.equal(await store.take('b', 6_000, 30_000), 0);
      await pass(6_000);
      assert.equal(await store.take('a', 6_000, 30_000), 0);
      assert.ok((await store.take('a', 6_000, 30_000)) > 5_000);
      await pass(3_600_000);
      const later = await Promise.all(Array.from({ length: 6 }, () => store.take('a', 6_000, 30_000)));
      assert.equal(later.filter((wait) => wait === 0).length, 5);
      assert.equal(await store.get('a'), undefined);
    });
  });

it('a host whose file cannot be opened hears why', () => {
  const nowhere = join(folder, 'no', 'such');
  assert.throws(() => sqliteStore(join(nowhere, 'portal.sqlite')), {
    message: `sqliteStore("${join(nowhere, 'portal.sqlite')}"): the folder "${nowhere}" does not exist`,
  });
  assert.throws(() => sqliteStore(folder), { message: `sqliteStore("${folder}"): it cannot be opened` });
});

it('a full memory rather fails than forgets a number that was bought', async () => {
  let now = 0;
  const store = memoryStore({ now: () => now });
  for (let index = 0; index < 100_000; index++) await store.add(`${index}`, '', 60);
  await assert.rejects(store.add('one more', '', 60), /full/);
  now = 60_000;
  assert.equal(await store.add('one more', '', 60), true);
});

// What another process does with the file; it says each key that it has added, once the store has said so.
const child = (path: string, code: string) => {
  const source = `import { sqliteStore } from ${JSON.stringify(new URL('../../src/server/index.ts', import.meta.url).href)};
    const store = sqliteStore(${JSON.stringify(path)}); ${code}`;
  return spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source], {
    cwd: new URL('../..', import.meta.url),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
};

describe('two processes on one file', () => {
  it('never both add the same record', async () => {
    const path = newFile();
    sqliteStore(path).close();
    const race = `let won = 0;
      for (let index = 0; index < 300; index++) if (await store.add('key ' + index, String(process.pid), 60)) won++;
      console.log(won);`;
    const won = await Promise.all(
      [child(path, race), child(path, race)].map(async (process) => {
        let text = '';
        process.stdout.on('data', (chunk) => (text += chunk));
        assert.deepEqual(await once(process, 'close'), [0, null]);
        return Number(text);
      }),
    );
    assert.equal(won[0]! + won[1]!, 300);
  });

  it('lose nothing that was promised when one is killed in the middle of a write', async () => {
    const path = newFile();
    const process = child(
      path,
      `import { writeSync } from 'node:fs';
       for (let index = 0; ; index++) { await store.add('key ' + index, 'x'.repeat(2000), 600); writeSync(1, index + '\\n'); }`,
    );
    let text = '';
    for await (const chunk of process.stdout) {
      text += chunk;
      if (text.split('\n').length > 50 && !process.killed) process.kill('SIGKILL');
    }
    const promised = text.split('\n').slice(0, -1);
    const store = sqliteStore(path);
    for (const index of promised) assert.equal(await store.get(`key ${index}`), 'x'.repeat(2000), index);
    assert.equal(await store.add('key 0', 'again', 60), false);
    assert.equal(await store.add('another', 'one', 60), true);
    store.close();
  });
});
