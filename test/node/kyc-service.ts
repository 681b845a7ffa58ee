import type { Handler } from '../../src/contract/handler.ts';
import { fixture } from '../fixture.ts';

/** The partner's pair, as the service knows it. */
export const partner = { auth_id: 'PA_SANDBOX', auth_token: 'sandbox-pa_sandbox-token' };

/** A verification session as the service keeps it. */
export interface Session {
  id: string;
  account_auth_id: string;
  customer_email: string | null;
  kyc_type: string | null;
  status: string;
  expires_at: string;
  first_opened_at: string | null;
  completed_at: string | null;
  webhook_url: string | null;
  redirect_url: string | null;
  reminder_schedule: unknown[];
  metadata: unknown;
  verified_data: unknown;
  created_at: string;
  updated_at: string;
  /** When the last mail went out; no answer says it. */
  mailed_at?: number;
  token?: string;
}

const live = ['email_sent', 'link_ready', 'opened', 'in_progress'];
const person = (fixture('kyc-session-get.200-completed-individual') as { verified_data: object }).verified_data;
const failure = (fixture('kyc-session-get.200-failed-guess') as { verified_data: object }).verified_data;

/**
 * The few routes of the service that verification needs, with their bodies as the fixtures show them: a Handler at the same
 * paths as the sandbox's.
 */
