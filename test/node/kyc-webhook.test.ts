import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { createKycWebhook, isVerified, memoryStore } from '../../src/server/index.ts';
import { fixture } from '../fixture.ts';
import { heard, type Heard } from './proxy-ask.ts';
import { kycHost } from './kyc-host.ts';
import { partner, secrets, webhookBody } from './kyc-service.ts';

const settled = async (rounds = 30) => {
  for (let round = 0; round < rounds; round++) await new Promise(setImmediate);
};

/** A customer whose session is finished on the hosted page. */
async function finished(options: Parameters<typeof kycHost>[0] = {}) {
  const all = kycHost(options);
  await all.start();
  const [session] = all.vobiz.sessions;
  all.vobiz.page.finish(session!);
  all.sent.length = 0;
  return { ...all, session: session! };
}

describe('a webhook', () => {
  it('lets the host hear once, though it is delivered again and again', async () => {
    const { deliver, session, told } = await finished();
    for (let times = 0; times < 3; times++) {
      const { status, body } = await deliver(session, 'kyc.completed');
      assert.deepEqual([status, body], [200, { received: true }]);
    }
    const news = {
      account: 'MA_ASHA',
      session_id: session.id,
      status: 'kyc_completed',
      kyc_type: 'individual',
      completed_at: '2026-03-25T10:00:00.000Z',
    };
    assert.deepEqual(told, [['onVerified', news]]);
  });

  it('needs no header, cookie or origin of the portal', async () => {
    const { proxy, session, told } = await finished();
    const body = JSON.stringify(webhookBody(session, 'kyc.completed'));
    const url = 'https://signup.example/vobiz/kyc/webhook';
    assert.equal((await proxy(new Request(url, { method: 'POST', body }))).status, 200);
    assert.equal(told.length, 1);
    for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS'])
      assert.equal((await proxy(new Request(url, { method }))).status, 404, method);
  });

  it('is news once with the return of the customer and every poll, whichever is first', async () => {
    const first = await finished();
    await first.ask('GET /kyc');
    await first.deliver(first.session, 'kyc.completed');
    await first.ask('GET /kyc');
    assert.deepEqual(first.told.map(([hook]) => hook), ['onVerified']); // prettier-ignore
    const second = await finished();
    await Promise.all([
      second.deliver(second.session, 'kyc.completed'),
      second.ask('GET /kyc'),
      second.ask('GET /kyc'),
    ]);
    assert.deepEqual(second.told.map(([hook]) => hook), ['onVerified']); // prettier-ignore
  });

  it('tells of a failure and of an end, as the session says and not as the body does', async () => {
    const failed = kycHost();
    await failed.start();
    failed.vobiz.page.fail(failed.vobiz.sessions[0]!);
    assert.equal((await failed.deliver(failed.vobiz.sessions[0]!, 'kyc.completed')).status, 200);
    assert.deepEqual(failed.told.map(([hook, { reason }]) => [hook, reason]), [['onFailed', 'pan-name']]); // prettier-ignore
    const ended = kycHost();
    await ended.start();
    await ended.ask('DELETE /kyc', { body: {} });
    assert.equal((await ended.deliver(ended.vobiz.sessions[0]!, 'kyc.session_revoked')).status, 200);
    assert.deepEqual(ended.told.map(([hook]) => hook), ['onRevoked']); // prettier-ignore
  });

  it('that nobody knows is acknowledged, and asks nobody', async () => {
    const { hook, deliver, session, told, sent } = await finished();
    for (const event of ['kyc.initiated', 'kyc.submitted', 'kyc.session_expired', 'kyc.new', 'call.hangup', ''])
      assert.equal((await deliver(session, event)).status, 200, event);
    assert.equal((await hook(fixture('webhook-subaccount-kyc-completed'))).status, 503); // no session of this partner
    assert.deepEqual(told, []);
    assert.equal(sent.length, 1);
  });

  it('is acknowledged for an account the host does not know, and for a session that is not the newest', async () => {
    const unknown = await finished({ kyc: { knowsAccount: (account) => account === 'MA_NILA' } });
    assert.equal((await unknown.deliver(unknown.session, 'kyc.completed')).status, 200);
    assert.deepEqual(unknown.told, []);
    const older = kycHost();
    await older.start();
    const [session] = older.vobiz.sessions;
    older.vobiz.begin('MA_ASHA', { flow_type: 'redirect', redirect_url: 'https://console.vobiz.ai/' });
    assert.equal((await older.deliver(session!, 'kyc.session_revoked')).status, 200);
    assert.deepEqual(older.told, []);
  });

  it('is asked to come again while the service does not say so itself', async () => {
    const { start, deliver, vobiz, told } = kycHost();
    await start();
    for (const event of ['kyc.completed', 'kyc.failed', 'kyc.session_revoked']) {
      const { status, code } = await deliver(vobiz.sessions[0]!, event);
      assert.deepEqual([status, code], [503, 'kyc-not-confirmed']);
    }
    assert.deepEqual(told, []);
  });

  it('is asked to come again when the service or the host cannot be asked', async () => {
    const { deliver, session, vobiz, told, clock } = await finished();
    const handler = vobiz.handler;
    for (const status of [401, 429, 500, 503]) {
      vobiz.handler = async () => Response.json({}, { status });
      clock.advance(60_000);
      assert.equal((await deliver(session, 'kyc.completed')).status, 503, `${status}`);
    }
    vobiz.handler = handler;
    clock.advance(60_000);
    assert.equal((await deliver(session, 'kyc.completed')).status, 200);
    assert.equal(told.length, 1);
    const unsure = await finished({ kyc: { knowsAccount: () => Promise.reject(new Error('database down')) } });
    assert.equal((await unsure.deliver(unsure.session, 'kyc.completed')).status, 503);
    assert.equal((unsure.log.at(-1)!.cause as Error).message, 'database down');
  });

  it('is answered within five seconds, whatever hangs', async () => {
    const slow = await finished();
    slow.vobiz.handler = () => new Promise(() => {});
    const waiting = slow.deliver(slow.session, 'kyc.completed');
    await settled();
    slow.clock.advance(4_000);
    assert.deepEqual([(await waiting).status, slow.told.length], [503, 0]);

    let done = () => {};
    let called = 0;
    const onVerified = () => (called++, new Promise<void>((resolve) => (done = resolve)));
    const busy = await finished({ kyc: { onVerified } });
    const first = busy.deliver(busy.session, 'kyc.completed');
    await settled();
    busy.clock.advance(5_000);
    assert.deepEqual([(await first).status, (await first).code], [503, 'kyc-not-done']);
    // It is still at work, for longer than any lease: nobody calls it a second time.
    for (let minute = 0; minute < 12; minute++) {
      busy.clock.advance(10_000);
      await settled();
    }
    assert.equal((await busy.deliver(busy.session, 'kyc.completed')).status, 503);
    done();
    await settled();
    assert.equal((await busy.deliver(busy.session, 'kyc.completed')).status, 200);
    assert.equal(called, 1);
  });

  it('reaches a host whose hook threw, or whose process died, when the lease is over', async () => {
    const calls: (string | undefined)[] = [];
    const onVerified = ({ session_id }: { session_id?: string }) => {
      calls.push(session_id);
      if (calls.length < 3) throw new Error('database down');
    };
    const { deliver, session, clock, log } = await finished({ kyc: { onVerified } });
    assert.equal((await deliver(session, 'kyc.completed')).status, 503);
    assert.equal((log.at(-1)!.cause as Error).message, 'database down');
    assert.equal((await deliver(session, 'kyc.completed')).status, 503);
    assert.equal(calls.length, 1, 'not before the lease is over');
    for (let times = 0; times < 3; times++) {
      clock.advance(36_000);
      await deliver(session, 'kyc.completed');
    }
    assert.deepEqual(calls, [session.id, session.id, session.id]);

    const shared = await finished({ kyc: { onVerified: () => new Promise<void>(() => {}) } });
    void shared.deliver(shared.session, 'kyc.completed');
    await settled();
    // Another process, on the same store and with a clock of its own that goes on.
    const heir = kycHost({ vobiz: shared.vobiz, store: shared.store });
    heir.clock.advance(30_000);
    assert.equal((await heir.deliver(shared.session, 'kyc.completed')).status, 503);
    heir.clock.advance(6_000);
    assert.equal((await heir.deliver(shared.session, 'kyc.completed')).status, 200);
    assert.equal(heir.told.length, 1);
  });

  it('is told for an account that was verified by other means, once its own sessions are over', async () => {
    for (const end of ['revoke', 'fail', 'expire', 'nothing'] as const) {
      const { start, vobiz, ask, clock, told } = kycHost({ kyc: { onFailed: undefined, onRevoked: undefined } });
      if (end !== 'nothing') await start();
      const [session] = vobiz.sessions;
      if (end === 'fail' || end === 'revoke') vobiz.page[end](session!);
      vobiz.accounts.get('MA_ASHA')!.kyc_status = 'completed';
      assert.equal((await ask('GET /kyc')).body.verified, true, end);
      // A live one may be what verified the account, and will say so itself.
      if (end === 'expire') assert.deepEqual(told, []);
      clock.advance(8 * 86_400_000);
      for (let times = 0; times < 3; times++) await ask('GET /kyc');
      assert.deepEqual(told, [['onVerified', { account: 'MA_ASHA', status: 'completed' }]], end);
    }
  });

  it('is not told of a host’s hook that is at work a second time, though the store lost an answer', async () => {
    const memory = memoryStore();
    let losing = 0;
    const replace: typeof memory.replace = async (...said) => {
      const done = await memory.replace(...said);
      if (losing-- > 0) throw new Error('connection reset');
      return done;
    };
    let done = () => {};
    let called = 0;
    const onVerified = () => (called++, new Promise<void>((resolve) => (done = resolve)));
    const { deliver, session, clock } = await finished({ kyc: { onVerified }, store: { ...memory, replace } });
    void deliver(session, 'kyc.completed');
    await settled();
    losing = 1;
    for (let times = 0; times < 12; times++) {
      clock.advance(10_000);
      await settled();
      void deliver(session, 'kyc.completed');
      await settled();
    }
    assert.equal(called, 1);
    losing = 1;
    done();
    await settled();
    clock.advance(60_000);
    assert.equal((await deliver(session, 'kyc.completed')).status, 200);
    assert.equal(called, 1);
  });

  it('of an account verified by other means comes with the end of its last session too', async () => {
    const { start, vobiz, deliver, told } = kycHost();
    await start();
    const [session] = vobiz.sessions;
    vobiz.accounts.get('MA_ASHA')!.kyc_status = 'completed';
    vobiz.page.revoke(session!);
    assert.equal((await deliver(session!, 'kyc.session_revoked')).status, 200);
    assert.deepEqual(told, [['onVerified', { account: 'MA_ASHA', status: 'completed' }]]);
  });

  it('is told once, also to a customer who looks again years later', async () => {
    const { ask, told, clock } = await finished();
    for (let years = 0; years < 4; years++) {
      assert.equal((await ask('GET /kyc')).body.verified, true);
      clock.advance(366 * 86_400_000);
    }
    assert.equal(told.length, 1);
  });

  it('finds a customer verified though the host’s hook cannot do its part', async () => {
    const onVerified = () => Promise.reject(new Error('database down'));
    const { ask, log } = await finished({ kyc: { onVerified } });
    const { status, body } = await ask('GET /kyc');
    assert.deepEqual([status, body.verified, (log.at(-1)!.cause as Error).message], [200, true, 'database down']);
  });
});

