import type { Handler } from '../contract/handler.ts';
import type { CallName } from '../contract/routes.ts';
import { areCredentials, type Credentials } from './credentials.ts';
import { readKyc, type KycOptions, type KycSettings } from './kyc/options.ts';
import { readLimits, type Limits, type Prices } from './limits.ts';
import { sendByFetch, type Send } from './heard.ts';
import type { Log } from './log.ts';
import { mustBeKnown } from './nearest.ts';
import { sendByNode } from './send-by-node.ts';
import type { SignUp } from './signup.ts';
import type { Store } from './store.ts';

/** Who is signed in at the host: their Vobiz credentials, what they may do, and what the portal may know about them. */
export interface Customer extends Credentials {
  /** The calls this customer may make; absent means every call. */
  can?: readonly CallName[];
  name?: string;
  /** Where the link of a verification by e-mail goes; the account's own address unless said otherwise. */
  email?: string;
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
  /** How customers are verified. */
  kyc?: KycOptions;
  /** How visitors without an account open one; absent: nobody can. */
  signup?: SignUp;
  /** What outlives this process; the memory of this process unless said otherwise. */
  store?: Store;
  /**
   * How often one customer may do things, counted in the store; false: as often as they like. Unless said otherwise 120
   * reads a minute (30 at once), 10 writes a minute, 30 exports and recordings a minute (10 at once); 10 sign-ups of
   * one visitor in ten minutes, refused ones counted too; 3 verifications begun in ten minutes; and 2 webhooks a second,
   * of each session that was begun here, and of all others together.
   */
  limits?: Limits | false;
  /**
   * At least 32 characters that nobody knows, the same on every machine. With it the list of recordings carries an address
   * for each, at which an `<audio>` element may fetch it for five minutes without header and session.
   */
  secret?: string;
  /**
   * The hosts where recordings may be, such as `media.vobiz.ai`; Vobiz's own three and the host of `upstream` unless said
   * otherwise. Each is shown the customer's credentials, so name no storage that others share.
   */
  media_hosts?: readonly string[];
  /** The zone dates are shown in; `Asia/Kolkata` unless said otherwise. */
  time_zone?: string;
  /** Hears about each request: never its path, query, headers or body. */
  log?: Log;
  /** The address of the service; `https://api.vobiz.ai/api/v1` unless said otherwise. */
  upstream?: string;
  /** Sends the requests to the service; any Handler will do. Unless said otherwise Node's own `http`, elsewhere `fetch`. */
  fetch?: Handler;
}

/** Options that were checked, with every default filled in but the store's. */
export interface Settings extends Omit<ProxyOptions, 'kyc' | 'mount' | 'origins' | 'limits' | 'media_hosts' | 'fetch'> {
  /** The segments of the mount. */
  mount: string[];
  origins: ReadonlySet<string> | undefined;
  kyc: KycSettings;
  limits: Prices;
  media_hosts: ReadonlySet<string>;
  time_zone: string;
  upstream: string;
  send: Send;
}

/** How requests are sent: by the Handler that was given, else by the best that the platform has. */
export const sendBy = (given: Handler | undefined): Send => (!given && sendByNode()) || sendByFetch(given);

const known: Record<keyof ProxyOptions, true> = {
  partner: true, customer: true, mount: true, origins: true, kyc: true, signup: true, store: true, limits: true,
  secret: true, media_hosts: true, time_zone: true, log: true, upstream: true, fetch: true,
}; // prettier-ignore

/** Checks the options once, so that a wrong one is a sentence at the start and not a riddle later. */
export function readOptions(options: ProxyOptions): Settings {
  if (typeof options !== 'object' || options === null)
    throw new TypeError('createProxy needs options: at least { partner, customer, mount }');
  for (const name of Object.keys(options)) mustBeKnown(name, Object.keys(known), 'The option');
  const { partner, customer, mount, origins, kyc, store, time_zone = 'Asia/Kolkata', log } = options;
  const { upstream = 'https://api.vobiz.ai/api/v1', fetch: given } = options;
  if (!areCredentials(partner)) throw new TypeError('partner must be { auth_id, auth_token }');
  for (const [name, value] of Object.entries({ customer, fetch: given ?? customer, log: log ?? customer }))
    if (typeof value !== 'function') throw new TypeError(`${name} must be a function`);
  const methods = ['get', 'add', 'replace', 'remove'] as const;
  if (store && !methods.every((method) => typeof store[method] === 'function'))
    throw new TypeError(
      'store must be a Store: memoryStore(), sqliteStore(path), redisStore(client), or one like them',
    );
  const { secret } = options;
  if (secret !== undefined && !(typeof secret === 'string' && secret.length >= 32))
    throw new TypeError('secret must be at least 32 characters that nobody can guess');
  const address = upstreamOf(upstream);
  return {
    partner,
    customer,
    mount: mountOf(mount),
    origins: origins && new Set(originsOf('origins', origins)),
    kyc: readKyc(kyc),
    signup: signupOf(options.signup),
    store,
    time_zone: zoneOf(time_zone),
    log,
    limits: readLimits(options.limits),
    secret,
    media_hosts: hostsOf(options.media_hosts ?? [...vobizMediaHosts, new URL(address).host]),
    upstream: address,
    send: sendBy(given),
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

const vobizMediaHosts = ['media.vobiz.ai', 'recordings.vobiz.ai', 'storage.vobiz.ai'];

function hostsOf(hosts: readonly string[]): Set<string> {
  if (!Array.isArray(hosts)) throw new TypeError('media_hosts must be a list of hosts');
  for (const host of hosts as unknown[])
    if (typeof host !== 'string' || !/^[\w.[\]:-]+$/.test(host) || urlOf(`https://${host}/`)?.host !== host)
      throw new TypeError(`media_hosts must hold hosts such as "media.vobiz.ai", not "${String(host)}"`);
  return new Set(hosts as string[]);
}

function signupOf(signup: SignUp | undefined): SignUp | undefined {
  if (signup === undefined) return undefined;
  if (typeof signup !== 'object' || signup === null) throw new TypeError('signup must be { visitor, onCreated }');
  for (const name of Object.keys(signup)) mustBeKnown(name, ['visitor', 'onCreated'], 'The option signup');
  for (const name of ['visitor', 'onCreated'] as const)
    if (typeof signup[name] !== 'function') throw new TypeError(`signup.${name} must be a function`);
  return signup;
}

function zoneOf(time_zone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: time_zone });
    return time_zone;
  } catch {
    throw new TypeError(`time_zone must be an IANA name such as "Asia/Kolkata", not "${time_zone}"`);
  }
}

/** The address of the service, checked; throws a sentence about one that cannot be. */
export function upstreamOf(upstream: string): string {
  const url = urlOf(upstream);
  if (!url || !/^https?:$/.test(url.protocol)) throw new TypeError('upstream must be an http or https address');
  if (url.username || url.password || url.search || url.hash)
    throw new TypeError('upstream must be an address without credentials, query or fragment');
  const path = url.pathname.replace(/\/$/, '');
  if (!path.endsWith('/api/v1')) throw new TypeError(`upstream must end with "/api/v1", and "${url.href}" does not`);
  return url.origin + path;
}

const urlOf = (text: unknown) => (typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined);
