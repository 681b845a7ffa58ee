import type { Kyc } from '../../contract/kyc.ts';
import type { KycSession } from '../../contract/kyc-session.ts';
import type { KycNews } from './options.ts';

/** What is known of an account's verification, read at the service now. */
export interface Standing {
  account: string;
  verified: boolean;
  /** The account's own word: it was verified, whatever its newest session says. */
  completed: boolean;
  /** The newest session, wherever it was begun. */
  newest?: KycSession;
  /** For an account that is completed: the latest session that is, which need not be the newest. */
  completion?: KycSession;
  /** The list of sessions was read, so that no `newest` means that there is none. */
  listed: boolean;
  /** All of its sessions were read, and not only the newest ones. */
  whole?: boolean;
  /** The account's own address. */
  email?: string;
  /** Whether a start goes on with the newest session. */
  can_continue: boolean;
  /** When a mail can be sent again. */
  resend_at?: string;
}

const live = new Set(['link_ready', 'email_sent', 'opened', 'in_progress']);
const failed = new Set(['kyc_failed', 'failed', 'kyc_rejected', 'rejected']);

/** Whether a session has not ended. A word that is not known has, says the service's documentation. */
export const isLive = ({ status, expires_at }: KycSession, now: number) =>
  live.has(status ?? '') && !(expires_at !== undefined && Date.parse(expires_at) <= now);

/** The status as the portal says it: the service's own word, but one for each thing, and past its time it is expired. */
export function statusOf(session: KycSession | undefined, now: number): string | undefined {
  if (!session) return 'none';
  const { status } = session;
  if (status === undefined) return undefined;
  if (failed.has(status)) return 'failed';
  if (status === 'kyc_expired' || (live.has(status) && !isLive(session, now))) return 'expired';
  return status;
}

/** What the host's hooks have to hear of, and which of them. */
export interface Due {
  hook: 'onVerified' | 'onFailed' | 'onRevoked';
  news: KycNews;
}

const ends = ['none', 'failed', 'expired', 'revoked'];

/** What there is to tell the host. A verified account has no other news, whatever else was begun since. */
export function newsOf(standing: Standing, now: number): Due | undefined {
  const { account, verified, completed, newest, completion, whole } = standing;
  if (!verified) {
    const hook = newest?.status === 'revoked' ? 'onRevoked' : failed.has(newest?.status ?? '') ? 'onFailed' : undefined;
    return hook && { hook, news: tell(account, newest!) };
  }
  const session = newest?.status === 'kyc_completed' ? newest : completion;
  if (session) return { hook: 'onVerified', news: tell(account, session) };
  // Verified by other means. While a session may still end well its own news may come, and would be the same news twice.
  const isOver = whole === true && ends.includes(statusOf(newest, now) ?? '');
  return completed && isOver ? { hook: 'onVerified', news: { account, status: 'completed' } } : undefined;
}

const tell = (account: string, { id, status = '', kyc_type, completed_at, reason }: KycSession): KycNews => ({
  account,
  session_id: id,
  status,
  ...(kyc_type !== undefined && { kyc_type }),
  ...(completed_at !== undefined && { completed_at }),
  ...(failed.has(status) && reason !== undefined && { reason }),
});

const cooldown = 30 * 60_000;

/** When a mail may be sent again, if nothing else is known: half an hour after the one that was sent with the session. */
export const usualResend = ({ created_at }: KycSession, now: number) =>
  new Date((created_at === undefined ? now : Date.parse(created_at)) + cooldown).toISOString();

/** What a browser may know of it: nothing of who the customer is, no id, no link. */
export function kycOf({ verified, newest, can_continue, resend_at, listed }: Standing, now: number): Kyc {
  const { kyc_type, flow_type, created_at, first_opened_at, completed_at, expires_at } = newest ?? {};
  const { completed_steps, email_hint } = newest ?? {};
  const status = newest || listed ? statusOf(newest, now) : undefined;
  const known = { verified, status, kyc_type, flow_type, created_at, first_opened_at, completed_at, expires_at };
  const reason = status === 'failed' ? newest?.reason : undefined;
  const clock = resend_at === undefined ? undefined : new Date(now).toISOString();
  return { ...known, resend_at, now: clock, completed_steps, reason, email_hint, can_continue };
}