describe('the signature of a webhook', () => {
  const bytes = JSON.stringify(
    webhookBody({ id: 'x'.repeat(12), account_auth_id: 'MA_ASHA', status: 'opened' }, 'kyc.new'),
  );
  const mac = (key: string, encoding: 'hex' | 'base64') => createHmac('sha256', key).update(bytes).digest(encoding);
  const post = async (options: object, signature?: string) => {
    const { hook, sent } = kycHost({ kyc: options });
    const answer = await hook(bytes, signature === undefined ? {} : { 'X-Vobiz-Signature': signature });
    assert.deepEqual(sent, []);
    return answer.code ?? answer.status;
  };

  it('is looked at when it is there, in each form the service is known to have', async () => {
    const good = mac(partner.auth_token, 'hex');
    for (const signature of [`sha256=${good}`, good, good.toUpperCase(), mac(partner.auth_token, 'base64'), undefined])
      assert.equal(await post({}, signature), 200, signature);
    const host = { secret: 'key of this host' };
    assert.equal(await post(host, `sha256=${mac(host.secret, 'hex')}`), 200);
    assert.equal(await post(host, `sha256=${good}`), 'bad-signature');
  });

  it('is refused when it is wrong, and when there is none though it is required', async () => {
    const good = mac(partner.auth_token, 'hex');
    const wrong = [
      '',
      'sha256=',
      'sha256',
      good.slice(1),
      `${good}0`,
      `sha1=${good}`,
      `sha256=${good}, sha256=${good}`,
    ];
    const others = [
      mac('another key', 'hex'),
      good.replace(/^./, (digit) => (digit === 'f' ? '0' : 'f')),
      'x'.repeat(43),
    ];
    for (const signature of [...wrong, ...others]) assert.equal(await post({}, signature), 'bad-signature', signature);
    assert.equal(await post({ requireSignature: true }), 'bad-signature');
    assert.equal(await post({ requireSignature: true }, `sha256=${good}`), 200);
  });

  it('is that of the bytes as they came', async () => {
    const { hook } = kycHost();
    const signature = `sha256=${mac(partner.auth_token, 'hex')}`;
    const headers = { 'X-Vobiz-Signature': signature };
    assert.equal((await hook(bytes, headers)).status, 200);
    assert.equal((await hook(` ${bytes}`, headers)).code, 'bad-signature');
    assert.equal((await hook(JSON.stringify(JSON.parse(bytes), null, 1), headers)).code, 'bad-signature');
  });
});

