import { readFile } from 'node:fs/promises';
import {
  createClock,
  createSandbox,
  createWorld,
  sandboxAccounts,
  sandboxPartner,
  sandboxSubAccounts,
  type SandboxOptions,
} from '../../src/sandbox/index.ts';
import type { Handler } from '../../src/contract/handler.ts';

/** What a question to the sandbox may bring beside its method and path. */
export interface Question {
  as?: string;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

const origin = 'http://localhost';

/** The credentials of one of the sandbox's accounts, as the API wants them. */
export function credentialsOf(auth_id: string): Record<string, string> {
  const everybody = [sandboxPartner, ...sandboxAccounts, ...sandboxSubAccounts];
  const found = everybody.find((one) => one.auth_id === auth_id);
  return found ? { 'X-Auth-ID': found.auth_id, 'X-Auth-Token': found.auth_token } : {};
}

/** A request such as `'GET /api/v1/auth/me'`, with the credentials of `as`. */
export function question(what: string, { as, body, headers, signal }: Question = {}): Request {
  const [method, path] = what.split(' ') as [string, string];
  return new Request(origin + path, {
    method,
    headers: { ...(as ? credentialsOf(as) : {}), ...headers },
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    signal,
  });
}

/** Asks a Handler, and reads its answer. */
export async function ask(handler: Handler, what: string, more: Question = {}) {
  const response = await handler(question(what, more));
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : undefined, headers: response.headers };
}

/** A body from the fixtures. */
export const fixture = async (name: string) =>
  JSON.parse(await readFile(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));

/** The keys of a value and the kinds of what they hold, lists by their first row: what two bodies of one shape share. */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length ? [shapeOf(value[0])] : [];
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, held]) => [key, shapeOf(held)]),
  );
}

/** A sandbox with a clock that stands still unless it is moved, and with words for what people do. */
export function service(auth_id = 'MA_ASHA', more: SandboxOptions = {}) {
  const clock = createClock(() => new Date('2026-03-25T10:00:00.000Z'));
  const world = createWorld({ now: clock.now, ...more });
  const sandbox = createSandbox({ world });
  const as = { as: auth_id };
  const base = `/api/v1/Account/${auth_id}`;
  const own = (e164: string) => `${base}/numbers/${encodeURIComponent(e164)}`;
  return {
    clock,
    world,
    sandbox,
    stock: async (query = '') => (await ask(sandbox, `GET ${base}/inventory/numbers${query}`, as)).body,
    list: async (query = '') => (await ask(sandbox, `GET ${base}/numbers${query}`, as)).body,
    buy: (body: unknown) => ask(sandbox, `POST ${base}/numbers/purchase-from-inventory`, { ...as, body }),
    release: (e164: string, query = '') => ask(sandbox, `DELETE ${own(e164)}${query}`, as),
    takeBack: (e164: string) => ask(sandbox, `POST ${own(e164).replace('/Account/', '/account/')}/cancel-release`, as),
    assign: (e164: string, body: unknown) => ask(sandbox, `POST ${own(e164)}/assign`, { ...as, body }),
    unassign: (e164: string) => ask(sandbox, `DELETE ${own(e164)}/assign`, as),
    /** Asks below the account, such as `'GET trunks'`. */
    own: (what: string, more: Question = {}) => ask(sandbox, what.replace(' ', ` ${base}/`), { ...as, ...more }),
    balance: async () => (await ask(sandbox, `GET ${base}/balance/INR`, as)).body.balance,
  };
}

/** A row of a list of numbers. */
export type Row = { e164: string; setup_fee: number; monthly_fee: number; [key: string]: unknown };
