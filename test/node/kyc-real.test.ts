import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { acme, asha, journey, verifyPerson } from './kyc-journey.ts';
import { secrets } from './kyc-service.ts';

const minutes = (count: number) => count * 60_000;
const days = (count: number) => count * 24 * minutes(60);

describe('a customer in front of the sandbox', () => {
  it('who is a person goes there, proves it, comes back, and is verified', async () => {
    const { start, state, visit, told, posted, received, world, newest, log } = journey();
    assert.deepEqual(await state(), { verified: false, status: 'none', can_continue: false });
    const { body } = await start();
    assert.match(body.widget_url, /^http:\/\/localhost:4010\/kyc\/verify\?token=kst_[0-9a-f]{64}$/);
    assert.deepEqual([body.status, body.verified, body.can_continue], ['link_ready', false, true]);
    assert.equal((await state()).status, 'link_ready');
    const visitor = await visit(body.widget_url);
    assert.equal((await state()).status, 'opened');
    await visitor.follow('Continue as a person');
    await visitor.press('Continue', asha);
    const { status, kyc_type, completed_steps } = await state();
    assert.deepEqual([status, kyc_type, completed_steps], ['in_progress', 'individual', ['pan']]);
    await visitor.press('Allow', { code: '123456' });
    await visitor.follow('Return to localhost:5173');
    const back = new URL(visitor.headers.get('location')!);
    assert.equal(back.origin + back.pathname, 'http://localhost:5173/verified');
    assert.deepEqual(Object.fromEntries(back.searchParams), {
      from: 'portal',
      session_id: newest().id,
      status: 'kyc_completed',
      auth_id: 'MA_ASHA',
    });
    await posted();
    assert.deepEqual(received, [200]);
    const end = await state();
    assert.deepEqual(end, {
      verified: true,
      status: 'kyc_completed',
      kyc_type: 'individual',
      flow_type: 'redirect',
      created_at: '2026-03-25T10:00:00.000Z',
      first_opened_at: '2026-03-25T10:00:00.000Z',
      completed_at: '2026-03-25T10:00:00.000Z',
      expires_at: '2026-04-01T10:00:00.000Z',
      completed_steps: ['pan', 'aadhaar'],
      can_continue: false,
    });
    const news = { account: 'MA_ASHA', session_id: newest().id, status: 'kyc_completed', kyc_type: 'individual' };
    assert.deepEqual(told, [['onVerified', { ...news, completed_at: '2026-03-25T10:00:00.000Z' }]]);
    assert.equal((await start()).code, 'already-verified');
    assert.equal(world.kycSessions.size, 1);
    assert.doesNotMatch(JSON.stringify([end, log, told]), secrets);
  });

  it('who is a company does the same with its GSTIN', async () => {
    const { open, state, told, posted } = journey();
    const visitor = await open();
    await visitor.follow('Continue as a company');
    await visitor.press('Continue', acme);
    assert.deepEqual((await state()).completed_steps, ['pan']);
    await visitor.press('Continue', { gstin: '29SBXCA0000A1ZN' });
    assert.equal(visitor.heading(), 'You are verified');
    await posted();
    const { verified, kyc_type, completed_steps } = await state();
    assert.deepEqual([verified, kyc_type, completed_steps], [true, 'company', ['pan', 'gst']]);
    assert.deepEqual(told.map(([hook, news]) => [hook, news.kyc_type]), [['onVerified', 'company']]); // prettier-ignore
  });

  it('who gets a mail follows its link, and only the mail has it', async () => {
    const { start, state, visit, world, told, posted, log } = journey();
    const { body, text } = await start('email');
    assert.deepEqual([body.status, body.email_hint, body.widget_url], ['email_sent', 'a***@example.com', undefined]);
    const [mail, ...others] = world.mails;
    assert.deepEqual([mail!.to, others], ['asha@example.com', []]);
    await verifyPerson(await visit(mail!.link));
    await posted();
    const { verified, flow_type } = await state();
    assert.deepEqual([verified, flow_type], [true, 'email']);
    assert.deepEqual(told.map(([hook]) => hook), ['onVerified']); // prettier-ignore
    assert.doesNotMatch(JSON.stringify([text, log, told]), secrets);
  });

  it('who stops comes back as they are, and goes on with the same link', async () => {
    const { start, state, visit, told, posted } = journey();
    const { body } = await start();
    const visitor = await visit(body.widget_url);
    await visitor.follow('Continue as a person');
    await visitor.press('Continue', asha);
    await visitor.follow('Stop for now');
    await visitor.follow('Stop and return to localhost:5173');
    assert.match(visitor.headers.get('location')!, /^http:\/\/localhost:5173\/verified\?.*status=in_progress/);
    const { verified, status, can_continue } = await state();
    assert.deepEqual([verified, status, can_continue], [false, 'in_progress', true]);
    const again = await start();
    assert.equal(again.body.widget_url, body.widget_url);
    assert.equal((await visit(again.body.widget_url)).heading(), 'Share your Aadhaar from DigiLocker');
    await posted();
    assert.deepEqual(told, []);
  });

  it('who leaves at once has lost nothing either', async () => {
    const { open, state, start } = journey();
    const visitor = await open();
    assert.match(visitor.heading(), /Verify your identity/);
    assert.deepEqual([(await state()).status, (await start()).status], ['opened', 200]);
  });
});

