import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Handler } from '../../src/contract/handler.ts';
import { memoryStore, sqliteStore, type Store } from '../../src/server/index.ts';
import { createSandbox, createWorld, sellToStranger, type World } from '../../src/sandbox/index.ts';
import { host, testClock, type Heard, type TestClock } from './proxy-ask.ts';

const buying = 'POST /numbers/purchase-from-inventory';
const isWrite = ({ method }: Request) => method !== 'GET';

/** What goes wrong with writes, until it is cleared. */
type Fault = ((request: Request, sandbox: Handler, clock: TestClock) => Promise<Response>) | undefined;

const faults = {
  dropBefore: async () => {
    throw new TypeError('fetch failed');
  },
  dropAfter: async (request: Request, sandbox: Handler) => {
    await sandbox(request);
    throw new TypeError('fetch failed');
  },
  slow: async (request: Request, sandbox: Handler, clock: TestClock) => {
    const response = await sandbox(request);
    clock.advance(20_000);
    return response;
  },
  refused: async () => {
    throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
  },
  failsAfter: async (request: Request, sandbox: Handler) => {
    await sandbox(request);
    return Response.json({ error: 'internal_server_error' }, { status: 500 });
  },
  failsBefore: async () => Response.json({ error: 'internal_server_error' }, { status: 500 }),
  unhurried: async (request: Request, sandbox: Handler) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return sandbox(request);
  },
} satisfies Record<string, Fault>;

/** A shop with one number in mind, and counters of what really happened. */
function shop(more: { store?: Store; clock?: TestClock; world?: World } = {}) {
  const clock = more.clock ?? testClock();
  const store = more.store ?? memoryStore({ now: () => clock.now() });
  const world = more.world ?? createWorld({ now: () => new Date(clock.now()) });
  const e164 = [...world.stock().keys()][7]!;
  const committed = { bought: 0, released: 0, looks: 0 };
  const state: { fault: Fault; lookFault: Fault } = { fault: undefined, lookFault: undefined };
  const sandbox = createSandbox({ world });
  const counted: Handler = async (request) => {
    const response = await sandbox(request);
    if (response.ok && request.method === 'POST' && request.url.endsWith('inventory')) committed.bought++;
    if (response.ok && request.method === 'DELETE') committed.released++;
    if (request.method === 'GET') committed.looks++;
    return response;
  };
  const service: Handler = (request) => {
    const fault = isWrite(request) ? state.fault : state.lookFault;
    return fault ? fault(request, counted, clock) : counted(request);
  };
  const open = () => host({ clock, store, service });
  const at = (ask: ReturnType<typeof open>['ask']) => ({
    buy: (key: string, body: object = { e164 }) => ask(buying, { key, body }),
    release: (key: string) => ask(`DELETE /numbers/${e164}`, { key }),
    cancel: (key: string) => ask(`POST /numbers/${e164}/cancel-release`, { key }),
  });
  return { clock, world, e164, committed, state, store, open, ...at(open().ask), restarted: () => at(open().ask) };
}

const says = ({ status, code, body }: Heard) => [status, code, body.kind];
const unknown = (status: number) => [status, 'unknown-outcome', 'unknown-outcome'];
const [one, two] = ['first-key-1', 'second-key-2'];

