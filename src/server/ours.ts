import { isLoopback } from '../contract/kyc-address.ts';
import { Refusal } from './problem.ts';

/** Whether a page of this origin may call. The request's own origin counts by itself only where no other site can be. */
function isAllowed(origin: string, request: Request, origins: ReadonlySet<string> | undefined): boolean {
  if (origins) return origins.has(origin);
  const own = new URL(request.url);
  return origin === own.origin && isLoopback(own.hostname);
}

/**
 * Refuses what did not come from the portal on an allowed page.
 *
 * The header is what no form, image or link can send; the Origin is what no script can forge.
 */
export function checkOurs(request: Request, origins: ReadonlySet<string> | undefined): void {
  if (request.headers.get('x-vobiz-portal') !== '1') throw new Refusal('missing-header');
  const origin = request.headers.get('origin');
  if (origin !== null) {
    if (!isAllowed(origin, request, origins)) throw new Refusal('origin-not-allowed');
    return;
  }
  const site = request.headers.get('sec-fetch-site');
  if (site === 'cross-site' || (request.method !== 'GET' && site !== 'same-origin')) throw new Refusal('cross-site');
}

/** Answers a preflight, which asks for permission and carries no identity. */
export function preflight(request: Request, origins: ReadonlySet<string> | undefined, methods: string[]): Response {
  const origin = request.headers.get('origin');
  if (origin === null || !isAllowed(origin, request, origins)) throw new Refusal('origin-not-allowed');
  return new Response(null, {
    status: 204,
    headers: {
      'Access-Control-Allow-Methods': methods.join(', '),
      'Access-Control-Allow-Headers': 'content-type, idempotency-key, x-vobiz-portal',
      'Access-Control-Max-Age': '600',
      'Cache-Control': 'no-store',
    },
  });
}

/** Lets an allowed page of another origin read the answer; the origin is named exactly, never by a wildcard. */
export function allowReading(
  request: Request,
  origins: ReadonlySet<string> | undefined,
  headers: Pick<Headers, 'set'>,
): void {
  headers.set('Vary', 'Origin');
  const origin = request.headers.get('origin');
  if (origin === null || !origins?.has(origin)) return;
  headers.set('Access-Control-Allow-Origin', origin);
  headers.set('Access-Control-Allow-Credentials', 'true');
  headers.set('Access-Control-Expose-Headers', 'Retry-After, X-Request-Id');
}
