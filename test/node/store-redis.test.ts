import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { redisStore, type RedisClient, type Store } from '../../src/server/index.ts';
import { host } from './proxy-ask.ts';
import { startRedis } from './redis-server.ts';

async function server(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'vobiz-redis-'));
  const redis = await startRedis(folder);
  t.after(async () => {
    redis.signal('SIGCONT');
    await redis.kill();
    await rm(folder, { recursive: true });
  });
  return { redis, folder };
}

const clients: Record<string, (url: string, t: TestContext) => Promise<RedisClient>> = {
  'node-redis': async (url, t) => {
    const client = createClient({ url, socket: { reconnectStrategy: false } });
    client.on('error', () => {});
    await client.connect();
    t.after(() => (client.isOpen ? client.destroy() : undefined));
    return client;
  },
  ioredis: async (url, t) => {
    const client = new Redis(url, { retryStrategy: () => null });
    client.on('error', () => {});
    t.after(() => client.disconnect());
    return client;
  },
};

const release = 'DELETE /numbers/+918071387149';

for (const [name, connect] of Object.entries(clients))
  describe(`on a Redis reached by ${name}`, () => {
    it('somebody whose Redis stalls is told that nothing was sent, can read on, and buys when it is back', async (t) => {
      const { redis } = await server(t);
      const store = redisStore(await connect(redis.url, t), { deadline_ms: 100 });
      const { ask, sent, clock } = host({ store, limits: { reads: 3 } });
      assert.equal((await ask('GET /numbers')).status, 200);
      redis.signal('SIGSTOP');
      const refused = await ask(release);
      assert.deepEqual([refused.status, refused.code, refused.body.kind], [503, 'store-failed', 'server']);
      assert.deepEqual(sent.map(({ method }) => method), ['GET']); // prettier-ignore
      // Counted here instead: nobody is without an answer, and nobody without a limit.
      const reads = [await ask('GET /balance'), await ask('GET /balance'), await ask('GET /balance')];
      assert.deepEqual(reads.map(({ status }) => status), [200, 200, 200]); // prettier-ignore
      assert.equal((await ask('GET /balance')).status, 429);
      redis.signal('SIGCONT');
      clock.advance(60_000);
      assert.equal((await ask(release)).status, 200);
    });

    it('nothing that was promised is lost when it is killed in the middle of a write', async (t) => {
      const { redis, folder } = await server(t);
      const store = redisStore(await connect(redis.url, t), { deadline_ms: 500 });
      const promised: number[] = [];
      await assert.rejects(async () => {
        for (let index = 0; ; index++) {
          await store.add(`key ${index}`, 'x'.repeat(2000), 600);
          if (promised.push(index) === 50) void redis.kill();
        }
      });
      const again = await startRedis(folder);
      t.after(() => again.kill());
      const reopened = redisStore(await connect(again.url, t));
      for (const index of promised) assert.equal(await reopened.get(`key ${index}`), 'x'.repeat(2000), `${index}`);
      assert.equal(await reopened.add('key 0', 'again', 60), false);
      assert.equal(await reopened.add('another', 'one', 60), true);
    });

    it('a record is gone by the server’s own clock', async (t) => {
      const { redis } = await server(t);
      const store = redisStore(await connect(redis.url, t));
      await store.add('a', 'one', 0.03);
      await new Promise((resolve) => setTimeout(resolve, 60));
      assert.equal(await store.get('a'), undefined);
      assert.equal(await store.take('limit', 30, 30), 0);
      assert.ok((await store.take('limit', 30, 30)) > 0);
      await new Promise((resolve) => setTimeout(resolve, 60));
      assert.equal(await store.take('limit', 30, 30), 0);
    });
  });

it('two machines on one Redis never both claim the same record, and count their customers together', async (t) => {
  const { redis } = await server(t);
  const stores = await Promise.all(
    Object.values(clients).map(async (connect) => redisStore(await connect(redis.url, t))),
  );
  const race = async (act: (store: Required<Store>, index: number) => Promise<boolean>) => {
    const won = stores.map(async (store) => {
      let count = 0;
      for (let index = 0; index < 200; index++) if (await act(store, index)) count++;
      return count;
    });
    return (await Promise.all(won)).reduce((sum, one) => sum + one, 0);
  };
  assert.equal(await race((store, index) => store.add(`key ${index}`, 'one', 60)), 200);
  assert.equal(await race((store, index) => store.replace(`key ${index}`, 'one', 'two', 60)), 200);
  assert.equal(await race(async (store) => (await store.take('limit', 60_000, 6_000_000)) === 0), 100);
});

it('a client that is neither is named at the start', () => {
  assert.throws(() => redisStore({} as RedisClient), { name: 'TypeError', message: /node-redis or ioredis/ });
});
