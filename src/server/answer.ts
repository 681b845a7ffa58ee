import * as v from 'valibot';
import { kindOf, readProblem } from '../contract/problem.ts';
import type { ServedRoute } from '../contract/accepts.ts';
import type { Heard } from './heard.ts';
import { readJson } from './json.ts';
import { isKnownRefusal, Refusal, type ProblemCode } from './problem.ts';

/**
 * What became of a request to the service: it did what was asked, it refused for certain (`status` is its own), or it is
 * not clear.
 *
 * `answered`: the service had finished with it when it said something unclear, so that its effect, if any, can be seen at
 * once. Without that it may still be at work.
 */
export type Outcome =
  | { is: 'done'; body: unknown }
  | { is: 'refused'; refusal: Refusal; status?: number }
  | { is: 'unclear'; refusal: Refusal; answered: boolean };

const mostBytes = 2 * 1024 * 1024;

// A gateway that tired of waiting knows nothing about the service behind it.
const gaveUpWaiting = new Set([408, 504, 524]);

// Whoever hears one of these may send the request again by itself, and who knows what came of both.
const sentAgain = new Set([421, 425]);

/** Reads the service's answer by the route's schema; what that does not name stays here. */
export async function readAnswer(heard: Heard, route: ServedRoute, signal: AbortSignal): Promise<Outcome> {
  const { status } = heard;
  const unclear = (code: ProblemCode, answered = true): Outcome => {
    heard.drop();
    return { is: 'unclear', refusal: new Refusal(code), answered };
  };
  if (status >= 300 && status < 400) return unclear('upstream-redirect');
  if (gaveUpWaiting.has(status)) return unclear(status === 408 ? 'upstream-timeout' : 'upstream-failed', false);
  if (status >= 500 || status < 200 || sentAgain.has(status)) return unclear('upstream-failed');
  const body = await bodyOf(heard, signal);
  if (status >= 400) return { is: 'refused', refusal: refusalOf(status, body, heard.headers, route), status };
  const answer = body === unreadable ? undefined : v.safeParse(route.answer, body);
  return answer?.success ? { is: 'done', body: answer.output } : unclear('upstream-unreadable');
}

const unreadable = Symbol('unreadable');

async function bodyOf(heard: Heard, signal: AbortSignal): Promise<unknown> {
  try {
    const bytes = await heard.whole(mostBytes);
    if (/html/i.test(heard.headers.get('content-type') ?? '')) return unreadable;
    return isBlank(bytes) ? {} : readJson(bytes);
  } catch (error) {
    // A refusal is certain by its status alone; of anything else it matters that the time was up.
    if (signal.aborted && heard.status < 300) throw error;
    return unreadable;
  }
}

// A byte order mark, and white space of the kinds that JSON knows.
const blank = new Set([0xef, 0xbb, 0xbf, 0x20, 0x09, 0x0a, 0x0d]);
const isBlank = (bytes: Uint8Array) => bytes.every((byte) => blank.has(byte));

/** Words for a refused field that the portal knows; any other becomes `invalid`. */
const fieldCodes = new Set(
  'missing string-too-short string-too-long string-pattern-mismatch value-error enum out-of-range min-length max-length'.split(
    ' ',
  ),
);

const usualCodes: Partial<Record<number, ProblemCode>> = {
  402: 'payment-required', 403: 'forbidden', 404: 'not-found', 409: 'conflict', 410: 'not-found',
  400: 'invalid', 422: 'invalid', 429: 'too-many-requests',
}; // prettier-ignore

// A month: what is longer is a slip of the service, and no date can be made of it.
const longestWait = 30 * 24 * 60 * 60;

/** A refusal of the service in our own words: a known code, known fields, and figures. */
function refusalOf(status: number, body: unknown, headers: Heard['headers'], route: ServedRoute): Refusal {
  // The browser's 401 means "sign in to the host"; this one means that the host's credentials are wrong.
  if (status === 401) return new Refusal('upstream-credentials');
  const said = readProblem(status, body === unreadable ? undefined : body, headers);
  const code = isKnownRefusal(said.code) ? said.code : (usualCodes[status] ?? 'refused');
  const ours = new Set([...namesOf(route.query), ...namesOf(route.body), ...(route.path.match(/\w+(?=\})/g) ?? [])]);
  const errors = Object.entries(said.fields ?? {})
    .map(([field, word]) => [ownNames[field] ?? field, word] as const)
    .filter(([field]) => ours.has(field))
    .map(([field, word]) => ({ field, code: fieldCodes.has(word) ? word : 'invalid' }));
  const wait = said.retryAfter ?? (status === 429 ? (route.pause ?? 30) : undefined);
  return new Refusal(code, {
    // A browser, and what is in between, may act on any other by itself: ask again, for one.
    status: status in usualCodes ? status : 400,
    kind: code === 'insufficient-balance' ? 'denied' : kindOf(status),
    ...(errors.length > 0 && { errors }),
    ...(wait !== undefined && { retry_after: Math.min(wait, longestWait) }),
    ...(said.coolOffUntil && { cool_off_until: said.coolOffUntil }),
    ...(said.required && { required: said.required }),
    ...(said.available && { available: said.available }),
    ...(said.shortfall && { shortfall: said.shortfall }),
    ...(said.currency && /^[A-Z]{3}$/.test(said.currency) && { currency: said.currency }),
  });
}

/** What the service calls some fields that are said to it under another name than the browser's. */
const ownNames: Record<string, string> = { sip_uri: 'uri', limit: 'per_page', offset: 'page' };

/** The fields a schema names. */
const namesOf = (schema: v.GenericSchema | undefined): string[] =>
  schema && 'entries' in schema ? Object.keys(schema.entries as object) : [];
