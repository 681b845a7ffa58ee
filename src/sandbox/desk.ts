import type { Handler } from '../contract/handler.ts';
import { sandboxPartner } from './accounts.ts';
import { createClock } from './clock.ts';
import { deskPage, deskStyle, type DeskState } from './desk-page.ts';
import { orderFields, orderOf, withFault, type FaultOrder } from './fault-orders.ts';
import { FieldError, fieldsOf, flagField, numberField, textField } from './fields.ts';
import { createSandbox, type SandboxOptions } from './sandbox.ts';
import { rupees } from './money.ts';
import { isE164 } from './number.ts';
import { belongsTo, catchUp, createWorld, sellToStranger, type World } from './world.ts';

const YEAR = 366 * 24 * 3600;

/** The sandbox with a desk at `/__sandbox`, from which its clock, its faults and its world are managed. */
export function createSandboxDesk({ world: given, ...options }: SandboxOptions = {}): Handler {
  const clock = createClock(given?.now ?? options.now);
  const world = given ?? createWorld({ ...options, now: clock.now });
  // A world that came from outside goes by this desk's clock too, or moving it would move nothing.
  world.now = clock.now;
  let faults: FaultOrder[] = [];
  let requests: DeskState['requests'] = [];
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
      Object.assign(world, createWorld({ ...options, now: clock.now }));
      [faults, requests, sandbox] = [[], [], plain];
    },
  };

  const atDesk: Handler = async (request) => {
    const { pathname } = new URL(request.url);
    if (request.method === 'GET' && pathname === '/__sandbox/desk.css') return style();
    if (request.method === 'GET' && pathname === '/__sandbox') {
      const state = stateOf(world, faults, requests);
      return accepts(request, 'application/json') ? Response.json(state, { headers }) : page(state);
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
    const entry: DeskState['requests'][number] = {
      at: clock.now().toISOString(),
      method: request.method,
      path,
      status: 'dropped',
    };
    requests.push(entry);
    if (requests.length > 500) requests.shift();
    const response = await sandbox(request);
    entry.status = response.status;
    return response;
  };
}

function stateOf(world: World, faults: FaultOrder[], requests: DeskState['requests']): DeskState {
  catchUp(world);
  const customers = [...world.accounts.values()].filter(({ parent_auth_id }) => !parent_auth_id);
  return {
    partner: sandboxPartner,
    accounts: customers.map((account) => ({
      auth_id: account.auth_id,
      auth_token: account.auth_token,
      name: account.name,
      kyc_status: account.kyc_status,
      available_balance: rupees(account.balance),
      numbers: [...world.owned.values()].filter(({ account_id }) => belongsTo(world, account_id, account)).length,
    })),
    clock: world.now().toISOString(),
    faults,
    requests,
    mails: [],
    webhooks: [],
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
  const hosts = [hostname, hostOf(`http://${named}`), ...(origin ? [hostOf(origin)] : [])];
  return hosts.every((one) => one !== undefined && local.has(one));
}

const hostOf = (address: string) => (URL.canParse(address) ? new URL(address).hostname : undefined);

const accepts = (request: Request, type: string) => request.headers.get('accept')?.includes(type) ?? false;

const policy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

const page = (state: DeskState) =>
  new Response(deskPage(state), {
    headers: { ...headers, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
  });

const style = () => new Response(deskStyle, { headers: { ...headers, 'content-type': 'text/css; charset=utf-8' } });

const refusal = (status: number, error: string, message: string) =>
  Response.json({ error, message }, { status, headers });
