import { problemMediaType, problemType, type ErrorKind } from '../contract/problem.ts';

type Entry = readonly [status: number, kind: ErrorKind, title: string];

/** What the service may say no for. Its other words stay behind: they may quote what was typed, or a credential. */
const refusals = {
  'account-inactive': [403, 'denied', 'The account is not active.'],
  'already-assigned': [400, 'invalid', 'The number already rings somewhere; unassign it first.'],
  conflict: [409, 'conflict', 'It has changed, or exists already.'],
  'did-cool-off-in-effect': [409, 'conflict', 'The number had calls lately and cannot be moved yet.'],
  forbidden: [403, 'denied', 'The service does not allow this to the account.'],
  'insufficient-balance': [402, 'denied', 'The wallet does not hold enough for this.'],
  invalid: [400, 'invalid', 'The input was refused.'],
  'kyc-required': [403, 'denied', 'The account has to be verified first.'],
  'not-assigned': [404, 'missing', 'The number does not ring anywhere.'],
  'not-found': [404, 'missing', 'It is not there.'],
  'not-in-stock': [404, 'missing', 'The number is not for sale any more.'],
  'not-pending-release': [400, 'invalid', 'The number is not pending release.'],
  'not-yours': [403, 'denied', 'The number belongs to another account.'],
  'payment-required': [402, 'denied', 'The service wants to be paid first.'],
  'purchase-failed': [409, 'conflict', 'The purchase failed.'],
  refused: [400, 'invalid', 'The service refused this.'],
  'too-many-requests': [429, 'wait', 'Too many requests; wait a little.'],
} as const satisfies Record<string, Entry>;

const problems = {
  ...refusals,
  'account-not-kept': [503, 'unknown-outcome', 'The account is open, but the host could not keep it yet; ask again.'],
  'already-verified': [409, 'conflict', 'The account is verified already.'],
  'already-done': [409, 'conflict', 'This has been done already, by another press of a button.'],
  'bad-address': [403, 'denied', 'The address is not signed, or not any more.'],
  'bad-credentials': [500, 'server', 'The customer function answered no usable auth_id, auth_token or can.'],
  'bad-visitor': [500, 'server', 'The signup.visitor function answered no usable name of a visitor.'],
  'bad-host': [400, 'invalid', 'The Host header is missing or cannot be read.'],
  'bad-signature': [403, 'denied', 'The signature of the webhook is missing, or wrong.'],
  'bad-target': [400, 'invalid', 'The request target is not a plain path with a query.'],
  'body-consumed': [500, 'server', 'The body has been read already: mount the proxy before any body parser.'],
  'body-not-json': [400, 'invalid', 'The body is not JSON that can be read.'],
  'body-too-large': [413, 'invalid', 'The body is too large.'],
  'body-too-slow': [408, 'network', 'The body did not arrive in time.'],
  'called-off': [499, 'network', 'The caller went away.'],
  'cross-site': [403, 'denied', 'The request comes from another site.'],
  'duplicate-header': [400, 'invalid', 'A header that must be there once is there twice.'],
  'headers-too-large': [431, 'invalid', 'The headers are too large.'],
  'in-flight': [409, 'conflict', 'The same thing is being done at this moment.'],
  internal: [500, 'server', 'The proxy failed.'],
  'kyc-address-not-allowed': [502, 'server', 'The verification page is not on one of kyc.allowed_origins.'],
  'kyc-live': [409, 'conflict', 'A verification is under way whose link is not known here; revoke it first.'],
  'kyc-no-email': [422, 'invalid', 'There is no e-mail address that the link could be sent to.'],
  'kyc-not-by-email': [409, 'conflict', 'The newest verification has no mail that could be sent again.'],
  'kyc-not-confirmed': [503, 'server', 'The service does not say so, or not yet.'],
  'kyc-not-done': [503, 'server', 'The host has heard of it, and is not done yet.'],
  'kyc-none': [404, 'missing', 'There is no verification.'],
  'key-reused': [422, 'invalid', 'This Idempotency-Key was used for something else.'],
  'media-host-not-allowed': [502, 'server', 'The sound is at a host that is not one of the media_hosts option.'],
  'media-type': [415, 'invalid', 'The content type must be application/json.'],
  'method-not-allowed': [405, 'invalid', 'This call has another method.'],
  'missing-header': [403, 'denied', 'The header X-Vobiz-Portal: 1 is missing.'],
  'missing-idempotency-key': [400, 'invalid', 'A write needs an Idempotency-Key of 8 to 128 letters, digits, _ or -.'],
  'no-such-call': [404, 'missing', 'The proxy has no such call.'],
  'not-allowed': [403, 'denied', 'This customer may not make this call.'],
  'origin-not-allowed': [403, 'denied', 'The Origin is not one of the origins option.'],
  'range-not-satisfiable': [416, 'invalid', 'The recording has no such range.'],
  'shutting-down': [503, 'server', 'The host is shutting down; nothing was sent.'],
  'sign-in-check-failed': [500, 'server', 'The customer function threw, or did not answer.'],
  'signed-out': [401, 'session', 'Nobody is signed in.'],
  'store-failed': [503, 'server', 'The store failed; nothing was sent.'],
  'unexpected-body': [400, 'invalid', 'This call takes no body.'],
  'unknown-outcome': [502, 'unknown-outcome', 'The write may have happened; look before trying again.'],
  'upstream-credentials': [502, 'server', 'The service refused the credentials.'],
  'upstream-failed': [502, 'server', 'The service failed.'],
  'upstream-redirect': [502, 'server', 'The service answered with a redirect, which is not followed.'],
  'upstream-resting': [503, 'server', 'The service kept failing and is left alone for a while; nothing was sent.'],
  'upstream-timeout': [504, 'server', 'The service did not answer in time.'],
  'upstream-unreachable': [502, 'server', 'The service could not be reached.'],
  'upstream-unreadable': [502, 'server', 'The service answered something that cannot be read.'],
  'visitor-check-failed': [500, 'server', 'The signup.visitor function threw, or did not answer.'],
} as const satisfies Record<string, Entry>;

