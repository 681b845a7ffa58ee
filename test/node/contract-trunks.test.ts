import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as v from 'valibot';
import type { Page } from '../../src/contract/page.ts';
import { routes, type CallName } from '../../src/contract/routes.ts';
import { fixture } from '../fixture.ts';

type Fields = Record<string, unknown>;

const value = (call: CallName, body: unknown) => {
  const result = v.safeParse(routes[call].answer, body);
  assert.ok(result.success, `${call} can be read`);
  return result.output as Fields;
};
const rows = (call: CallName, body: unknown) => value(call, body) as unknown as Page<Fields>;

describe('reading trunks and what belongs to them', () => {
  it('keeps every row of each given list, with the place it has', () => {
    const lists: [CallName, string, Omit<Page<unknown>, 'items'> & { rows: number }][] = [
      ['listTrunks', 'trunks-list.200', { rows: 3, page: 1, pages: 1, total: 3 }],
      ['listTrunks', 'trunks-list.200-empty', { rows: 0, page: 1, pages: 1, total: 0 }],
      ['listCredentials', 'credentials-list.200', { rows: 2, page: 1, pages: 1, total: 2 }],
      ['listIpAcl', 'ip-acl-list.200', { rows: 2, page: 1, pages: 1, total: 2 }],
      ['listOriginationUris', 'origination-uris-list.200', { rows: 2, page: 1, pages: 1, total: 2 }],
    ];
    for (const [call, name, { rows: length, ...place }] of lists) {
      const { items, ...found } = rows(call, fixture(name));
      assert.deepEqual({ name, length: items.length, ...found }, { name, length, ...place });
      assert.deepEqual(rows(call, { items, ...found }), { items, ...found }, 'read once more it stays as it is');
    }
  });

  it('says of a trunk what the partner flow says, in its words', () => {
    assert.deepEqual(value('createTrunk', fixture('trunks-create.201-seed')), {
      trunk_id: 'aabbccdd-1234-5678-90ab-cdef12345678',
      account_id: 'MA_XXXXXXXX',
      name: 'My SIP Trunk',
      trunk_domain: 'aabbccdd-1234-5678-90ab-cdef12345678.sip.vobiz.ai',
      trunk_status: 'enabled',
      secure: false,
      trunk_direction: 'outbound',
      concurrent_calls_limit: 10,
      cps_limit: 5,
      transport: 'udp',
      created_at: '2026-03-25T14:09:12.000Z',
      updated_at: '2026-03-25T14:09:12.000Z',
    });
    const docs = value('createTrunk', fixture('trunks-create.201-docs'));
    assert.deepEqual([docs['trunk_status'], docs['trunk_direction'], docs['account_id']], ['enabled', 'both', 'MA_XXXXXXXX']); // prettier-ignore
    assert.equal(
      value('createTrunk', fixture('trunks-create.200-short-domain'))['trunk_domain'],
      'aabbccdd.sip.vobiz.ai',
    );
    assert.equal(value('getTrunk', fixture('trunk-get.200'))['primary_uri_uuid'], 'aabbccdd-1234-5678-90ab-cdef1234567b'); // prettier-ignore
    assert.equal(value('updateTrunk', fixture('trunk-update.200'))['updated_at'], '2026-05-12T05:12:18.147Z');
    assert.deepEqual(rows('listTrunks', fixture('trunks-list.200')).items.map((row) => row['trunk_status']), ['enabled', 'enabled', 'disabled']); // prettier-ignore
  });

  it('makes the API’s other names and words regular, and lets unknown ones survive', () => {
    const trunk = (said: Fields) => value('getTrunk', { trunk_id: 't-1', ...said });
    assert.deepEqual(
      trunk({ trunk_type: 'INBOUND', max_concurrent_calls: '20', auth_id: 'MA_1', trunk_status: 'INACTIVE', transport: 'TLS' }),
      { trunk_id: 't-1', account_id: 'MA_1', trunk_status: 'disabled', trunk_direction: 'inbound', transport: 'tls', concurrent_calls_limit: 20 },
    ); // prettier-ignore
    const both = {
      trunk_direction: 'outbound',
      trunk_type: 'INBOUND',
      concurrent_calls_limit: 0,
      max_concurrent_calls: 9,
    };
    assert.deepEqual(trunk(both), { trunk_id: 't-1', trunk_direction: 'outbound', concurrent_calls_limit: 0 });
    assert.equal(trunk({ trunk_status: 'suspended' })['trunk_status'], 'suspended');
    for (const nothing of [{}, [], null, 7, { trunk_id: '' }, { trunk_id: {} }])
      assert.equal(v.safeParse(routes.getTrunk.answer, nothing).success, false);
  });

  it('says of what can be attached to a trunk what a person needs', () => {
    assert.deepEqual(value('createCredential', fixture('credentials-create.201')), {
      id: 'aabbccdd-1234-5678-90ab-cdef12345678',
      account_id: 'MA_XXXXXXXX',
      username: 'sipuserdemo',
      realm: 'MA_XXXXXXXX.sip.vobiz.ai',
      enabled: true,
      created_at: '2026-05-12T05:11:51.635Z',
      updated_at: '2026-05-12T05:11:51.635Z',
    });
    const acl = value('createIpAcl', fixture('ip-acl-create.201'));
    assert.deepEqual([acl['ip_address'], acl['description']], ['10.20.30.0/24', 'FreePBX server in data center']);
    const uri = value('createOriginationUri', fixture('origination-uri-create.201'));
    assert.deepEqual([uri['uri'], uri['priority'], uri['weight']], ['sip:provider@sip.example.com:5060', 1, 10]);
    const broken = value('createOriginationUri', fixture('origination-uri-create.201-empty-uri'));
    assert.ok(!('uri' in broken), 'a place that refuses every call can be told');
    const [, second] = rows('listOriginationUris', fixture('origination-uris-list.200')).items;
    assert.equal(second?.['transport'], 'tcp');
  });

  it('takes any object, or nothing, for a change or an end that is done', () => {
    for (const call of [
      'deleteTrunk',
      'updateCredential',
      'deleteCredential',
      'updateIpAcl',
      'deleteIpAcl',
      'updateOriginationUri',
      'deleteOriginationUri',
    ] as const)
      // prettier-ignore
      for (const body of [{}, fixture('credentials-create.201')]) assert.deepEqual(value(call, body), {});
  });

  it('loses no good row to a bad one', () => {
    const keys: [CallName, string][] = [['listTrunks', 'trunk_id'], ['listCredentials', 'id'], ['listIpAcl', 'id'], ['listOriginationUris', 'id']]; // prettier-ignore
    for (const [call, key] of keys) {
      const bad = { toString: 'x', _$litType$: 1 };
      const good = { [key]: 'good' };
      const poisoned = { ...good, secure: 'maybe', enabled: bad, cps_limit: -1, priority: 'x', created_at: 7, transport: bad, trunk_status: [] }; // prettier-ignore
      const { items, unread } = rows(call, { objects: [good, { [key]: bad }, {}, 42, null, [], 'row', poisoned] });
      assert.deepEqual([items, unread], [[good, good], 6], call);
    }
  });
});