export function kycService({ now, host = 'https://kyc.vobiz.ai' }: { now: () => number; host?: string }) {
  const accounts = new Map<string, { email: string; kyc_status: string }>();
  const sessions: Session[] = [];
  const posts: { session: Session; event: string }[] = [];
  let made = 0;

  const at = () => new Date(now()).toISOString().replace('Z', '048Z');
  const post = (session: Session, event: string) => {
    if (session.webhook_url) posts.push({ session, event });
  };
  const isLive = (session: Session) => live.includes(session.status) && Date.parse(session.expires_at) > now();
  const change = (session: Session, fields: Partial<Session>) => Object.assign(session, fields, { updated_at: at() });
  const shown = ({ mailed_at: _, token: __, ...session }: Session) => session;
  const httpError = (status: number, message: string) =>
    Response.json({ error: 'HTTPError', message, status_code: status }, { status });

  /** What happens on the hosted page, or elsewhere. */
  const page = {
    open: (session: Session) => isLive(session) && change(session, { status: 'opened', first_opened_at: at() }),
    pan: (session: Session) =>
      isLive(session) &&
      change(session, { status: 'in_progress', kyc_type: 'individual', verified_data: { completed_steps: ['pan'] } }),
    finish(session: Session) {
      if (!isLive(session)) return;
      change(session, { status: 'kyc_completed', kyc_type: 'individual', completed_at: at(), verified_data: person });
      accounts.get(session.account_auth_id)!.kyc_status = 'completed';
      post(session, 'kyc.completed');
    },
    fail(session: Session) {
      if (!isLive(session)) return;
      change(session, { status: 'kyc_failed', verified_data: failure });
      post(session, 'kyc.failed');
    },
    revoke(session: Session) {
      if (!live.includes(session.status)) return;
      change(session, { status: 'revoked' });
      post(session, 'kyc.session_revoked');
    },
  };

  /** Begins a session, here or at the console: an older one of the same account ends without a word. */
  function begin(account: string, body: Record<string, unknown>): Session {
    for (const other of sessions) if (other.account_auth_id === account) page.revoke(other);
    const email = body.flow_type !== 'redirect';
    const text = (value: unknown) => (typeof value === 'string' ? value : null);
    const session: Session = {
      id: `1a0f7da5-2abb-47bf-a6c3-${String(++made).padStart(12, '0')}`,
      account_auth_id: account,
      customer_email: email ? text(body.customer_email) : null,
      kyc_type: null,
      status: email ? 'email_sent' : 'link_ready',
      expires_at: new Date(now() + Number(body.expires_in_days ?? 7) * 86_400_000).toISOString(),
      first_opened_at: null,
      completed_at: null,
      webhook_url: text(body.webhook_url),
      redirect_url: email ? null : text(body.redirect_url),
      reminder_schedule: (body.reminder_schedule as unknown[]) ?? [],
      metadata: body.metadata ?? null,
      verified_data: null,
      created_at: at(),
      updated_at: at(),
      ...(email ? { mailed_at: now() } : { token: `kst_${String(made).padStart(64, 'c')}` }),
    };
    sessions.unshift(session);
    return session;
  }

  async function create(request: Request): Promise<Response> {
    const body = (await request.json()) as Record<string, unknown>;
    const account = String(body.account_auth_id);
    if (!accounts.has(account)) return httpError(404, 'Account not found');
    if (body.flow_type === 'redirect' && !body.redirect_url)
      return Response.json(fixture('kyc-sessions-create.422-missing-redirect-url'), { status: 422 });
    const { id, customer_email, status, expires_at, token } = begin(account, body);
    const answer = {
      session_id: id,
      account_auth_id: account,
      customer_email,
      email_dispatched_to: customer_email && customer_email.replace(/^(.)[^@]*/, '$1***'),
      kyc_type: null,
      status,
      expires_at,
      widget_url: token ? `${host}/verify?token=${token}` : null,
      kyc_link: null,
      message: 'KYC session created',
    };
    return Response.json(answer, { status: 201 });
  }

  function list(query: URLSearchParams): Response {
    const [account, size] = [query.get('account_auth_id'), Number(query.get('size') ?? 20)];
    const found = sessions.filter((session) => !account || session.account_auth_id === account);
    return Response.json({ sessions: found.slice(0, size).map(shown), total: found.length, page: 1, size });
  }

  function resend(session: Session): Response {
    if (session.mailed_at === undefined)
      return Response.json(fixture('kyc-session-resend.400-redirect-flow'), { status: 400 });
    if (!isLive(session)) return httpError(409, `Cannot resend: session is '${session.status}'`);
    const left = Math.ceil((session.mailed_at + 30 * 60_000 - now()) / 1000);
    if (left > 0) return httpError(429, `Email was sent recently. Please wait ${left} seconds before resending.`);
    session.mailed_at = now();
    return Response.json(fixture('kyc-session-resend.200-guess'));
  }

  const handler: Handler = async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const path = pathname.replace('/api/v1/partner', '');
    if (request.headers.get('x-auth-token') !== partner.auth_token)
      return Response.json(fixture('kyc-sessions-create.401'), { status: 401 });
    const [, accountId] = /^\/accounts\/(\w+)$/.exec(path) ?? [];
    if (accountId) {
      const account = accounts.get(accountId);
      const usual = fixture('partner-account-get.200') as object;
      return account
        ? Response.json({ ...usual, ...account, auth_id: accountId, auth_token: 'customers-own-token' })
        : httpError(404, 'Account not found');
    }
    if (path === '/kyc-sessions') return request.method === 'POST' ? create(request) : list(searchParams);
    const [, id, action] = /^\/kyc-sessions\/([\w-]+)(\/resend)?$/.exec(path) ?? [];
    const session = sessions.find((one) => one.id === id);
    if (!session) return Response.json(fixture('kyc-session-get.404'), { status: 404 });
    if (action) return resend(session);
    if (request.method === 'GET') return Response.json(shown(session));
    if (!live.includes(session.status))
      return httpError(409, `Session is already in terminal status: '${session.status}'`);
    page.revoke(session);
    return Response.json({ message: 'Session revoked', session_id: session.id });
  };

  return { handler, accounts, sessions, posts, page, begin };
}

/** A webhook as the service posts it. */
export const webhookBody = (session: Pick<Session, 'id' | 'account_auth_id' | 'status'>, event: string) => ({
  ...(fixture('webhook-kyc-completed') as object),
  event,
  session_id: session.id,
  account_auth_id: session.account_auth_id,
  status: session.status,
});