describe('a customer who cannot be verified', () => {
  /** What is typed, page by page, until it is over, and the word that comes of it. */
  const ends: [reason: string, kind: 'person' | 'company', ...pages: [button: string, fields: Record<string, string>][]][] = [
    ['pan-not-found', 'person', ['Continue', { ...asha, pan: 'SBXPR0000N' }]],
    ['pan-inactive', 'person', ['Continue', { ...asha, pan: 'SBXPR0000X' }]],
    ['pan-name', 'person', ['Continue', { ...asha, pan: 'SBXPR0000M' }]],
    ['birth-date', 'person', ['Continue', { ...asha, birth_date: '1990-01-16' }]],
    ['aadhaar-name', 'person', ['Continue', asha], ['Allow', { code: '555555' }]],
    ['aadhaar-birth-date', 'person', ['Continue', asha], ['Allow', { code: '666666' }]],
    ['otp-failed', 'person', ['Continue', asha], ['Allow', { code: '000000' }], ['Allow', { code: '000000' }], ['Allow', { code: '000000' }]],
    ['pan-not-found', 'company', ['Continue', { ...acme, pan: 'SBXCA0000N' }]],
    ['pan-inactive', 'company', ['Continue', { ...acme, pan: 'SBXCA0000X' }]],
    ['company-name', 'company', ['Continue', { ...acme, name: 'Another Company Ltd' }]],
    ['gstin-cancelled', 'company', ['Continue', acme], ['Continue', { gstin: '29SBXCA0000A2ZM' }]],
    ['gstin-suspended', 'company', ['Continue', acme], ['Continue', { gstin: '29SBXCA0000A3ZL' }]],
    ['gstin-other-pan', 'company', ['Continue', acme], ['Continue', { gstin: '29SBXCB0000A1ZM' }]],
  ]; // prettier-ignore
  for (const [reason, kind, ...pages] of ends)
    it(`hears why, as ${reason}, as a ${kind}, and can begin again`, async () => {
      const { start, state, visit, told, posted, received, newest, log } = journey();
      const { body: first } = await start();
      const visitor = await visit(first.widget_url);
      await visitor.follow(`Continue as a ${kind}`);
      for (const [button, fields] of pages) await visitor.press(button, fields);
      await visitor.follow('Return to localhost:5173');
      assert.equal(new URL(visitor.headers.get('location')!).searchParams.get('status'), 'kyc_failed');
      await posted();
      assert.deepEqual(received, [200]);
      const end = await state();
      assert.deepEqual([end.verified, end.status, end.reason, end.can_continue], [false, 'failed', reason, false]);
      assert.deepEqual(told.map(([hook, news]) => [hook, news.reason, news.session_id]), [['onFailed', reason, newest().id]]); // prettier-ignore
      assert.doesNotMatch(JSON.stringify([end, told, log]), secrets);
      const { body: second } = await start();
      assert.ok(second.widget_url && second.widget_url !== first.widget_url);
      assert.equal((await state()).reason, undefined);
      await verifyPerson(await visit(second.widget_url));
      assert.equal((await state()).verified, true);
    });

  it('since time ran out sees the link dead, and can begin again', async () => {
    const { start, state, visit, clock, told, posted } = journey({ kyc: { expires_in_days: 2 } });
    const { body } = await start();
    clock.advance(days(2) - 1_000);
    assert.deepEqual([(await state()).status, (await start()).body.widget_url], ['link_ready', body.widget_url]);
    clock.advance(1_000);
    const { verified, status, can_continue } = await state();
    assert.deepEqual([verified, status, can_continue], [false, 'expired', false]);
    const late = await visit(body.widget_url);
    assert.deepEqual([late.status, late.heading()], [410, 'This link has expired']);
    await posted();
    assert.deepEqual(told, []);
    const { body: second } = await start();
    assert.notEqual(second.widget_url, body.widget_url);
    await verifyPerson(await visit(second.widget_url));
    assert.equal((await state()).verified, true);
  });

  it('by a link they revoked sees it dead, and can begin again', async () => {
    const { start, state, visit, ask, told, posted, newest } = journey();
    const { body } = await start();
    const visitor = await visit(body.widget_url);
    await visitor.follow('Continue as a person');
    assert.equal((await ask('DELETE /kyc', { body: { reason: 'Start again' } })).status, 200);
    const { id } = newest();
    await visitor.press('Continue', asha);
    assert.deepEqual([visitor.status, visitor.heading()], [410, 'This link was replaced or cancelled']);
    await posted();
    const { verified, status, can_continue } = await state();
    assert.deepEqual([verified, status, can_continue], [false, 'revoked', false]);
    assert.deepEqual(told.map(([hook, news]) => [hook, news.session_id]), [['onRevoked', id]]); // prettier-ignore
    await verifyPerson(await visit((await start()).body.widget_url));
    assert.equal((await state()).verified, true);
  });
});

