import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryStore } from '../../src/server/index.ts';
import type { Store } from '../../src/server/store.ts';
import { host, testClock } from './proxy-ask.ts';

const id = 'aabbccdd-1234-5678-90ab-cdef12345678';

/** A service that does what it is asked, and whose answers to writes are lost while `lost` says so. */
function losing() {
  const clock = testClock();
  const trunks: Record<string, unknown>[] = [];
  const state = { lost: true, deaf: false, writes: 0 };
  const service = async (request: Request): Promise<Response> => {
    const now = new Date(clock.now()).toISOString();
    if (request.method === 'GET') return Response.json({ objects: trunks, meta: { limit: 100, offset: 0, total: trunks.length } }); // prettier-ignore
    state.writes++;
    const body = (await request.json().catch(() => ({}))) as Record<string, unknown>;
    if (!state.deaf) {
      if (request.method === 'POST') trunks.push({ trunk_id: `${id.slice(0, -1)}${trunks.length}`, created_at: now, updated_at: now, ...body }); // prettier-ignore
      if (request.method === 'PUT') Object.assign(trunks[0] ?? {}, body, { updated_at: now });
      if (request.method === 'DELETE') trunks.length = 0;
    }
    if (state.lost) throw new TypeError('The connection was lost');
    return Response.json(trunks.at(-1) ?? {});
  };
  return { clock, trunks, state, service };
}

describe('a person whose answer about a trunk was lost', () => {
  it('hears on asking again that it was created, and has one', async () => {
    const { clock, trunks, state, service } = losing();
    const { ask } = host({ service, clock });
    const said = { body: { name: 'Office' }, key: 'first-press' };
    assert.equal((await ask('POST /trunks', said)).code, 'unknown-outcome');
    const again = await ask('POST /trunks', said);
    assert.deepEqual([again.status, again.body.name, state.writes, trunks.length], [200, 'Office', 1, 1]);
  });

  it('is not given a second one by a second key', async () => {
    const { clock, state, service } = losing();
    const { ask } = host({ service, clock });
    await ask('POST /trunks', { body: { name: 'Office' }, key: 'first-press' });
    clock.advance(60_000);
    assert.equal((await ask('POST /trunks', { body: { name: 'Office' }, key: 'other-press' })).code, 'already-done');
    assert.equal(state.writes, 1);
    assert.equal((await ask('POST /trunks', { body: { name: 'Office' }, key: 'first-press' })).status, 200);
  });

  it('may have another of the same name when the first is settled', async () => {
    const { clock, trunks, state, service } = losing();
    state.lost = false;
    const { ask } = host({ service, clock });
    assert.equal((await ask('POST /trunks', { body: { name: 'Office' }, key: 'first-press' })).status, 200);
    clock.advance(60_000);
    assert.equal((await ask('POST /trunks', { body: { name: 'Office' }, key: 'other-press' })).status, 200);
    assert.equal(trunks.length, 2);
  });

  it('is not told that an old trunk of that name is the new one', async () => {
    const { clock, state, service, trunks } = losing();
    state.lost = false;
    const { ask } = host({ service, clock });
    await ask('POST /trunks', { body: { name: 'Office' }, key: 'first-press' });
    clock.advance(60_000);
    Object.assign(state, { lost: true, deaf: true });
    assert.equal((await ask('POST /trunks', { body: { name: 'Office' }, key: 'other-press' })).code, 'unknown-outcome');
    assert.equal((await ask('POST /trunks', { body: { name: 'Office' }, key: 'other-press' })).code, 'unknown-outcome');
    clock.advance(100_000);
    Object.assign(state, { lost: false, deaf: false });
    assert.equal((await ask('POST /trunks', { body: { name: 'Office' }, key: 'other-press' })).status, 200);
    assert.equal(trunks.length, 2);
  });

  it('hears of a change, and of an end, what became of it', async () => {
    const { clock, state, service } = losing();
    state.lost = false;
    const { ask } = host({ service, clock });
    const { trunk_id } = (await ask('POST /trunks', { body: { name: 'Office' } })).body as { trunk_id: string };
    clock.advance(60_000);
    state.lost = true;
    const change = { body: { name: 'Office', cps_limit: 7 }, key: 'change-press' };
    assert.equal((await ask(`PUT /trunks/${trunk_id}`, change)).code, 'unknown-outcome');
    assert.equal((await ask(`PUT /trunks/${trunk_id}`, change)).body.cps_limit, 7);
    assert.equal((await ask(`DELETE /trunks/${trunk_id}`, { key: 'delete-press' })).code, 'unknown-outcome');
    assert.deepEqual((await ask(`DELETE /trunks/${trunk_id}`, { key: 'delete-press' })).body, {});
    assert.equal(state.writes, 3);
  });
});

describe('a person whose new password may or may not be set', () => {
  it('is never told what nobody can know, and may set another when the first cannot come any more', async () => {
    const { clock, state, service } = losing();
    const { ask } = host({ service, clock });
    const put = (key: string) => ask(`PUT /credentials/${id}`, { body: { password: 'Secret#2026' }, key });
    assert.equal((await put('first-press')).code, 'unknown-outcome');
    assert.equal((await put('other-press')).code, 'unknown-outcome', 'the first may still come');
    clock.advance(100_000);
    assert.equal((await put('first-press')).code, 'unknown-outcome');
    assert.equal(state.writes, 1);
    state.lost = false;
    assert.equal((await put('other-press')).status, 200);
    assert.equal((await put('other-press')).headers.get('idempotency-replayed'), 'true');
    assert.equal(state.writes, 2);
  });

  it('leaves no password in the store', async () => {
    const kept: unknown[] = [];
    const inner = memoryStore();
    const listening = new Proxy(inner, {
      get:
        (target, name: keyof Store) =>
        (...said: unknown[]) => {
          kept.push(said);
          return (target[name] as (...said: unknown[]) => unknown)(...said);
        },
    });
    const { clock, service } = losing();
    const { ask } = host({ service, clock, store: listening });
    await ask(`PUT /credentials/${id}`, { body: { password: 'Secret#2026' } });
    await ask('POST /credentials', { body: { username: 'office', password: 'Secret#2026' } });
    assert.ok(kept.length > 4 && JSON.stringify(kept).includes('office'));
    assert.ok(!JSON.stringify(kept).includes('Secret#'));
  });
});
