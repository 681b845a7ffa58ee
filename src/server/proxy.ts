import type { Handler } from '../contract/handler.ts';
import { wallClock, type Clock } from './clock.ts';
import type { Credentials } from './credentials.ts';
import { readBody, readIdempotencyKey, readQuery } from './input.ts';
import { changeKyc, getKyc } from './kyc/answer.ts';
import { kycParts, type KycParts } from './kyc/parts.ts';
import { receiveWebhook } from './kyc/webhook.ts';
import { countCalls, type Spend } from './limits.ts';
import { tell, type LogEntry } from './log.ts';
import { matchCall, type Call } from './match.ts';
import { fetchMedia, placeOf } from './media.ts';
import { createMediaAddresses, type MediaAddresses } from './media-address.ts';
import { countStreams, type HoldStream } from './open-streams.ts';
import { readOptions, type Customer, type ProxyOptions, type Settings } from './options.ts';
import { allowReading, checkOurs, preflight } from './ours.ts';
import { performWrite, type Reply, type Write } from './outcome.ts';
import { problem, Refusal } from './problem.ts';
import { checkShown } from './raw-target.ts';
import { withAddresses } from './recordings.ts';
import { createService, type Service } from './service.ts';
import { handOver, openingOf, whoSignsUp } from './signup.ts';
import { may, sessionOf, whoIsSignedIn } from './session.ts';
import { memoryStore, type Store } from './store.ts';
import { tableOf, type Taker } from './stream.ts';
import type { Input } from './upstream.ts';
import { handlerOver, Whole } from './whole.ts';

/** What a proxy works with. */
interface Parts {
  settings: Settings;
  store: Store;
  clock: Clock;
  service: Service;
  spend: Spend;
  holdStream: HoldStream;
  kyc: KycParts;
  /** Only where the host gave a secret to sign them with. */
  addresses?: MediaAddresses;
}

/** What is learned about a request on its way, for the log. */
type Trace = Pick<LogEntry, 'call' | 'account' | 'problem' | 'cause'>;

/**
 * Lets the portal's calls through with the right credentials, and nothing else.
 *
 * The second parameter is the tests' clock and no part of the public interface.
 */
export function createProxy(options: ProxyOptions, clock: Clock = wallClock): Handler {
  const settings = readOptions(options);
  const store = settings.store ?? memoryStore({ now: () => clock.now() });
  const service = createService(settings, clock);
  const spend = countCalls(settings.limits, store, clock);
  const parts: Parts = {
    settings,
    store,
    clock,
    service,
    spend,
    holdStream: countStreams(),
    kyc: kycParts(settings.kyc, { service, store, clock, spend }, settings.partner.auth_token),
    ...(settings.secret !== undefined && { addresses: createMediaAddresses(settings.secret, store, clock) }),
  };
  return handlerOver(async (request) => {
    const began = clock.now();
    const request_id = crypto.randomUUID();
    const trace: Trace = {};
    let response: Response | Whole;
    try {
      response = await respond(request, parts, trace);
      response.headers.set('X-Request-Id', request_id);
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal('internal', {}, error);
      trace.problem = refusal.code;
      if (refusal.cause !== undefined) trace.cause = refusal.cause;
      response = problem(refusal, request_id);
    }
    allowReading(request, settings.origins, response.headers);
    const at = clock.now();
    const { status } = response;
    await tell(settings.log, { at, method: request.method, status, ms: at - began, request_id, ...trace });
    return response;
  });
}

/** The order of the steps is the guard: deny first, ask who it is, build from nothing, answer by the schema. */
async function respond(request: Request, parts: Parts, trace: Trace): Promise<Response | Whole> {
  const { settings, service, clock, spend, holdStream } = parts;
  checkShown(request);
  const url = new URL(request.url);
  // It has no session and no Origin: it is held by what it names and what the service says of that.
  if (isWebhook(request, url, settings)) return receiveWebhook(request, parts.kyc, trace);
  const call = matchCall(request.method, url.pathname, settings.mount);
  if ('methods' in call) return preflight(request, settings.origins, call.methods);
  const { route } = call;
  trace.call = call.name;

  // An <audio> element can send neither the header nor, on some hosts, the session: the signature stands for both.
  const isSigned = route.stream === 'media' && parts.addresses && url.searchParams.has('token');
  if (!isSigned) checkOurs(request, settings.origins);
  if (route.only === 'signup') return signUp(request, url, call, parts);
  const customer = await (isSigned
    ? whoseAddress(url, call, parts.addresses!)
    : whoIsSignedIn(request, settings, clock));
  trace.account = customer.auth_id;
  if (!may(customer, call.name, settings)) throw new Refusal('not-allowed');
  await spend(route, customer.auth_id);

  const query = readQuery(url.searchParams, route.query);
  if (route.only === 'kyc') return verification(request, call, customer, parts, trace);
  if (route.method !== 'GET') return write(request, call, { ...customer, account: customer.auth_id }, query, parts);
  await readBody(request, undefined, clock);
  if (route.as === 'host') return json({ body: sessionOf(customer, settings) });
  if (route.stream) {
    const open = route.stream === 'media' ? media : table;
    const taker = { clock, caller: request.signal };
    return holdStream(customer.auth_id, (left) => open(request, { call, customer, query }, parts, { ...taker, left }));
  }
  const outcome = await service.read(call, customer, { query }, request.signal);
  if (outcome.is !== 'done') throw outcome.refusal;
  if (call.name !== 'listRecordings') return json({ body: outcome.body });
  const signs = parts.addresses && may(customer, 'getRecordingMedia', settings) ? parts.addresses : undefined;
  return json({ body: await withAddresses(outcome.body, customer, signs) });
}

