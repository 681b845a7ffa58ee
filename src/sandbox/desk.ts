import type { Handler } from '../contract/handler.ts';
import { createClock } from './clock.ts';
import { mailPage } from './desk-kyc.ts';
import { deskPage } from './desk-page.ts';
import { deskStyle } from './desk-parts.ts';
import { stateOf, type RequestEntry } from './desk-state.ts';
import { orderFields, orderOf, withFault, type FaultOrder } from './fault-orders.ts';
import { FieldError, fieldsOf, flagField, numberField, textField } from './fields.ts';
import { deliverDue, deliverNow, isPending } from './kyc/delivery.ts';
import type { Markup } from './markup.ts';
import { createSandbox, type SandboxOptions } from './sandbox.ts';
import { isE164 } from './number.ts';
import { catchUp, createWorld, sellToStranger } from './world.ts';

const YEAR = 366 * 24 * 3600;

/** The sandbox with a desk at `/__sandbox`, from which its clock, its faults and its world are managed. */
export function createSandboxDesk({ world: given, ...options }: SandboxOptions = {}): Handler {
  const clock = createClock(given?.now ?? options.now);
  const world = given ?? createWorld({ ...options, now: clock.now });
  // A world that came from outside goes by this desk's clock too, or moving it would move nothing.
  world.now = clock.now;
  let faults: FaultOrder[] = [];
  let requests: RequestEntry[] = [];
  const plain = createSandbox({ world, fault: options.fault });
  let sandbox = plain;

  const commands: Record<string, (request: Request) => Promise<void>> = {
    '/__sandbox/clock': async (request) => {
      const fields = await fieldsOf(request, ['advance_seconds', 'now', 'reset']);
      const seconds = numberField(fields, 'advance_seconds', 0, YEAR);
      const now = textField(fields, 'now');
      const reset = flagField(fields, 'reset');
      if ([seconds, now, reset || undefined].filter((one) => one !== undefined).length !== 1) {
        throw new FieldError('Give exactly one of advance_seconds, now and reset.');
      }
      if (seconds !== undefined) clock.advance(seconds);
      else if (now !== undefined) clock.set(dateOf(now));
      else clock.reset();
      catchUp(world);
      await deliverDue(world);
    },
    '/__sandbox/deliver': async (request) => {
      const id = textField(await fieldsOf(request, ['id']), 'id');
      const { deliveries } = world;
      const wanted = deliveries.filter((one) => (id === undefined ? isPending(one) : one.id === id));
      if (id !== undefined && wanted.length === 0) throw new FieldError(`id must name an event, and ${id} names none.`);
      await Promise.all(wanted.map((delivery) => deliverNow(world, delivery)));
    },
    '/__sandbox/webhooks': async (request) => {
      const { sign } = await fieldsOf(request, ['sign']);
      if (String(sign) !== 'true' && String(sign) !== 'false') throw new FieldError('sign must be true or false.');
      world.sign_webhooks = String(sign) === 'true';
    },
    '/__sandbox/faults': async (request) => {
      const order = orderOf(await fieldsOf(request, orderFields));
      faults = order ? [...faults, order] : [];
      sandbox = order ? withFault(sandbox, order) : plain;
    },
    '/__sandbox/sell': async (request) => {
      const e164 = textField(await fieldsOf(request, ['e164']), 'e164');
      if (!isE164(e164)) throw new FieldError('e164 must be a phone number with its plus sign, such as +918065354620.');
      if (!sellToStranger(world, e164))
        throw new FieldError(`e164 must be a number that is for sale, and ${e164} is not.`);
    },
    '/__sandbox/reset': async (request) => {
      await fieldsOf(request, []);
      clock.reset();
      // The same world with new contents: others may hold it too.
      const { kyc_origin, fetch } = world;
      Object.assign(world, createWorld({ kyc_origin, fetch, ...options, now: clock.now }));
      [faults, requests, sandbox] = [[], [], plain];
    },
  };

  const atDesk: Handler = async (request) => {
    const { pathname } = new URL(request.url);
    if (request.method === 'GET' && pathname === '/__sandbox/desk.css') return style();
    if (request.method === 'GET' && pathname === '/__sandbox') {
      const state = stateOf(world, faults, requests);
      return accepts(request, 'application/json') ? Response.json(state, { headers }) : page(deskPage(state));
    }
    const [, id] = /^\/__sandbox\/mails\/(\d+)$/.exec(pathname) ?? [];
    const mail = stateOf(world, faults, requests).mails.find((one) => one.id === id);
    if (request.method === 'GET' && mail) {
      return accepts(request, 'application/json') ? Response.json(mail, { headers }) : page(mailPage(mail));
    }
    const command = request.method === 'POST' ? commands[pathname] : undefined;
    if (!command) {
      const known = ['GET /__sandbox', ...Object.keys(commands).map((path) => `POST ${path}`)].join(', ');
      return refusal(404, 'not_found', `There is no ${request.method} ${pathname}; there is ${known}.`);
    }
    try {
      await command(request);
    } catch (error) {
      if (error instanceof FieldError) return refusal(400, 'invalid request', error.message);
      throw error;
    }
    if (accepts(request, 'text/html')) return new Response(null, { status: 303, headers: { location: '/__sandbox' } });
    return Response.json(stateOf(world, faults, requests), { headers });
  };

  return async (request) => {
    if (!isLocal(request)) {
      return refusal(
        403,
        'forbidden',
        'The sandbox answers only at localhost, 127.0.0.1 and [::1], and only its own pages.',
      );
    }
    const { pathname: path } = new URL(request.url);
    if (path === '/__sandbox' || path.startsWith('/__sandbox/')) return atDesk(request);
    const entry: RequestEntry = {
      at: clock.now().toISOString(),
      method: request.method,
      path,
      status: 'dropped',
    };
    // How the hosted pages look is nobody's question.
    if (!/\.(css|svg)$/.test(path)) requests.push(entry);
    if (requests.length > 500) requests.shift();
    const response = await sandbox(request);
    entry.status = response.status;
    return response;
  };
}

function dateOf(text: string): Date {
  const date = new Date(text);
  const year = date.getUTCFullYear();
  if (year >= 2000 && year < 2100) return date;
  throw new FieldError(
    `now must be a date from 2000 to 2099, such as 2026-03-25T10:00:00Z, not ${JSON.stringify(text)}.`,
  );
}

const local = new Set(['localhost', '127.0.0.1', '[::1]']);

// A name that someone points at this machine must not let their page in (DNS rebinding), nor may their page write from afar.
function isLocal(request: Request): boolean {
  const { hostname, host } = new URL(request.url);
  const named = request.headers.get('host') ?? host;
  const origin = request.headers.get('origin');
  // A hosted page sends no referrer, and so no origin either; where it is from, its browser says in another header.
  const isOwn = origin === 'null' && request.headers.get('sec-fetch-site') === 'same-origin';
  const hosts = [hostname, hostOf(`http://${named}`), ...(origin && !isOwn ? [hostOf(origin)] : [])];
  return hosts.every((one) => one !== undefined && local.has(one));
}

const hostOf = (address: string) => (URL.canParse(address) ? new URL(address).hostname : undefined);

const accepts = (request: Request, type: string) => request.headers.get('accept')?.includes(type) ?? false;

const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

const page = (content: Markup) =>
  new Response(content.text, {
    headers: { ...headers, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
  });

const style = () => new Response(deskStyle, { headers: { ...headers, 'content-type': 'text/css; charset=utf-8' } });

const refusal = (status: number, error: string, message: string) =>
  Response.json({ error, message }, { status, headers });
