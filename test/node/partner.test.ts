import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { describe, it } from 'node:test';
import { createPartner, PartnerError, type PartnerApi } from '../../src/server/index.ts';
import { createSandbox, createWorld, sandboxPartner } from '../../src/sandbox/index.ts';
import type { Handler } from '../../src/contract/handler.ts';
import { fixture } from '../fixture.ts';

const pair = { auth_id: 'PA_XXXXXXXX', auth_token: 'partner-secret-token' };
const account = 'MA_XXXXXXXX';
const session_id = '1a0f7da5-2abb-47bf-a6c3-eb5cff7feda5';
const customer = {
  name: 'John Doe',
  email: 'john@example.com',
  phone: '+919876543210',
  password: 'Secret#2026',
  country: 'IN',
};
const start = { account_auth_id: account, flow_type: 'redirect', redirect_url: 'https://yourapp.com/kyc' } as const;

/** The partner API over a service that answers one thing, and what was sent there. */
function over(answer: () => Response | Promise<Response>) {
  const sent: Request[] = [];
  const fetch: Handler = async (request) => (sent.push(request), answer());
  return { api: createPartner({ ...pair, fetch }), sent };
}

/** How each function says its call, and what it is answered. */
const says: Record<keyof PartnerApi, [say: (api: PartnerApi) => Promise<unknown>, said: string, body?: object, answer?: string]> = {
  getPartner: [(api) => api.getPartner(), 'GET /partner/me', undefined, 'partner-me.200'],
  listAccounts: [(api) => api.listAccounts({ search: 'jo', page: 2, per_page: 50 }), 'GET /partner/accounts?search=jo&page=2&per_page=50', undefined, 'partner-accounts-list.200'],
  getAccount: [(api) => api.getAccount(account), `GET /partner/accounts/${account}`, undefined, 'partner-account-get.200'],
  createAccount: [(api) => api.createAccount(customer), 'POST /partner/accounts', customer, 'partner-accounts-create.201'],
  getBalance: [(api) => api.getBalance(account), `GET /partner/accounts/${account}/balance`, undefined, 'partner-account-balance.200'],
  transferBalance: [(api) => api.transferBalance(account, { amount: '500.50', currency: 'INR', description: 'April recharge' }), `POST /partner/accounts/${account}/transfer-balance`, { amount: 500.5, currency: 'INR', description: 'April recharge' }, 'partner-transfer-balance.200'],
  listNumbers: [(api) => api.listNumbers(account, { search: '80' }), `GET /partner/accounts/${account}/numbers?search=80`, undefined, 'partner-numbers-list.200'],
  listCalls: [(api) => api.listCalls(account, { call_direction: 'inbound', status: 'answered', min_duration: 10 }), `GET /partner/accounts/${account}/cdrs?call_direction=inbound&status=answered&min_duration=10`, undefined, 'partner-cdrs-list.200'],
  getCall: [(api) => api.getCall(account, session_id), `GET /partner/accounts/${account}/cdrs/${session_id}`, undefined, 'partner-cdr-get.200'],
  listTransactions: [(api) => api.listTransactions(account, { transaction_type: 'recharge', per_page: 200 }), `GET /partner/accounts/${account}/transactions?transaction_type=recharge&per_page=200`, undefined, 'partner-transactions-list.200'],
  listKycSessions: [(api) => api.listKycSessions({ account_auth_id: account, size: 20 }), `GET /partner/kyc-sessions?account_auth_id=${account}&size=20`, undefined, 'kyc-sessions-list.200'],
  getKycSession: [(api) => api.getKycSession(session_id), `GET /partner/kyc-sessions/${session_id}`, undefined, 'kyc-session-get.200-completed-individual'],
  createKycSession: [(api) => api.createKycSession(start), 'POST /partner/kyc-sessions', start, 'kyc-sessions-create-redirect.201'],
  resendKycSession: [(api) => api.resendKycSession(session_id), `POST /partner/kyc-sessions/${session_id}/resend`, undefined, 'kyc-session-resend.200-guess'],
  revokeKycSession: [(api) => api.revokeKycSession(session_id, { reason: 'Wrong email' }), `DELETE /partner/kyc-sessions/${session_id}`, { reason: 'Wrong email' }, 'kyc-session-revoke.200'],
}; // prettier-ignore

const cases = Object.entries(says) as [keyof PartnerApi, (typeof says)[keyof PartnerApi]][];
const base = 'https://api.vobiz.ai/api/v1';

