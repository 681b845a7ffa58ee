import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as v from 'valibot';
import { readKycAddress } from '../../src/contract/kyc-address.ts';
import { KycSession, KycSessionPage, NewKycSession, sessionForm } from '../../src/contract/kyc-session.ts';
import { routes } from '../../src/contract/routes.ts';
import { fixture } from '../fixture.ts';

const session = (name: string) => v.parse(KycSession, fixture(name));

describe('reading a verification session', () => {
  it('says how far it is, in one form whatever the service called it', () => {
    assert.deepEqual(session('kyc-session-get.200-link-ready'), {
      id: '1a0f7da5-2abb-47bf-a6c3-eb5cff7feda5',
      account_auth_id: 'MA_XXXXXXXX',
      status: 'link_ready',
      flow_type: 'redirect',
      created_at: '2026-05-14T10:00:00.518Z',
      expires_at: '2026-05-28T10:00:00.524Z',
      updated_at: '2026-05-14T10:00:00.518Z',
    });
    const started = v.parse(NewKycSession, fixture('kyc-sessions-create-email.201'));
    assert.deepEqual(started, {
      session: {
        id: 'a5f8da3c-b47f-40c3-a3e6-d2c9a0f27065',
        account_auth_id: 'MA_XXXXXXXX',
        status: 'email_sent',
        flow_type: 'email',
        expires_at: '2026-05-28T10:00:00.000Z',
        email_hint: 'c***@example.com',
      },
    });
    const { widget_url } = v.parse(NewKycSession, fixture('kyc-sessions-create-redirect.201'));
    assert.match(widget_url!, /^https:\/\/kyc\.vobiz\.ai\/verify\?token=kst_[0-9a-f]{64}$/);
    assert.equal(v.parse(KycSession, fixture('kyc-session-resend.200-guess')).flow_type, 'email');
  });

  it('knows every given state, with the steps that are done', () => {
    const states: [string, string, steps: string[] | undefined, flow: string | undefined][] = [
      ['kyc-session-get.200-email-sent', 'email_sent', undefined, 'email'],
      ['kyc-session-get.200-opened', 'opened', undefined, 'redirect'],
      ['kyc-session-get.200-in-progress', 'in_progress', ['pan'], 'redirect'],
      ['kyc-session-get.200-completed-individual', 'kyc_completed', ['pan', 'aadhaar'], 'redirect'],
      ['kyc-session-get.200-completed-company', 'kyc_completed', ['pan', 'gst'], 'redirect'],
      ['kyc-session-get.200-failed-guess', 'kyc_failed', [], 'redirect'],
      ['kyc-session-get.200-revoked', 'revoked', ['pan'], 'email'],
      ['kyc-session-get.200-past-expiry', 'link_ready', undefined, 'redirect'],
    ];
    for (const [name, status, steps, flow] of states) {
      const { status: said, completed_steps, flow_type } = session(name);
      assert.deepEqual([said, completed_steps, flow_type], [status, steps, flow], name);
    }
    assert.equal(session('kyc-session-get.200-failed-guess').reason, 'name-mismatch');
  });

  it('keeps nothing of the person, of the host, and no link', () => {
    const names = ['completed-individual', 'completed-company', 'in-progress', 'revoked', 'failed-guess', 'email-sent'];
    const all = names.map((name) => session(`kyc-session-get.200-${name}`));
    const { session: started } = v.parse(NewKycSession, fixture('kyc-sessions-create-redirect.201'));
    const text = JSON.stringify([all, started, v.parse(KycSessionPage, fixture('kyc-sessions-list.200'))]);
    assert.doesNotMatch(
      text,
      /ABCPE|AAAPZ|John|ASHA|Asha Rao|9942|1990|1992|Baker|Residency|MALE|kst_|yourapp|ACME|starter/,
    );
    assert.doesNotMatch(text, /customer@|asha@/);
    assert.match(text, /c\*\*\*@example\.com/);
  });

  it('takes no word of the service for a step or a reason that could be somebody’s name', () => {
    const said = { ...(fixture('kyc-session-get.200-failed-guess') as object), failure_reason: 'Asha' };
    const steps = ['pan', 'digilocker', 'asha', 'ABCPE1234F', 42, null, 'pan'];
    const read = v.parse(KycSession, { ...said, verified_data: { completed_steps: steps, pan_name_match: true } });
    assert.deepEqual([read.completed_steps, read.reason], [['pan', 'aadhaar'], undefined]);
    assert.equal(v.parse(KycSession, { ...said, failure_reason: 'OTP_EXPIRED' }).reason, 'otp-expired');
  });

  it('does not make its own word of the service’s', () => {
    const given = fixture('kyc-session-get.200-link-ready') as object;
    for (const status of ['KYC_COMPLETED', ' kyc_completed', 'kyc_completed ', 'under_review'])
      assert.equal(v.parse(KycSession, { ...given, status }).status, status);
  });

  it('is no session without an id that can be a name', () => {
    const given = fixture('kyc-session-get.200-link-ready') as object;
    for (const id of [['a'], '../accounts/MA_X', 'short', 'x'.repeat(65), '', null, {}, '%2e%2e%2fabc', 'abcdefgh\n'])
      assert.equal(v.safeParse(KycSession, { ...given, id }).success, false, JSON.stringify(id));
    for (const id of ['kycs_aabbcc998877', '1a0f7da5-2abb-47bf-a6c3-eb5cff7feda5']) assert.match(id, sessionForm);
  });

  it('reads a page of them', () => {
    const { items, total } = v.parse(KycSessionPage, fixture('kyc-sessions-list.200'));
    assert.deepEqual([items.map(({ status }) => status), total], [['opened', 'revoked', 'kyc_completed'], 3]);
    assert.deepEqual(v.parse(KycSessionPage, fixture('kyc-sessions-list.200-empty')).items, []);
  });
});

