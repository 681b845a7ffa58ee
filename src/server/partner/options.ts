import type { Handler } from '../../contract/handler.ts';
import { areCredentials, type Credentials } from '../credentials.ts';
import { sendBy, upstreamOf } from '../options.ts';
import type { Upstream } from '../upstream.ts';

/** How the service is reached. */
export interface Reach {
  /** The address of the service; `https://api.vobiz.ai/api/v1` unless said otherwise. */
  upstream?: string;
  /** Sends the requests to the service; any Handler will do. Unless said otherwise Node's own `http`, elsewhere `fetch`. */
  fetch?: Handler;
}

/** What `createPartner` is made of: the partner's credentials, and how the service is reached. */
export interface PartnerOptions extends Credentials, Reach {}

/** Checks the options once, so that a wrong one is a sentence at the start and not a riddle later. */
export function readPartner({ auth_id, auth_token, ...reach }: PartnerOptions): Upstream {
  const partner = { auth_id, auth_token };
  if (!areCredentials(partner)) throw new TypeError('createPartner needs { auth_id, auth_token } of the partner');
  return { partner, ...readReach(reach) };
}

/** The same for whoever has the credentials as `partner`. */
export function readReach({ upstream, fetch: given }: Reach): Omit<Upstream, 'partner'> {
  if (given !== undefined && typeof given !== 'function') throw new TypeError('fetch must be a function');
  return { upstream: upstreamOf(upstream ?? 'https://api.vobiz.ai/api/v1'), send: sendBy(given) };
}
