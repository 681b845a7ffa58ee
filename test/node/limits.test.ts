import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryStore, type ProxyOptions, type Store } from '../../src/server/index.ts';
import { answering, host, type Heard, type Said } from './proxy-ask.ts';

const service = answering({ items: [], status: 'pending_release', balance: 1 });
const release = (index: number) => `DELETE /numbers/+9180713871${String(index).padStart(2, '0')}`;
const asha: Said = { as: 'MA_ASHA' };
const nila: Said = { as: 'MA_NILA' };

async function many(times: number, ask: (index: number) => Promise<Heard>) {
  const all = await Promise.all(Array.from({ length: times }, (_, index) => ask(index)));
  return { ok: all.filter(({ status }) => status === 200).length, late: all.filter(({ status }) => status === 429) };
}

describe('a customer who asks too much', () => {
  it('is told to wait and how long, while nobody else notices', async () => {
    const { ask, clock, sent } = host({ limits: undefined, service });
    let [asked, ok] = [0, 0];
    for (let second = 0; second < 10; second++, clock.advance(1_000)) {
      const hers = many(50, () => ask('GET /numbers', asha));
      const herNeighbours = many(3, () => ask('GET /numbers', nila));
      const { late } = await hers;
      asked += 50;
      ok += (await hers).ok;
      for (const { code, body, headers } of late) {
        assert.deepEqual([code, body.kind], ['too-many-requests', 'wait']);
        assert.equal(headers.get('retry-after'), '1');
      }
      assert.equal((await herNeighbours).ok, 3);
    }
    assert.deepEqual([asked, ok], [500, 48]); // thirty at once, then two a second
    assert.ok(sent.length <= 78);
  });

  it('can do so again in time', async () => {
    const { ask, clock } = host({ limits: undefined, service });
    await many(30, () => ask('GET /numbers'));
    assert.equal((await ask('GET /numbers')).status, 429);
    clock.advance(500);
    assert.equal((await ask('GET /numbers')).status, 200);
    clock.advance(60_000);
    assert.equal((await many(40, () => ask('GET /numbers'))).ok, 30);
  });

  it('can still write when it was reads, and read when it was writes', async () => {
    const { ask, sent } = host({ limits: undefined, service });
    assert.equal((await many(40, () => ask('GET /numbers'))).ok, 30);
    const { ok, late } = await many(20, (index) => ask(release(index)));
    assert.deepEqual([ok, late.length, late[0]!.headers.get('retry-after')], [10, 10, '6']);
    assert.equal(sent.filter(({ method }) => method === 'DELETE').length, 10);
    const other = host({ limits: undefined, service });
    await many(20, (index) => other.ask(release(index)));
    assert.equal((await other.ask('GET /numbers')).status, 200);
  });

  it('is counted over all processes that share a store', async () => {
    const first = host({ limits: { writes: 5 }, service, store: memoryStore() });
    const store = memoryStore({ now: () => first.clock.now() });
    const proxies = [1, 2, 3].map(() => host({ limits: { writes: 5 }, service, store, clock: first.clock }));
    assert.equal((await many(12, (index) => proxies[index % 3]!.ask(release(index)))).ok, 5);
  });

  it('is limited as the host says, or not at all', async () => {
    const three = host({ limits: { reads: { most: 3, seconds: 10 } }, service });
    assert.equal((await many(9, () => three.ask('GET /numbers'))).ok, 3);
    assert.equal((await three.ask(release(1))).status, 200);
    assert.equal((await many(500, () => host({ service }).ask('GET /numbers'))).ok, 500);
    const free = host({ limits: { reads: false, writes: 1 }, service });
    assert.equal((await many(500, () => free.ask('GET /numbers'))).ok, 500);
    assert.equal((await many(5, (index) => free.ask(release(index)))).ok, 1);
  });
});

describe('a visitor who is nobody', () => {
  it('uses up nobody’s budget', async () => {
    const { ask } = host({ limits: { reads: 2 }, service });
    await many(50, () => ask('GET /numbers', { as: 'NOBODY' }));
    await many(50, () => ask('GET /numbers', { headers: { 'X-Vobiz-Portal': undefined } }));
    await many(50, () => ask('GET /numbers', { headers: { Origin: 'https://evil.example' } }));
    assert.equal((await many(5, () => ask('GET /numbers'))).ok, 2);
  });
});

describe('a store that fails at counting', () => {
  const failing = (take: Store['take']) => ({ ...memoryStore(), take });
  const throws = failing(() => Promise.reject(new Error('gone')));

  it('lets nobody write, and everybody read, within what this process counts', async () => {
    const { ask, sent } = host({ limits: { reads: 4 }, service, store: throws });
    assert.equal((await ask(release(1))).code, 'store-failed');
    assert.deepEqual(sent, []);
    assert.equal((await many(10, () => ask('GET /numbers'))).ok, 4);
  });

  it('is waited for a quarter of a second by one read, and left alone by the next', async () => {
    let asked = 0;
    const store = failing(() => (asked++, new Promise(() => {})));
    const { ask, clock } = host({ limits: { reads: 4 }, service, store });
    const first = ask('GET /numbers');
    await new Promise(setImmediate);
    clock.advance(250);
    assert.equal((await first).status, 200);
    assert.equal((await ask('GET /numbers')).status, 200);
    assert.equal(asked, 1);
    clock.advance(10_000);
    void ask('GET /numbers');
    await new Promise(setImmediate);
    assert.equal(asked, 2);
  });

  it('is no hindrance when it cannot count at all: then each process counts for itself', async () => {
    const { get, add, replace, remove } = memoryStore();
    const { ask } = host({ limits: { writes: 3 }, service, store: { get, add, replace, remove } });
    assert.equal((await many(9, (index) => ask(release(index)))).ok, 3);
  });
});

it('a limit that cannot be meant is a sentence at the start', () => {
  for (const [limits, message] of [
    [{ reads: 0 }, /limits\.reads must be/],
    [{ writes: { most: 1, seconds: -1 } }, /limits\.writes must be/],
    [{ exports: { most: 1.5, seconds: 1 } }, /limits\.exports must be/],
    [{ calls: 1 }, /limits\.calls is no kind of call/],
    [null, /limits must be/],
  ] as const)
    assert.throws(() => host({ limits: limits as ProxyOptions['limits'] }), { name: 'TypeError', message });
});
