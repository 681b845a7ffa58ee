import { readMoment } from './moment.ts';
import { readMoney, type Money } from './money.ts';

/** What went wrong, named for what a person can do about it. */
export type ErrorKind =
  | 'network' // no answer came: try again
  | 'session' // the host's session has ended: sign in again
  | 'denied' // this account may not do this
  | 'missing' // it is no longer there
  | 'conflict' // it has changed or already exists
  | 'invalid' // the input was refused: correct the fields
  | 'wait' // too soon: try again after `retryAfter` seconds
  | 'unknown-outcome' // a write was sent and no answer came: look before trying again
  | 'server'; // the service failed or answered nonsense

/**
 * A failure as data: the status, a machine word, and the few figures a person needs. Never the service's own words: they
 * may quote what was typed, or what a stranger chose.
 */
export interface Problem {
  status: number;
  kind: ErrorKind;
  /** A machine word, lower case with dashes, such as `insufficient-balance`. */
  code?: string;
  /** For refused input: which field, and a machine word for what is wrong with it. */
  fields?: Record<string, string>;
  /** Seconds until it may be tried again. */
  retryAfter?: number;
  /** Until when a number that had calls lately can be neither released nor moved. */
  coolOffUntil?: string;
  /** What was short: the amounts of `insufficient-balance`. */
  required?: Money;
  available?: Money;
  shortfall?: Money;
  currency?: string;
  /** What to quote to support. */
  requestId?: string;
}

/** The prefix of this product's problem types (RFC 9457 §3.1.1); what follows it is the `code`. */
export const problemType = 'urn:vobiz-portal:problem:';

/** The media type of a problem document. */
export const problemMediaType = 'application/problem+json';

const kinds: readonly ErrorKind[] = [
  'network', 'session', 'denied', 'missing', 'conflict', 'invalid', 'wait', 'unknown-outcome', 'server',
]; // prettier-ignore

/** What a status alone says. */
export function kindOf(status: number): ErrorKind {
  if (status === 401) return 'session';
  if (status === 402 || status === 403) return 'denied';
  if (status === 404 || status === 410) return 'missing';
  if (status === 408) return 'network';
  if (status === 409) return 'conflict';
  if (status === 429) return 'wait';
  return status >= 400 && status < 500 ? 'invalid' : 'server';
}

type Bag = Record<string, unknown>;
const bag = (value: unknown): Bag => (typeof value === 'object' && value !== null ? (value as Bag) : {});
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
const matching = (pattern: RegExp, value: unknown) =>
  typeof value === 'string' && pattern.test(value) ? value : undefined;

/** `MIN_LENGTH`, `min_length` and `MinLength` as `min-length`; undefined for anything that is not one machine word. */
const machineWord = (value: unknown) =>
  matching(/^[A-Za-z][\w-]{1,63}$/, value)
    ?.replace(/([a-z])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();

/**
 * Reads a failure from a problem document or from any of the API's nine error shapes (Vobiz documentation, errors).
 *
 * `body` is whatever the answer held: parsed JSON, text, or nothing. It never throws.
 */
export function readProblem(status: number, body: unknown, headers?: Pick<Headers, 'get'>): Problem {
  const whole = bag(body);
  const error = bag(whole.error);
  const details = bag(error.details);
  const message = text(error.message) ?? text(whole.message) ?? text(whole.error) ?? text(whole.detail) ?? '';
  const code = codeOf(whole, error, message);
  const kind =
    kinds.find((known) => known === whole.kind) ?? (code === 'insufficient-balance' ? 'denied' : kindOf(status));
  const figures = { ...whole, ...details };
  const found: Problem = {
    status,
    kind,
    code,
    fields: fieldsOf(whole, details),
    retryAfter: secondsOf(headers?.get('retry-after'), figures, message),
    coolOffUntil: readMoment(figures.cool_off_until) ?? momentIn(figures.cool_off_remaining_seconds),
    required: readMoney(figures.required ?? figures.requested_amount),
    available: readMoney(figures.available ?? figures.current_balance),
    shortfall: readMoney(figures.shortfall),
    currency: matching(/^[A-Z]{3}$/, figures.currency),
    requestId: matching(/^[\w.:-]{1,100}$/, whole.request_id ?? whole.requestId ?? whole.api_id),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as unknown as Problem;
}

/** The sentences that mean something to a person; everything else the service says in prose stays behind. */
const sentences: [RegExp, string][] = [
  [/insufficient.*balance/i, 'insufficient-balance'],
  [/\bkyc\b.*\b(required|pending|incomplete|not)\b|complete.*\bkyc\b/i, 'kyc-required'],
  [/not pending release/i, 'not-pending-release'],
  [/already assigned/i, 'already-assigned'],
  [/not assigned|assigned to any/i, 'not-assigned'],
  [/does not own/i, 'not-yours'],
  [/not found in inventory/i, 'not-in-stock'],
  [/failed to purchase/i, 'purchase-failed'],
  [/inactive/i, 'account-inactive'],
];

function codeOf(whole: Bag, error: Bag, message: string): string | undefined {
  const type = text(whole.type);
  if (type?.startsWith(problemType)) return type.slice(problemType.length);
  const said = sentences.find(([pattern]) => pattern.test(message));
  if (said) return said[1];
  // A sentence in the place of the machine word (shapes d and e) is prose, and stays behind.
  const machine = machineWord(text(error.code) ?? whole.error);
  return machine === 'httperror' ? undefined : machine; // the name of shape a, which says nothing
}

/** Refused fields, from `details[].loc`, from `error.details.errors[].field`, or from a problem document's `errors`. */
function fieldsOf(whole: Bag, details: Bag): Record<string, string> | undefined {
  const lists = [whole.details, details.errors, whole.errors].filter(Array.isArray) as unknown[][];
  const found: Record<string, string> = {};
  for (const entry of lists.flat().map(bag)) {
    const loc: unknown = Array.isArray(entry.loc) ? entry.loc.at(-1) : entry.field;
    // A number is a byte offset into JSON that did not parse, and a body is all of it; neither is a field.
    if (typeof loc !== 'string' || !/^[\w.-]{1,64}$/.test(loc) || loc === '__proto__') continue;
    if (loc === 'body' && Array.isArray(entry.loc) && entry.loc.length === 1) continue;
    found[loc] = machineWord(entry.code) ?? machineWord(entry.type) ?? 'invalid';
  }
  return Object.keys(found).length > 0 ? found : undefined;
}

/** Seconds to wait: the header as seconds or a date, else the body, else the words "wait 1799 seconds". */
function secondsOf(header: string | null | undefined, figures: Bag, message: string): number | undefined {
  if (header && /^\d{1,7}$/.test(header)) return Number(header);
  const until = header ? Date.parse(header) : NaN;
  if (!Number.isNaN(until)) return Math.max(0, Math.ceil((until - Date.now()) / 1000));
  const stated = figures.retry_after ?? figures.retryAfter ?? figures.cool_off_remaining_seconds;
  if (typeof stated === 'number' && stated >= 0 && Number.isFinite(stated)) return Math.ceil(stated);
  const spoken = /\b(\d{1,7}) seconds?\b/.exec(message);
  return spoken ? Number(spoken[1]) : undefined;
}

/** The moment so many seconds from now, for a service that says only how long; no longer than any such time lasts. */
function momentIn(seconds: unknown): string | undefined {
  const known = typeof seconds === 'number' && seconds >= 0 && seconds < 1e8;
  return known ? new Date(Date.now() + seconds * 1000).toISOString() : undefined;
}
