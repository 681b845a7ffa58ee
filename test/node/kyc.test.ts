import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ProxyOptions } from '../../src/server/index.ts';
import type { KycOptions } from '../../src/server/kyc/options.ts';
import { answering, host, type Heard } from './proxy-ask.ts';
import { kycHost, redirect_url, webhook_url } from './kyc-host.ts';
import { secrets } from './kyc-service.ts';

const minutes = (count: number) => count * 60_000;
/** Lets what is under way come to the next thing it waits for; links are sealed in other threads, which take their time. */
const settled = async () => {
  for (let round = 0; round < 10; round++) {
    await crypto.subtle.digest('SHA-256', new Uint8Array(1));
    await new Promise(setImmediate);
  }
};

describe('a customer who wants to be verified', () => {
  it('is offered it only where the host has a page to come back to', async () => {
    const without = host({ kyc: { allowed_origins: ['https://kyc.vobiz.ai'] } });
    const { body } = await without.ask('GET /session');
    assert.deepEqual(body.can.filter((name: string) => name.endsWith('Kyc')), []); // prettier-ignore
    for (const what of ['GET /kyc', 'POST /kyc', 'POST /kyc/resend', 'DELETE /kyc'])
      assert.equal((await without.ask(what, { body: what === 'GET /kyc' ? undefined : {} })).code, 'not-allowed');
    const hook = new Request(webhook_url, {
      method: 'POST',
      body: '{"event":"kyc.completed","session_id":"1a0f7da5"}',
    });
    assert.equal((await without.proxy(hook)).status, 404);
    assert.deepEqual(without.sent, []);
    const { ask } = kycHost();
    assert.deepEqual(
      (await ask('GET /session')).body.can.filter((name: string) => name.endsWith('Kyc')),
      ['getKyc', 'startKyc', 'resendKyc', 'revokeKyc'],
    );
  });

  it('is told that nothing was begun yet', async () => {
    const { ask } = kycHost();
    const { status, body } = await ask('GET /kyc');
    assert.deepEqual([status, body], [200, { verified: false, status: 'none', can_continue: false }]);
  });

  it('is sent to the page, and the service is told everything by the proxy', async () => {
    const { start, sent } = kycHost({ kyc: { expires_in_days: 14, reminder_schedule: [{ trigger: 'days_before_expiry', value: 3 }] } }); // prettier-ignore
    const { body } = await start();
    assert.match(body.widget_url, /^https:\/\/kyc\.vobiz\.ai\/kyc\/verify\?token=kst_/);
    assert.deepEqual([body.status, body.flow_type, body.verified], ['link_ready', 'redirect', false]);
    const said = JSON.parse(sent.find(({ method }) => method === 'POST')!.body);
    assert.match(said.metadata.nonce, /^[0-9a-f-]{36}$/);
    assert.deepEqual(said, {
      account_auth_id: 'MA_ASHA',
      flow_type: 'redirect',
      redirect_url,
      webhook_url,
      expires_in_days: 14,
      reminder_schedule: [{ trigger: 'days_before_expiry', value: 3 }],
      metadata: said.metadata,
    });
    for (const { headers } of sent) assert.equal(headers['x-auth-id'], 'PA_SANDBOX');
  });

  it('gets a mail at the account’s own address, or where the host says', async () => {
    const own = kycHost();
    const { body } = await own.start('email');
    assert.deepEqual([body.status, body.email_hint, body.widget_url], ['email_sent', 'a***@example.com', undefined]);
    assert.equal(own.vobiz.sessions[0]!.customer_email, 'asha@example.com');
    const customer = () => ({ auth_id: 'MA_ASHA', auth_token: 't', email: 'asha@work.example' });
    const told = kycHost({ customer });
    await told.start('email');
    assert.equal(told.vobiz.sessions[0]!.customer_email, 'asha@work.example');
    const nowhere = kycHost();
    nowhere.vobiz.accounts.get('MA_ASHA')!.email = '';
    assert.equal((await nowhere.start('email')).code, 'kyc-no-email');
    assert.equal(nowhere.vobiz.sessions.length, 0);
  });

  it('goes on with the same session, however often and in whichever tab they press', async () => {
    const { start, vobiz, ask } = kycHost();
    const { body } = await start();
    for (let press = 0; press < 5; press++) assert.equal((await start()).body.widget_url, body.widget_url);
    assert.equal((await start('redirect', { key: 'one-key-abcdefgh' })).body.widget_url, body.widget_url);
    assert.equal((await start('redirect', { key: 'one-key-abcdefgh' })).body.widget_url, body.widget_url);
    assert.equal(vobiz.sessions.length, 1);
    vobiz.page.open(vobiz.sessions[0]!);
    vobiz.page.pan(vobiz.sessions[0]!);
    assert.equal((await start()).body.widget_url, body.widget_url);
    const { body: state } = await ask('GET /kyc');
    assert.deepEqual([state.status, state.completed_steps, state.can_continue], ['in_progress', ['pan'], true]);
    assert.equal(vobiz.sessions.length, 1);
  });

  it('starts one session in many tabs at once', async () => {
    const { start, vobiz, clock } = kycHost();
    const tabs = Promise.all(Array.from({ length: 6 }, () => start()));
    let answers: Heard[] | undefined;
    void tabs.then((all) => (answers = all));
    for (let round = 0; round < 60 && !answers; round++) {
      await settled();
      clock.advance(250);
    }
    assert.equal(vobiz.sessions.length, 1);
    assert.equal(new Set(answers!.map(({ body }) => body.widget_url)).size, 1);
    assert.deepEqual(answers!.map(({ status }) => status), [200, 200, 200, 200, 200, 200]); // prettier-ignore
  });

  it('loses no session that another tab began, opened or finished while this one was looking', async () => {
    const meanwhile = [
      ['open', 'email', 'kyc-live'],
      ['open', 'redirect', undefined],
      ['finish', 'email', 'already-verified'],
      ['finish', 'redirect', 'already-verified'],
    ] as const;
    for (const [what, flow, code] of meanwhile) {
      const { start, vobiz, clock } = kycHost();
      const { handler } = vobiz;
      let arrive = () => {};
      const arrived = new Promise<void>((resolve) => (arrive = resolve));
      let isFirst = true;
      vobiz.handler = async (request) => {
        const response = await handler(request);
        if (isFirst && request.url.includes('/kyc-sessions')) {
          isFirst = false;
          await arrived;
        }
        return response;
      };
      let late: Heard | undefined;
      void start(flow).then((heard) => (late = heard));
      await settled();
      const { body } = await start('redirect');
      vobiz.page[what](vobiz.sessions[0]!);
      const { status } = vobiz.sessions[0]!;
      arrive();
      for (let round = 0; round < 60 && !late; round++) {
        await settled();
        clock.advance(250);
      }
      assert.deepEqual([vobiz.sessions.length, vobiz.sessions[0]!.status], [1, status], `${what} ${flow}`);
      assert.equal(late!.code, code);
      if (!code) assert.equal(late!.body.widget_url, body.widget_url);
    }
  });

  it('never loses a session that somebody may be in', async () => {
    const { start, vobiz, ask } = kycHost();
    await start();
    assert.equal((await start('email')).code, 'kyc-live', 'not even an unopened one, for the other way');
    assert.equal(vobiz.sessions[0]!.status, 'link_ready');
    vobiz.begin('MA_ASHA', { flow_type: 'redirect', redirect_url });
    vobiz.page.open(vobiz.sessions[0]!);
    assert.equal((await ask('GET /kyc')).body.can_continue, false);
    assert.deepEqual([(await start()).code, (await start('email')).code], ['kyc-live', 'kyc-live']);
    assert.equal(vobiz.sessions[0]!.status, 'opened');
    assert.equal((await ask('DELETE /kyc', { body: { reason: 'Start again' } })).status, 200);
    assert.equal(vobiz.sessions[0]!.status, 'revoked');
    assert.equal((await start()).status, 200);
    assert.equal(vobiz.sessions.length, 3);
  });

  it('loses no session whose link they may still have, though it is not known here any more', async () => {
    const { start, vobiz, store, ask } = kycHost();
    await start();
    await store.remove(JSON.stringify(['kyc', 'MA_ASHA']));
    assert.equal((await start()).code, 'kyc-live');
    assert.equal(vobiz.sessions[0]!.status, 'link_ready');
    await ask('DELETE /kyc', { body: {} });
    assert.match((await start()).body.widget_url, /kst_/);
  });

  it('can begin again after a failure, after the link died, and after it was revoked', async () => {
    for (const end of ['fail', 'revoke', 'expire'] as const) {
      const { start, vobiz, ask, clock } = kycHost();
      const { body: first } = await start();
      if (end === 'expire') clock.advance(8 * 24 * minutes(60));
      else vobiz.page[end](vobiz.sessions[0]!);
      const { body } = await ask('GET /kyc');
      assert.deepEqual(
        [body.verified, body.status],
        [false, { fail: 'failed', revoke: 'revoked', expire: 'expired' }[end]],
      );
      if (end === 'fail') assert.equal(body.reason, 'pan-name');
      const { body: second } = await start();
      assert.ok(second.widget_url && second.widget_url !== first.widget_url);
    }
  });

  it('is verified when the service says so now, and starts nothing more', async () => {
    const { start, vobiz, ask } = kycHost();
    await start();
    vobiz.page.finish(vobiz.sessions[0]!);
    const { body, text } = await ask('GET /kyc');
    assert.deepEqual(
      [body.verified, body.status, body.kyc_type, body.completed_steps],
      [true, 'kyc_completed', 'individual', ['pan', 'aadhaar']],
    );
    assert.doesNotMatch(text, secrets);
    assert.ok(!text.includes(vobiz.sessions[0]!.id));
    assert.equal((await start()).code, 'already-verified');
    assert.equal(vobiz.sessions.length, 1);
  });

  it('is verified by the account’s own word, also when the list cannot be read', async () => {
    const { ask, vobiz } = kycHost();
    vobiz.accounts.get('MA_ASHA')!.kyc_status = 'completed';
    assert.deepEqual((await ask('GET /kyc')).body, { verified: true, status: 'none', can_continue: false });
    const handler = vobiz.handler;
    vobiz.handler = async (request) =>
      request.url.includes('/kyc-sessions') ? new Response('', { status: 503 }) : handler(request);
    assert.deepEqual((await ask('GET /kyc')).body, { verified: true, can_continue: false });
  });

  it('is told that it is not known, never that it failed, while the service cannot say', async () => {
    const { ask, vobiz, start } = kycHost();
    await start();
    const handler = vobiz.handler;
    for (const broken of ['/accounts/', '/kyc-sessions']) {
      vobiz.handler = async (request) =>
        request.url.includes(broken) ? new Response('<html>', { status: 502 }) : handler(request);
      const { status, body } = await ask('GET /kyc');
      assert.deepEqual([status, body.kind], [502, 'server'], broken);
    }
  });

  it('sees a status that nobody knows yet, as not verified', async () => {
    const { ask, vobiz, start } = kycHost();
    await start();
    vobiz.sessions[0]!.status = 'under_review' as never;
    const { body } = await ask('GET /kyc');
    assert.deepEqual([body.verified, body.status], [false, 'under_review']);
  });

  it('begins three sessions in ten minutes and no more, and may go on as often as they like', async () => {
    const { start, ask, vobiz } = kycHost({ limits: { writes: false } });
    for (let round = 0; round < 3; round++) {
      for (let press = 0; press < 5; press++) assert.equal((await start()).status, 200);
      await ask('DELETE /kyc', { body: {} });
    }
    const { code, headers } = await start();
    assert.deepEqual([code, headers.get('retry-after')], ['too-many-requests', '200']);
    assert.equal(vobiz.sessions.length, 3);
  });
});

