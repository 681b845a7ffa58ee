import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fixture, service, shapeOf } from './sandbox-ask.ts';

const seedBody = {
  name: 'My SIP Trunk',
  trunk_status: 'enabled',
  secure: false,
  trunk_direction: 'outbound',
  concurrent_calls_limit: 10,
  cps_limit: 5,
  transport: 'udp',
};
const named = (own: ReturnType<typeof service>['own']) => async (name: string) =>
  (await own('GET trunks')).body.objects.find((row: { name: string }) => row.name === name);

describe('A customer who sets up a trunk', () => {
  it('reads the answer of the fixture, with a domain made of the whole id', async () => {
    const { own } = service();
    const { status, body } = await own('POST trunks', { body: seedBody });
    assert.equal(status, 201);
    assert.deepEqual(shapeOf(body), shapeOf(await fixture('trunks-create.201-seed')));
    const { trunk_id, trunk_domain, auth_id, trunk_status, created_at } = body;
    assert.deepEqual(
      [auth_id, trunk_status, created_at, trunk_domain],
      ['MA_ASHA', 'enabled', '2026-03-25T10:00:00Z', `${trunk_id}.sip.vobiz.ai`],
    );
    const another = await own('POST trunks', { body: { name: 'Second' } });
    assert.notEqual(another.body.trunk_id, trunk_id);
    assert.deepEqual([another.body.cps_limit, another.body.transport, another.body.secure], [2, 'udp', false]);
  });

  it('finds it in the list and alone, in the words of those pages', async () => {
    const { own } = service();
    const { trunk_id } = (await own('POST trunks', { body: seedBody })).body;
    const { body } = await own(`GET trunks/${trunk_id}`);
    const { primary_uri_uuid, inbound_destination, ...expected } = await fixture('trunk-get.200');
    assert.deepEqual(shapeOf(body), shapeOf(expected));
    assert.equal(body.trunk_status, 'active');
    const inbound = (await own(`GET trunks/${(await named(own)('Office PBX')).trunk_id}`)).body;
    assert.deepEqual(shapeOf(inbound), shapeOf({ ...expected, primary_uri_uuid, inbound_destination }));
    assert.equal(inbound.trunk_domain, `${inbound.trunk_id.slice(0, 8)}.sip.vobiz.ai`);
    assert.equal((await own('GET trunks')).body.meta.total, 4);
    assert.equal((await named(own)('Old warehouse')).trunk_status, 'disabled');
  });

  it('changes one thing and keeps the rest', async () => {
    const { own, clock } = service();
    const { trunk_id } = (await own('POST trunks', { body: { ...seedBody, description: 'Ground floor' } })).body;
    clock.advance(60);
    const { status, body } = await own(`PUT trunks/${trunk_id}`, { body: { trunk_status: 'disabled' } });
    assert.deepEqual(shapeOf(body), shapeOf(await fixture('trunk-update.200')));
    assert.deepEqual(
      [status, body.trunk_status, body.name, body.cps_limit, body.description],
      [200, 'inactive', 'My SIP Trunk', 5, 'Ground floor'],
    );
    assert.ok(body.updated_at > body.created_at);
  });

  it('attaches what is theirs, takes it away again, and can’t attach what is another’s', async () => {
    const { own, world } = service();
    const uris = [...world.uris.values()];
    const mine = uris.find(({ account_id }) => account_id === 'MA_ASHA')!.id;
    const foreign = uris.find(({ account_id }) => account_id === 'MA_DECCAN')!.id;
    const body = { name: 'In', trunk_direction: 'inbound', primary_uri_uuid: mine };
    const { trunk_id, primary_uri_uuid } = (await own('POST trunks', { body })).body;
    assert.equal(primary_uri_uuid, mine);
    assert.equal((await own(`GET trunks/${trunk_id}`)).body.inbound_destination, mine);
    await own(`PUT trunks/${trunk_id}`, { body: { primary_uri_uuid: '' } });
    assert.equal('primary_uri_uuid' in (await own(`GET trunks/${trunk_id}`)).body, false);
    const refused = await own(`PUT trunks/${trunk_id}`, { body: { primary_uri_uuid: foreign } });
    assert.equal(refused.status, 422);
    assert.deepEqual(refused.body.error.details.errors[0].code, 'NOT_FOUND');
  });

  it('is told about each field that is wrong, in the shape of the fixture', async () => {
    const { own } = service();
    const body = { trunk_status: 'active', trunk_direction: 'both', cps_limit: 5000, secure: 'no' };
    const { status, body: answer } = await own('POST trunks', { body });
    assert.equal(status, 422);
    const expected = await fixture('error-422-standard');
    assert.deepEqual(shapeOf({ ...answer, error: { ...answer.error, details: {} } }), {
      ...(shapeOf(expected) as object),
      error: { code: 'string', details: {}, message: 'string' },
    });
    const { errors } = answer.error.details;
    assert.deepEqual(Object.keys(errors[0]).sort(), Object.keys(expected.error.details.errors[0]).sort());
    assert.deepEqual(
      errors.map(({ field, code }: { field: string; code: string }) => `${field} ${code}`),
      [
        'name REQUIRED',
        'trunk_status INVALID_VALUE',
        'secure INVALID_TYPE',
        'trunk_direction INVALID_VALUE',
        'cps_limit OUT_OF_RANGE',
      ],
    );
    assert.equal((await own('POST trunks', { body: '{' })).status, 400);
    assert.equal((await own('POST trunks', { body: { name: 'x'.repeat(101) } })).status, 422);
    assert.equal((await own('POST trunks', { body: { name: ' ' } })).status, 422);
  });

  it('can’t have a webhook where nobody from outside gets', async () => {
    const { own } = service();
    for (const webhook_url of [
      'http://10.0.0.1/x',
      'http://localhost/x',
      'ftp://example.com',
      'here',
      'http://[::1]/',
    ]) {
      const { status, body } = await own('POST trunks', { body: { ...seedBody, webhook_url } });
      assert.deepEqual([status, body], [400, await fixture('trunks-create.400-webhook-url')], webhook_url);
    }
    const good = { ...seedBody, webhook_url: 'https://example.com/vobiz/webhook' };
    assert.equal((await own('POST trunks', { body: good })).body.webhook_url, good.webhook_url);
  });

  it('deletes it, and its numbers ring nowhere', async () => {
    const { own, list } = service();
    const { trunk_id } = await named(own)('Office PBX');
    const done = await own(`DELETE trunks/${trunk_id}`);
    assert.deepEqual([done.status, done.body], [204, undefined]);
    assert.equal('trunk_group_id' in (await list('?search=8071387149')).items[0], false);
    const gone = await own(`GET trunks/${trunk_id}`);
    assert.equal(gone.status, 404);
    const expected = await fixture('trunk.404');
    assert.deepEqual(shapeOf(gone.body), shapeOf(expected));
    assert.equal(gone.body.error.code, expected.error.code);
  });

  it('can’t delete it while somebody talks over it, until it is disabled', async () => {
    const { own } = service();
    const { trunk_id } = await named(own)('Voice agents');
    const busy = await own(`DELETE trunks/${trunk_id}`);
    assert.deepEqual([busy.status, busy.body], [409, await fixture('trunk-delete.409-guess')]);
    assert.equal('has_calls' in (await own(`GET trunks/${trunk_id}`)).body, false);
    await own(`PUT trunks/${trunk_id}`, { body: { trunk_status: 'disabled' } });
    assert.equal((await own(`DELETE trunks/${trunk_id}`)).status, 204);
  });

  it('can’t see, change or delete another customer’s', async () => {
    const { own, world } = service();
    const depot = [...world.trunks.values()].find(({ account_id }) => account_id === 'MA_DECCAN')!;
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const body = method === 'PUT' ? {} : undefined;
      assert.equal((await own(`${method} trunks/${depot.trunk_id}`, { body })).status, 404);
    }
  });
});
