import type { Handler } from '../contract/handler.ts';
import type { CallName } from '../contract/routes.ts';
import type { Log } from './log.ts';
import type { Store } from './store.ts';

/** A pair of Vobiz credentials. They stay on the server. */
export interface Credentials {
  auth_id: string;
  auth_token: string;
}

/** Who is signed in at the host: their Vobiz credentials, what they may do, and what the portal may know about them. */
export interface Customer extends Credentials {
  /** The calls this customer may make; absent means every call. */
  can?: readonly CallName[];
  name?: string;
  currency?: string;
  country?: string;
  time_zone?: string;
}

/** What a proxy is made of. */
export interface ProxyOptions {
  /** The partner's own credentials. */
  partner: Credentials;
  /** Says who is signed in, from the host's own session; undefined when nobody is. */
  customer: (request: Request) => Promise<Customer | undefined> | Customer | undefined;
  /** The path the proxy is mounted at, such as `/vobiz`. */
  mount: string;
  /**
   * The exact origins that may call, such as `https://signup.example`. Behind a proxy that ends TLS the request's own
   * origin cannot be known, so it has to be named here. Absent: the request's own origin, and only on a loopback host.
   */
  origins?: readonly string[];
  /** `allowed_origins`: where a verification page may be; `https://kyc.vobiz.ai` unless said otherwise. */
  kyc?: { allowed_origins?: readonly string[] };
  /** What outlives this process; the memory of this process unless said otherwise. */
  store?: Store;
  /** The zone dates are shown in; `Asia/Kolkata` unless said otherwise. */
  time_zone?: string;
  /** Hears about each request: never its path, query, headers or body. */
  log?: Log;
  /** The address of the service; `https://api.vobiz.ai/api/v1` unless said otherwise. */
  upstream?: string;
  /** Sends the requests to the service; any Handler will do. */
  fetch?: Handler;
}

/** Options that were checked, with every default filled in but the store's. */
export interface Settings extends Omit<ProxyOptions, 'kyc' | 'mount' | 'origins'> {
  /** The segments of the mount. */
  mount: string[];
  origins: ReadonlySet<string> | undefined;
  kyc_origins: readonly string[];
  time_zone: string;
  upstream: string;
}

/** Whether a host name is this very machine. */
export const isLoopback = (hostname: string) =>
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  hostname === '[::1]' ||
  /^127(\.\d+){3}$/.test(hostname);

/** Whether these can be sent as credentials: an id that is one path segment, a token that is one header value. */
export const areCredentials = (given: unknown): given is Credentials => {
  const { auth_id, auth_token } = (given ?? {}) as Partial<Record<keyof Credentials, unknown>>;
  return (
    typeof auth_id === 'string' &&
    /^[A-Za-z0-9_]{3,64}$/.test(auth_id) &&
    typeof auth_token === 'string' &&
    /^[\x21-\x7e]{1,512}$/.test(auth_token)
  );
};

/** Checks the options once, so that a wrong one is a sentence at the start and not a riddle later. */
export function readOptions(options: ProxyOptions): Settings {
  const { partner, customer, mount, origins, kyc = {}, store, time_zone = 'Asia/Kolkata', log } = options;
  const { upstream = 'https://api.vobiz.ai/api/v1', fetch: send } = options;
  if (!areCredentials(partner)) throw new TypeError('partner must be { auth_id, auth_token }');
  for (const [name, value] of Object.entries({ customer, fetch: send ?? customer, log: log ?? customer }))
    if (typeof value !== 'function') throw new TypeError(`${name} must be a function`);
  if (store && ![store.get, store.add, store.replace, store.remove].every((method) => typeof method === 'function'))
    throw new TypeError('store must be a Store: memoryStore(), sqliteStore(path), or one with the same methods');
  return {
    partner,
    customer,
    mount: mountOf(mount),
    origins: origins && new Set(originsOf('origins', origins)),
    kyc_origins: originsOf('kyc.allowed_origins', kyc.allowed_origins ?? ['https://kyc.vobiz.ai']),
    store,
    time_zone: zoneOf(time_zone),
    log,
    upstream: upstreamOf(upstream),
    fetch: send,
  };
}

function mountOf(mount: string): string[] {
  if (typeof mount !== 'string' || !mount.startsWith('/') || /[?#%\\]|\/\/|\/\.{1,2}(\/|$)/.test(mount))
    throw new TypeError(`mount must be a plain path that starts with "/", such as "/vobiz", not "${mount}"`);
  return mount.split('/').filter((segment) => segment !== '');
}

function originsOf(name: string, origins: readonly string[]): string[] {
  if (!Array.isArray(origins)) throw new TypeError(`${name} must be a list of origins`);
  for (const origin of origins as unknown[])
    if (typeof origin !== 'string' || !/^https?:/.test(origin) || urlOf(origin)?.origin !== origin)
      throw new TypeError(`${name} must hold exact origins such as "https://signup.example", not "${String(origin)}"`);
  return [...(origins as string[])];
}

function zoneOf(time_zone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: time_zone });
    return time_zone;
  } catch {
    throw new TypeError(`time_zone must be an IANA name such as "Asia/Kolkata", not "${time_zone}"`);
  }
}

function upstreamOf(upstream: string): string {
  const url = urlOf(upstream);
  if (!url || !/^https?:$/.test(url.protocol)) throw new TypeError('upstream must be an http or https address');
  if (url.username || url.password || url.search || url.hash)
    throw new TypeError('upstream must be an address without credentials, query or fragment');
  const path = url.pathname.replace(/\/$/, '');
  if (!path.endsWith('/api/v1')) throw new TypeError(`upstream must end with "/api/v1", and "${url.href}" does not`);
  return url.origin + path;
}

const urlOf = (text: unknown) => (typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined);
