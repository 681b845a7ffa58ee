import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as v from 'valibot';
import { accepts, segments, served, type ServedRoute } from '../../src/contract/accepts.ts';
import type { CallName } from '../../src/contract/routes.ts';
import { readQuery } from '../../src/server/input.ts';
import { Refusal } from '../../src/server/problem.ts';

const all = Object.entries(served) as [CallName, ServedRoute][];
const uuid = 'aabbccdd-1234-5678-90ab-cdef12345678';

const trunk = {
  name: 'My SIP Trunk',
  trunk_status: 'enabled',
  secure: false,
  trunk_direction: 'outbound',
  concurrent_calls_limit: 10,
  cps_limit: 5,
  transport: 'udp',
  description: '',
  credential_uuid: uuid,
  ipacl_uuid: uuid,
  primary_uri_uuid: uuid,
  fallback_uri_uuid: uuid,
};
const acl = { name: 'FreePBX server in data center', ip_address: '10.20.30.0/24' };
const account = {
  name: 'John Doe',
  email: 'john@example.com',
  phone: '+919876543210',
  password: 'Secret#2026',
  company: 'Acme Corp',
  country: 'IN',
};

/** The fullest body of each call that has one. */
const bodies: Partial<Record<CallName, object>> = {
  startKyc: { flow_type: 'redirect' },
  revokeKyc: { reason: 'Wrong e-mail' },
  buyNumber: { e164: '+918012345678', currency: 'INR' },
  assignNumber: { trunk_group_id: uuid },
  createTrunk: trunk,
  updateTrunk: trunk,
  createCredential: { username: 'sipuserdemo', password: 'Secret#2026' },
  updateCredential: { password: 'Secret#2026', enabled: false, description: 'Office' },
  createIpAcl: acl,
  updateIpAcl: acl,
  createOriginationUri: { name: 'Primary SBC', uri: 'sip:provider@sip.example.com:5060', priority: 1 },
  updateOriginationUri: { name: 'Primary SBC', priority: 2 },
  createAccount: account,
};

/** What the API would take, and the portal never says. */
const forbidden =
  'immediate force customer_email redirect_url session_id expires_in_days metadata auth_id auth_token account_id trunk_id trunk_domain webhook_url webhook_method recording enable_transcription pii_redaction pii_entity_types recording_webhook_enabled ip_whitelist inbound_destination sip_uri cidr_ip realm weight kyc_status balance account_type __proto__x'.split(
    ' ',
  );

const accepted = (call: CallName, body: unknown) => v.safeParse(served[call].body!, body).success;

