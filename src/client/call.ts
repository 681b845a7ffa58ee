import ky, { HTTPError, TimeoutError, type KyInstance, type Options } from 'ky';
import * as v from 'valibot';
import type { Handler } from '../contract/handler.ts';
import { readProblem, type Problem } from '../contract/problem.ts';
import { routes, type CallName, type Route } from '../contract/routes.ts';
import { VobizError } from './error.ts';

/** One thing a person wants done, once: its key is sent as `Idempotency-Key` and kept until the outcome is known. */
export interface Intent {
  readonly key: string;
}

/** Where the client finds the proxy, and how it gets there. */
export interface ClientOptions {
  /** The proxy's address: a path on this page's origin such as `/vobiz`, or a whole http(s) address. */
  endpoint: string;
  /** Sends the requests; any Handler will do. */
  fetch?: Handler;
}

/** What goes into a call, beside its name. */
interface Input {
  params?: Record<string, string>;
  query?: object;
  body?: object;
  intent?: Intent;
  signal?: AbortSignal;
}

/** What a call resolves to: what its route's schema reads, or, where that is a stream, the answer as it comes. */
type Answer<N extends CallName> = (typeof routes)[N] extends { stream: string }
  ? Response
  : v.InferOutput<(typeof routes)[N]['answer']>;

// Reads may wait as long as the proxy may; a write a little longer than the proxy, so that the proxy's own word arrives.
const patience = { read: 35_000, write: 45_000 };

/** Makes the one function through which every call goes. */
export function createCaller({ endpoint, fetch: send = (request) => fetch(request) }: ClientOptions) {
  const base = endpointOf(endpoint);
  const api = kyFor(base, send);

  return async <N extends CallName>(
    name: N,
    { params = {}, query, body, intent, signal }: Input,
  ): Promise<Answer<N>> => {
    const route: Route = routes[name];
    const write = route.method !== 'GET';
    if (write && !intent) throw new TypeError(`${name} is a write and needs an intent`);
    // Known before anything is sent, so that it may be said for certain: nothing happened.
    if (write && globalThis.navigator?.onLine === false)
      throw new VobizError({ status: 0, kind: 'network', code: 'offline' });

    signal?.throwIfAborted();

    const path = route.path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
    const options: Options = {
      method: route.method,
      // ky takes an undefined `headers` for none at all.
      ...(intent && { headers: { 'Idempotency-Key': intent.key } }),
      ...(route.stream && { headers: { Accept: '*/*' } }),
      timeout: write ? patience.write : patience.read,
      ...(query && { searchParams: searchParams(query) }),
      ...(body && { json: body }),
      ...(signal && { signal }),
    };
    try {
      const response = await api(base + path, options);
      if (route.stream) return response;
      const answer = v.safeParse(route.answer, await bodyOf(response));
      if (!answer.success)
        throw new VobizError(failure(write, { status: response.status, kind: 'server', code: 'unreadable' }));
      return answer.output as Answer<N>;
    } catch (error) {
      throw await asVobizError(error, write, signal);
    }
  };
}

/** Checks the endpoint once, so that a wrong one is a sentence and not a riddle. */
function endpointOf(endpoint: string): string {
  const here = globalThis.location?.href;
  let url: URL;
  try {
    url = new URL(endpoint, here);
  } catch {
    throw new TypeError(`endpoint must be a path such as "/vobiz" or a whole http(s) address, not "${endpoint}"`);
  }
  if (!/^https?:$/.test(url.protocol)) throw new TypeError(`endpoint must be http or https, not "${url.protocol}"`);
  // The browser has no credentials for it, and must never have any.
  if (/(^|\.)vobiz\.ai$/.test(url.hostname)) {
    throw new TypeError('endpoint must be your own token proxy, not the Vobiz API: credentials stay on your server');
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
}

function kyFor(base: string, send: Handler): KyInstance {
  const sameOrigin = base.startsWith(`${globalThis.location?.origin}/`);
  return ky.create({
    headers: { 'X-Vobiz-Portal': '1', Accept: 'application/json' },
    mode: sameOrigin ? 'same-origin' : 'cors',
    credentials: sameOrigin ? 'same-origin' : 'include',
    redirect: 'error',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    fetch: (input, init) => send(new Request(input, init)),
    retry: {
      // ky repeats DELETE by default; a release must not run twice.
      methods: ['get'],
      limit: 2,
      statusCodes: [408, 429, 500, 502, 503, 504],
      jitter: true,
      backoffLimit: 8_000,
      // A wait over 30 s is not slept through but shown as a countdown.
      shouldRetry: ({ error }) =>
        error instanceof HTTPError &&
        (readProblem(error.response.status, undefined, error.response.headers).retryAfter ?? 0) > 30
          ? false
          : undefined,
    },
  });
}

function searchParams(query: object): URLSearchParams {
  const known = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(known.map(([key, value]) => [key, String(value)]));
}

/** JSON, or the empty object for an empty answer; anything else is left for the schema to refuse. */
async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** A failed write may have happened all the same, unless the answer says that it did not. */
const failure = (write: boolean, problem: Problem): Problem =>
  write && (problem.kind === 'server' || problem.kind === 'network')
    ? { ...problem, kind: 'unknown-outcome' }
    : problem;

async function asVobizError(error: unknown, write: boolean, signal?: AbortSignal): Promise<unknown> {
  if (error instanceof VobizError) return error;
  if (signal?.aborted) return signal.reason;
  if (error instanceof HTTPError) {
    const body = await bodyOf(error.response).catch(() => undefined);
    const problem = readProblem(error.response.status, body, error.response.headers);
    // Our own proxy says in its `kind` whether a failed write may have happened; a stranger's 5xx leaves it open.
    const said = typeof body === 'object' && body !== null && 'kind' in body && body.kind === problem.kind;
    return new VobizError(said ? problem : failure(write, problem));
  }
  const code = error instanceof TimeoutError ? 'timeout' : 'no-answer';
  return new VobizError(failure(write, { status: 0, kind: 'network', code }), { cause: error });
}