describe('a customer who waits for the sandbox’s mail', () => {
  it('can have it again when the half hour is over, to the second', async () => {
    const { start, state, ask, clock, world, newest } = journey();
    const { body } = await start('email');
    assert.equal(body.resend_at, '2026-03-25T10:30:00.000Z');
    clock.advance(minutes(10));
    const early = await ask('POST /kyc/resend');
    assert.deepEqual([early.status, early.code, early.body.retry_after], [429, 'too-many-requests', 1200]);
    assert.equal((await state()).resend_at, '2026-03-25T10:30:00.000Z');
    clock.advance(minutes(20) - 1_000);
    assert.equal((await ask('POST /kyc/resend')).body.retry_after, 1);
    clock.advance(1_000);
    const sent = await ask('POST /kyc/resend');
    assert.deepEqual([sent.status, sent.body.resend_at], [200, '2026-03-25T11:00:00.000Z']);
    assert.deepEqual(world.mails.map(({ link }) => link), [newest().link, newest().link]); // prettier-ignore
    clock.advance(1_000);
    assert.equal((await ask('POST /kyc/resend')).body.retry_after, 1799);
    assert.equal((await state()).resend_at, '2026-03-25T11:00:00.000Z');
  });

  it('of a service whose clock is another one has to wait half an hour all the same, or is told how long', async () => {
    for (const skew of [minutes(2), minutes(-2)]) {
      const { start, ask, clock, world } = journey({ skew });
      for (const next of ['2026-03-25T10:30:00.000Z', '2026-03-25T11:00:00.000Z']) {
        const { body } = next.includes('T10') ? await start('email') : await ask('POST /kyc/resend');
        assert.equal(body.resend_at, next);
        clock.advance(minutes(30) - 1_000);
        assert.equal((await ask('POST /kyc/resend')).body.retry_after, 1);
        clock.advance(1_000);
      }
      assert.equal(world.mails.length, 2);
    }
    const { partner, state, ask, clock } = journey({ skew: minutes(-2) });
    await partner.createKycSession({
      account_auth_id: 'MA_ASHA',
      flow_type: 'email',
      customer_email: 'asha@example.com',
    });
    assert.equal((await state()).resend_at, '2026-03-25T10:28:00.000Z', 'by the service’s clock, for want of another');
    clock.advance(minutes(28));
    assert.equal((await ask('POST /kyc/resend')).body.retry_after, 120);
    assert.equal((await state()).resend_at, '2026-03-25T10:30:00.000Z');
  });

  it('of a session that is over cannot have it, nor in the redirect flow', async () => {
    const { start, ask, clock, world } = journey();
    await start('email');
    clock.advance(days(7));
    const { status, body } = await ask('POST /kyc/resend');
    assert.deepEqual([status, body.kind, world.mails.length], [409, 'conflict', 1]);
    await start();
    assert.equal((await ask('POST /kyc/resend')).code, 'kyc-not-by-email');
  });

  it('goes on by redirect only after the mailed link is revoked, which dies', async () => {
    const { start, ask, visit, world } = journey();
    await start('email');
    assert.equal((await start('redirect')).code, 'kyc-live');
    await ask('DELETE /kyc', { body: {} });
    assert.equal((await start('redirect')).status, 200);
    assert.equal((await visit(world.mails[0]!.link)).status, 410);
  });
});