describe('what a call may say', () => {
  it('is exactly what its schema names', () => {
    assert.deepEqual(all.filter(([, { body }]) => body).map(([name]) => name).sort(), Object.keys(bodies).sort()); // prettier-ignore
    for (const [name, good] of Object.entries(bodies) as [CallName, object][]) {
      // The one body of which the service wants more than was said.
      const sent = name === 'createOriginationUri' ? { ...good, sip_uri: 'sip:provider@sip.example.com:5060' } : good;
      assert.deepEqual(v.parse(served[name].body!, good), sent, name);
      for (const extra of forbidden) {
        const result = v.safeParse(served[name].body!, { ...good, [extra]: 'x' });
        assert.deepEqual(result.issues?.map(({ expected }) => expected), ['never'], `${name} refuses ${extra}`); // prettier-ignore
      }
      for (const wrong of [undefined, null, 'text']) assert.equal(accepted(name, wrong), false, name);
      // The one call that may say nothing; a list has none of its fields either, and says nothing.
      for (const empty of [[], {}]) assert.equal(accepted(name, empty), name === 'revokeKyc', name);
    }
  });

  it('has a password only where one is set', () => {
    const where = all.filter(([, { body }]) => body && 'entries' in body && 'password' in (body.entries as object));
    assert.deepEqual(where.map(([name]) => name), ['createCredential', 'updateCredential', 'createAccount']); // prettier-ignore
    for (const name of ['createTrunk', 'updateTrunk'] as const)
      for (const extra of ['username', 'password']) assert.equal(accepted(name, { ...trunk, [extra]: 'x' }), false);
  });

  it('keeps to the limits of the service', () => {
    const wrong: [CallName, object][] = [
      ...[
        { name: '' },
        { name: ' ' },
        { name: 'x'.repeat(101) },
        { name: 'a\nb' },
        { concurrent_calls_limit: 0 },
        { concurrent_calls_limit: 1001 },
        { concurrent_calls_limit: 1.5 },
        { concurrent_calls_limit: '10' },
        { cps_limit: 0 },
        { cps_limit: 101 },
        { trunk_status: 'active' },
        { trunk_direction: 'both' },
        { transport: 'TCP' },
        { transport: 'ws' },
        { secure: 'false' },
        { description: 'x'.repeat(501) },
        { credential_uuid: '../x' },
        { ipacl_uuid: '' },
      ].map((field): [CallName, object] => ['createTrunk', { ...trunk, ...field }]),
      ['createCredential', { username: 'office_phone', password: 'Secret#2026' }],
      ['createCredential', { username: 'office', password: 'short' }],
      ['createCredential', { username: 'office' }],
      ...[
        '1.2.3',
        '256.1.1.1',
        '2001:db8::1',
        '10.0.0.0/0',
        '10.0.0.0/7',
        '10.0.0.0/33',
        'pbx.example.com',
        '10.0.0.1 ',
      ].map((ip_address): [CallName, object] => ['createIpAcl', { ...acl, ip_address }]),
      ['createIpAcl', { ip_address: '10.0.0.1' }],
      ...['http://x.example', 'sip:', 'sip:a b@x', 'sip:x@y?z=1', 'pbx.example.com', 'sip:x.example;lr'].map(
        (uri): [CallName, object] => ['createOriginationUri', { name: 'x', uri }],
      ),
      ['createOriginationUri', { name: 'x', uri: 'sip:x.example', priority: 0 }],
      ...['', 'REDIRECT', 'sms', null, ['email']].map((flow_type): [CallName, object] => ['startKyc', { flow_type }]),
      ...['', ' ', 'a\nb', 'x'.repeat(201), 7].map((reason): [CallName, object] => ['revokeKyc', { reason }]),
      ...[
        { email: 'john' },
        { phone: '9876543210' },
        { password: 'Secret2026' },
        { password: 'Secret#word' },
        { password: 'S#1' },
        { country: 'in' },
        { country: undefined },
      ].map((field): [CallName, object] => ['createAccount', { ...account, ...field }]),
    ];
    for (const [name, body] of wrong) assert.equal(accepted(name, body), false, `${name} ${JSON.stringify(body)}`);
    for (const uri of ['sip:pbx.example.com', 'sips:a.b@10.0.0.1:5061', 'sip:x.example:5060;transport=tcp'])
      assert.ok(accepted('createOriginationUri', { name: 'x', uri }), uri);
    for (const ip_address of ['203.0.113.9', '10.0.0.0/8', '10.20.30.40/32'])
      assert.ok(accepted('createIpAcl', { ...acl, ip_address }), ip_address);
  });
});

