import type { ErrorKind, Problem } from '../contract/problem.ts';
import type { Money } from '../contract/money.ts';

/**
 * Whatever went wrong between the portal and the service; its `kind` says what a person can do.
 *
 * It covers answers that say no, answers that cannot be read, and answers that never came. A request that was called off
 * by its own signal is not one of these: it rejects with that signal's reason.
 */
export class VobizError extends Error {
  override readonly name = 'VobizError';
  readonly kind: ErrorKind;
  /** A machine word such as `insufficient-balance`, when one is known. */
  readonly code?: string;
  /** Which fields were refused, and a machine word for why. */
  readonly fields: Record<string, string>;
  /** Seconds until it may be tried again. */
  readonly retryAfter?: number;
  /** Until when a number that had calls lately can be neither released nor moved, as an ISO moment. */
  readonly coolOffUntil?: string;
  /** The HTTP status, or 0 when no answer came. For support, never for decisions. */
  readonly status: number;
  /** What to quote to support. */
  readonly requestId?: string;
  /** The figures of `insufficient-balance`. */
  readonly required?: Money;
  readonly available?: Money;
  readonly shortfall?: Money;
  readonly currency?: string;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.code ? `${problem.kind}: ${problem.code}` : problem.kind, options);
    this.kind = problem.kind;
    this.status = problem.status;
    this.code = problem.code;
    this.fields = problem.fields ?? {};
    this.retryAfter = problem.retryAfter;
    this.coolOffUntil = problem.coolOffUntil;
    this.requestId = problem.requestId;
    this.required = problem.required;
    this.available = problem.available;
    this.shortfall = problem.shortfall;
    this.currency = problem.currency;
  }
}
