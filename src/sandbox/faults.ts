import type { Handler } from '../contract/handler.ts';
import { huge as hugeBody, infinite as infiniteBody } from './flood.ts';

/** Which requests a fault concerns: by method, by a part of the path, and only the first `times` of those. */
export interface When {
  method?: string;
  path?: string;
  times?: number;
}

/** Fails the requests it concerns (a number: the first so many) with `status`, then behaves. */
export const failing = (handler: Handler, status: number, times: number | When = Infinity): Handler =>
  around(handler, times, async () => Response.json({ message: 'Fault' }, { status }));

/** Fails requests whose path contains a text. */
export const failingAt = (path: string, handler: Handler, status: number, times = Infinity): Handler =>
  failing(handler, status, { path, times });

/** Asks for patience: 429 with `Retry-After`, or without it where `retry_after` is undefined. */
export const tooMany = (handler: Handler, retry_after: number | undefined, when: number | When = Infinity): Handler =>
  around(handler, when, async () => {
    const details = { limitType: 'cps', limit: 10, current: 15, ...(retry_after ? { retryAfter: retry_after } : {}) };
    const error = { code: 'RATE_LIMIT_EXCEEDED', message: 'CPS limit exceeded for this trunk', details };
    const body = { status: 'error', error, timestamp: new Date().toISOString(), requestId: 'req_7a8b9c0d1e2f' };
    const headers = retry_after === undefined ? undefined : { 'retry-after': String(retry_after) };
    return Response.json(body, { status: 429, headers });
  });

/** Takes its time before it passes a request on. */
export const slow = (handler: Handler, ms: number, when: number | When = Infinity): Handler =>
  around(handler, when, async (request) => {
    await wait(ms, request.signal);
    return handler(request);
  });

/** Loses the request: nothing has happened, and no answer comes. */
export const dropBefore = (handler: Handler, when: number | When = Infinity): Handler =>
  around(handler, when, async () => {
    throw lost();
  });

/** Loses the answer: everything has happened, and nobody hears of it. */
export const dropAfter = (handler: Handler, when: number | When = Infinity): Handler =>
  around(handler, when, async (request) => {
    await handler(await detached(request));
    throw lost();
  });

/** Loses the connection at once, and does what was asked `ms` later all the same. */
export const late = (handler: Handler, ms: number, when: number | When = Infinity): Handler =>
  around(handler, when, async (request) => {
    const copy = await detached(request);
    // Nobody is left to hear of an error.
    setTimeout(() => void handler(copy).catch(() => undefined), ms);
    throw lost();
  });

/** Does what was asked and answers 200 with JSON that breaks off. */
export const malformed = (handler: Handler, when: number | When = Infinity): Handler =>
  around(handler, when, async (request) => {
    const text = (await (await handler(request)).text()) || '{"message":"ok"}';
    const headers = { 'content-type': 'application/json' };
    return new Response(text.slice(0, Math.ceil(text.length / 2)), { headers });
  });

/** Answers 200 with a page for people, as a captive portal or a gateway does. */
export const html = (handler: Handler, when: number | When = Infinity): Handler =>
  around(handler, when, async () => {
    const page = '<!doctype html><html><head><title>Welcome</title></head><body><h1>Please log in</h1></body></html>';
    return new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } });
  });

/** Answers 200 with so many megabytes of good JSON. */
export const huge = (handler: Handler, megabytes = 64, when: number | When = Infinity): Handler =>
  around(handler, when, async (request) => hugeBody(megabytes, request.signal));

/** Answers 200 with JSON that never ends. */
export const infinite = (handler: Handler, when: number | When = Infinity): Handler =>
  around(handler, when, async (request) => infiniteBody(request.signal));

/** Sends the caller elsewhere, with 307. */
export const redirecting = (
  handler: Handler,
  elsewhere = 'https://elsewhere.example',
  when: number | When = Infinity,
): Handler =>
  around(handler, when, async (request) => {
    const { pathname, search } = new URL(request.url);
    return new Response(null, { status: 307, headers: { location: elsewhere + pathname + search } });
  });

/** Puts garbage in the place of a list's first row. */
export const malformedRow = (
  handler: Handler,
  when: number | When = Infinity,
  row: unknown = { e164: { toString: 'x' } },
): Handler =>
  around(handler, when, async (request) => {
    const response = await handler(request);
    const body: unknown = await response
      .clone()
      .json()
      .catch(() => undefined);
    if (typeof body !== 'object' || body === null) return response;
    const list = Object.entries(body).find(
      (entry): entry is [string, unknown[]] => Array.isArray(entry[1]) && entry[1].length > 0,
    );
    if (!list) return response;
    return Response.json({ ...body, [list[0]]: [row, ...list[1].slice(1)] }, { status: response.status });
  });

function around(handler: Handler, when: number | When, fault: Handler): Handler {
  const { method, path = '', times = Infinity } = typeof when === 'number' ? { times: when } : when;
  let left = times;
  return async (request) => {
    request.signal.throwIfAborted();
    const concerned = (!method || request.method === method) && new URL(request.url).pathname.includes(path);
    if (!concerned || left <= 0) return handler(request);
    left--;
    return untilAborted(fault(request), request.signal);
  };
}

// What `fetch` says when a connection is lost.
const lost = () => new TypeError('fetch failed');

// The same request without its caller: a service goes on with what it has begun.
async function detached(request: Request): Promise<Request> {
  const body = await request.arrayBuffer();
  const { url, method, headers } = request;
  return new Request(url, { method, headers, body: body.byteLength ? body : undefined });
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal.addEventListener('abort', abort, { once: true });
  });
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