describe('somebody who presses again', () => {
  it('with the same key gets the same answer, and the number once', async () => {
    const { buy, committed } = shop();
    const [first, second] = [await buy(one), await buy(one)];
    assert.equal(first.status, 200);
    assert.deepEqual([second.text, second.headers.get('idempotency-replayed')], [first.text, 'true']);
    assert.equal(first.headers.get('idempotency-replayed'), null);
    assert.equal(committed.bought, 1);
  });

  it('while the first press is under way is told so', async () => {
    const { buy, state, committed } = shop();
    state.fault = faults.unhurried;
    const both = await Promise.all([buy(one), buy(one), buy(two)]);
    assert.deepEqual(both.map(({ code }) => code ?? 'ok').sort(), ['in-flight', 'in-flight', 'ok']);
    assert.equal(committed.bought, 1);
  });

  it('with the same key for something else is refused', async () => {
    const { buy, world } = shop();
    await buy(one);
    const other = await buy(one, { e164: [...world.stock().keys()][3] });
    assert.deepEqual([other.status, other.code], [422, 'key-reused']);
  });

  it('with the same key in another account is another person', async () => {
    const clock = testClock();
    const { ask, sent } = host({ clock, service: async () => Response.json({ number: { e164: '+918065354620' } }) });
    const body = { e164: '+918065354620' };
    for (const as of ['MA_ASHA', 'MA_NILA']) assert.equal((await ask(buying, { as, body, key: one })).status, 200);
    assert.equal(sent.length, 2);
  });

  it('after a refusal tries for real, because nothing happened', async () => {
    const { buy, state, committed } = shop();
    state.fault = faults.refused;
    assert.deepEqual(says(await buy(one)), [502, 'upstream-unreachable', 'server']);
    state.fault = async () => Response.json({ error: 'not_found' }, { status: 404 });
    assert.deepEqual(says(await buy(one)), [404, 'not-found', 'missing']);
    state.fault = async () => Response.json({}, { status: 401 });
    assert.deepEqual(says(await buy(two)), [502, 'upstream-credentials', 'server']);
    state.fault = undefined;
    assert.equal((await buy(one)).status, 200);
    assert.equal(committed.bought, 1);
  });

  it('in another tab, with another key, is told that it is done', async () => {
    const { buy, release, cancel, committed } = shop();
    await buy(one);
    assert.deepEqual(says(await buy(two)), [409, 'already-done', 'conflict']);
    assert.equal((await release(one)).status, 200);
    assert.deepEqual(says(await release(two)), [409, 'already-done', 'conflict']);
    assert.equal((await cancel(one)).status, 200);
    assert.equal((await release(two)).status, 200, 'a second release, after it was taken back, is another one');
    assert.deepEqual([committed.bought, committed.released], [1, 2]);
  });

  it('twice in one moment hears from both presses that it is done', async () => {
    const { buy, release, cancel, state } = shop();
    await buy(one);
    await release(one);
    let looks = 0;
    state.lookFault = async (request, sandbox) => {
      // The second press sees the world only after the first one has changed it.
      const turn = ++looks;
      await new Promise((resolve) => setTimeout(resolve, turn * 30));
      return sandbox(request);
    };
    const both = await Promise.all([cancel(two), cancel(two)]);
    assert.deepEqual(
      both.map(({ status, headers }) => [status, headers.get('idempotency-replayed')]),
      [
        [200, null],
        [200, 'true'],
      ],
    );
  });

  it('a day later is a new day', async () => {
    const { buy, clock } = shop();
    await buy(one);
    clock.advance(24 * 3600 * 1000);
    assert.equal((await buy(one)).headers.get('idempotency-replayed'), null);
  });
});

