import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fixture, service, shapeOf } from './sandbox-ask.ts';

const keys = (row: object) => Object.keys(row).sort();

describe('A customer who makes a user name for a PBX', () => {
  const body = { username: 'sipuserdemo', password: 'long-enough' };

  it('reads the answer of the fixture, and never the password', async () => {
    const { own } = service();
    const made = await own('POST credentials', { body });
    assert.equal(made.status, 201);
    assert.deepEqual(shapeOf(made.body), shapeOf(await fixture('credentials-create.201')));
    assert.equal(made.body.realm, 'MA_ASHA.sip.vobiz.ai');
    const list = await own('GET trunks/credentials');
    assert.deepEqual(shapeOf(list.body), shapeOf(await fixture('credentials-list.200')));
    assert.equal(list.body.meta.total, 3);
    assert.doesNotMatch(JSON.stringify([made.body, list.body]), /long-enough/);
  });

  it('can’t take a name twice, in whatever letters, but may take another customer’s', async () => {
    const { own } = service();
    await own('POST credentials', { body });
    const again = await own('POST credentials', { body: { ...body, username: 'SipUserDemo' } });
    assert.deepEqual([again.status, again.body], [409, await fixture('credentials-create.409')]);
    assert.equal((await service('MA_NILA').own('POST credentials', { body })).status, 201);
  });

  it('is told what is wrong', async () => {
    const { own } = service();
    const { id } = (await own('POST credentials', { body })).body;
    const cases: [string, unknown, RegExp][] = [
      ['POST credentials', { ...body, username: 'sip-user' }, /^Username must be letters and digits only$/],
      ['POST credentials', { username: 'short', password: 'seven77' }, /^Password must be at least 8/],
      ['POST credentials', '', /empty/],
      [`PUT credentials/${id}`, { username: 'other' }, /^Username cannot be changed$/],
      [`PUT credentials/${id}`, { enabled: 'yes' }, /^enabled must be true or false$/],
      [`PUT credentials/${id}`, { password: 5 }, /^Password must be/],
    ];
    for (const [what, wrong, words] of cases) {
      const { status, body } = await own(what, { body: wrong });
      assert.deepEqual([status, body.code], [400, 400]);
      assert.match(body.error, words);
    }
  });

  it('switches it off, and deletes it unless a trunk uses it', async () => {
    const { own, world } = service();
    const { id } = (await own('POST credentials', { body })).body;
    assert.equal((await own(`PUT credentials/${id}`, { body: { enabled: false } })).body.enabled, false);
    assert.equal((await own(`DELETE credentials/${id}`)).status, 204);
    const gone = await own(`DELETE credentials/${id}`);
    assert.deepEqual([gone.status, gone.body], [404, { error: 'Credential not found', code: 404 }]);
    const used = [...world.trunks.values()].find(({ credential_uuid }) => credential_uuid)!.credential_uuid;
    assert.equal((await own(`DELETE credentials/${used}`)).status, 409);
    assert.equal((await service('MA_DECCAN').own(`DELETE credentials/${used}`)).status, 404);
  });
});