/** Every reason the proxy has to say no. */
export type ProblemCode = keyof typeof problems;

/** What a problem may say beside its code; each of it a figure or a name of ours. */
export interface ProblemDetails {
  status?: number;
  kind?: ErrorKind;
  errors?: { field: string; code: string }[];
  retry_after?: number;
  cool_off_until?: string;
  required?: string;
  available?: string;
  shortfall?: string;
  currency?: string;
  /** The methods of a 405. */
  allow?: string;
}

/** A call that is not let through, or that came to nothing: thrown on the way, answered as a problem at the door. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  /** `cause` is what the host's own part threw: for the host's log alone. */
  constructor(code: ProblemCode, details: ProblemDetails = {}, cause?: unknown) {
    super(code, { cause });
    this.code = code;
    this.details = details;
  }
}

/** Whether this word of the service is one the portal knows, and so may be passed on. */
export const isKnownRefusal = (code: string | undefined): code is keyof typeof refusals =>
  code !== undefined && Object.hasOwn(refusals, code);

/** Answers a refusal as a problem document (RFC 9457). */
export function problem({ code, details }: Refusal, request_id: string): Response {
  const [usualStatus, usualKind, title] = problems[code];
  const { status = usualStatus, kind = usualKind, allow, ...rest } = details;
  const headers = new Headers({
    'Content-Type': problemMediaType,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'X-Request-Id': request_id,
  });
  if (rest.retry_after !== undefined) headers.set('Retry-After', String(rest.retry_after));
  if (allow) headers.set('Allow', allow);
  const body = new TextEncoder().encode(
    JSON.stringify({ type: problemType + code, title, status, kind, request_id, ...rest }),
  );
  headers.set('Content-Length', String(body.byteLength));
  return new Response(body, { status, headers });
}
