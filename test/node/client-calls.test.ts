import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createClient, VobizError, type Client, type Intent } from '../../src/client/client.ts';
import { routes, type CallName } from '../../src/contract/routes.ts';
import { fixture } from '../fixture.ts';

const endpoint = 'https://shop.example/vobiz';
const intent: Intent = { key: '5b1f7f0e-6d53-4a8e-9c69-0a5e4a7f3a11' };
const e164 = '+918012345678';
const id = 'aabbccdd-1234-5678-90ab-cdef12345678';

/** A client that is given one answer, and what it sent. */
function clientOver(answer: () => Response) {
  const sent: Request[] = [];
  const fetch = (request: Request) => {
    sent.push(request);
    return Promise.resolve(answer());
  };
  return { client: createClient({ endpoint, fetch }), sent };
}

const csv = () => new Response('uuid,cost\n', { headers: { 'Content-Type': 'text/csv' } });
const trunk = { name: 'Office', trunk_status: 'enabled', secure: true, cps_limit: 5 } as const;
const acl = { name: 'Office', ip_address: '10.0.0.1' };
const uri = { name: 'Office', uri: 'sip:pbx.example.com' };
const account = { name: 'J', email: 'j@x.example', phone: e164, password: 'Secret#26', country: 'IN' };
const days = { start_date: '2026-03-01', end_date: '2026-03-31' };

/** How each function says its call: method, path and query, body; and what it is answered. */
const says: Record<CallName, [say: (client: Client, intent: Intent) => Promise<unknown>, said: string, body?: object, answer?: string]> = {
  getSession: [(client) => client.getSession(), 'GET /session', undefined, '{}'],
  createAccount: [(client, one) => client.createAccount(account, one), 'POST /accounts', account, 'partner-accounts-create.201'],
  getKyc: [(client) => client.getKyc(), 'GET /kyc', undefined, '{}'],
  startKyc: [(client, one) => client.startKyc({ flow_type: 'redirect' }, one), 'POST /kyc', { flow_type: 'redirect' }, 'kyc-sessions-create-redirect.201'],
  resendKyc: [(client, one) => client.resendKyc(one), 'POST /kyc/resend', undefined, 'kyc-session-resend.200-guess'],
  revokeKyc: [(client, one) => client.revokeKyc({ reason: 'Wrong e-mail' }, one), 'DELETE /kyc', { reason: 'Wrong e-mail' }, 'kyc-session-revoke.200'],
  listInventory: [(client) => client.listInventory({ search: '80', page: 2 }), 'GET /inventory/numbers?search=80&page=2', undefined, 'inventory-numbers.200'],
  buyNumber: [(client, one) => client.buyNumber({ e164 }, one), 'POST /numbers/purchase-from-inventory', { e164 }, 'numbers-purchase.200'],
  listNumbers: [(client) => client.listNumbers(), 'GET /numbers', undefined, 'numbers-list.200'],
  releaseNumber: [(client, one) => client.releaseNumber(e164, one), 'DELETE /numbers/%2B918012345678', undefined, 'numbers-release.200'],
  cancelRelease: [(client, one) => client.cancelRelease(e164, one), 'POST /numbers/%2B918012345678/cancel-release', undefined, 'numbers-cancel-release.200'],
  assignNumber: [(client, one) => client.assignNumber(e164, { trunk_group_id: id }, one), 'POST /numbers/%2B918012345678/assign', { trunk_group_id: id }],
  unassignNumber: [(client, one) => client.unassignNumber(e164, one), 'DELETE /numbers/%2B918012345678/assign'],
  getNumberHealth: [(client) => client.getNumberHealth(e164), 'GET /numbers/%2B918012345678/health', undefined, 'number-health.200'],
  listTrunks: [(client) => client.listTrunks({ page: 2, per_page: 50 }), 'GET /trunks?page=2&per_page=50', undefined, 'trunks-list.200'],
  createTrunk: [(client, one) => client.createTrunk(trunk, one), 'POST /trunks', trunk, 'trunks-create.201-seed'],
  getTrunk: [(client) => client.getTrunk(id), `GET /trunks/${id}`, undefined, 'trunk-get.200'],
  updateTrunk: [(client, one) => client.updateTrunk(id, trunk, one), `PUT /trunks/${id}`, trunk, 'trunk-update.200'],
  deleteTrunk: [(client, one) => client.deleteTrunk(id, one), `DELETE /trunks/${id}`],
  listCredentials: [(client) => client.listCredentials(), 'GET /trunks/credentials', undefined, 'credentials-list.200'],
  createCredential: [(client, one) => client.createCredential({ username: 'office', password: 'Secret#26' }, one), 'POST /credentials', { username: 'office', password: 'Secret#26' }, 'credentials-create.201'],
  updateCredential: [(client, one) => client.updateCredential(id, { enabled: false }, one), `PUT /credentials/${id}`, { enabled: false }, 'credentials-create.201'],
  deleteCredential: [(client, one) => client.deleteCredential(id, one), `DELETE /credentials/${id}`],
  listIpAcl: [(client) => client.listIpAcl(), 'GET /trunks/ip-acl', undefined, 'ip-acl-list.200'],
  createIpAcl: [(client, one) => client.createIpAcl(acl, one), 'POST /ip-acl', acl, 'ip-acl-create.201'],
  updateIpAcl: [(client, one) => client.updateIpAcl(id, acl, one), `PUT /ip-acl/${id}`, acl, 'ip-acl-create.201'],
  deleteIpAcl: [(client, one) => client.deleteIpAcl(id, one), `DELETE /ip-acl/${id}`],
  listOriginationUris: [(client) => client.listOriginationUris(), 'GET /trunks/origination-uris', undefined, 'origination-uris-list.200'],
  createOriginationUri: [(client, one) => client.createOriginationUri(uri, one), 'POST /origination-uris', uri, 'origination-uri-create.201'],
  updateOriginationUri: [(client, one) => client.updateOriginationUri(id, { name: 'Office' }, one), `PUT /origination-uris/${id}`, { name: 'Office' }, 'origination-uri-create.201'],
  deleteOriginationUri: [(client, one) => client.deleteOriginationUri(id, one), `DELETE /origination-uris/${id}`],
  listCalls: [(client) => client.listCalls({ ...days, hangup_cause: 'NO_ANSWER', search: '' }), 'GET /cdrs?start_date=2026-03-01&end_date=2026-03-31&hangup_cause=NO_ANSWER', undefined, 'cdr-list.200'],
  getCall: [(client) => client.getCall(id), `GET /cdrs/${id}`, undefined, 'cdr-get.200'],
  exportCalls: [(client) => client.exportCalls(days), 'GET /cdrs/export?start_date=2026-03-01&end_date=2026-03-31'],
  listRecordings: [(client) => client.listRecordings({ call_uuid: id }), `GET /recordings?call_uuid=${id}`, undefined, 'recordings-list.200'],
  getRecordingMedia: [(client) => client.getRecordingMedia(id), `GET /recordings/${id}/media`],
  getBalance: [(client) => client.getBalance(), 'GET /balance', undefined, 'balance.200'],
  listTransactions: [(client) => client.listTransactions({ from_date: '2026-03-01', type: 'debit' }), 'GET /transactions?from_date=2026-03-01&type=debit', undefined, 'transactions-list.200'],
}; // prettier-ignore