describe('what a browser is told about verification', () => {
  const full = {
    verified: true,
    status: 'kyc_completed',
    kyc_type: 'individual',
    flow_type: 'email',
    created_at: '2026-05-14T10:00:00.518Z',
    first_opened_at: '2026-05-14T10:01:01.101Z',
    completed_at: '2026-05-14T10:06:12.330Z',
    expires_at: '2026-05-28T10:00:00.524Z',
    resend_at: '2026-05-14T10:30:00.518Z',
    completed_steps: ['pan', 'aadhaar'],
    reason: 'name-mismatch',
    email_hint: 'c***@example.com',
    can_continue: false,
  };

  it('comes through as it is, and a second time too', () => {
    assert.deepEqual(v.parse(routes.getKyc.answer, full), full);
    assert.deepEqual(v.parse(routes.startKyc.answer, { ...full, widget_url: 'x' }), { ...full, widget_url: 'x' });
    assert.deepEqual(v.parse(routes.getKyc.answer, { ...full, widget_url: 'x' }), full);
  });

  it('is verified by nothing but exactly true', () => {
    for (const verified of ['true', 1, 'kyc_completed', {}, [], null, undefined])
      assert.equal(v.parse(routes.getKyc.answer, { verified, status: 'kyc_completed' }).verified, false);
    assert.equal(v.parse(routes.getKyc.answer, fixture('kyc-session-get.200-completed-individual')).verified, false);
  });

  it('keeps a status that nobody knows yet', () => {
    assert.equal(v.parse(routes.getKyc.answer, { status: 'under_review' }).status, 'under_review');
  });
});

describe('the address of a verification page', () => {
  const origins = ['https://kyc.vobiz.ai', 'http://localhost:4010', 'http://kyc.plain.example'];
  const good = 'https://kyc.vobiz.ai/verify?token=kst_cb1b3fda15c0df5c';

  it('is one on an allowed origin', () => {
    for (const address of [good, 'http://localhost:4010/verify?token=kst_1'])
      assert.equal(readKycAddress(address, origins), address);
  });

  it('is nothing else, whatever it looks like', () => {
    const hostile = [
      'javascript:alert(1)//https://kyc.vobiz.ai/',
      'data:text/html,https://kyc.vobiz.ai/',
      'blob:https://kyc.vobiz.ai/7f3a',
      'filesystem:https://kyc.vobiz.ai/temporary/x',
      'http://kyc.vobiz.ai/verify',
      'HTTPS://KYC.VOBIZ.AI/verify',
      'https://KYC.vobiz.ai/verify',
      'https://kyc.vobiz.ai@evil.example/verify',
      'https://user:pass@kyc.vobiz.ai/verify',
      'https://kyc.vobiz.ai:443/verify',
      'https://kyc.vobiz.ai:8443/verify',
      'https://kyc.vobiz.ai./verify',
      'https://kyc.vobiz.ai.evil.example/verify',
      'https://evil.example/https://kyc.vobiz.ai/',
      'https://xn--kyc-vobz-i2a.ai/verify',
      'https://kус.vobiz.ai/verify',
      'https://kyc。vobiz.ai/verify',
      'https:\\\\kyc.vobiz.ai\\verify',
      'https://kyc.vobiz.ai\\@evil.example/',
      'https://kyc.vobiz.ai/\t/verify',
      'https://kyc.vobiz.ai/\n',
      'ht\ttps://kyc.vobiz.ai/verify',
      ' https://kyc.vobiz.ai/verify',
      'https://kyc.vobiz.ai/a/../b',
      '//kyc.vobiz.ai/verify',
      '/verify',
      'https://kyc.vobiz.ai',
      'http://kyc.plain.example/verify',
      `https://kyc.vobiz.ai/${'x'.repeat(2048)}`,
      '',
      null,
      undefined,
      42,
      { toString: () => good },
      [good],
    ];
    for (const address of hostile) assert.equal(readKycAddress(address, origins), undefined, String(address));
    assert.equal(readKycAddress(good, []), undefined);
  });
});
