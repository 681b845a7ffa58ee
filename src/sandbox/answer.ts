import { sandboxPartner } from './accounts.ts';
import { codeError, gatewayError, httpError, numberNotFound, wordError } from './errors.ts';
import { hosted } from './hosted/hosted.ts';
import { account } from './routes/account.ts';
import { assignSubaccount } from './routes/assign-subaccount.ts';
import { assign } from './routes/assign.ts';
import { calls } from './routes/calls.ts';
import { credentials } from './routes/credentials.ts';
import { health } from './routes/health.ts';
import { inventory } from './routes/inventory.ts';
import { ipAcl } from './routes/ip-acl.ts';
import { kycSessions } from './routes/kyc-sessions.ts';
import { media } from './routes/media.ts';
import { numbers } from './routes/numbers.ts';
import { originationUris } from './routes/origination-uris.ts';
import { partnerAccounts } from './routes/partner-accounts.ts';
import { partnerHistory } from './routes/partner-history.ts';
import { partnerProfile } from './routes/partner-profile.ts';
import { partnerWrites } from './routes/partner-writes.ts';
import { recordings } from './routes/recordings.ts';
import type { Call, CustomerCall, Route } from './routes/route.ts';
import { transactions } from './routes/transactions.ts';
import { trunks } from './routes/trunks.ts';
import { catchUp, type World } from './world.ts';

// The service's own table; a resource is one file, and one name here.
// What is listed below the trunks comes before a trunk, which would take its name for an id.
const customerRoutes = {
  ...account,
  ...inventory,
  ...numbers,
  ...assign,
  ...assignSubaccount,
  ...health,
  ...credentials,
  ...ipAcl,
  ...originationUris,
  ...trunks,
  ...calls,
  ...recordings,
  ...media,
  ...transactions,
};
const partnerRoutes = { ...partnerAccounts, ...partnerWrites, ...partnerProfile, ...partnerHistory, ...kycSessions };

type Entry = { name: string; method: string; segments: string[] } & (
  { pair: 'customer'; route: Route<CustomerCall> } | { pair: 'partner'; route: Route<Call> }
);

const table: Entry[] = [
  ...Object.entries(customerRoutes).map(([name, route]): Entry => ({ ...target(name), pair: 'customer', route })),
  ...Object.entries(partnerRoutes).map(([name, route]): Entry => ({ ...target(name), pair: 'partner', route })),
];

// The seed's example of a release carries its plus sign raw; everywhere else a raw one is not found.
const takesRawPlus = 'DELETE /api/v1/Account/{auth_id}/numbers/{e164}';

/** Answers a request as the service would. The API: path first, then credentials, then the route. */
export async function answer(world: World, request: Request): Promise<Response> {
  catchUp(world);
  const { pathname, searchParams } = new URL(request.url);
  if (pathname.startsWith('/kyc/')) return hosted(world, request);
  const parts = pathname.split('/');
  const entry = table.find((one) => fits(one, request.method, parts, (text) => text));
  if (!entry) return notThere(request.method, parts);
  const params = paramsOf(entry, parts);
  const call: Call = { world, params, query: searchParams, request };
  const { headers } = request;
  const auth_id = headers.get('x-auth-id');
  const auth_token = headers.get('x-auth-token');
  const isPartner = auth_id === sandboxPartner.auth_id && auth_token === sandboxPartner.auth_token;
  const known = world.accounts.get(auth_id ?? '');
  const account = known && known.auth_token === auth_token ? known : undefined;

  if (!isPartner && !account) return unauthorized(entry);
  if (account && !account.is_active) {
    return codeError(world, 403, 'ACCOUNT_INACTIVE', 'Account is inactive. Contact support to reactivate.');
  }
  if (entry.pair === 'partner') return isPartner ? entry.route(call) : httpError(403, 'Partner access required');
  if (!account) return params.auth_id ? mismatch() : unauthorized(entry);
  if (params.auth_id && params.auth_id !== account.auth_id) return mismatch();
  const rawPlus = parts.some((part, index) => entry.segments[index] === '{e164}' && part.includes('+'));
  if (rawPlus && entry.name !== takesRawPlus) return numberNotFound();
  return entry.route({ ...call, account });
}

const mismatch = () => gatewayError(403, 'Access denied: account ID mismatch');

function unauthorized({ name }: Entry): Response {
  if (name === 'GET /api/v1/auth/me') return wordError(401, 'unauthorized', 'invalid credentials');
  if (name.includes(' /api/v1/partner/kyc-sessions')) return httpError(401, 'Invalid credentials');
  return gatewayError(401, 'Invalid token');
}

// In the wrong letter case the number pages say 404 and the rest, misleadingly, 401.
function notThere(method: string, parts: string[]): Response {
  const misspelt = table.find((one) => fits(one, method, parts, (text) => text.toLowerCase()));
  if (misspelt && !misspelt.segments.includes('numbers')) return gatewayError(401, 'Invalid token');
  return wordError(404, 'not_found', 'resource not found');
}

function target(name: string) {
  const [method, path] = name.split(' ') as [string, string];
  return { name, method, segments: path.split('/') };
}

function fits({ method, segments }: Entry, asked: string, parts: string[], read: (text: string) => string): boolean {
  if (method !== asked || segments.length !== parts.length) return false;
  return segments.every((segment, index) =>
    segment.startsWith('{') ? parts[index] !== '' : read(segment) === read(parts[index]!),
  );
}

function paramsOf({ segments }: Entry, parts: string[]): Record<string, string> {
  const named = segments.flatMap((segment, index) =>
    segment.startsWith('{') ? [[segment.slice(1, -1), decoded(parts[index]!)] as const] : [],
  );
  return Object.fromEntries(named);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // an escape that is none names nothing, and is then not found
  }
}
