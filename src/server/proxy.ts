import type { Handler } from '../contract/handler.ts';
import { routes } from '../contract/routes.ts';
import { wallClock, type Clock } from './clock.ts';
import { readBody, readIdempotencyKey, readQuery } from './input.ts';
import { tell, type LogEntry } from './log.ts';
import { matchCall, type Call } from './match.ts';
import { readOptions, type Customer, type ProxyOptions, type Settings } from './options.ts';
import { allowReading, checkOurs, preflight } from './ours.ts';
import { performWrite, type Reply } from './outcome.ts';
import { problem, Refusal } from './problem.ts';
import { exchange } from './send.ts';
import { may, sessionOf, whoIsSignedIn } from './session.ts';
import { memoryStore, type Store } from './store.ts';
import { upstreamRequest, type Input } from './upstream.ts';

/** What a proxy works with. */
interface Parts {
  settings: Settings;
  store: Store;
  clock: Clock;
}

/** What is learned about a request on its way, for the log. */
type Trace = Pick<LogEntry, 'call' | 'account' | 'problem'>;

/**
 * Lets the portal's calls through with the right credentials, and nothing else.
 *
 * The second parameter is the tests' clock and no part of the public interface.
 */
export function createProxy(options: ProxyOptions, clock: Clock = wallClock): Handler {
  const settings = readOptions(options);
  const parts: Parts = { settings, clock, store: settings.store ?? memoryStore({ now: () => clock.now() }) };
  return async (request) => {
    const began = clock.now();
    const request_id = crypto.randomUUID();
    const trace: Trace = {};
    let response: Response;
    try {
      response = await respond(request, parts, trace);
      response.headers.set('X-Request-Id', request_id);
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal('internal');
      trace.problem = refusal.code;
      response = problem(refusal, request_id);
    }
    allowReading(request, settings.origins, response.headers);
    const at = clock.now();
    const { status } = response;
    const entry = { at: new Date(at).toISOString(), method: request.method, status, ms: at - began, request_id };
    await tell(settings.log, { ...entry, ...trace });
    return response;
  };
}

/** The order of the steps is the guard: deny first, ask who it is, build from nothing, answer by the schema. */
async function respond(request: Request, parts: Parts, trace: Trace): Promise<Response> {
  const { settings } = parts;
  const url = new URL(request.url);
  const call = matchCall(request.method, url.pathname, settings.mount);
  if ('methods' in call) return preflight(request, settings.origins, call.methods);
  trace.call = call.name;
  checkOurs(request, settings.origins);

  const customer = await whoIsSignedIn(request, settings);
  trace.account = customer.auth_id;
  if (!may(customer, call.name)) throw new Refusal('not-allowed');

  const query = readQuery(url.searchParams, call.route.query);
  if (call.route.method !== 'GET') return write(request, call, customer, query, parts);
  await readBody(request, undefined);
  if (call.route.as === 'host') return json({ body: sessionOf(customer, settings) });
  const outcome = await send(call, customer, { query }, parts, request.signal);
  if (outcome.is !== 'done') throw outcome.refusal;
  return json({ body: outcome.body });
}

async function write(request: Request, call: Call, customer: Customer, query: Input['query'], parts: Parts) {
  const key = readIdempotencyKey(request);
  const body = await readBody(request, call.route.body);
  const reply = await performWrite(
    {
      account: customer.auth_id,
      call,
      key,
      body,
      send: () => send(call, customer, { query, body }, parts),
      look: ({ read, query }, said) => {
        const route = routes[read];
        const asked = readQuery(new URLSearchParams(query(said)), route.query);
        return send({ name: read, route, params: {} }, customer, { query: asked }, parts);
      },
    },
    parts.store,
    parts.clock,
  );
  return json(reply);
}

function send(call: Call, customer: Customer, input: Input, { settings, clock }: Parts, caller?: AbortSignal) {
  const outgoing = upstreamRequest(call, customer, input, settings);
  return exchange(outgoing, call.route, { fetch: settings.fetch, clock, caller });
}

function json({ body, replayed }: Reply): Response {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const headers: Record<string, string> = {
    'Content-Type': 'application/json',
    'Content-Length': String(bytes.byteLength),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  };
  if (replayed) headers['Idempotency-Replayed'] = 'true';
  return new Response(bytes, { status: 200, headers });
}