describe('a receiver of its own', () => {
  it('shares with the proxy what the host has heard, wherever it is mounted', async () => {
    const { clock, vobiz, store, session, told, hooks, ask } = await finished();
    const receive = createKycWebhook({ partner, store, kyc: hooks, fetch: (request) => vobiz.handler(request) }, clock);
    const post = async (body: unknown, method = 'POST') =>
      heard(await receive(new Request('https://x.example/any/path', { method, ...(method === 'POST' && { body: JSON.stringify(body) }) }))); // prettier-ignore
    assert.equal((await post(webhookBody(session, 'kyc.completed'))).status, 200);
    await ask('GET /kyc');
    assert.equal(told.length, 1);
    const refused = await post(undefined, 'GET');
    assert.deepEqual([refused.status, refused.headers.get('allow')], [405, 'POST']);
    assert.throws(() => createKycWebhook({ partner, kyc: {} } as never), /needs the store/);
    assert.throws(() => createKycWebhook({ partner: {}, store, kyc: {} } as never), /partner must be/);
  });

  it('logs no more than it may', async () => {
    const { clock, vobiz, store, session, hooks } = await finished();
    const log: unknown[] = [];
    const receive = createKycWebhook(
      { partner, store, kyc: hooks, fetch: (request) => vobiz.handler(request), log: (entry) => log.push(entry) },
      clock,
    );
    const body = JSON.stringify(webhookBody(session, 'kyc.completed'));
    await receive(new Request('https://x.example/hook?token=kst_secret', { method: 'POST', body }));
    const said = JSON.stringify(log);
    assert.equal(log.length, 1);
    assert.doesNotMatch(said, secrets);
    for (const name of ['hook', 'MA_ASHA', session.id]) assert.ok(!said.includes(name), name);
  });
});

