import { hexOf } from './random.ts';
import type { World } from './world.ts';

// The API has no single way to say no. The letters are those of the fact sheet's list of error shapes.

/** Shape a, of the partner's pages. */
export const httpError = (status: number, message: string): Response =>
  Response.json({ error: 'HTTPError', message, status_code: status }, { status });

/** What is wrong with one field, as the partner's pages say it; `loc` ends with the field's name. */
export interface Detail {
  type: string;
  loc: (string | number)[];
  msg: string;
  input: unknown;
  ctx: object;
}

/** Shape b, of the partner's pages: each field that is wrong, with what was given, even if it was a password. */
export const validationError = (details: Detail[]): Response =>
  Response.json(
    { error: 'ValidationError', message: 'Request validation failed', details, status_code: 422 },
    { status: 422 },
  );

/** What is wrong with a body that is no JSON object; where, the sandbox does not say. */
export const jsonInvalid = (error: string): Detail => ({
  type: 'json_invalid',
  loc: ['body', 0],
  msg: 'JSON decode error',
  input: {},
  ctx: { error },
});

/** Shape c, of the number pages: a word and a sentence. */
export const wordError = (status: number, error: string, message: string): Response =>
  Response.json({ error, message }, { status });

/** Shape d, of credentials, IP list and origination URIs: a sentence and the status once more. */
export const numberedError = (code: number, error: string): Response =>
  Response.json({ error, code }, { status: code });

/** Shape e, of cancel-release: only a sentence. */
export const sentenceError = (status: number, error: string): Response => Response.json({ error }, { status });

/** Shape f, of the gateway before any page is reached. */
export const gatewayError = (code: 401 | 403, message: string): Response =>
  Response.json({ error: { code, message } }, { status: code });

/** Shape g, of the general errors page: a code in capitals, with details where there are any. */
export function codeError(world: World, status: number, code: string, message: string, details?: object): Response {
  const timestamp = world.now().toISOString();
  return Response.json(
    {
      status: 'error',
      error: { code, message, ...(details ? { details } : {}) },
      timestamp,
      requestId: `req_${hexOf(timestamp + code, 12)}`,
    },
    { status },
  );
}

/** Shape h, of the recordings: which request it was, and a sentence. */
export const voiceError = (status: number, api_id: string, error: string): Response =>
  Response.json({ api_id, error }, { status });

/** The number page's answer to a number it can't find, which is also what a plus sign that was not encoded brings. */
export const numberNotFound = (): Response =>
  wordError(
    404,
    'Number not found',
    'The phone number could not be found. Ensure it is in your inventory and URL-encoded correctly.',
  );
