import type { Kyc } from '../../contract/kyc.ts';
import type { KycSession } from '../../contract/kyc-session.ts';
import type { Outcome } from '../answer.ts';
import { performWrite } from '../outcome.ts';
import { Refusal } from '../problem.ts';
import type { KycParts, KycWrite } from './parts.ts';
import { lookingAt } from './sight.ts';
import { readStanding } from './standing.ts';
import { kycOf } from './state.ts';

const cooldown = 30 * 60_000;

/**
 * Mails the link of the newest session again. Too early is `too-many-requests`, with the seconds the service says, or else
 * what is left of the half hour since the last mail.
 */
export async function resendKyc(write: KycWrite, parts: KycParts): Promise<Kyc> {
  const { clock, memory } = parts;
  const account = write.customer.auth_id;
  const standing = await readStanding(account, parts);
  const { newest } = standing;
  if (!newest) throw new Refusal('kyc-none');
  if (newest.flow_type !== 'email') throw new Refusal('kyc-not-by-email');
  const { id } = newest;
  const pause = async (until: string) => {
    standing.resend_at = until;
    // What cannot be kept is worked out of the session's age next time, and the service knows better anyway.
    await memory.keepPause(id, until).catch(() => {});
  };
  const send = async (): Promise<Outcome> => {
    const outcome = await parts.ask('resendKycSession', { params: { session_id: id }, whose: account });
    if (outcome.is === 'done') {
      await pause(new Date(clock.now() + cooldown).toISOString());
      return { is: 'done', body: kycOf(standing, clock.now()) };
    }
    const { refusal } = outcome;
    if (outcome.is !== 'refused' || refusal.code !== 'too-many-requests') return outcome;
    const left = Math.ceil((Date.parse(standing.resend_at ?? '') - clock.now()) / 1000);
    const retry_after = refusal.details.retry_after || (left > 0 ? left : cooldown / 1000);
    await pause(new Date(clock.now() + retry_after * 1000).toISOString());
    return { ...outcome, refusal: new Refusal(refusal.code, { ...refusal.details, retry_after }) };
  };
  return (await changing(write, newest, send, parts)) as Kyc;
}

/** Ends the newest session, whoever began it; its link dies at once. */
export async function revokeKyc(write: KycWrite, parts: KycParts): Promise<object> {
  const account = write.customer.auth_id;
  const { newest } = await readStanding(account, parts);
  if (!newest) throw new Refusal('kyc-none');
  const { reason } = write.body ?? {};
  const body = reason === undefined ? undefined : { reason };
  const send = async (): Promise<Outcome> => {
    const outcome = await parts.ask('revokeKycSession', { params: { session_id: newest.id }, body, whose: account });
    return outcome.is === 'done' ? { is: 'done', body: {} } : outcome;
  };
  await changing(write, newest, send, parts);
  return {};
}

/** Does something to one session, once: the intent stands for that session, so that sent again it never means a newer one. */
async function changing(
  { customer, call, key, body }: KycWrite,
  { id }: KycSession,
  send: () => Promise<Outcome>,
  parts: KycParts,
): Promise<unknown> {
  const account = customer.auth_id;
  const look = () => lookingAt(account, parts);
  const about = { ...call, params: { id } };
  const intent = { account, pepper: customer.auth_token, call: about, key, body, send, look };
  return (await performWrite(intent, parts.store, parts.clock)).body;
}
