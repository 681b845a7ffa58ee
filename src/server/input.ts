import * as v from 'valibot';
import type { Accepts } from '../contract/accepts.ts';
import { readBytes, TooLarge } from './bytes.ts';
import type { Clock } from './clock.ts';
import { hasInheritedName, isInherited, readJson } from './json.ts';
import { Refusal } from './problem.ts';

const mostBytes = 16 * 1024;
const Fields = v.record(v.string(), v.unknown());

/** The query of a request as the route's schema allows it; anything else in it is refused. */
export function readQuery(search: URLSearchParams, schema: Accepts['query']): Record<string, unknown> {
  const names = [...search.keys()];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new Refusal('invalid', { errors: [{ field: fieldOf(twice, 'query'), code: 'duplicate' }] });
  const strange = names.find((name) => !schema || isInherited(name));
  if (strange !== undefined)
    throw new Refusal('invalid', { errors: [{ field: fieldOf(strange, 'query'), code: 'unknown' }] });
  return schema ? checked(schema, Object.fromEntries(search), 400, 'query') : {};
}

/** The body of a request as the route's schema allows it, or undefined where the route has none. */
export async function readBody(
  request: Request,
  schema: Accepts['body'],
  clock: Clock,
): Promise<Record<string, unknown> | undefined> {
  if (request.bodyUsed) throw new Refusal('body-consumed');
  if (!schema) {
    await bytesOf(request, 0, 'unexpected-body', clock);
    return undefined;
  }
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json(;\s*charset="?utf-8"?)?$/i.test(type)) throw new Refusal('media-type');
  const bytes = await bytesOf(request, mostBytes, 'body-too-large', clock);
  let said: unknown;
  try {
    said = readJson(bytes);
  } catch {
    throw new Refusal('body-not-json');
  }
  if (hasInheritedName(said)) throw new Refusal('body-not-json');
  return checked(schema, said, 422, 'body');
}

/** The key of one intent, without which no write is sent. */
export function readIdempotencyKey(request: Request): string {
  const key = request.headers.get('idempotency-key') ?? '';
  if (!/^[A-Za-z0-9_-]{8,128}$/.test(key)) throw new Refusal('missing-idempotency-key');
  return key;
}

async function bytesOf(request: Request, most: number, beyond: 'unexpected-body' | 'body-too-large', clock: Clock) {
  if (request.body === null) return new Uint8Array();
  const stop = new AbortController();
  const forget = clock.after(clock.total, () => stop.abort());
  try {
    return await readBytes(request, most, stop.signal);
  } catch (error) {
    if (stop.signal.aborted) throw new Refusal('body-too-slow');
    throw new Refusal(error instanceof TooLarge ? beyond : 'body-not-json');
  } finally {
    forget();
  }
}

function checked(schema: v.GenericSchema, said: unknown, status: number, whole: string): Record<string, unknown> {
  const result = v.safeParse(schema, said);
  if (result.success) return v.parse(Fields, result.output);
  const errors = result.issues.map((issue) => ({
    field: fieldOf(v.getDotPath(issue) ?? '', whole),
    code: issue.expected === 'never' ? 'unknown' : issue.received === 'undefined' ? 'missing' : 'invalid',
  }));
  throw new Refusal('invalid', { status, errors });
}

// A name the browser chose goes back only if it looks like a name.
const fieldOf = (name: string, whole: string) => (/^[A-Za-z][\w.-]{0,63}$/.test(name) ? name : whole);
