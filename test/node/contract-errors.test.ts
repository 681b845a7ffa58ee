import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { kindOf, problemType, readProblem, type Problem } from '../../src/contract/problem.ts';
import { fixture, refusals } from '../fixture.ts';

const requestId = 'req_7a8b9c0d1e2f';

/** What each refusal among the fixtures means, beside its status. */
const meanings: Record<string, Omit<Problem, 'status'>> = {
  'account-me.401': { kind: 'session', code: 'unauthorized' },
  'cdr-get.404-guess': { kind: 'missing' },
  'credentials-create.409': { kind: 'conflict' },
  'error-401-gateway': { kind: 'session' },
  'error-403-account-inactive': { kind: 'denied', code: 'account-inactive', requestId },
  'error-403-account-mismatch': { kind: 'denied' },
  'error-422-standard': {
    kind: 'invalid',
    code: 'validation-error',
    fields: { password: 'min-length', maxCps: 'out-of-range' },
    requestId,
  },
  'error-429-rate-limit': { kind: 'wait', code: 'rate-limit-exceeded', retryAfter: 1, requestId },
  'ip-acl-create.400': { kind: 'invalid' },
  'kyc-session-get.404': { kind: 'missing' },
  'kyc-session-resend.400-redirect-flow': { kind: 'invalid' },
  'kyc-session-resend.409-revoked': { kind: 'conflict' },
  'kyc-session-resend.429-cooldown': { kind: 'wait', retryAfter: 1799 },
  'kyc-session-revoke.409-terminal': { kind: 'conflict' },
  'kyc-sessions-create.401': { kind: 'session' },
  'kyc-sessions-create.404-account': { kind: 'missing' },
  'kyc-sessions-create.422-json-invalid': { kind: 'invalid', code: 'validation-error' },
  'kyc-sessions-create.422-missing-redirect-url': { kind: 'invalid', code: 'validation-error' },
  'number-unassign-subaccount.409-cool-off': {
    kind: 'conflict',
    code: 'did-cool-off-in-effect',
    retryAfter: 1_209_600,
    coolOffUntil: '2026-06-09T10:00:00.000Z',
  },
  'numbers-assign.400-access-denied': { kind: 'invalid' },
  'numbers-assign.400-already-assigned': { kind: 'invalid', code: 'already-assigned' },
  'numbers-assign.404': { kind: 'missing' },
  'numbers-cancel-release.400': { kind: 'invalid', code: 'not-pending-release' },
  'numbers-cancel-release.403': { kind: 'denied' },
  'numbers-cancel-release.404': { kind: 'missing' },
  'numbers-purchase.402-insufficient': {
    kind: 'denied',
    code: 'insufficient-balance',
    required: '1000',
    available: '450',
    shortfall: '550',
    currency: 'INR',
    requestId,
  },
  'numbers-purchase.403-kyc-guess': { kind: 'denied', code: 'kyc-required' },
  'numbers-purchase.404-gone': { kind: 'missing', code: 'not-in-stock' },
  'numbers-purchase.500-debit-failed': { kind: 'server', code: 'purchase-failed' },
  'numbers-release.403': { kind: 'denied', code: 'not-yours' },
  'numbers-release.404-guess': { kind: 'missing', code: 'not-found' },
  'numbers-unassign.400': { kind: 'invalid' },
  'numbers-unassign.404': { kind: 'missing', code: 'not-assigned' },
  'origination-uri-create.400': { kind: 'invalid' },
  'partner-account-get.404': { kind: 'missing' },
  'partner-accounts-create.403-limit': { kind: 'denied' },
  'partner-accounts-create.409-email-in-use': { kind: 'conflict' },
  'partner-accounts-create.422-validation': {
    kind: 'invalid',
    code: 'validation-error',
    fields: { password: 'value-error', phone: 'value-error' },
  },
  'partner-login.401': { kind: 'session', code: 'invalid-credentials' },
  'partner-transfer-balance.400-insufficient': {
    kind: 'denied',
    code: 'insufficient-balance',
    required: '500',
    available: '200',
    currency: 'INR',
  },
  'recording-get.404': { kind: 'missing', requestId: 'aabbccdd-0000-0000-0000-cdef12345678' },
  'transactions-list.500-bad-date': { kind: 'server' },
  'trunk-delete.409-guess': { kind: 'conflict', code: 'conflict' },
  'trunk.404': { kind: 'missing', code: 'trunk-not-found', requestId },
  'trunks-create.400-webhook-url': { kind: 'invalid' },
};

