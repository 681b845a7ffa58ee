import type { KycSession } from '../../contract/kyc-session.ts';
import type { Page } from '../../contract/page.ts';
import type { Clock } from '../clock.ts';
import type { AskPartner } from '../partner/calls.ts';
import { Refusal } from '../problem.ts';
import type { KycMemory } from './memory.ts';
import { isLive, usualResend, type Standing } from './state.ts';

/** What is needed to know how an account stands. */
export interface StandingParts {
  ask: AskPartner;
  clock: Clock;
  /** Absent where nothing is remembered: then the service's list alone is believed. */
  memory?: KycMemory;
}

/**
 * Reads now how an account stands. Verified means: the account's `kyc_status` is `completed`, or its newest session is
 * exactly `kyc_completed`, belongs to it, and was read by its own id.
 *
 * The newest session is the one the store remembers, checked against the list filtered by account, so that one begun
 * elsewhere counts too. When something cannot be read that would have decided, it rejects: slow is not unverified.
 */
export async function readStanding(
  account: string,
  { ask, clock, memory }: StandingParts,
  caller?: AbortSignal,
): Promise<Standing> {
  // No more than the service's own examples ask for: what it allows at most is not documented.
  const query = { account_auth_id: account, size: 20 };
  const [profile, list, known] = await Promise.all([
    ask('getKycAccount', { params: { account } }, caller),
    ask('listKycSessions', { query, whose: account }, caller),
    // Without the store the list still tells the truth.
    memory?.recall(account).catch(() => undefined),
  ]);
  const isOwn = profile.is === 'done' && profile.body.auth_id === account;
  const completed = isOwn && says(profile.body, 'kyc_status', 'completed');
  const email = isOwn ? profile.body.email : undefined;
  const standing: Standing = { account, verified: completed, completed, listed: false, email, can_continue: false };
  if (list.is !== 'done') {
    if (completed) return standing;
    throw list.refusal;
  }

  const own = list.body.items.filter((session) => session.account_auth_id === account);
  let newest = latest(own);
  let read = false;
  if (known && !own.some(({ id }) => id === known.id)) {
    const missing = await readSession(known.id, account, ask, caller);
    if (missing && missing === latest([...own, missing])) [newest, read] = [missing, true];
  }
  let verified = completed;
  if (!completed && newest && says(newest, 'status', 'kyc_completed') && isCertain(list.body, own)) {
    const again = read ? newest : await readSession(newest.id, account, ask, caller);
    verified = again !== undefined && says(again, 'status', 'kyc_completed');
  }
  if (!verified && !isOwn) throw profile.is === 'done' ? new Refusal('upstream-unreadable') : profile.refusal;
  const completion = completed ? latest(own.filter(({ status }) => status === 'kyc_completed')) : undefined;
  const whole = list.body.pages <= 1 && !list.body.unread;
  return { ...standing, verified, newest, completion, listed: true, whole, ...(newest && (await outlook(newest))) };

  /** What the customer can do with the newest session. */
  async function outlook(session: KycSession) {
    if (!isLive(session, clock.now())) return {};
    if (session.flow_type !== 'email') {
      const link = await memory?.linkOf(account, session.id).catch(() => undefined);
      return { can_continue: link !== undefined };
    }
    const paused = await memory?.pauseOf(session.id).catch(() => undefined);
    const first = known?.id === session.id ? known.resend_at : undefined;
    return { can_continue: true, resend_at: paused ?? first ?? usualResend(session, clock.now()) };
  }
}

/** Whether something says a word itself, exactly: a missing field could be read off every object of this realm. */
const says = <T extends object>(said: T, field: keyof T, word: string) =>
  Object.hasOwn(said, field) && said[field] === word;

/** One session by its own id, or nothing if it is not there, or is another one, or another account's. */
async function readSession(session_id: string, account: string, ask: AskPartner, caller?: AbortSignal) {
  const outcome = await ask('getKycSession', { params: { session_id }, whose: account }, caller);
  if (outcome.is !== 'done') {
    if (outcome.is === 'refused' && outcome.status === 404) return undefined;
    throw outcome.refusal;
  }
  const { id, account_auth_id } = outcome.body;
  return id === session_id && account_auth_id === account ? outcome.body : undefined;
}

// One without a date could be the newest; it must not be overlooked.
const age = ({ created_at }: KycSession) => (created_at === undefined ? Infinity : Date.parse(created_at));

const latest = (sessions: readonly KycSession[]): KycSession | undefined =>
  sessions.reduce<KycSession | undefined>((best, one) => (best && age(best) >= age(one) ? best : one), undefined);

/** Whether no session can be newer than those that were read: all are there, or the list begins with the newest. */
function isCertain({ unread, pages, items }: Page<KycSession>, own: readonly KycSession[]): boolean {
  if (unread) return false;
  return (
    pages <= 1 || (own.length > 0 && items.every((one, index) => index === 0 || age(items[index - 1]!) >= age(one)))
  );
}