describe('A customer who says from where a PBX calls', () => {
  const body = { name: 'FreePBX server in data center', ip_address: '10.20.31.0/24' };

  it('reads the answer of the fixture, the name as the description', async () => {
    const { own } = service();
    const made = await own('POST ip-acl', { body });
    assert.equal(made.status, 201);
    assert.deepEqual(shapeOf(made.body), shapeOf(await fixture('ip-acl-create.201')));
    assert.equal(made.body.description, body.name);
    const list = (await own('GET trunks/ip-acl?limit=1&offset=2')).body;
    assert.deepEqual(shapeOf(list), shapeOf(await fixture('ip-acl-list.200')));
    assert.deepEqual([list.meta, list.objects[0].account_id], [{ limit: 1, offset: 2, total: 3 }, '']);
  });

  it('is refused what is no address, IPv6, and what is set aside for documentation', async () => {
    const { own } = service();
    for (const ip_address of ['10.20.30', '10.20.30.256', '2001:db8::1', '203.0.113.7', '10.0.0.0/33', '1.2.3.4 ', 5]) {
      const { status, body: answer } = await own('POST ip-acl', { body: { ...body, ip_address } });
      assert.deepEqual([status, answer], [400, await fixture('ip-acl-create.400')], String(ip_address));
    }
    assert.equal((await own('POST ip-acl', { body: { ip_address: '10.1.1.1' } })).body.error, 'name is required');
  });

  it('changes both at once and deletes it, also from the trunk that had it', async () => {
    const { own } = service();
    const { id } = (await own('POST ip-acl', { body })).body;
    const { trunk_id } = (await own('POST trunks', { body: { name: 'Out', ipacl_uuid: id } })).body;
    const changed = await own(`PUT ip-acl/${id}`, { body: { name: 'New', ip_address: '10.9.9.9' } });
    assert.deepEqual([changed.body.description, changed.body.ip_address], ['New', '10.9.9.9']);
    assert.equal((await own(`PUT ip-acl/${id}`, { body: { name: 'New' } })).status, 400);
    assert.equal((await own(`DELETE ip-acl/${id}`)).status, 204);
    assert.equal('ipacl_uuid' in (await own(`GET trunks/${trunk_id}`)).body, false);
  });
});

describe('A customer who says where calls are delivered', () => {
  const sip_uri = 'sip:provider@sip.example.com:5060';
  const body = { name: 'Primary SBC', uri: sip_uri, sip_uri, priority: 1 };

  it('reads the answer of the fixture', async () => {
    const { own } = service();
    const made = await own('POST origination-uris', { body });
    assert.equal(made.status, 201);
    const expected = await fixture('origination-uri-create.201');
    assert.deepEqual(shapeOf(made.body), shapeOf(expected));
    assert.deepEqual([made.body.uri, made.body.description], [sip_uri, 'Primary SBC']);
    const list = (await own('GET trunks/origination-uris')).body;
    assert.deepEqual(shapeOf(list), shapeOf(await fixture('origination-uris-list.200')));
    assert.deepEqual(
      list.objects.map(({ transport }: { transport: string }) => transport),
      ['udp', 'TCP', 'udp'],
    );
  });

  it('ends up with an empty place who sends only sip_uri', async () => {
    const { own } = service();
    const { status, body: made } = await own('POST origination-uris', { body: { name: 'Primary SBC', sip_uri } });
    const expected = await fixture('origination-uri-create.201-empty-uri');
    assert.deepEqual([status, made.uri, keys(made)], [201, '', keys(expected)]);
  });

  it('is told that an address is none', async () => {
    const { own } = service();
    for (const uri of ['provider@sip.example.com', 'https://example.com', 'sip:', 'sip:bad_host.example', undefined]) {
      const { status, body: answer } = await own('POST origination-uris', { body: { name: 'X', uri } });
      assert.deepEqual([status, answer], [400, await fixture('origination-uri-create.400')], uri);
    }
    const priority = await own('POST origination-uris', { body: { ...body, priority: 0 } });
    assert.equal(priority.body.error, 'priority must be a whole number from 1 on');
  });

  it('changes its place in the order, not the address, and deletes it', async () => {
    const { own } = service();
    const { id } = (await own('POST origination-uris', { body })).body;
    const { trunk_id } = (await own('POST trunks', { body: { name: 'In', fallback_uri_uuid: id } })).body;
    const changed = await own(`PUT origination-uris/${id}`, {
      body: { name: 'Second', priority: 2, uri: 'sip:x.example' },
    });
    assert.deepEqual([changed.body.priority, changed.body.description, changed.body.uri], [2, 'Second', sip_uri]);
    assert.equal((await own(`DELETE origination-uris/${id}`)).status, 204);
    assert.equal('fallback_uri_uuid' in (await own(`GET trunks/${trunk_id}`)).body, false);
    assert.equal((await own(`PUT origination-uris/${id}`, { body: {} })).status, 404);
  });
});