describe('a start whose answer was lost', () => {
  const losing = (options = {}) => {
    const all = kycHost(options);
    const handler = all.vobiz.handler;
    let times = 1;
    all.vobiz.handler = async (request) => {
      const isStart = request.method === 'POST' && request.url.endsWith('/kyc-sessions');
      const response = await handler(request);
      if (isStart && times-- > 0) throw new TypeError('fetch failed');
      return response;
    };
    return all;
  };

  it('by e-mail is found in the list, and no second mail is sent', async () => {
    const { start, vobiz } = losing();
    const lost = await start('email', { key: 'the-key-abcdefgh' });
    assert.deepEqual([lost.status, lost.code], [502, 'unknown-outcome']);
    const again = await start('email', { key: 'the-key-abcdefgh' });
    assert.deepEqual([again.status, again.body.status], [200, 'email_sent']);
    assert.equal((await start('email')).body.status, 'email_sent');
    assert.equal(vobiz.sessions.length, 1);
  });

  it('by redirect is not begun again while it may still arrive, and then only because nobody can have its link', async () => {
    const { start, vobiz, clock, ask } = losing();
    assert.equal((await start()).code, 'unknown-outcome');
    const { body } = await ask('GET /kyc');
    assert.deepEqual([body.status, body.can_continue], ['link_ready', false]);
    const early = await start();
    assert.deepEqual([early.code, early.body.retry_after], ['unknown-outcome', 90]);
    assert.equal(vobiz.sessions.length, 1);
    clock.advance(91_000);
    const { body: second } = await start();
    assert.match(second.widget_url, /kst_/);
    assert.deepEqual(vobiz.sessions.map(({ status }) => status), ['link_ready', 'revoked']); // prettier-ignore
  });

  it('by redirect is left alone when somebody opened it all the same', async () => {
    const { start, vobiz, clock } = losing();
    await start();
    clock.advance(91_000);
    vobiz.page.open(vobiz.sessions[0]!);
    assert.equal((await start()).code, 'kyc-live');
    assert.equal(vobiz.sessions[0]!.status, 'opened');
  });

  it('is left alone when it was not this proxy’s last one', async () => {
    const { start, vobiz, clock } = losing();
    await start();
    clock.advance(91_000);
    vobiz.begin('MA_ASHA', { flow_type: 'redirect', redirect_url, metadata: { nonce: 'console' } });
    assert.equal((await start()).code, 'kyc-live');
  });

  it('is not begun at all when the store fails', async () => {
    const failing = () => Promise.reject(new Error('disk full'));
    const { start, vobiz } = kycHost({ store: { get: failing, add: failing, replace: failing, remove: failing } });
    assert.equal((await start()).code, 'store-failed');
    assert.equal(vobiz.sessions.length, 0);
    // Nor is a live one called somebody else's, whose link cannot be looked up at the moment.
    vobiz.begin('MA_ASHA', { flow_type: 'redirect', redirect_url });
    assert.equal((await start()).code, 'store-failed');
  });
});