describe('somebody whose answer was lost', () => {
  for (const [what, fault, status] of [
    ['on the way back', faults.dropAfter, 502],
    ['because it came too late', faults.slow, 504],
    ['to a failure that was none', faults.failsAfter, 502],
  ] as const)
    it(`${what} is told what happened when they press again`, async () => {
      const { buy, state, committed, e164 } = shop();
      state.fault = fault;
      assert.deepEqual(says(await buy(one)), unknown(status));
      state.fault = faults.failsBefore;
      const again = await buy(one);
      assert.equal(again.status, 200);
      assert.equal(again.body.number.e164, e164);
      assert.equal((await buy(one)).headers.get('idempotency-replayed'), 'true');
      assert.equal(committed.bought, 1);
    });

  it('is told in the other tab that it is done', async () => {
    const { buy, release, state, committed } = shop();
    state.fault = faults.dropAfter;
    await buy(one);
    assert.deepEqual(says(await buy(two)), [409, 'already-done', 'conflict']);
    state.fault = undefined;
    assert.equal((await release(two)).status, 200);
    const again = await buy(one);
    assert.equal(again.headers.get('idempotency-replayed'), 'true', 'though the number has left since');
    assert.equal(committed.bought, 1);
  });

  it('may go on to something else in the other tab, and the first tab still learns the truth', async () => {
    const { buy, release, state, committed } = shop();
    state.fault = faults.dropAfter;
    await buy(one);
    state.fault = undefined;
    assert.equal((await release(two)).status, 200);
    assert.equal((await buy(one)).status, 200);
    assert.deepEqual([committed.bought, committed.released], [1, 1]);
  });

  it('and whose write never arrived has to wait until that is certain', async () => {
    const { buy, release, state, clock, committed } = shop();
    state.fault = faults.dropBefore;
    assert.deepEqual(says(await buy(one)), unknown(502));
    state.fault = undefined;
    clock.advance(30_000);
    for (const press of [() => buy(one), () => buy(two), () => release(two)]) {
      const answer = await press();
      assert.deepEqual([...says(answer), answer.body.retry_after], [...unknown(503), 60]);
      assert.equal(answer.headers.get('retry-after'), '60');
    }
    clock.advance(59_999);
    assert.equal((await buy(one)).body.retry_after, 1);
    clock.advance(1);
    state.fault = faults.unhurried;
    const both = await Promise.all([buy(one), buy(one), buy(two)]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409, 409]);
    assert.equal(committed.bought, 1);
  });

  it('by a service that had finished may try again at once', async () => {
    const { buy, state, committed } = shop();
    state.fault = faults.failsBefore;
    assert.deepEqual(says(await buy(one)), unknown(502));
    state.fault = faults.unhurried;
    const both = await Promise.all([buy(one), buy(one), buy(two)]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409, 409]);
    assert.equal(committed.bought, 1);
  });

  it('waits when a gateway gave up, because the service behind it may still be at work', async () => {
    const { buy, state } = shop();
    for (const [status, key] of [[504, one], [408, two]] as const) {
      const { buy, state } = shop();
      state.fault = async () => new Response('', { status });
      assert.equal((await buy(key)).body.kind, 'unknown-outcome');
      state.fault = undefined;
      assert.deepEqual(says(await buy(key)), unknown(503));
    } // prettier-ignore
    state.fault = async () => new Response(null, { status: 307, headers: { Location: 'https://x.example' } });
    assert.deepEqual(says(await buy(one)), unknown(502));
  });

  it('is told to wait while nobody can look', async () => {
    const { buy, state, committed } = shop();
    state.fault = faults.dropAfter;
    await buy(one);
    state.lookFault = faults.failsBefore;
    for (const key of [one, two]) {
      const answer = await buy(key);
      assert.deepEqual([...says(answer), answer.body.retry_after], [...unknown(503), 5]);
    }
    state.lookFault = undefined;
    assert.equal((await buy(one)).status, 200);
    assert.equal(committed.bought, 1);
  });

  it('is told nothing for certain from a list with rows that cannot be read, or with more pages', async () => {
    for (const broken of [
      { items: [{}], total: 1 },
      { items: [], total: 500, per_page: 100 },
    ]) {
      const { buy, release, state } = shop();
      await buy(one);
      state.fault = faults.failsBefore;
      await release(one);
      state.fault = undefined;
      state.lookFault = async () => Response.json(broken);
      for (const key of [one, two]) assert.deepEqual(says(await release(key)), unknown(503));
    }
  });

  it('is told when the number has gone to somebody else meanwhile', async () => {
    const { buy, state, world, e164 } = shop();
    state.fault = faults.failsBefore;
    await buy(one);
    state.fault = undefined;
    sellToStranger(world, e164);
    assert.deepEqual(says(await buy(one)), [404, 'not-in-stock', 'missing']);
  });
});

