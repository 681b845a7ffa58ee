import type { ErrorKind } from '../../contract/problem.ts';
import type { Refusal } from '../problem.ts';

/** What is known about a failed call of the partner API; none of it the service's own words. */
export interface PartnerFailure {
  kind: ErrorKind;
  code: string;
  /** The HTTP status, or 0 when nothing was sent, or no answer came. */
  status: number;
  fields?: Record<string, string>;
  retryAfter?: number;
}

/**
 * A call of the partner API that came to nothing, or of which that is not known: then its `kind` is `unknown-outcome`, and
 * the state has to be read before it is tried again.
 *
 * Neither its message nor anything on it holds a credential, a link, or what was typed.
 */
export class PartnerError extends Error {
  override readonly name = 'PartnerError';
  readonly kind: ErrorKind;
  readonly code: string;
  readonly status: number;
  /** Which fields were refused, and a machine word for why. */
  readonly fields: Record<string, string>;
  /** Seconds until it may be tried again. */
  readonly retryAfter?: number;

  constructor({ kind, code, status, fields = {}, retryAfter }: PartnerFailure) {
    super(`${kind}: ${code}`);
    this.kind = kind;
    this.code = code;
    this.status = status;
    this.fields = fields;
    if (retryAfter !== undefined) this.retryAfter = retryAfter;
  }
}

/** What a refusal of the proxy's own kind means to whoever called a function. */
export function partnerError({ code, details }: Refusal, kind: ErrorKind, status = 0): PartnerError {
  const fields = Object.fromEntries((details.errors ?? []).map(({ field, code }) => [field, code]));
  return new PartnerError({ kind: details.kind ?? kind, code, status, fields, retryAfter: details.retry_after });
}
