import * as v from 'valibot';
import type { Outcome } from './answer.ts';
import type { Call } from './match.ts';
import { isLoopback } from '../contract/kyc-address.ts';
import type { Credentials } from './credentials.ts';
import type { Settings } from './options.ts';
import { Refusal } from './problem.ts';
import { sendOnce, type Ways } from './send.ts';
import { giveUp, streamed, type Opened, type Taker } from './stream.ts';

/** What the service says about one recording: of it only where the sound is. */
const Place = v.object({ recording_url: v.string() });

const mostRedirects = 3;

/** The call that asks the service where the sound of a recording is. */
export const placeOf = ({ name, route, params }: Call): Call => ({ name, params, route: { ...route, answer: Place } });

/**
 * Fetches the sound of a recording from where the service says it is.
 *
 * Only the hosts of `media_hosts` are asked, and each redirect is held against that list again: whoever is on it is shown
 * the customer's credentials, because the service's own media hosts want them, and nobody else hears anything.
 */
export async function fetchMedia(
  request: Request,
  place: unknown,
  { auth_id, auth_token }: Credentials,
  { media_hosts }: Settings,
  ways: Ways & Taker,
): Promise<Response> {
  const range = rangeOf(request);
  const headers = {
    'X-Auth-ID': auth_id,
    'X-Auth-Token': auth_token,
    Accept: 'audio/*',
    // Packed sound would have other lengths and ranges than those that are passed on.
    'Accept-Encoding': 'identity',
    ...(range && { Range: range }),
  };
  let url = addressOf(v.parse(Place, place).recording_url);
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    if (!mayAsk(url, media_hosts)) throw new Refusal('media-host-not-allowed');
    const opened = await sendOnce<Opened | Outcome>({ method: 'GET', url: url.href, headers }, ways, (heard, stop) => ({
      is: 'open',
      heard,
      stop,
    }));
    if (opened.is !== 'open') throw opened.is === 'done' ? new Refusal('internal') : opened.refusal;
    const { status, headers: said } = opened.heard;
    if (status === 200 || status === 206) return soundOf(opened, ways);
    giveUp(opened);
    const location = said.get('location');
    if (![301, 302, 303, 307, 308].includes(status) || location === null) throw refusalOf(status);
    url = addressOf(location, url);
  }
  throw new Refusal('upstream-redirect');
}

const mayAsk = (url: URL, hosts: ReadonlySet<string>) =>
  (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) &&
  !url.username &&
  !url.password &&
  hosts.has(url.host);

function addressOf(text: string, base?: URL): URL {
  if (!URL.canParse(text, base)) throw new Refusal('upstream-unreadable');
  return new URL(text, base);
}

/** One range of bytes; anything else is as if it had not been asked for (RFC 9110 §14.2). */
function rangeOf(request: Request): string | undefined {
  const range = request.headers.get('range') ?? '';
  return /^bytes=(\d{1,15}-\d{0,15}|-\d{1,15})$/.test(range) ? range : undefined;
}

function refusalOf(status: number): Refusal {
  if (status === 401) return new Refusal('upstream-credentials');
  if (status === 403) return new Refusal('forbidden');
  if (status === 404 || status === 410) return new Refusal('not-found');
  if (status === 416) return new Refusal('range-not-satisfiable');
  if (status === 429) return new Refusal('too-many-requests', { retry_after: 30 });
  return new Refusal(status >= 500 ? 'upstream-failed' : 'upstream-redirect');
}

const passed = {
  'content-range': /^bytes \d{1,15}-\d{1,15}\/(\d{1,15}|\*)$/,
  'content-length': /^\d{1,15}$/,
  'accept-ranges': /^bytes$/,
};

async function soundOf(opened: Opened, taker: Taker): Promise<Response> {
  const { headers, status } = opened.heard;
  const type = /^audio\/[\w.+-]{1,64}(?=$|[\s;])/i.exec(headers.get('content-type') ?? '')?.[0];
  const packed = headers.get('content-encoding') !== null;
  if (!type || (status === 206 && (packed || !passed['content-range'].test(headers.get('content-range') ?? '')))) {
    giveUp(opened);
    throw new Refusal('upstream-unreadable');
  }
  const kept: Record<string, string> = { 'Content-Type': type };
  for (const [name, form] of packed ? [] : Object.entries(passed)) {
    const value = headers.get(name);
    if (value !== null && form.test(value)) kept[name] = value;
  }
  return streamed(opened, taker, kept);
}
