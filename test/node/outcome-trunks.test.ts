import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import type { Handler } from '../../src/contract/handler.ts';
import { memoryStore } from '../../src/server/index.ts';
import { createSandbox, createWorld } from '../../src/sandbox/index.ts';
import type { Store } from '../../src/server/store.ts';
import { host, testClock } from './proxy-ask.ts';

/** A sandbox that does what it is asked, unless it is deaf, and whose answers to writes are lost while `lost` says so. */
function losing({ inTheList = (row: object) => row } = {}) {
  const clock = testClock();
  const world = createWorld({ now: () => new Date(clock.now()) });
  const sandbox = createSandbox({ world });
  const before = new Set(world.trunks.keys());
  const state = { lost: true, deaf: false, writes: 0, reads: 0 };
  const service: Handler = async (request) => {
    if (request.method === 'GET') {
      state.reads++;
      const answer = await sandbox(request);
      const body = (await answer.json()) as { objects?: object[] };
      return Response.json({ ...body, objects: body.objects?.map(inTheList) }, { status: answer.status });
    }
    state.writes++;
    const answer = state.deaf ? undefined : await sandbox(request);
    if (state.lost || !answer) throw new TypeError('The connection was lost');
    return answer;
  };
  const credential = [...world.credentials.values()].find(({ account_id }) => account_id === 'MA_ASHA')!;
  const trunks = () => [...world.trunks.values()].filter(({ trunk_id }) => !before.has(trunk_id));
  return { clock, world, trunks, state, service, credential: credential.id };
}

describe('a person whose answer about a trunk was lost', () => {
  it('hears on asking again that it was created, and has one', async () => {
    const { clock, trunks, state, service } = losing();
    const { ask } = host({ service, clock });
    const said = { body: { name: 'Office' }, key: 'first-press' };
    assert.equal((await ask('POST /trunks', said)).code, 'unknown-outcome');
    const again = await ask('POST /trunks', said);
    assert.deepEqual([again.status, again.body.name, state.writes, trunks().length], [200, 'Office', 1, 1]);
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
    assert.equal(trunks().length, 2);
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
    assert.equal(trunks().length, 2);
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

describe('a person whose list has more than one page', () => {
  /** So many trunks more than there were, made by the person themselves. */
  async function many(times: number) {
    const made = losing();
    const { ask } = host({ service: made.service, clock: made.clock });
    made.state.lost = false;
    for (let index = 0; index < times; index++) {
      assert.equal((await ask('POST /trunks', { body: { name: `Trunk ${index}` } })).status, 200);
      made.clock.advance(1000);
    }
    Object.assign(made.state, { lost: true, reads: 0 });
    return { ...made, ask };
  }

  it('hears what became of a trunk on the second page', async () => {
    const { ask, trunks, state } = await many(130);
    for (const { trunk_id } of [trunks()[0]!, trunks().at(-1)!]) {
      const change = { body: { name: 'Renamed' }, key: `change-${trunk_id}` };
      assert.equal((await ask(`PUT /trunks/${trunk_id}`, change)).code, 'unknown-outcome');
      assert.equal((await ask(`PUT /trunks/${trunk_id}`, change)).body.name, 'Renamed');
    }
    assert.equal(state.reads, 4);
  });

  it('is not told that a trunk on the second page is gone because the first does not show it', async () => {
    const { ask, trunks, state, clock } = await many(130);
    state.deaf = true;
    for (const { trunk_id } of [trunks()[0]!, trunks().at(-1)!]) {
      const end = { key: `delete-${trunk_id}` };
      assert.equal((await ask(`DELETE /trunks/${trunk_id}`, end)).code, 'unknown-outcome');
      assert.equal((await ask(`DELETE /trunks/${trunk_id}`, end)).code, 'unknown-outcome');
    }
    clock.advance(90_000);
    Object.assign(state, { lost: false, deaf: false });
    for (const { trunk_id } of [trunks()[0]!, trunks().at(-1)!])
      assert.equal((await ask(`DELETE /trunks/${trunk_id}`, { key: `delete-${trunk_id}` })).status, 200);
    assert.equal(trunks().length, 128);
  });

  it('is told nothing for certain from a list that changes while it is read, or says another page than was asked', async () => {
    for (const [page, total] of [
      [2, 131],
      [1, 130],
    ]) {
      const { clock, state, service, trunks } = losing();
      state.lost = false;
      const odd: Handler = async (request) => {
        const isLook = request.method === 'GET';
        if (!isLook) return service(request);
        const offset = Number(new URL(request.url).searchParams.get('offset') ?? 0);
        const objects = Array.from({ length: offset ? 30 : 100 }, (_, index) => ({ trunk_id: `other-${index}` }));
        return Response.json({ objects, meta: { limit: 100, offset: offset && (page! - 1) * 100, total } });
      };
      const { ask } = host({ service: odd, clock });
      const made = await ask('POST /trunks', { body: { name: 'Office' } });
      state.lost = true;
      const end = [`DELETE /trunks/${made.body.trunk_id}`, { key: 'delete-press' }] as const;
      assert.equal((await ask(...end)).code, 'unknown-outcome');
      clock.advance(100_000);
      assert.equal((await ask(...end)).code, 'unknown-outcome');
      assert.equal(trunks().length, 0);
    }
  });
});

describe('a person whose address comes back as a block of one', () => {
  it('hears that it was added, and adds no second', async () => {
    for (const ip_address of ['10.20.40.7', '10.20.40.7/32']) {
      const other = ip_address.endsWith('/32') ? '10.20.40.7' : '10.20.40.7/32';
      const { clock, state, service } = losing({ inTheList: (row) => ({ ...row, ip_address: other }) });
      const { ask } = host({ service, clock });
      const said = { body: { name: 'Workshop', ip_address }, key: 'first-press' };
      assert.equal((await ask('POST /ip-acl', said)).code, 'unknown-outcome');
      const again = await ask('POST /ip-acl', said);
      assert.deepEqual([again.status, again.body.ip_address, state.writes], [200, other, 1]);
      const second = await ask('POST /ip-acl', { body: { name: 'Workshop', ip_address: other }, key: 'other-press' });
      assert.deepEqual([second.code, state.writes], ['already-done', 1]);
    }
  });
});

describe('a person whose new password may or may not be set', () => {
  it('is never told what nobody can know, and may set another when the first cannot come any more', async () => {
    const { clock, state, service, credential } = losing();
    const { ask } = host({ service, clock });
    const put = (key: string) => ask(`PUT /credentials/${credential}`, { body: { password: 'Secret#2026' }, key });
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
    const { clock, service, credential } = losing();
    const { ask } = host({ service, clock, store: listening });
    await ask(`PUT /credentials/${credential}`, { body: { password: 'Secret#2026' } });
    await ask('POST /credentials', { body: { username: 'office', password: 'Secret#2026' } });
    assert.ok(kept.length > 4 && JSON.stringify(kept).includes('office'));
    assert.ok(!JSON.stringify(kept).includes('Secret#'));
    // Nor anything by which a guess at it could be tried.
    const guess = JSON.stringify(['createCredential', {}, { username: 'office', password: 'Secret#2026' }]);
    assert.ok(!JSON.stringify(kept).includes(createHash('sha256').update(guess).digest('hex')));
  });
});
