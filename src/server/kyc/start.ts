import { readKycAddress } from '../../contract/kyc-address.ts';
import type { KycSession } from '../../contract/kyc-session.ts';
import type { StartedKyc } from '../../contract/kyc.ts';
import type { Outcome } from '../answer.ts';
import { performWrite } from '../outcome.ts';
import { Refusal } from '../problem.ts';
import type { KycParts, KycWrite } from './parts.ts';
import { lookingAt } from './sight.ts';
import { readStanding } from './standing.ts';
import { isLive, kycOf, usualResend, type Standing } from './state.ts';

/** A session that was begun just now. */
interface Begun {
  session: KycSession;
  link?: string;
}

const pauses = [250, 500, 1_000, 2_000, 4_000, 8_000, 8_000];

/**
 * Begins a verification, or goes on with the live one: of all tabs and processes one asks the service, the others wait for
 * it and get the same link.
 *
 * The service revokes a live session without a word when another is begun, so none is begun over one that somebody may be
 * in: that has to be revoked first. The one exception is a session whose link was lost on its way here: it was begun by
 * this proxy, nobody has opened it, and nobody can.
 */
export async function startKyc(write: KycWrite, parts: KycParts): Promise<StartedKyc> {
  const { clock, memory } = parts;
  const account = write.customer.auth_id;
  const flow = String(write.body?.flow_type);
  let replays = 0;
  for (const pause of pauses) {
    // Without what is remembered a live session would look like one that was begun elsewhere.
    await memory.recall(account).catch((cause: unknown) => {
      throw new Refusal('store-failed', {}, cause);
    });
    const standing = await readStanding(account, parts);
    if (standing.verified) throw new Refusal('already-verified');
    const { newest } = standing;
    if (newest && isLive(newest, clock.now())) {
      if (standing.can_continue && newest.flow_type === flow) return goOn(standing, parts);
      const isFree = !standing.can_continue && (await isLost(newest, account, parts));
      // Another tab may have begun it while this one was looking.
      const isNew = !standing.can_continue && (await memory.linkOf(account, newest.id).catch(() => {})) !== undefined;
      if (!isFree && isNew) continue;
      if (!isFree) throw new Refusal('kyc-live');
    }
    const begun = await begin(write, parts);
    if (typeof begun === 'object') return answer(begun, account, parts);
    // This key was answered before: what it began is gone on with, and if that is over, so is what the key stands for.
    if (begun === 'before' && ++replays > 1) throw new Refusal('already-done');
    if (begun === 'elsewhere') await new Promise<void>((resolve) => void clock.after(pause, resolve));
  }
  throw new Refusal('in-flight');
}

/** Whether a session is one of ours whose link never arrived: unopened, and known by the nonce of the last attempt. */
async function isLost({ status, nonce, flow_type }: KycSession, account: string, { memory }: KycParts) {
  if (status !== 'link_ready' || flow_type === 'email') return false;
  return memory.isLostAttempt(account, nonce).catch(() => false);
}

async function goOn(standing: Standing, { memory, kyc, clock }: KycParts): Promise<StartedKyc> {
  const { account, newest } = standing;
  const state = kycOf(standing, clock.now());
  if (newest?.flow_type === 'email') return state;
  const widget_url = readKycAddress(await memory.linkOf(account, newest!.id), kyc.allowed_origins);
  if (widget_url === undefined) throw new Refusal('kyc-address-not-allowed');
  return { ...state, widget_url };
}

function answer({ session, link }: Begun, account: string, { clock }: KycParts): StartedKyc {
  const now = clock.now();
  const resend_at = session.flow_type === 'email' ? usualResend(session, now) : undefined;
  const standing = { account, verified: false, completed: false, newest: session, listed: true, resend_at };
  return { ...kycOf({ ...standing, can_continue: true }, now), widget_url: link };
}

/**
 * Asks the service for a session, once for all who want one. Answers it; or `before`, when this intent was answered then;
 * or `elsewhere`, when another tab or process is at it.
 */
async function begin(write: KycWrite, parts: KycParts): Promise<Begun | 'before' | 'elsewhere'> {
  const { customer, call, key, body } = write;
  let begun: Begun | undefined;
  const send = async (): Promise<Outcome> => {
    const sent = await ask(write, parts).catch((error: unknown): Outcome => {
      return { is: 'refused', refusal: error instanceof Refusal ? error : new Refusal('store-failed', {}, error) };
    });
    if ('is' in sent) return sent;
    begun = sent;
    // Only the id: an answer that is kept for a day is no place for a link.
    return { is: 'done', body: { id: sent.session.id } };
  };
  const look = () => lookingAt(customer.auth_id, parts);
  const intent = { account: customer.auth_id, pepper: customer.auth_token, call, key, body, send, look };
  try {
    await performWrite(intent, parts.store, parts.clock);
    return begun ?? 'before';
  } catch (error) {
    if (error instanceof Refusal && (error.code === 'in-flight' || error.code === 'already-done')) return 'elsewhere';
    throw error;
  }
}

async function ask(write: KycWrite, parts: KycParts): Promise<Begun | Outcome> {
  const { memory, clock } = parts;
  const account = write.customer.auth_id;
  // Read once more, now that nobody else may begin one: what was begun or finished meanwhile must not be lost.
  const standing = await readStanding(account, parts);
  const { newest, verified } = standing;
  if (verified || (newest && isLive(newest, clock.now()) && !(await isLost(newest, account, parts))))
    throw new Refusal('already-done');
  const flow_type = write.body?.flow_type === 'email' ? 'email' : 'redirect';
  const nonce = crypto.randomUUID();
  const order = orderOf(write, standing, parts, flow_type, nonce);
  await parts.spend('kyc', account);
  await memory.keepAttempt(account, nonce);
  const outcome = await parts.ask('createKycSession', { body: order, whose: account });
  if (outcome.is !== 'done') return outcome;
  const { session, widget_url } = outcome.body;
  if (session.account_auth_id !== account)
    return { is: 'unclear', refusal: new Refusal('upstream-unreadable'), answered: true };
  const link = flow_type === 'redirect' ? readKycAddress(widget_url, parts.kyc.allowed_origins) : undefined;
  if (flow_type === 'redirect' && link === undefined) throw new Refusal('kyc-address-not-allowed');
  const { id, expires_at } = session;
  const resend_at = flow_type === 'email' ? usualResend(session, clock.now()) : undefined;
  // A link that could not be kept still takes this customer there now.
  await memory.keep(account, { id, expires_at, resend_at }, link).catch(() => {});
  await memory.endAttempt(account).catch(() => {});
  return { session: { ...session, flow_type }, link };
}

/** Everything a session needs; of it the browser said the flow alone. */
function orderOf(
  { customer }: KycWrite,
  { account, email }: Standing,
  { kyc }: KycParts,
  flow_type: 'email' | 'redirect',
  nonce: string,
): Record<string, unknown> {
  const { redirect_url, webhook_url, expires_in_days, reminder_schedule } = kyc;
  const customer_email = customer.email ?? email;
  if (flow_type === 'email' && customer_email === undefined) throw new Refusal('kyc-no-email');
  return {
    account_auth_id: account,
    flow_type,
    ...(flow_type === 'email' ? { customer_email } : { redirect_url }),
    ...(webhook_url !== undefined && { webhook_url }),
    expires_in_days,
    ...(reminder_schedule && { reminder_schedule }),
    metadata: { nonce },
  };
}