const cases = Object.entries(says) as [CallName, (typeof says)[CallName]][];
const answerOf = (answer?: string) => () =>
  answer ? Response.json(answer === '{}' ? {} : fixture(answer)) : new Response(null, { status: 204 });

describe('each function of the client', () => {
  it('says its call, and no more', async () => {
    for (const [name, [say, said, body, answer]] of cases) {
      const { client, sent } = clientOver('stream' in routes[name] ? csv : answerOf(answer));
      await say(client, intent);
      const [request] = sent;
      assert.equal(`${request?.method} ${request?.url.slice(endpoint.length)}`, said, name);
      const text = await request!.text();
      assert.deepEqual(text === '' ? undefined : JSON.parse(text), body, name);
      assert.equal(request!.headers.get('idempotency-key'), request!.method === 'GET' ? null : intent.key, name);
    }
    assert.deepEqual(Object.keys(clientOver(csv).client).sort(), Object.keys(routes).sort());
  });

  it('that writes wants an intent, and is never repeated', async () => {
    const writes = cases.filter(([name]) => routes[name].method !== 'GET');
    assert.equal(writes.length, 21);
    for (const [name, [say]] of writes) {
      const { client, sent } = clientOver(() => Response.json({}, { status: 503, headers: { 'Retry-After': '0' } }));
      await assert.rejects(say(client, undefined as never), { name: 'TypeError', message: `${name} is a write and needs an intent` }); // prettier-ignore
      assert.equal(sent.length, 0);
      await assert.rejects(say(client, intent), { kind: 'unknown-outcome' });
      assert.equal(sent.length, 1, name);
    }
  });

  it('that changes or ends something answers nothing', async () => {
    for (const name of [
      'revokeKyc',
      'deleteTrunk',
      'updateCredential',
      'deleteIpAcl',
      'updateOriginationUri',
    ] as const) {
      const [say, , , answer] = says[name];
      assert.equal(await say(clientOver(answerOf(answer)).client, intent), undefined, name);
    }
  });
});

