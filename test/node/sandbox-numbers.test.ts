import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createWorld, sandboxAccounts } from '../../src/sandbox/index.ts';
import { ask, fixture, service, shapeOf } from './sandbox-ask.ts';

const DAY = 24 * 3600;

describe('A customer who releases a number', () => {
  const e164 = '+918071387149';

  it('pays the fee, loses its routing, and gets it back within 24 hours with the fee but without the routing', async () => {
    const { release, takeBack, list, balance, clock } = service();
    const { status, body } = await release(e164);
    const expected = await fixture('numbers-release.200');
    assert.equal(status, 200);
    assert.deepEqual(shapeOf(body), shapeOf(expected));
    assert.deepEqual([body.release_fee, body.note, body.status], [700, expected.note, 'pending_release']);
    assert.match(body.cooldown_ends_at, /^2026-03-26T10:00:00\.\d{9}Z$/);
    assert.equal(body.cancel_url, '/api/v1/account/MA_ASHA/numbers/+918071387149/cancel-release');
    assert.equal(await balance(), 11_800);
    assert.equal((await list('?search=8071387149')).items[0].status, 'pending_release');

    clock.advance(DAY - 1);
    const restored = await takeBack(e164);
    assert.deepEqual([restored.status, restored.body], [200, await fixture('numbers-cancel-release.200')]);
    const [mine] = (await list('?search=8071387149')).items;
    assert.deepEqual([mine.status, 'trunk_group_id' in mine, await balance()], ['active', false, 12_500]);
    const again = await takeBack(e164);
    assert.deepEqual([again.status, again.body], [400, await fixture('numbers-cancel-release.400')]);
  });

  it('cannot have it back after 24 hours, and sees it for sale after 45 days more', async () => {
    const { release, takeBack, list, stock, buy, clock, balance } = service();
    await release(e164);
    clock.advance(DAY);
    assert.equal((await list('?search=8071387149')).total, 0);
    assert.equal((await takeBack(e164)).status, 400);
    assert.equal(await balance(), 11_800);
    clock.advance(45 * DAY - 1);
    assert.equal((await stock('?search=8071387149')).total, 0);
    assert.equal((await buy({ e164 })).status, 404);
    clock.advance(1);
    const { items } = await stock('?search=8071387149');
    assert.deepEqual(shapeOf(items[0]), shapeOf((await fixture('inventory-numbers.200')).items[0]));
    assert.equal((await takeBack(e164)).status, 404);
    assert.equal((await buy({ e164 })).status, 200);
  });

  it('at once has no way back', async () => {
    const { release, takeBack, list, balance } = service();
    const { status, body } = await release(e164, '?immediate=true');
    assert.deepEqual([status, body.release_fee, 'cancel_url' in body], [200, 700, false]);
    assert.deepEqual([(await list('?search=8071387149')).total, await balance()], [0, 11_800]);
    assert.equal((await takeBack(e164)).status, 400);
  });

  it('twice pays once', async () => {
    const { release, balance } = service();
    await release(e164);
    const { status, body } = await release(e164);
    assert.deepEqual([status, body, await balance()], [404, await fixture('numbers-release.404-guess'), 11_800]);
  });

  it('that is not hers is told so', async () => {
    const { release, takeBack, stock } = service('MA_NILA');
    const foreign = await release(e164);
    assert.deepEqual([foreign.status, foreign.body], [403, await fixture('numbers-release.403')]);
    assert.equal((await release((await stock()).items[0].e164)).status, 403);
    assert.equal((await release('+919999999999')).status, 404);
    const taken = await takeBack('+917971543210');
    assert.deepEqual([taken.status, taken.body], [403, await fixture('numbers-cancel-release.403')]);
    const unknown = await takeBack('+919999999999');
    assert.deepEqual([unknown.status, unknown.body], [404, await fixture('numbers-cancel-release.404')]);
  });

  it('may get the number back and not the money', async () => {
    const { takeBack, list, balance } = service('MA_TAPTI');
    const { status, body } = await takeBack('+917971540786');
    assert.deepEqual([status, body], [200, await fixture('numbers-cancel-release.200-refund-failed')]);
    assert.deepEqual([(await list('?search=7971540786')).items[0].status, await balance()], ['active', 300]);
  });

  it('may write its plus sign raw, but nowhere else', async () => {
    const { sandbox, list } = service();
    const missing = await fixture('numbers-assign.404');
    for (const what of [
      'POST /api/v1/Account/MA_ASHA/numbers/+918071387149/assign',
      'DELETE /api/v1/Account/MA_ASHA/numbers/+918071387149/assign',
      'GET /api/v1/account/MA_ASHA/numbers/+918071387149/health',
      'POST /api/v1/account/MA_ASHA/numbers/+917971543210/cancel-release',
    ]) {
      const { status, body } = await ask(sandbox, what, { as: 'MA_ASHA' });
      assert.deepEqual([status, body], [404, missing], what);
    }
    const raw = await ask(sandbox, `DELETE /api/v1/Account/MA_ASHA/numbers/${e164}`, { as: 'MA_ASHA' });
    assert.equal(raw.status, 200);
    assert.equal((await list('?search=8071387149')).items[0].status, 'pending_release');
  });
});