describe('a host that renders on the server', () => {
  it('hears whether an account is verified, or that it cannot be known', async () => {
    const { vobiz, session, clock } = await finished();
    const fetch = (request: Request) => vobiz.handler(request);
    const ask = (account: string) => isVerified({ partner, account, fetch }, clock);
    assert.deepEqual([await ask('MA_ASHA'), await ask('MA_NILA')], [true, false]);
    vobiz.accounts.get('MA_ASHA')!.kyc_status = 'pending';
    assert.equal(await ask('MA_ASHA'), true);
    session.status = 'revoked';
    assert.equal(await ask('MA_ASHA'), false);
    await assert.rejects(ask('MA_NOBODY'), { name: 'PartnerError', kind: 'missing' });
    await assert.rejects(ask('../partner'), { name: 'TypeError' });
    vobiz.handler = async () => new Response('', { status: 500 });
    await assert.rejects(ask('MA_ASHA'), { name: 'PartnerError', kind: 'server' });
  });
});

describe('a flood of webhooks', () => {
  it('of strangers’ sessions asks the service twice a second, and hinders no session of ours', async () => {
    const { hook, deliver, session, sent, told } = await finished({ limits: undefined });
    const flood: Heard[] = [];
    for (let index = 0; index < 50; index++)
      flood.push(await hook({ event: 'kyc.completed', session_id: `stranger-${index}` }));
    assert.equal(flood.filter(({ status }) => status === 429).length, 48);
    assert.equal(sent.length, 2);
    assert.equal((await deliver(session, 'kyc.completed')).status, 200);
    assert.equal(told.length, 1);
  });
});

it('a store that is another one for each process cannot keep the host from hearing twice, so it is asked for', () => {
  assert.throws(() => createKycWebhook({ partner, store: undefined as never, kyc: {} }), /store/);
  createKycWebhook({ partner, store: memoryStore(), kyc: {} });
});