const isWebhook = ({ method }: Request, { pathname }: URL, { mount, kyc }: Settings) =>
  kyc.redirect_url !== undefined && method === 'POST' && pathname === ['', ...mount, 'kyc', 'webhook'].join('/');

async function verification(request: Request, call: Call, customer: Customer, { kyc, clock }: Parts, trace: Trace) {
  if (call.name === 'getKyc') {
    await readBody(request, undefined, clock);
    const { body, cause } = await getKyc(customer.auth_id, kyc, request.signal);
    if (cause !== undefined) trace.cause = cause;
    return json({ body });
  }
  const key = readIdempotencyKey(request);
  const body = await readBody(request, call.route.body, clock);
  return json({ body: await changeKyc({ customer, call, key, body }, kyc) });
}

async function whoseAddress(url: URL, { route, params }: Call, addresses: MediaAddresses): Promise<Customer> {
  const { token = '' } = readQuery(url.searchParams, route.query);
  return addresses.open(params.recording_id!, String(token));
}

/** What is asked to be streamed. */
interface Wanted {
  call: Call;
  customer: Customer;
  query: Input['query'];
}

async function media(request: Request, { call, customer }: Wanted, { service, settings }: Parts, taker: Taker) {
  const place = await service.read(placeOf(call), customer, { query: {} }, taker.caller);
  if (place.is !== 'done') throw place.refusal;
  return fetchMedia(request, place.body, customer, settings, { send: settings.send, ...taker });
}

async function table(_request: Request, { call, customer, query }: Wanted, { service }: Parts, taker: Taker) {
  const opened = await service.open(call, customer, { query }, taker.caller);
  if (opened.is !== 'open') throw opened.is === 'done' ? new Refusal('internal') : opened.refusal;
  return tableOf(opened, call.route.columns ?? [], taker);
}

/** Opens an account for a visitor, with the partner's credentials. Nobody is asked who is signed in: nobody has to be. */
async function signUp(request: Request, url: URL, call: Call, parts: Parts): Promise<Whole> {
  const { settings, spend, store, clock } = parts;
  const { partner, signup } = settings;
  const visitor = await whoSignsUp(request, signup, clock);
  await spend(call.route, visitor);
  const query = readQuery(url.searchParams, call.route.query);
  const opening = { ...call, route: openingOf(call.route) };
  return write(request, opening, { ...partner, account: visitor }, query, parts, (made, found) =>
    handOver(made, found, { signup: signup!, request, visitor, store, clock }),
  );
}

/** Whose write it is: the account it is counted and remembered under, and the credentials it goes up with. */
type Writer = Credentials & { account: string };

async function write(
  request: Request,
  call: Call,
  { account, auth_id, auth_token }: Writer,
  query: Input['query'],
  parts: Parts,
  handOver?: Write['handOver'],
): Promise<Whole> {
  const { service, store, clock } = parts;
  const customer = { auth_id, auth_token };
  const key = readIdempotencyKey(request);
  const body = await readBody(request, call.route.body, clock);
  const reply = await performWrite(
    {
      account,
      pepper: auth_token,
      call,
      key,
      body,
      send: () => service.write(call, customer, { query, body }),
      look: ({ read, query }, said) => service.look(read, customer, query(said)),
      handOver,
    },
    store,
    clock,
  );
  return json(reply);
}

// Most answers are ASCII, and need no bytes made of them to know how many those are.
const lengthOf = (text: string) =>
  /^[\0-\x7f]*$/.test(text) ? text.length : new TextEncoder().encode(text).byteLength;

function json({ body, replayed }: Reply): Whole {
  const text = JSON.stringify(body);
  const headers: Record<string, string> = {
    'Content-Type': 'application/json',
    'Content-Length': String(lengthOf(text)),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  };
  if (replayed) headers['Idempotency-Replayed'] = 'true';
  return new Whole(text, headers);
}