describe('reading a refusal', () => {
  it('understands each that the API is known to give, in all nine shapes', () => {
    for (const { name, status } of refusals())
      assert.deepEqual({ name, ...readProblem(status, fixture(name)) }, { name, status, ...meanings[name] });
    assert.deepEqual(refusals().map(({ name }) => name).sort(), Object.keys(meanings).sort()); // prettier-ignore
  });

  it('understands a problem document', () => {
    const document = {
      type: `${problemType}insufficient-balance`,
      title: 'The wallet does not hold enough for this.',
      status: 402,
      kind: 'denied',
      required: '1000',
      available: '450',
      shortfall: '550',
      currency: 'INR',
      errors: [{ field: 'e164', code: 'invalid' }],
      retry_after: 7,
      request_id: 'r-1',
    };
    assert.deepEqual(readProblem(402, document), {
      status: 402,
      kind: 'denied',
      code: 'insufficient-balance',
      fields: { e164: 'invalid' },
      retryAfter: 7,
      required: '1000',
      available: '450',
      shortfall: '550',
      currency: 'INR',
      requestId: 'r-1',
    });
    assert.equal(
      readProblem(500, { type: `${problemType}no-answer`, kind: 'unknown-outcome' }).kind,
      'unknown-outcome',
    );
    assert.equal(readProblem(500, { kind: 'party' }).kind, 'server', 'a kind that is not one is none');
  });

  it('takes the wait from the header first, in seconds or as a date, then from the body, then from the words', () => {
    const wait = (retryAfter: string | undefined, body: unknown = {}) =>
      readProblem(429, body, new Headers(retryAfter === undefined ? {} : { 'Retry-After': retryAfter })).retryAfter;
    assert.equal(wait('12', { retry_after: 99 }), 12);
    assert.equal(wait('0'), 0);
    const soon = wait(new Date(Date.now() + 60_000).toUTCString());
    assert.ok(soon! > 55 && soon! <= 61, String(soon));
    assert.equal(wait('Thu, 01 Jan 1970 00:00:00 GMT'), 0);
    assert.equal(wait('soon', { retry_after: 3.2 }), 4);
    assert.equal(wait(undefined, { error: { details: { retryAfter: 9 } } }), 9);
    assert.equal(wait(undefined, { message: 'Please wait 1799 seconds before resending.' }), 1799);
    for (const body of [{}, { retry_after: -1 }, { retry_after: Infinity }, { retry_after: 'soon' }])
      assert.equal(wait(undefined, body), undefined);
  });

  it('takes the end of a cool-off from its date, or from the seconds that are left', () => {
    const until = (body: object) => readProblem(409, { error: 'did_cool_off_in_effect', ...body }).coolOffUntil;
    const date = { cool_off_until: '2026-06-09 15:30:00.5+05:30' };
    assert.equal(until({ ...date, cool_off_remaining_seconds: 7 }), '2026-06-09T10:00:00.500Z');
    const left = Date.parse(until({ cool_off_until: 'soon', cool_off_remaining_seconds: 86_400 })!) - Date.now();
    assert.ok(left > 86_390_000 && left <= 86_400_000, String(left));
    for (const cool_off_remaining_seconds of [-1, NaN, Infinity, 1e300, '60', null])
      assert.equal(until({ cool_off_remaining_seconds }), undefined);
    const named = { type: `${problemType}did-cool-off-in-effect`, kind: 'conflict', ...date };
    const { code, coolOffUntil } = readProblem(409, named);
    assert.deepEqual([code, coolOffUntil], ['did-cool-off-in-effect', '2026-06-09T10:00:00.500Z']);
  });

  it('has a kind for every status', () => {
    const kinds = { 400: 'invalid', 401: 'session', 402: 'denied', 403: 'denied', 404: 'missing', 405: 'invalid', 408: 'network', 409: 'conflict', 410: 'missing', 422: 'invalid', 429: 'wait', 302: 'server', 500: 'server', 503: 'server' }; // prettier-ignore
    for (const [status, kind] of Object.entries(kinds)) assert.equal(kindOf(Number(status)), kind, status);
  });

  it('repeats no words of the service: they may quote what was typed', () => {
    const typed = 'My password is hunter2, call +918012345678';
    const bodies = [
      { error: 'HTTPError', message: typed, status_code: 400 },
      { error: 'ValidationError', message: typed, details: [{ type: typed, loc: ['body', 'name'], msg: typed, input: typed }] }, // prettier-ignore
      { error: 'ValidationError', details: [{ type: 'x', loc: ['body', typed], msg: typed }] },
      { error: typed, message: typed },
      { error: typed, code: 400 },
      { error: typed },
      { error: { code: 400, message: typed } },
      { status: 'error', error: { code: typed, message: typed, details: { errors: [{ field: 'name', message: typed, code: typed, value: typed }] } }, requestId: typed }, // prettier-ignore
      { api_id: typed, error: typed },
      { error: 'insufficient_balance', message: typed, current_balance: typed, currency: typed },
      { type: typed, title: typed, detail: typed, instance: typed, errors: [{ field: typed, code: typed }] },
      typed,
    ];
    for (const body of bodies) {
      const said = JSON.stringify(readProblem(400, body));
      assert.ok(!/hunter2|8012345678|password is|password-is/i.test(said), said);
    }
  });

  it('survives whatever it is given', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 599 }), fc.anything(), (status, body) => {
        const { kind, fields = {} } = readProblem(status, body);
        assert.equal(typeof kind, 'string');
        for (const word of Object.values(fields)) assert.match(word, /^[a-z][a-z0-9-]*$/);
      }),
    );
    for (const body of [undefined, null, '', '<html>', 42, [], { error: null }, { details: [null, 1, { loc: [] }] }])
      assert.deepEqual(readProblem(503, body), { status: 503, kind: 'server' });
  });
});