describe('A customer who says where a number rings', () => {
  const free = '+914471269005';
  const { trunk_id } = [...createWorld().trunks.values()][0]!;

  it('assigns it once, and has to unassign it first to do so again', async () => {
    const { assign, unassign, list } = service();
    const done = await assign(free, { trunk_group_id: trunk_id });
    assert.deepEqual([done.status, done.body], [204, undefined]);
    assert.equal((await list('?search=4471269005')).items[0].trunk_group_id, trunk_id);
    const again = await assign(free, { trunk_group_id: trunk_id });
    assert.deepEqual([again.status, again.body], [400, await fixture('numbers-assign.400-already-assigned')]);
    assert.equal((await unassign(free)).status, 204);
    const nothing = await unassign(free);
    assert.deepEqual([nothing.status, nothing.body], [404, await fixture('numbers-unassign.404')]);
  });

  it('is told what is wrong', async () => {
    const { assign, unassign, world } = service();
    assert.deepEqual(
      (await assign('+919999999999', { trunk_group_id: trunk_id })).body,
      await fixture('numbers-assign.404'),
    );
    assert.equal((await assign(free, { trunk_id })).status, 400);
    const depot = [...world.trunks.values()].find(({ account_id }) => account_id === 'MA_DECCAN')!;
    const foreign = await assign(free, { trunk_group_id: depot.trunk_id });
    assert.equal(foreign.status, 404);
    assert.deepEqual(shapeOf(foreign.body), shapeOf(await fixture('trunk.404')));
    assert.match((await assign('+917971543210', { trunk_group_id: trunk_id })).body.message, /pending_release/);
    const format = await unassign('918071387149');
    assert.deepEqual([format.status, format.body], [400, await fixture('numbers-unassign.400')]);
  });

  it('is refused on a trial account', async () => {
    const accounts = sandboxAccounts.map((one) => ({ ...one, is_trial_account: true }));
    const { status, body } = await service('MA_ASHA', { accounts }).assign(free, { trunk_group_id: trunk_id });
    assert.deepEqual([status, body], [400, await fixture('numbers-assign.400-access-denied')]);
  });

  it('sees how the number fares, by day or by hour', async () => {
    const { sandbox } = service();
    const health = (e164: string, query: string) =>
      ask(sandbox, `GET /api/v1/account/MA_ASHA/numbers/${encodeURIComponent(e164)}/health${query}`, { as: 'MA_ASHA' });
    const linked = await health('+918071387149', '?days=7');
    assert.deepEqual([linked.body.summary.period_days, linked.body.snapshots.length], [7, 7]);
    assert.ok(linked.body.summary.total_calls > 0);
    assert.deepEqual((await health('+918071387149', '?days=7')).body, linked.body);
    assert.equal((await health(free, '?granularity=hourly&days=2')).body.snapshots.length, 48);
    assert.equal((await health(free, '')).body.usage_status, 'unrated');
    assert.match((await health(free, '?granularity=yearly')).body.message, /granularity must be daily or hourly/);
  });
});

describe('A customer who gives a number to a sub-account', () => {
  const e164 = '+918071387149';
  const move = (asha: ReturnType<typeof service>, what: string, body?: object, number = e164) =>
    ask(asha.sandbox, `${what} /api/v1/account/MA_ASHA/numbers/${encodeURIComponent(number)}/assign-subaccount`, {
      as: 'MA_ASHA',
      body,
    });
  const showroom = { sub_account_id: 'SA_ASHA1' };
  const ownerOf = (asha: ReturnType<typeof service>) => asha.world.owned.get(e164)!.account_id;

  it('gives it and takes it back when it had no calls', async () => {
    const asha = service();
    assert.equal((await move(asha, 'POST', showroom)).status, 204);
    assert.equal(ownerOf(asha), 'SA_ASHA1');
    assert.equal((await move(asha, 'DELETE')).status, 204);
    assert.equal(ownerOf(asha), 'MA_ASHA');
  });

  it('waits until 15 days after its last call, and hears until when that is', async () => {
    const asha = service('MA_ASHA', { calls: 2_000 });
    const digits = encodeURIComponent(e164);
    const newest = async (query: string) => (await asha.own(`GET cdr?per_page=1&${query}`)).body.data[0].start_time;
    const last = [await newest(`from_number=${digits}`), await newest(`to_number=${digits}`)].sort().at(-1)!;
    const expected = await fixture('number-unassign-subaccount.409-cool-off');
    for (const said of [await move(asha, 'POST', showroom), await move(asha, 'DELETE')]) {
      assert.deepEqual([said.status, shapeOf(said.body), said.body.error], [409, shapeOf(expected), expected.error]);
      const until = Date.parse(last) + 15 * DAY * 1000;
      assert.equal(Date.parse(said.body.cool_off_until), until);
      assert.equal(said.body.cool_off_remaining_seconds, (until - asha.clock.now().getTime()) / 1000);
    }
    assert.equal(ownerOf(asha), 'MA_ASHA');
    asha.clock.advance(15 * DAY);
    assert.equal((await move(asha, 'POST', showroom)).status, 204);
  });

  it('hears what is wrong', async () => {
    const asha = service();
    assert.equal((await move(asha, 'POST', { sub_account_id: 'MA_KAVERI' })).status, 404);
    assert.equal((await move(asha, 'POST')).status, 400);
    assert.equal((await move(asha, 'DELETE', undefined, '+918069061200')).status, 404);
  });
});