describe('a customer who waits for the mail', () => {
  it('hears from the server when it can be sent again, also after a reload', async () => {
    const { start, ask, clock, vobiz } = kycHost();
    const { body } = await start('email');
    assert.equal(body.resend_at, '2026-03-25T10:30:00.000Z');
    clock.advance(minutes(10));
    assert.equal((await ask('GET /kyc')).body.resend_at, '2026-03-25T10:30:00.000Z');
    const early = await ask('POST /kyc/resend');
    assert.deepEqual([early.status, early.body.retry_after, early.body.kind], [429, 1200, 'wait']);
    clock.advance(minutes(20));
    const { body: sent } = await ask('POST /kyc/resend');
    assert.deepEqual([sent.resend_at, sent.status], ['2026-03-25T11:00:00.000Z', 'email_sent']);
    assert.equal((await ask('GET /kyc')).body.resend_at, '2026-03-25T11:00:00.000Z');
    assert.equal(vobiz.sessions[0]!.mailed_at!.getTime(), clock.now());
  });

  it('is believed the seconds that the service says, and half an hour where it says none', async () => {
    const { start, ask, clock, vobiz } = kycHost();
    await start('email');
    clock.advance(minutes(25));
    const handler = vobiz.handler;
    const saying = (message: string) => {
      vobiz.handler = async (request) =>
        request.url.endsWith('/resend') ? Response.json({ message }, { status: 429 }) : handler(request);
    };
    saying('Email was sent recently. Please wait 777 seconds before resending.');
    assert.equal((await ask('POST /kyc/resend')).body.retry_after, 777);
    assert.equal((await ask('GET /kyc')).body.resend_at, '2026-03-25T10:37:57.000Z');
    saying('Too early');
    assert.equal((await ask('POST /kyc/resend')).body.retry_after, 777);
    const later = kycHost();
    await later.start('email');
    later.clock.advance(minutes(25));
    later.vobiz.handler = vobiz.handler;
    for (const session of later.vobiz.sessions) vobiz.world.kycSessions.set(session.id, session);
    assert.equal((await later.ask('POST /kyc/resend')).body.retry_after, 300);
  });

  it('keeps the link of a session that was begun while an older one’s mail was on its way', async () => {
    const { start, ask, clock, vobiz } = kycHost();
    await start('email');
    clock.advance(minutes(30));
    const { handler } = vobiz;
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    vobiz.handler = async (request) => {
      const response = await handler(request);
      if (request.url.endsWith('/resend')) await arrived;
      return response;
    };
    const sending = ask('POST /kyc/resend');
    await settled();
    await ask('DELETE /kyc', { body: {} });
    const { body } = await start();
    arrive();
    assert.equal((await sending).status, 200);
    assert.equal((await start()).body.widget_url, body.widget_url);
  });

  it('cannot have a mail of a session that has none, or has ended', async () => {
    const { start, ask, vobiz } = kycHost();
    assert.equal((await ask('POST /kyc/resend')).code, 'kyc-none');
    assert.equal((await ask('DELETE /kyc', { body: {} })).code, 'kyc-none');
    await start();
    assert.equal((await ask('POST /kyc/resend')).code, 'kyc-not-by-email');
    await ask('DELETE /kyc', { body: {} });
    await start('email');
    vobiz.page.revoke(vobiz.sessions[0]!);
    for (const what of ['POST /kyc/resend', 'DELETE /kyc']) {
      const { status, body } = await ask(what, what.startsWith('DELETE') ? { body: {} } : {});
      assert.deepEqual([status, body.kind], [409, 'conflict'], what);
    }
  });

  it('revokes only the session that was meant, however late the press arrives', async () => {
    const { start, ask, vobiz } = kycHost();
    await start();
    const press = { key: 'revoke-abcdefgh', body: { reason: 'Wrong e-mail' } };
    assert.equal((await ask('DELETE /kyc', press)).status, 200);
    assert.equal((await ask('DELETE /kyc', press)).headers.get('idempotency-replayed'), null);
    await start();
    assert.equal((await ask('DELETE /kyc', press)).code, 'key-reused');
    assert.deepEqual(vobiz.sessions.map(({ status }) => status), ['link_ready', 'revoked']); // prettier-ignore
  });

  it('hears nothing of why it was revoked, and the service does', async () => {
    const { start, ask, sent } = kycHost();
    await start();
    await ask('DELETE /kyc', { body: { reason: 'Wrong e-mail' } });
    assert.equal(sent.at(-1)!.method, 'DELETE');
    assert.deepEqual(JSON.parse(sent.at(-1)!.body), { reason: 'Wrong e-mail' });
    await start();
    await ask('DELETE /kyc', { body: {} });
    assert.equal(sent.at(-1)!.body, '');
  });
});