describe('when the process dies', () => {
  /** A store that dies after so many changes: whatever comes later hangs for ever, as in a process that is gone. */
  const dyingAfter = (store: Store, changes: number): Store => {
    const alive = <A extends unknown[], R>(act: (...args: A) => Promise<R>) =>
      (...args: A) => (changes-- > 0 ? act(...args) : new Promise<R>(() => {})); // prettier-ignore
    return { get: store.get, add: alive(store.add), replace: alive(store.replace), remove: alive(store.remove) };
  };

  for (const changes of [0, 1, 2, 3])
    it(`after ${changes} changes in the store, the next one finds out, and nothing is bought twice`, async () => {
      const folder = await mkdtemp(join(tmpdir(), 'vobiz-outcome-'));
      const clock = testClock();
      const store = sqliteStore(join(folder, 'store.db'), { now: () => clock.now() });
      const first = shop({ clock, store: dyingAfter(store, changes) });
      void first.buy(one);
      await new Promise((resolve) => setTimeout(resolve, 50));
      store.close();
      const reopened = sqliteStore(join(folder, 'store.db'), { now: () => clock.now() });
      const next = shop({ clock, store: reopened, world: first.world });
      const early = await next.buy(one, { e164: first.e164 });
      assert.deepEqual(early.code, [undefined, 'in-flight', 'in-flight', undefined][changes]);
      clock.advance(35_000);
      for (const waited of [0, 55_000]) {
        clock.advance(waited);
        const answer = await next.buy(one, { e164: first.e164 });
        const expected = changes === 1 && waited === 0 ? 'unknown-outcome' : undefined;
        assert.equal(answer.code, expected, `${changes} ${waited}`);
      }
      assert.equal(first.committed.bought + next.committed.bought, 1);
      reopened.close();
      await rm(folder, { recursive: true });
    });
});

describe('when the store fails', () => {
  const failing = (store: Store, allowed: number): Store => {
    const maybe = <A extends unknown[], R>(act: (...args: A) => Promise<R>) =>
      (...args: A) => (allowed-- > 0 ? act(...args) : Promise.reject(new Error('disk full'))); // prettier-ignore
    return { get: maybe(store.get), add: maybe(store.add), replace: maybe(store.replace), remove: maybe(store.remove) };
  };

  for (const allowed of [0, 1, 2, 3])
    it(`at step ${allowed}, before anything is sent, nothing is sent`, async () => {
      const { buy, committed } = shop({ store: failing(memoryStore(), allowed) });
      assert.deepEqual(says(await buy(one)), [503, 'store-failed', 'server']);
      assert.equal(committed.bought, 0);
    });

  it('after the write was sent, the truth is told all the same, and found again later', async () => {
    const clock = testClock();
    const memory = memoryStore({ now: () => clock.now() });
    const first = shop({ clock, store: failing(memory, 4) });
    assert.equal((await first.buy(one)).status, 200);
    const next = shop({ clock, store: memory, world: first.world });
    assert.equal((await next.buy(one, { e164: first.e164 })).code, 'in-flight');
    clock.advance(35_000);
    assert.equal((await next.buy(two, { e164: first.e164 })).code, 'already-done');
    assert.equal((await next.buy(one, { e164: first.e164 })).status, 200);
    assert.equal(first.committed.bought + next.committed.bought, 1);
  });

  it('so slowly that the lease is over, nothing is sent', async () => {
    const clock = testClock();
    const memory = memoryStore({ now: () => clock.now() });
    const add: Store['add'] = async (...args) => (clock.advance(20_000), memory.add(...args));
    const { buy, committed } = shop({ clock, store: { ...memory, add } });
    assert.equal((await buy(one)).code, 'store-failed');
    assert.equal(committed.bought, 0);
  });
});
