import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask, fixture, shapeOf } from './sandbox-ask.ts';
import { emailOrder, kyc, redirectOrder } from './sandbox-kyc-ask.ts';

const MINUTE = 60;
const DAY = 24 * 3600;

/** The shape of a fixture, with other things than null where it says so. */
const shapeOfFixture = async (name: string) => shapeOf(await fixture(name));

describe('A partner who begins a verification', () => {
  it('by redirect reads the fixture, with a link that is nowhere else', async () => {
    const { start, read, list } = kyc();
    const { status, body } = await start(redirectOrder);
    assert.equal(status, 201);
    assert.deepEqual(shapeOf(body), await shapeOfFixture('kyc-sessions-create-redirect.201'));
    assert.match(body.widget_url, /^http:\/\/localhost\/kyc\/verify\?token=kst_[\da-f]{64}$/);
    assert.deepEqual([body.status, body.expires_at], ['link_ready', '2026-04-08T10:00:00Z']);
    const session = (await read(body.session_id)).body;
    assert.deepEqual(shapeOf(session), await shapeOfFixture('kyc-session-get.200-link-ready'));
    assert.equal(session.id, body.session_id);
    assert.ok(!JSON.stringify([session, (await list()).body]).includes('kst_'));
  });

  it('by e-mail reads the fixture, and the customer has mail', async () => {
    const { start, read, world } = kyc();
    const { status, body } = await start(emailOrder);
    assert.equal(status, 201);
    assert.deepEqual(shapeOf(body), await shapeOfFixture('kyc-sessions-create-email.201'));
    assert.deepEqual([body.status, body.email_dispatched_to], ['email_sent', 'c***@example.com']);
    assert.deepEqual(
      shapeOf((await read(body.session_id)).body),
      await shapeOfFixture('kyc-session-get.200-email-sent'),
    );
    const [mail, ...others] = world.mails;
    assert.deepEqual([mail!.to, mail!.session_id, others], ['customer@example.com', body.session_id, []]);
    assert.match(mail!.link, /^http:\/\/localhost\/kyc\/verify\?token=kst_/);
  });

  it('has seven days unless it says otherwise, and a link at the origin it said', async () => {
    const { start } = kyc({ kyc_origin: 'http://127.0.0.1:4999' });
    const { body } = await start({ ...redirectOrder, expires_in_days: undefined });
    assert.equal(body.expires_at, '2026-04-01T10:00:00Z');
    assert.ok(body.widget_url.startsWith('http://127.0.0.1:4999/kyc/verify?token=kst_'));
    assert.throws(() => kyc({ kyc_origin: 'http://127.0.0.1:4999/' }), /kyc_origin must be an origin such as/);
  });

  it('on its own machine needs no https, by any of that machine’s names', async () => {
    for (const host of ['localhost:5173', 'shop.localhost:5173', '127.0.0.1', '[::1]:5173']) {
      const address = `http://${host}/kyc`;
      const { status } = await kyc().start({ ...redirectOrder, redirect_url: address, webhook_url: address });
      assert.equal(status, 201, host);
    }
  });

  it('never meets an id or a link again, not even in another world', async () => {
    const [one, other] = await Promise.all([kyc().start(redirectOrder), kyc().start(redirectOrder)]);
    assert.notEqual(one.body.session_id, other.body.session_id);
    assert.notEqual(one.body.widget_url, other.body.widget_url);
  });

  it('ends the session that the account had, without a word in the answer', async () => {
    const { start, read, list } = kyc();
    const older = (await start(emailOrder)).body.session_id;
    const other = (await start({ ...redirectOrder, account_auth_id: 'MA_NILA' })).body.session_id;
    const { status, body } = await start(redirectOrder);
    assert.equal(status, 201);
    assert.equal((await read(older)).body.status, 'revoked');
    assert.equal((await read(other)).body.status, 'link_ready');
    assert.equal((await read(body.session_id)).body.status, 'link_ready');
    assert.equal((await list('?status=revoked')).body.total, 1);
  });

  it('is told which field is wrong, in the form of the fixture', async () => {
    const { start, world } = kyc();
    const missing = await start({ account_auth_id: 'MA_MALABAR', flow_type: 'redirect' });
    const expected = await fixture('kyc-sessions-create.422-missing-redirect-url');
    assert.deepEqual([missing.status, shapeOf(missing.body)], [422, shapeOf(expected)]);
    assert.deepEqual(missing.body.details[0].msg, expected.details[0].msg);
    const broken = await start('{"account_auth_id": "MA_MALABAR"');
    assert.equal(broken.status, 422);
    const { ctx, ...shape } = shapeOf(broken.body.details[0]) as Record<string, unknown>;
    const { ctx: _, ...wanted } = shapeOf((await fixture('kyc-sessions-create.422-json-invalid')).details[0]) as Record<
      string,
      unknown
    >;
    assert.deepEqual(shape, wanted);
    assert.ok(ctx);
    for (const [wrong, loc] of [
      [{ account_auth_id: undefined }, 'account_auth_id'],
      [{ customer_email: undefined }, 'body'],
      [{ customer_email: 'customer' }, 'customer_email'],
      [{ flow_type: 'sms' }, 'flow_type'],
      [{ webhook_url: 'http://yourapp.com/hook' }, 'webhook_url'],
      [{ webhook_url: 'javascript:alert(1)' }, 'webhook_url'],
      [{ ...redirectOrder, redirect_url: 'https://user@yourapp.com/' }, 'redirect_url'],
      [{ expires_in_days: 0 }, 'expires_in_days'],
      [{ expires_in_days: 366 }, 'expires_in_days'],
      [{ expires_in_days: '14' }, 'expires_in_days'],
      [{ reminder_schedule: [{ trigger: 'days_after_start', value: 1 }] }, 'reminder_schedule'],
      [{ reminder_schedule: [{ trigger: 'days_before_expiry', value: 0.5 }] }, 'reminder_schedule'],
      [{ metadata: [] }, 'metadata'],
    ] as const) {
      const { status, body } = await start({ ...emailOrder, ...wrong });
      assert.deepEqual([status, body.details.at(0).loc.at(-1)], [422, loc], JSON.stringify(wrong));
    }
    assert.deepEqual([world.kycSessions.size, world.mails.length], [0, 0]);
  });

  it('finds neither other people’s accounts nor sub-accounts, and needs its own credentials', async () => {
    const { start, sandbox } = kyc();
    for (const account_auth_id of ['MA_NOBODY', 'SA_ASHA1', 'PA_SANDBOX']) {
      const { status, body } = await start({ ...redirectOrder, account_auth_id });
      assert.deepEqual([status, body], [404, await fixture('kyc-sessions-create.404-account')]);
    }
    const path = 'POST /api/v1/partner/kyc-sessions';
    const nobody = await ask(sandbox, path, { body: redirectOrder });
    assert.deepEqual([nobody.status, nobody.body], [401, await fixture('kyc-sessions-create.401')]);
    assert.equal((await ask(sandbox, path, { body: redirectOrder, as: 'MA_MALABAR' })).status, 403);
  });
});