describe('a stream', () => {
  it('is handed over as it comes, and asks for no JSON', async () => {
    const { client, sent } = clientOver(csv);
    const response = await client.exportCalls(days);
    assert.equal(await response.text(), 'uuid,cost\n');
    assert.equal(response.headers.get('content-type'), 'text/csv');
    assert.equal(sent[0]?.headers.get('accept'), '*/*');
    assert.equal(sent[0].headers.get('x-vobiz-portal'), '1');
  });

  it('is not read before somebody does, and ends with its signal', async () => {
    const controller = new AbortController();
    let pulled = 0;
    const endless = (signal: AbortSignal) =>
      new ReadableStream<Uint8Array>(
        {
          start: (stream) => signal.addEventListener('abort', () => stream.error(signal.reason)),
          pull: (stream) => {
            pulled++;
            stream.enqueue(new Uint8Array(1024));
          },
        },
        { highWaterMark: 0 },
      );
    const fetch = (request: Request) => Promise.resolve(new Response(endless(request.signal)));
    const response = await createClient({ endpoint, fetch }).exportCalls({}, controller.signal);
    assert.equal(pulled, 0);
    const reader = response.body!.getReader();
    assert.equal((await reader.read()).value?.byteLength, 1024);
    controller.abort(new Error('the element is gone'));
    await assert.rejects(reader.read());
  });

  it('that is refused is a VobizError as any', async () => {
    const { client } = clientOver(() => Response.json(fixture('recording-get.404'), { status: 404 }));
    await assert.rejects(
      client.getRecordingMedia(id),
      (error) => error instanceof VobizError && error.kind === 'missing',
    );
  });
});

describe('a refusal of these calls', () => {
  it('says what a person can do', async () => {
    const refusals: [CallName, string, number, kind: string, code?: string][] = [
      ['getTrunk', 'trunk.404', 404, 'missing', 'trunk-not-found'],
      ['createTrunk', 'trunks-create.400-webhook-url', 400, 'invalid'],
      ['deleteTrunk', 'trunk-delete.409-guess', 409, 'conflict', 'conflict'],
      ['createCredential', 'credentials-create.409', 409, 'conflict'],
      ['createIpAcl', 'ip-acl-create.400', 400, 'invalid'],
      ['createOriginationUri', 'origination-uri-create.400', 400, 'invalid'],
      ['getCall', 'cdr-get.404-guess', 404, 'missing'],
      ['getBalance', 'account-me.401', 401, 'session', 'unauthorized'],
      ['startKyc', 'kyc-sessions-create.404-account', 404, 'missing'],
      ['startKyc', 'kyc-sessions-create.401', 401, 'session'],
      ['resendKyc', 'kyc-session-resend.409-revoked', 409, 'conflict'],
      ['resendKyc', 'kyc-session-resend.400-redirect-flow', 400, 'invalid'],
      ['revokeKyc', 'kyc-session-revoke.409-terminal', 409, 'conflict'],
      ['createAccount', 'partner-accounts-create.403-limit', 403, 'denied'],
      ['createAccount', 'partner-accounts-create.409-email-in-use', 409, 'conflict'],
    ];
    for (const [name, body, status, kind, code] of refusals) {
      const { client } = clientOver(() => Response.json(fixture(body), { status }));
      await assert.rejects(says[name][0](client, intent), (error) => {
        assert.ok(error instanceof VobizError);
        assert.deepEqual([body, error.kind, error.code], [body, kind, code]);
        return true;
      });
    }
  });

  it('names the fields, and repeats nothing of what was typed', async () => {
    const { client } = clientOver(() =>
      Response.json(fixture('partner-accounts-create.422-validation'), { status: 422 }),
    );
    await assert.rejects(client.createAccount(account, intent), (error) => {
      assert.ok(error instanceof VobizError);
      assert.deepEqual([error.kind, error.fields], ['invalid', { password: 'value-error', phone: 'value-error' }]);
      assert.ok(!error.message.includes('character'));
      return true;
    });
  });
});
