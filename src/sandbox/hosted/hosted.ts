import { isLive, type KycSession } from '../kyc/session.ts';
import { open } from '../kyc/progress.ts';
import type { World } from '../world.ts';
import { act } from './act.ts';
import { donePage, expiredPage, failedPage, leavePage, refusedPage, revokedPage, unknownPage } from './ends.ts';
import { framed, type Page } from './frame.ts';
import { digilockerPage, gstinPage, landing, panPage } from './steps.ts';
import { icon, style } from './style.ts';
import { pathOf, type Visit } from './visit.ts';

const forms = ['/kyc/pan', '/kyc/digilocker', '/kyc/gstin'];

/** Answers below `/kyc/`: the pages on which a customer proves who they are. */
export async function hosted(world: World, request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const isForm = request.method === 'POST' && forms.includes(pathname);
  if (request.method === 'GET' && pathname === '/kyc/style.css') return asset(style, 'text/css; charset=utf-8');
  if (request.method === 'GET' && pathname === '/kyc/icon.svg') return asset(icon, 'image/svg+xml');
  if (isForm && !isOwn(request)) return page(refusedPage());
  const fields = isForm ? new URLSearchParams(await request.text()) : searchParams;
  const visit = visitOf(world, fields.get('token') ?? '');
  if (!visit) return page(unknownPage());
  if (isForm) {
    const answer = entered(visit) ?? act(visit, pathname, fields);
    // A page that is reloaded must not send its form again.
    return answer ? page(answer, visit) : seeOther(pathOf('verify', visit.session));
  }
  if (request.method !== 'GET') return page(unknownPage());
  if (pathname === '/kyc/verify') return page(entered(visit) ?? next(visit, searchParams.get('as')), visit);
  if (pathname === '/kyc/leave') return page(ended(visit) ?? leavePage(visit), visit);
  const { redirect_url } = visit.session;
  if (pathname === '/kyc/return' && redirect_url) return seeOther(returnAddress(redirect_url, visit.session));
  return page(unknownPage());
}

function visitOf(world: World, token: string): Visit | undefined {
  const session = [...world.kycSessions.values()].find((one) => one.token === token);
  const account = session && world.accounts.get(session.account_auth_id);
  return account && { world, session, account, now: world.now() };
}

/** The page of a session with which nobody can go on. */
function ended(visit: Visit): Page | undefined {
  const { session, now } = visit;
  if (session.status === 'kyc_completed') return donePage(visit);
  if (session.status === 'kyc_failed') return failedPage(visit);
  if (session.status === 'revoked') return revokedPage(visit);
  return isLive(session, now) ? undefined : expiredPage(visit);
}

/** The same, and for the others it counts that the customer has come. */
function entered(visit: Visit): Page | undefined {
  const end = ended(visit);
  if (!end) open(visit.world, visit.session);
  return end;
}

/** The page that a session has got to. */
function next(visit: Visit, as: string | null): Page {
  const { session } = visit;
  if (session.status === 'in_progress') {
    return session.kyc_type === 'company' ? gstinPage(visit) : digilockerPage(visit);
  }
  return as === 'individual' || as === 'company' ? panPage(visit, as) : landing(visit);
}

// The parameters are documented for a session that is completed. That others come back the same way, with their own
// status, is the sandbox's guess; and so is what becomes of a query that the address had before.
function returnAddress(redirect_url: string, { id, status, account_auth_id }: KycSession): string {
  const address = new URL(redirect_url);
  address.searchParams.set('session_id', id);
  address.searchParams.set('status', status);
  address.searchParams.set('auth_id', account_auth_id);
  return address.href;
}

/** Whether a form was sent from these very pages, or by something that is no browser. */
function isOwn(request: Request): boolean {
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  // Pages that send no referrer send `null` for an origin; then the browser's own word counts.
  if (origin !== null && origin !== 'null') return origin === new URL(request.url).origin;
  return site === null ? origin === null : site === 'same-origin';
}

const headers = {
  'cache-control': 'no-store',
  // The address holds the token.
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const page = (content: Page, visit?: Visit) =>
  new Response(framed(content, visit).text, {
    status: content.status ?? 200,
    headers: { ...headers, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
  });

const asset = (text: string, type: string) =>
  new Response(text, { headers: { ...headers, 'content-type': type, 'content-security-policy': policy } });

const seeOther = (location: string) => new Response(null, { status: 303, headers: { ...headers, location } });
