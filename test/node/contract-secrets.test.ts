import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as v from 'valibot';
import { routes, type CallName } from '../../src/contract/routes.ts';
import { fixture } from '../fixture.ts';

const secrets =
  'auth_token auth_secret password verified_data webhook_url recording_url resource_uri network_addr carrier_ip sip_user_agent ip_whitelist inbound_destination balance_id pricing_tier kst_token widget_url'.split(
    ' ',
  );

/** Fields without which no row and no answer would be read at all. */
const ids = {
  e164: '+918012345678',
  trunk_id: 'aabbccdd-1234',
  id: 'aabbccdd-1234',
  uuid: 'aabbccdd-1234',
  recording_id: 'aabbccdd-1234',
};

/** A body that says what must not be said at every depth. */
function hostile(depth = 0): Record<string, unknown> {
  const said: Record<string, unknown> = { ...ids, name: 'Acme', status: 'active' };
  for (const name of secrets) said[name] = `leaked-${name}`;
  if (depth > 2) return said;
  for (const name of 'number account capabilities summary meta pagination filters'.split(' '))
    said[name] = hostile(depth + 1);
  for (const name of 'items by_reference_type'.split(' ')) said[name] = [hostile(depth + 1)];
  return said;
}

describe('no answer', () => {
  const calls = Object.keys(routes) as CallName[];

  it('lets a secret through, wherever it stands in what the service says', () => {
    for (const call of calls) {
      const bodies = [
        hostile(),
        { ...hostile(), data: hostile(), items: undefined },
        { data: [hostile()] },
        [hostile()],
      ];
      const read = bodies.map((body) => v.safeParse(routes[call].answer, body)).filter(({ success }) => success);
      assert.ok(read.length > 0 || 'stream' in routes[call], `${call} read one of them`);
      for (const { output } of read) {
        // The one answer that carries the address of a verification page, for the one navigation to it.
        const said = JSON.stringify(call === 'startKyc' ? { ...(output as object), widget_url: undefined } : output);
        assert.ok(!said.includes('leaked-'), `${call}: ${said}`);
        for (const name of secrets) assert.ok(!said.includes(`"${name}"`), `${call}: ${name}`);
      }
    }
  });

  it('of the given ones says a secret', () => {
    const given: [CallName, string][] = [
      ['createAccount', 'partner-accounts-create.201'],
      ['createCredential', 'credentials-create.201'],
      ['listCredentials', 'credentials-list.200'],
      ['createAccount', 'account-me.200'],
      ['listTrunks', 'trunks-list.200'],
      ['listRecordings', 'recordings-list.200'],
      ['getKyc', 'kyc-session-get.200-completed-individual'],
      ['getKyc', 'webhook-kyc-completed'],
      ['resendKyc', 'kyc-sessions-create-redirect.201'],
    ];
    for (const [call, name] of given) {
      const said = JSON.stringify(v.parse(routes[call].answer, fixture(name)));
      assert.doesNotMatch(said, /redacted|"password"|auth_|webhook|_url"/, name);
    }
  });

  it('to opening an account names the account to a browser', () => {
    assert.deepEqual(v.parse(routes.createAccount.answer, fixture('partner-accounts-create.201')), {
      name: 'John Doe',
      email: 'john@example.com',
      status: 'active',
      currency: 'INR',
      country: 'IN',
      created_at: '2026-03-25T10:00:00.000Z',
    });
  });
});
