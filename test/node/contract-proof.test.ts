import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as v from 'valibot';
import { served } from '../../src/contract/accepts.ts';
import type { Page } from '../../src/contract/page.ts';
import type { Proof } from '../../src/contract/proof.ts';
import { routes, type CallName } from '../../src/contract/routes.ts';
import { readQuery } from '../../src/server/input.ts';
import { accountList } from '../../src/server/signup.ts';
import { fixture } from '../fixture.ts';

type Rows = Page<Record<string, unknown>>['items'];

const proofOf = (call: CallName): Proof => {
  const { proof } = served[call];
  assert.ok(proof && proof !== 'none', call);
  return proof;
};
const rowsOf = (call: CallName, name: string) => (v.parse(routes[call].answer, fixture(name)) as unknown as Page<Record<string, unknown>>).items; // prettier-ignore

const trunks = rowsOf('listTrunks', 'trunks-list.200');
const first = trunks[0]!;
const trunk_id = String(first['trunk_id']);
const created = '2026-04-22T08:52:02.383Z';

describe('the proof of a lost write', () => {
  it('that created something is one of the same name, no older than the write', () => {
    const lists: [CallName, Rows, said: Record<string, string>][] = [
      ['createTrunk', trunks, { name: 'Acme Production Trunk' }],
      ['createCredential', rowsOf('listCredentials', 'credentials-list.200'), { username: 'sipuserdemo' }],
      ['createIpAcl', rowsOf('listIpAcl', 'ip-acl-list.200'), { name: 'Office IP', ip_address: '10.20.30.0/24' }],
      ['createOriginationUri', rowsOf('listOriginationUris', 'origination-uris-list.200'), { name: '', uri: 'sip:sbc1.example.com:5060' }], // prettier-ignore
    ];
    for (const [call, rows, said] of lists) {
      const { done } = proofOf(call);
      const at = Date.parse(String(rows[0]!['created_at']));
      const sent_at = (ms: number) => ({ ...said, sent_at: new Date(at + ms).toISOString() });
      assert.equal(done(rows, sent_at(-60_000)), rows[0], call);
      assert.equal(done(rows, sent_at(900)), rows[0], 'the service may say whole seconds');
      assert.equal(done(rows, sent_at(60_000)), undefined, `${call}: it was there before`);
      const [field] = Object.keys(said).slice(-1);
      assert.equal(done(rows, { ...sent_at(0), [field!]: 'another' }), undefined, call);
      assert.equal(done([], sent_at(0)), undefined);
      assert.equal(done([{ ...rows[0], created_at: undefined }], sent_at(0)), undefined);
    }
  });

  it('that opened an account is one with the same e-mail address and telephone, no older than the write', () => {
    const { accounts } = fixture('partner-accounts-list.200') as { accounts: Record<string, string>[] };
    const { done } = proofOf('createAccount');
    const row = accounts[0]!;
    const at = (ms: number) => new Date(Date.parse(row['created_at']!) + ms).toISOString();
    const said = { email: row['email']!.toUpperCase(), phone: row['phone']! };
    assert.equal(done(accounts, { ...said, sent_at: at(0) }), row);
    assert.equal(done(accounts, { ...said, sent_at: at(60_000) }), undefined, 'somebody else’s, from before');
    assert.equal(done(accounts, { ...said, sent_at: at(-180_000) }), undefined, 'somebody else’s, from after');
    assert.equal(done(accounts, { ...said, phone: '+918012345678', sent_at: at(0) }), undefined);
    assert.equal(done(accounts, { ...said, email: 'nobody@example.com', sent_at: at(0) }), undefined);
    const known = { ...said, auth_id: row['auth_id']!, sent_at: at(60_000) };
    assert.equal(done(accounts, known), row, 'whatever the clocks say, once it is known which one it is');
    assert.equal(done(accounts, { ...known, auth_id: 'MA_OTHER' }), undefined);
  });

  it('that changed something is what was said, touched no earlier than the write', () => {
    const { done, keeps } = proofOf('updateTrunk');
    const said = {
      trunk_id,
      name: 'Acme Production Trunk',
      trunk_status: 'enabled',
      secure: 'false',
      cps_limit: '2',
      description: '',
      sent_at: '2026-04-29T06:45:15.000Z',
    };
    assert.equal(done(trunks, said), first);
    assert.equal(done(trunks, { ...said, sent_at: '2026-04-30T00:00:00.000Z' }), undefined);
    for (const other of [{ cps_limit: '3' }, { trunk_status: 'disabled' }, { secure: 'true' }, { trunk_id: 'gone' }])
      assert.equal(done(trunks, { ...said, ...other }), undefined, JSON.stringify(other));
    assert.ok(keeps.includes('fallback_uri_uuid') && keeps.includes('transport'));
  });

  it('that took something away is that it is gone', () => {
    const { done } = proofOf('deleteTrunk');
    assert.equal(done(trunks, { trunk_id, sent_at: created }), undefined);
    assert.deepEqual(done(trunks, { trunk_id: 'gone', sent_at: created }), {});
    for (const call of ['deleteCredential', 'deleteIpAcl', 'deleteOriginationUri'] as const)
      assert.deepEqual(proofOf(call).done([{ id: 'other' }], { id: 'gone', sent_at: created }), {});
  });

  it('asks a read for what it may be asked, and keeps no secret with the write', () => {
    for (const [name, { proof, body }] of Object.entries(served)) {
      if (!proof || proof === 'none') continue;
      const said = { e164: '+918012345678', email: 'asha@example.com', trunk_id, id: trunk_id, sent_at: created };
      const { query } = proof.read === 'accounts' ? accountList : served[proof.read];
      readQuery(new URLSearchParams(proof.query(said)), query);
      assert.ok(!proof.keeps.includes('password'), name);
      const entries = body ? Object.keys((body as unknown as { entries: object }).entries) : [];
      for (const field of proof.keeps) assert.ok(entries.includes(field), `${name}: ${field}`);
    }
  });

  it('lets writes about one thing wait for each other, and no others', () => {
    const about = (call: CallName, said: Record<string, string>) => proofOf(call).subject(said);
    assert.equal(about('updateTrunk', { trunk_id }), about('deleteTrunk', { trunk_id, name: 'x' }));
    assert.notEqual(about('deleteTrunk', { trunk_id }), about('deleteTrunk', { trunk_id: 'other' }));
    assert.notEqual(about('deleteIpAcl', { id: trunk_id }), about('deleteCredential', { id: trunk_id }));
    assert.equal(about('createTrunk', { name: 'a' }), about('createTrunk', { name: 'a' }));
    assert.notEqual(about('createTrunk', { name: 'a' }), about('createTrunk', { name: 'b' }));
  });
});
