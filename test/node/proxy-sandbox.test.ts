import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSandbox, createWorld } from '../../src/sandbox/index.ts';
import { browser, host, testClock } from './proxy-ask.ts';

/** A sandbox in which MA_ASHA has made calls. */
function service() {
  const clock = testClock();
  const world = createWorld({ now: () => new Date(clock.now()), calls: 2_000 });
  const { ask, proxy, sent } = host({ service: createSandbox({ world }), clock });
  return { clock, world, ask, proxy, sent };
}

/** Nothing that an account must not show, wherever in an answer. */
const hidden = /auth_token|sandbox-|password|webhook|carrier_ip|network_addr|10\.0\.[01]\.\d/;

describe('a customer’s day, on the service as it is', () => {
  it('makes a trunk with a user name, an address and a place for calls, changes it, and takes it all away', async () => {
    const { ask, world } = service();
    const user = await ask('POST /credentials', { body: { username: 'office1', password: 'Secret#2026' } });
    const address = await ask('POST /ip-acl', { body: { name: 'Office', ip_address: '10.20.40.7' } });
    const place = await ask('POST /origination-uris', { body: { name: 'Office', uri: 'sip:pbx.example.com' } });
    assert.equal(world.uris.get(place.body.id)!.uri, 'sip:pbx.example.com');
    const body = {
      name: 'Office',
      credential_uuid: user.body.id,
      ipacl_uuid: address.body.id,
      primary_uri_uuid: place.body.id,
    };
    const { trunk_id } = (await ask('POST /trunks', { body })).body as { trunk_id: string };
    const changed = await ask(`PUT /trunks/${trunk_id}`, { body: { ...body, name: 'Main', cps_limit: 7 } });
    assert.deepEqual([changed.body.name, changed.body.cps_limit], ['Main', 7]);
    const one = await ask(`GET /trunks/${trunk_id}`);
    assert.deepEqual([one.body.trunk_id, one.body.trunk_status], [trunk_id, 'enabled']);
    assert.ok((await ask('GET /trunks')).body.items.some((row: { name: string }) => row.name === 'Main'));
    for (const [list, { id }] of [
      ['/trunks/credentials', user.body],
      ['/trunks/ip-acl', address.body],
      ['/trunks/origination-uris', place.body],
    ]) {
      const { body, text } = await ask(`GET ${list}`);
      assert.ok(
        body.items.some((row: { id: string }) => row.id === id),
        list,
      );
      assert.doesNotMatch(text, hidden);
    }
    for (const gone of [
      `/trunks/${trunk_id}`,
      `/credentials/${user.body.id}`,
      `/ip-acl/${address.body.id}`,
      `/origination-uris/${place.body.id}`,
    ])
      // prettier-ignore
      assert.equal((await ask(`DELETE ${gone}`)).status, 200, gone);
    assert.equal((await ask(`GET /trunks/${trunk_id}`)).code, 'not-found');
  });

  it('is not shown somebody else’s trunk, and cannot change it', async () => {
    const { ask, world } = service();
    const trunk = [...world.trunks.values()].find(({ account_id }) => account_id === 'MA_ASHA')!;
    const as = 'MA_NILA';
    assert.equal((await ask(`GET /trunks/${trunk.trunk_id}`, { as })).code, 'not-found');
    assert.equal((await ask(`PUT /trunks/${trunk.trunk_id}`, { as, body: { name: 'Mine' } })).code, 'not-found');
    assert.equal((await ask(`DELETE /trunks/${trunk.trunk_id}`, { as })).code, 'not-found');
    assert.ok(world.trunks.has(trunk.trunk_id) && trunk.name !== 'Mine');
  });

  it('reads calls, one call, the balance and the ledger, with nothing that is not theirs to know', async () => {
    const { ask } = service();
    const calls = await ask('GET /cdrs?per_page=100&page=2');
    assert.deepEqual([calls.body.items.length, calls.body.page, calls.body.total], [100, 2, 2_000]);
    const [{ uuid }] = calls.body.items as [{ uuid: string }];
    assert.equal((await ask(`GET /cdrs/${uuid}`)).body.uuid, uuid);
    const ledger = await ask('GET /transactions');
    assert.ok(ledger.body.items.length > 0);
    for (const what of [
      'GET /cdrs?page=1',
      `GET /cdrs/${uuid}`,
      'GET /balance',
      'GET /transactions',
      'GET /numbers',
      'GET /recordings',
    ])
      // prettier-ignore
      assert.doesNotMatch((await ask(what)).text, hidden, what);
  });

  it('takes all calls home as a table in which nothing computes', async () => {
    const { proxy, ask, world } = service();
    const response = await proxy(browser('GET /cdrs/export'));
    const text = await response.text();
    const rows = [...text.matchAll(/(?:"(?:[^"]|"")*"(?:,|\r\n))+?(?<=\r\n)/g)].map(([row]) =>
      [...row.matchAll(/"((?:[^"]|"")*)"(?:,|\r\n)/g)].map(([, cell]) => cell!.replaceAll('""', '"')),
    );
    assert.equal(rows.length, 2_001);
    const [names, ...cells] = rows as [string[], ...string[][]];
    assert.ok(cells.every((row) => row.length === names.length));
    const shown = Object.keys((await ask('GET /cdrs')).body.items[0] as object);
    for (const name of shown) assert.ok(names.includes(name), name);
    for (const name of ['carrier_ip', 'account_id', 'network_addr', 'sip_user_agent', 'customer_endpoint'])
      assert.ok(!names.includes(name), name);
    assert.doesNotMatch(text, /\b10\.0\.[01]\.\d/);
    const caller = names.indexOf('caller_id_name');
    const called = cells.map((row) => row[caller]!);
    assert.ok(called.some((name) => name.startsWith("'=HYPERLINK(")));
    assert.ok(called.some((name) => name.startsWith("'@SUM(")));
    for (const cell of cells.flat()) assert.doesNotMatch(cell, /^[\s\p{C}]*[=+\-@]|^[\t\r\n]/u);
    const uuids = cells.map((row) => row[names.indexOf('uuid')]);
    assert.equal(new Set(uuids).size, 2_000);
    assert.equal(world.callLog('MA_ASHA').count, 2_000);
  });

  it('hears a recording, from its middle too', async () => {
    const { ask, proxy, sent } = service();
    const { body } = await ask('GET /recordings');
    const [{ recording_id }] = body.items as [{ recording_id: string }];
    const whole = await proxy(browser(`GET /recordings/${recording_id}/media`));
    const sound = new Uint8Array(await whole.arrayBuffer());
    assert.match(whole.headers.get('content-type')!, /^audio\//);
    assert.ok(sound.length > 1_000);
    const part = await proxy(browser(`GET /recordings/${recording_id}/media`, { headers: { Range: 'bytes=100-199' } }));
    assert.deepEqual([part.status, new Uint8Array(await part.arrayBuffer())], [206, sound.slice(100, 200)]);
    for (const { headers } of sent) assert.equal(headers['x-auth-id'], 'MA_ASHA');
    const other = await ask(`GET /recordings/${recording_id}/media`, { as: 'MA_DECCAN' });
    assert.equal(other.status, 404);
  });
});
