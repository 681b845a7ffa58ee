import { createProxy, type Customer, type LogEntry, type ProxyOptions } from '../../src/server/index.ts';
import { wallClock, type Clock } from '../../src/server/clock.ts';
import type { Handler } from '../../src/contract/handler.ts';
import { createSandbox, sandboxAccounts, sandboxPartner, type World } from '../../src/sandbox/index.ts';

/** A clock that stands still until it is moved, and then acts on what was due. */
export interface TestClock extends Clock {
  advance(milliseconds: number): void;
}

/** Makes a clock with the proxy's own patience, starting where the fixtures do. */
export function testClock(): TestClock {
  let now = Date.parse('2026-03-25T10:00:00.000Z');
  const due = new Map<() => void, number>();
  return {
    ...wallClock,
    now: () => now,
    after(milliseconds, act) {
      const once = () => act();
      due.set(once, now + milliseconds);
      return () => due.delete(once);
    },
    advance(milliseconds) {
      now += milliseconds;
      for (const [act, at] of [...due].sort(([, one], [, other]) => one - other))
        if (at <= now && due.delete(act)) act();
    },
  };
}

/** Whose session the host recognises in a request: the cookie names the account. */
export function whoseCookie(request: Request): Customer | undefined {
  const auth_id = /session=(\w+)/.exec(request.headers.get('cookie') ?? '')?.[1];
  const account = sandboxAccounts.find((one) => one.auth_id === auth_id);
  return account && { auth_id: account.auth_id, auth_token: account.auth_token };
}

export const page = 'https://signup.example';

/** What a person's browser sends beside what they want. */
export interface Said {
  headers?: Record<string, string | undefined>;
  body?: unknown;
  key?: string;
  as?: string;
  signal?: AbortSignal;
}

let keys = 0;

/** A request such as `'GET /numbers'`, as the portal on the host's own page sends it. */
export function browser(what: string, { headers = {}, body, key, as = 'MA_ASHA', signal }: Said = {}): Request {
  const [method = '', path = ''] = what.split(' ');
  const write = method !== 'GET';
  const usual: Record<string, string | undefined> = {
    'X-Vobiz-Portal': '1',
    Cookie: `session=${as}`,
    'Sec-Fetch-Site': 'same-origin',
    ...(write && { Origin: page, 'Idempotency-Key': key ?? `key-${++keys}-abcdefgh` }),
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
    ...headers,
  };
  const list = Object.entries(usual).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  return new Request(`${page}/vobiz${path}`, { method, headers: list, body: text, signal });
}

/** What came back, read. */
export interface Heard {
  status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
  headers: Headers;
  text: string;
  /** The code of a problem. */
  code?: string;
}

/** Reads an answer whole. */
export async function heard(response: Response): Promise<Heard> {
  const text = await response.text();
  const body = text ? JSON.parse(text) : undefined;
  const code = (body?.type as string | undefined)?.split(':').at(-1);
  return { status: response.status, body, headers: response.headers, text, code };
}

/** A host with a proxy in front of a sandbox, or of any other service. */
export function host(options: Partial<ProxyOptions> & { service?: Handler; clock?: TestClock; world?: World } = {}) {
  const { service, world, clock = testClock(), ...more } = options;
  const sandbox = service ?? createSandbox({ world, now: () => new Date(clock.now()) });
  const sent: { method: string; url: string; headers: Record<string, string>; body: string }[] = [];
  const log: LogEntry[] = [];
  const proxy = createProxy(
    {
      partner: sandboxPartner,
      customer: whoseCookie,
      mount: '/vobiz',
      origins: [page],
      limits: false,
      log: (entry) => log.push(entry),
      fetch: async (request) => {
        const body = await request.clone().text();
        sent.push({ method: request.method, url: request.url, headers: Object.fromEntries(request.headers), body });
        return sandbox(request);
      },
      ...more,
    },
    clock,
  );
  const ask = async (what: string, said?: Said) => heard(await proxy(browser(what, said)));
  return { proxy, clock, sandbox, sent, log, ask };
}

/** A service that always answers the same. */
export const answering = (body: BodyInit | null | object, init?: ResponseInit): Handler => {
  const isBody = body === null || typeof body === 'string' || body instanceof Uint8Array;
  return async () => (isBody ? new Response(body as BodyInit | null, init) : Response.json(body, init));
};