describe('each function of the partner API', () => {
  for (const [name, [say, said, body, answer]] of cases)
    it(`${name} says its call with the partner’s pair, and reads the answer`, async () => {
      const { api, sent } = over(() => Response.json(fixture(answer!)));
      const read = await say(api);
      const [request] = sent;
      assert.equal(`${request!.method} ${request!.url.slice(base.length)}`, said);
      assert.deepEqual([request!.headers.get('x-auth-id'), request!.redirect], [pair.auth_id, 'manual']);
      const text = await request!.text();
      assert.deepEqual(text === '' ? undefined : JSON.parse(text), body);
      if (name.startsWith('resend') || name.startsWith('revoke')) assert.equal(read, undefined);
      else assert.ok(Object.keys(read as object).length > 1);
    });

  it('reads what a partner needs, with money exact, and tokens only where they are handed out', async () => {
    const read = async (name: keyof PartnerApi) => {
      const [say, , , answer] = says[name];
      return (await say(over(() => Response.json(fixture(answer!))).api)) as Record<string, unknown>;
    };
    const { transaction_id, amount, partner_balance_after, timestamp } = await read('transferBalance');
    assert.deepEqual(
      [transaction_id, amount, partner_balance_after, timestamp],
      ['txn_aabbccdd1234', '500', '47750', '2026-03-25T11:00:00.000Z'],
    );
    assert.deepEqual((await read('getPartner')).balance, '23906.83');
    const { auth_id, auth_token, status } = await read('createAccount');
    assert.deepEqual([auth_id, auth_token, status], [account, '<redacted>', 'active']);
    assert.equal((await read('getAccount')).auth_token, '<redacted>');
    const list = await read('listAccounts');
    assert.doesNotMatch(JSON.stringify(list), /auth_token|redacted/);
    assert.deepEqual((list.items as Record<string, unknown>[]).map((row) => [row.kyc_status, row.did_release_fee]), [['pending', '700'], ['completed', '700']]); // prettier-ignore
    assert.match((await read('createKycSession')).widget_url as string, /kst_/);
    assert.doesNotMatch(JSON.stringify(await read('getKycSession')), /ABCPE|John|9942|verified_data/);
  });

  it('sends nothing that is not exactly as it should be', async () => {
    const { api, sent } = over(() => Response.json({}));
    const wrong: (() => Promise<unknown>)[] = [
      () => api.getAccount('../kyc-sessions'),
      () => api.getAccount(''),
      () => api.getBalance(undefined as never),
      () => api.getKycSession('../accounts/MA_X'),
      () => api.revokeKycSession('short'),
      () => api.revokeKycSession(session_id, { reason: 'a\nb' }),
      () => api.getCall(account, 'search'),
      () => api.createAccount({ ...customer, password: 'weak' }),
      () => api.createAccount({ ...customer, balance: 5 } as never),
      () => api.transferBalance(account, { amount: '0', currency: 'INR' }),
      () => api.transferBalance(account, { amount: '1.005', currency: 'INR' }),
      () => api.transferBalance(account, { amount: -5, currency: 'INR' }),
      () => api.transferBalance(account, { amount: Infinity, currency: 'INR' }),
      () => api.transferBalance(account, { amount: 5, currency: 'inr' }),
      () => api.listTransactions(account, { per_page: 201 }),
      () => api.listTransactions(account, { transaction_type: 'credit' as never }),
      () => api.listCalls(account, { include_subaccounts: true } as never),
      () => api.createKycSession({ ...start, force: true } as never),
      () => api.createKycSession({ ...start, redirect_url: 'javascript:1' }),
    ];
    for (const say of wrong)
      await assert.rejects(say, { name: 'PartnerError', kind: 'invalid', status: 0 }, String(say));
    assert.deepEqual(sent, []);
  });

  it('is never repeated, and a write without an answer is an unknown outcome', async () => {
    for (const [name, [say, said]] of cases)
      for (const answer of [
        () => new Response('', { status: 503 }),
        () => Promise.reject(new TypeError('reset')),
        () => new Response('<html>'),
      ]) {
        const { api, sent } = over(answer);
        await assert.rejects(say(api), (error: PartnerError) => {
          assert.equal(error.kind, said.startsWith('GET') ? 'server' : 'unknown-outcome', name);
          return true;
        });
        assert.equal(sent.length, 1, name);
      }
  });

  it('says no in words of its own, and nothing that it was told or typed', async () => {
    const refusals: [keyof PartnerApi, string, number, string, string?][] = [
      ['createAccount', 'partner-accounts-create.409-email-in-use', 409, 'conflict'],
      ['createAccount', 'partner-accounts-create.403-limit', 403, 'denied'],
      ['createAccount', 'partner-accounts-create.422-validation', 422, 'invalid'],
      ['transferBalance', 'partner-transfer-balance.400-insufficient', 400, 'denied', 'insufficient-balance'],
      ['getAccount', 'partner-account-get.404', 404, 'missing'],
      ['createKycSession', 'kyc-sessions-create.401', 401, 'server', 'upstream-credentials'],
      ['resendKycSession', 'kyc-session-resend.429-cooldown', 429, 'wait'],
      ['revokeKycSession', 'kyc-session-revoke.409-terminal', 409, 'conflict'],
    ];
    for (const [name, body, status, kind, code] of refusals) {
      const { api } = over(() => Response.json(fixture(body), { status }));
      await assert.rejects(says[name][0](api), (error) => {
        assert.ok(error instanceof PartnerError);
        assert.deepEqual([error.kind, error.status], [kind, status], body);
        if (code) assert.equal(error.code, code);
        assert.equal(error.message, `${error.kind}: ${error.code}`);
        if (status === 429) assert.equal(error.retryAfter, 1799);
        const said = inspect(error, { depth: 9, showHidden: true }) + String(error.stack);
        assert.doesNotMatch(said, /partner-secret-token|Secret#2026|john@example|₹|9876543210|kst_/);
        return true;
      });
    }
  });
});

describe('a partner’s backend', () => {
  it('does everything it can at the sandbox, and is understood', async () => {
    let now = Date.parse('2026-03-25T10:00:00.000Z');
    const world = createWorld({ calls: 200, now: () => new Date(now) });
    const all = createPartner({ ...sandboxPartner, fetch: createSandbox({ world }) });
    const used = new Set<string>();
    const api = new Proxy(all, { get: (_, name: keyof PartnerApi) => (used.add(name), all[name]) });

    const { name, balance } = await api.getPartner();
    assert.deepEqual([name, balance], ['Sandbox Telecom', '50000']);
    const { auth_id, auth_token } = await api.createAccount(customer);
    const opened = await api.getAccount(auth_id);
    assert.deepEqual([opened.auth_token, opened.kyc_status], [auth_token, 'pending']);
    assert.equal((await api.listAccounts({ search: 'john@example.com' })).items[0]?.auth_id, auth_id);

    const moved = await api.transferBalance(auth_id, { amount: '250.75', currency: 'INR', description: 'April' });
    assert.deepEqual([moved.amount, moved.partner_balance_after], ['250.75', '49749.25']);
    assert.equal((await api.getBalance(auth_id)).cash_credits, '250.75');
    const { items: entries } = await api.listTransactions(auth_id, {
      transaction_type: 'transfer',
      from_date: '2026-03-25',
    });
    assert.deepEqual(entries.map(({ amount, type }) => [amount, type]), [['250.75', 'credit']]); // prettier-ignore

    const numbers = await api.listNumbers('MA_ASHA', { per_page: 100 });
    assert.ok(numbers.items.length > 0 && numbers.items.every(({ e164 }) => /^\+91\d{10}$/.test(e164)));
    const calls = await api.listCalls('MA_ASHA', { call_direction: 'inbound', start_date: '2026-01-01', per_page: 5 });
    assert.equal(calls.items.length, 5);
    const [call] = calls.items;
    assert.deepEqual(await api.getCall('MA_ASHA', call!.uuid), call);

    const mail = { account_auth_id: auth_id, flow_type: 'email', customer_email: customer.email } as const;
    const mailed = await api.createKycSession(mail);
    assert.deepEqual([mailed.status, mailed.email_hint], ['email_sent', 'j***@example.com']);
    await assert.rejects(api.resendKycSession(mailed.id), { kind: 'wait', status: 429, retryAfter: 1800 });
    now += 1_800_000;
    await api.resendKycSession(mailed.id);
    assert.equal(world.mails.length, 2);
    const started = await api.createKycSession({ ...start, account_auth_id: auth_id });
    assert.match(started.widget_url!, /\/kyc\/verify\?token=kst_/);
    assert.equal((await api.getKycSession(mailed.id)).status, 'revoked');
    await api.revokeKycSession(started.id, { reason: 'Wrong person' });
    const { items: sessions } = await api.listKycSessions({ account_auth_id: auth_id });
    assert.deepEqual(sessions.map(({ id, status }) => [id, status]), [[started.id, 'revoked'], [mailed.id, 'revoked']]); // prettier-ignore
    await assert.rejects(api.revokeKycSession(started.id), { kind: 'conflict', status: 409 });

    assert.deepEqual([...used].sort(), Object.keys(says).sort());
  });

  it('is told at the start what is wrong with its options', () => {
    assert.throws(() => createPartner({} as never), /createPartner needs/);
    assert.throws(() => createPartner({ ...pair, upstream: 'https://api.vobiz.ai' }), /must end with/);
    assert.throws(() => createPartner({ ...pair, fetch: 'x' as never }), /fetch must be a function/);
  });
});