describe('A partner who lists verifications', () => {
  it('reads pages, newest first, in the envelope of the fixture', async () => {
    const { start, list } = kyc();
    assert.deepEqual((await list()).body, await fixture('kyc-sessions-list.200-empty'));
    for (const account_auth_id of ['MA_ASHA', 'MA_NILA', 'MA_MALABAR', 'MA_NILA']) {
      await start({ ...redirectOrder, account_auth_id });
    }
    const { sessions, ...envelope } = (await list('?page=1&size=3')).body;
    assert.deepEqual(envelope, { total: 4, page: 1, size: 3 });
    assert.deepEqual(
      sessions.map((one: Record<string, unknown>) => `${String(one.account_auth_id)} ${String(one.status)}`),
      ['MA_NILA link_ready', 'MA_MALABAR link_ready', 'MA_NILA revoked'],
    );
    assert.equal((await list('?page=2&size=3')).body.sessions[0].account_auth_id, 'MA_ASHA');
    assert.equal((await list('?account_auth_id=MA_NILA')).body.total, 2);
    assert.equal((await list('?account_auth_id=MA_NILA&status=link_ready')).body.total, 1);
    assert.equal((await list('?size=500')).body.size, 100);
  });
});

describe('A partner who mails the link again', () => {
  it('waits half an hour after each mail, by the sandbox’s clock', async () => {
    const { start, resend, clock, world } = kyc();
    const { session_id } = (await start(emailOrder)).body;
    clock.advance(1);
    const soon = await resend(session_id);
    assert.deepEqual([soon.status, soon.body], [429, await fixture('kyc-session-resend.429-cooldown')]);
    clock.advance(30 * MINUTE - 2);
    assert.match((await resend(session_id)).body.message, /Please wait 1 seconds/);
    clock.advance(1);
    const { status, body } = await resend(session_id);
    assert.deepEqual([status, shapeOf(body)], [200, shapeOf(await fixture('kyc-session-resend.200-guess'))]);
    assert.match((await resend(session_id)).body.message, /Please wait 1800 seconds/);
    assert.equal(world.mails.length, 2);
    assert.equal(world.mails[0]!.link, world.mails[1]!.link);
  });

  it('can’t where there is no mail, no session, or it is over', async () => {
    const { start, resend, revoke, clock } = kyc();
    const redirected = await resend((await start(redirectOrder)).body.session_id);
    assert.deepEqual(
      [redirected.status, redirected.body],
      [400, await fixture('kyc-session-resend.400-redirect-flow')],
    );
    const { session_id } = (await start(emailOrder)).body;
    await revoke(session_id);
    const revoked = await resend(session_id);
    assert.deepEqual([revoked.status, revoked.body], [409, await fixture('kyc-session-resend.409-revoked')]);
    assert.deepEqual((await resend('nothing')).body, await fixture('kyc-session-get.404'));
    const late = (await start(emailOrder)).body.session_id;
    clock.advance(15 * DAY);
    assert.equal((await resend(late)).status, 409);
  });

  it('has its customers reminded on the days it named, and not once they are done', async () => {
    const { start, verify, list, clock, world } = kyc();
    const { session_id } = (await start(emailOrder)).body;
    const schedule = [{ trigger: 'days_before_expiry', value: 1 }];
    await start({ ...redirectOrder, account_auth_id: 'MA_NILA', reminder_schedule: schedule });
    clock.advance(11 * DAY - 1);
    await list();
    assert.equal(world.mails.length, 1);
    clock.advance(1);
    await list();
    await list();
    assert.deepEqual(world.mails.map(({ subject }) => subject.split(':')[0]), ['Verify your identity', 'Reminder']); // prettier-ignore
    await verify(session_id);
    clock.advance(3 * DAY);
    await list();
    assert.equal(world.mails.length, 2);
  });

  it('catches up on reminders when the clock jumps, each at its own time', async () => {
    const { start, list, clock, world } = kyc();
    await start({ ...emailOrder, reminder_schedule: [20, 3, 1].map((value) => ({ trigger: 'days_before_expiry', value })) }); // prettier-ignore
    clock.advance(60 * DAY);
    await list();
    assert.deepEqual(
      world.mails.map(({ at }) => at.toISOString().slice(0, 10)),
      ['2026-03-25', '2026-04-05', '2026-04-07'],
    );
  });
});