describe('what a call may ask', () => {
  const asks = (call: CallName, search: string) => readQuery(new URLSearchParams(search), served[call].query);
  const refused = (call: CallName, search: string) => {
    try {
      asks(call, search);
    } catch (error) {
      assert.ok(error instanceof Refusal);
      return error.details.errors;
    }
    return assert.fail(`${call} took ${search}`);
  };

  it('is only what its schema names, and once', () => {
    for (const [name, { query, method }] of all) {
      if (query) asks(name, '');
      for (const extra of ['immediate', 'force', 'include_subaccounts', 'account_id', 'auth_id', 'limit', 'offset'])
        assert.deepEqual(refused(name, `${extra}=1`), [{ field: extra, code: 'unknown' }], name);
      if (query && method === 'GET' && 'page' in (query as unknown as { entries: object }).entries)
        assert.deepEqual(refused(name, 'page=1&page=2'), [{ field: 'page', code: 'duplicate' }], name);
    }
  });

  it('is a page in one way, whatever words the service has for it', () => {
    for (const [name, { query }] of all) {
      if (!query || !('per_page' in (query as unknown as { entries: object }).entries)) continue;
      assert.equal(refused(name, 'per_page=101')?.[0]?.field, 'per_page', name);
      for (const wrong of ['page=0', 'page=1.5', 'page=-1', 'page=', 'page=1e3']) refused(name, wrong);
    }
    assert.deepEqual(asks('listNumbers', 'page=3&per_page=50'), { page: 3, per_page: 50 });
    assert.deepEqual(asks('listTrunks', 'page=3&per_page=50'), { limit: 50, offset: 100 });
    assert.deepEqual(asks('listRecordings', 'page=2&recording_type=trunk'), { recording_type: 'trunk', limit: 25, offset: 25 }); // prettier-ignore
    assert.deepEqual(asks('listCredentials', ''), {});
    assert.deepEqual(asks('listInventory', 'search=80&page=2&per_page=25'), { search: '80', page: 2, per_page: 25 });
    for (const wrong of ['search=a', 'country=in', 'exclude=x']) refused('listInventory', wrong);
  });

  it('names days that exist, in their order', () => {
    const { listCalls, listTransactions } = {
      listCalls: (from: string, to: string) => refused('listCalls', `start_date=${from}&end_date=${to}`),
      listTransactions: (from: string, to: string) => refused('listTransactions', `from_date=${from}&to_date=${to}`),
    };
    for (const day of ['2026-02-30', '2026-13-01', '25-03-2026', '2026-03-25T10:00:00Z', 'today']) {
      assert.equal(listCalls(day, '2026-12-31')?.[0]?.field, 'start_date', day);
      assert.equal(listTransactions(day, '2026-12-31')?.[0]?.field, 'from_date', day);
    }
    assert.equal(listCalls('2026-03-02', '2026-03-01')?.[0]?.field, 'end_date');
    assert.equal(listTransactions('2026-03-02', '2026-03-01')?.[0]?.field, 'to_date');
    for (const call of ['listCalls', 'exportCalls'] as const)
      assert.equal(refused(call, 'start_date=2026-03-01')?.[0]?.field, 'start_date', 'both days or neither');
    assert.deepEqual(asks('listTransactions', 'from_date=2026-03-01'), { from_date: '2026-03-01' });
    assert.deepEqual(asks('listCalls', 'start_date=2026-02-28&end_date=2026-02-28&min_duration=0'), { start_date: '2026-02-28', end_date: '2026-02-28', min_duration: 0 }); // prettier-ignore
  });

  it('knows the filters of the partner flow', () => {
    const asked = 'status=failed&hangup_cause=NO_ANSWER&call_direction=inbound&from_number=%2B9198';
    const read = { status: 'failed', hangup_cause: 'NO_ANSWER', call_direction: 'inbound', from_number: '+9198' };
    assert.deepEqual(asks('listCalls', asked), read);
    assert.deepEqual(asks('exportCalls', asked), read);
    for (const wrong of ['call_direction=both', 'from_number=a', 'min_duration=-1', 'search=%00']) refused('listCalls', wrong); // prettier-ignore
    assert.deepEqual(refused('exportCalls', 'page=1'), [{ field: 'page', code: 'unknown' }], 'an export has no pages');
    for (const wrong of ['status=lost', 'currency=inr', 'transaction_id=a/b']) refused('listTransactions', wrong);
  });
});

describe('the table of the proxy', () => {
  it('knows where each call goes, and each part of its path', () => {
    for (const [name, { path, upstream, fallback, as }] of all) {
      assert.equal(upstream === undefined, as === 'host' || path.startsWith('/kyc'), name);
      const parts = [...path.matchAll(/\{(\w+)\}/g)].map(([, part]) => part!);
      for (const part of parts) {
        assert.ok(segments[part], `${name}: ${part}`);
        for (const address of [upstream, fallback]) if (address) assert.ok(address.includes(`{${part}}`), name);
      }
      if (as === 'customer') assert.match(upstream!, /^\/[Aa]ccount\/\{auth_id\}\//);
    }
    assert.deepEqual(all.filter(([, { fallback }]) => fallback).map(([name]) => name), ['listCalls', 'getCall', 'exportCalls']); // prettier-ignore
    assert.deepEqual(
      all.filter(([, { as }]) => as === 'partner').map(([name]) => name),
      ['getKyc', 'startKyc', 'resendKyc', 'revokeKyc', 'createAccount'],
    );
    assert.equal(accepts.createAccount.only, 'signup');
    assert.ok(all.every(([name, { only }]) => (only === 'kyc') === name.endsWith('Kyc')));
  });

  it('takes nothing for a segment that the service could take for a word of its own', () => {
    const { e164, ...ids } = segments;
    assert.ok(e164?.test('+918012345678'));
    for (const wrong of ['918012345678', '+0123456789', '+91%2e', '+9180123456781234', '..'])
      assert.ok(!e164?.test(wrong));
    for (const [name, form] of Object.entries(ids)) {
      assert.ok(form.test(uuid), name);
      for (const wrong of [
        '',
        '..',
        'search',
        'recent',
        'export',
        'ip-acl',
        `${uuid}/x`,
        `${uuid}?x=1`,
        `${uuid}%2f`,
        '-'.repeat(9),
        'x'.repeat(65),
      ])
        // prettier-ignore
        assert.ok(!form.test(wrong), `${name}: ${wrong}`);
    }
  });

  it('says of each write how its outcome is found out, and of no read', () => {
    for (const [name, { method, proof }] of all) assert.equal(method === 'GET', proof === undefined, name);
    const unproved = all.filter(([, { proof }]) => proof === 'none').map(([name]) => name);
    assert.deepEqual(unproved, ['resendKyc', 'updateCredential']);
  });
});