describe('the kyc option', () => {
  it('that cannot be meant is a sentence at the start', () => {
    const wrong: [Partial<Record<keyof KycOptions, unknown>>, RegExp][] = [
      [{ allowed_origins: ['http://kyc.vobiz.ai'] }, /kyc\.allowed_origins must hold exact https origins/],
      [{ allowed_origins: ['https://kyc.vobiz.ai/'] }, /kyc\.allowed_origins must/],
      [{ allowed_origins: 'https://kyc.vobiz.ai' }, /kyc\.allowed_origins must be a list/],
      [{ redirect_url: 'http://signup.example/x' }, /kyc\.redirect_url must be a whole https address/],
      [{ redirect_url: '/verified' }, /kyc\.redirect_url/],
      [{ redirect_url: 'https://a:b@signup.example/' }, /kyc\.redirect_url/],
      [{ webhook_url: 'javascript:1' }, /kyc\.webhook_url/],
      [{ expires_in_days: 0 }, /kyc\.expires_in_days/],
      [{ expires_in_days: 366 }, /kyc\.expires_in_days/],
      [{ reminder_schedule: [{ trigger: 'daily', value: 1 }] }, /kyc\.reminder_schedule/],
      [{ onVerified: 'unlock' }, /kyc\.onVerified must be a function/],
      [{ knowsAccount: ['MA_ASHA'] }, /kyc\.knowsAccount must be a function/],
      [{ secret: '' }, /kyc\.secret/],
      [{ requireSignature: 'yes' }, /kyc\.requireSignature/],
      [{ redirectUrl: 'https://signup.example/' } as never, /redirectUrl.*did you mean "redirect_url"/],
    ];
    for (const [kyc, message] of wrong)
      assert.throws(() => host({ service: answering({}), kyc: kyc as ProxyOptions['kyc'] }), {
        name: 'TypeError',
        message,
      });
    host({ kyc: { redirect_url: 'http://localhost:5173/verified', allowed_origins: ['http://localhost:4010'] } });
  });
});