describe('A partner who takes a link back', () => {
  it('ends it, once', async () => {
    const { start, revoke, read, page, tokenOf, verify } = kyc();
    const { session_id } = (await start(redirectOrder)).body;
    const { status, body } = await revoke(session_id, { reason: 'Wrong email' });
    assert.deepEqual([status, shapeOf(body)], [200, shapeOf(await fixture('kyc-session-revoke.200'))]);
    assert.equal((await read(session_id)).body.status, 'revoked');
    assert.equal((await page(`/kyc/verify?token=${tokenOf(session_id)}`)).status, 410);
    assert.match((await revoke(session_id)).body.message, /terminal status: 'revoked'/);
    const done = (await start(redirectOrder)).body.session_id;
    await verify(done);
    const after = await revoke(done);
    assert.deepEqual([after.status, after.body], [409, await fixture('kyc-session-revoke.409-terminal')]);
    assert.equal((await revoke('nothing')).status, 404);
  });
});

describe('A session', () => {
  it('that is finished reads as the fixtures do, and lets the account buy', async () => {
    const { start, read, verify, sandbox, stock, buy, world } = kyc();
    const { items } = await stock();
    const { e164 } = items[0];
    const before = await buy({ e164 });
    assert.deepEqual([before.status, before.body], [403, await fixture('numbers-purchase.403-kyc-guess')]);
    const { session_id } = (await start({ ...redirectOrder, metadata: emailOrder.metadata })).body;
    await verify(session_id);
    assert.deepEqual(
      shapeOf((await read(session_id)).body),
      await shapeOfFixture('kyc-session-get.200-completed-individual'),
    );
    const account = await ask(sandbox, 'GET /api/v1/partner/accounts/MA_MALABAR', { as: 'PA_SANDBOX' });
    assert.equal(account.body.kyc_status, 'completed');
    world.accounts.get('MA_MALABAR')!.balance = 100_000_00;
    assert.equal((await buy({ e164 })).status, 200);
  });

  it('goes from step to step as the fixtures do, for a person and for a company', async () => {
    const { start, read, page, send, clock } = kyc();
    const { session_id, widget_url } = (await start(redirectOrder)).body;
    const token = widget_url.split('token=')[1] as string;
    const at = async () => (await read(session_id)).body;
    await page(`/kyc/verify?token=${token}`, { method: 'HEAD' });
    assert.equal((await at()).status, 'link_ready', 'a mail scanner that only asks for headers opens nothing');
    clock.advance(61);
    await page(`/kyc/verify?token=${token}`);
    const opened = await at();
    assert.deepEqual(shapeOf(opened), await shapeOfFixture('kyc-session-get.200-opened'));
    clock.advance(60);
    await page(`/kyc/verify?token=${token}`);
    assert.equal((await at()).first_opened_at, opened.first_opened_at);
    await send('pan', { token, as: 'individual', pan: 'SBXPR0000A', birth_date: '1990-01-15' });
    assert.deepEqual(shapeOf(await at()), await shapeOfFixture('kyc-session-get.200-in-progress'));
    assert.equal((await at()).verified_data.pan_number, 'SBXPRXXXXX');

    const company = (await start({ ...redirectOrder, account_auth_id: 'MA_NILA' })).body;
    const other = company.widget_url.split('token=')[1] as string;
    await send('pan', { token: other, as: 'company', pan: 'SBXCA0000A', name: 'Acme Technologies Private Limited' });
    await send('gstin', { token: other, gstin: '29SBXCA0000A1ZN' });
    assert.deepEqual(
      shapeOf((await read(company.session_id)).body),
      await shapeOfFixture('kyc-session-get.200-completed-company'),
    );
  });

  it('that failed reads as the guess, and the account stays as it was', async () => {
    const { start, read, send, world } = kyc();
    const { session_id, widget_url } = (await start(redirectOrder)).body;
    const token = widget_url.split('token=')[1] as string;
    await send('pan', { token, as: 'individual', pan: 'SBXPR0000M', birth_date: '1990-01-15' });
    const session = (await read(session_id)).body;
    const { completed_steps, ...verified } = (await fixture('kyc-session-get.200-failed-guess')).verified_data;
    assert.deepEqual(session.verified_data, { ...verified, completed_steps });
    assert.deepEqual([session.status, session.kyc_type, session.completed_at], ['kyc_failed', 'individual', null]);
    assert.equal(world.accounts.get('MA_MALABAR')!.kyc_status, 'pending');
  });

  it('whose time is up keeps its status, is dead, and is not revoked by the next one', async () => {
    const { start, read, page, send, tokenOf, clock } = kyc();
    const { session_id } = (await start(redirectOrder)).body;
    clock.advance(14 * DAY);
    const session = (await read(session_id)).body;
    assert.deepEqual(shapeOf(session), await shapeOfFixture('kyc-session-get.200-past-expiry'));
    assert.equal(session.status, 'link_ready');
    const token = tokenOf(session_id);
    assert.equal((await page(`/kyc/verify?token=${token}`)).status, 410);
    assert.equal(
      (await send('pan', { token, as: 'individual', pan: 'SBXPR0000A', birth_date: '1990-01-15' })).status,
      410,
    );
    await start(redirectOrder);
    assert.equal((await read(session_id)).body.status, 'link_ready');
  });
});
