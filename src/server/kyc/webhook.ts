import { accountForm } from '../../contract/ask-partner.ts';
import { sessionForm } from '../../contract/kyc-session.ts';
import { readBytes, TooLarge } from '../bytes.ts';
import { readJson } from '../json.ts';
import { Refusal } from '../problem.ts';
import { inTime } from './news.ts';
import type { KycParts } from './parts.ts';
import { isSigned, signatureHeader } from './signature.ts';
import { readStanding } from './standing.ts';
import { newsOf, type Standing } from './state.ts';

const mostBytes = 64 * 1024;
/** Milliseconds from the first byte until the service has an answer, and until its own word is read again. */
const patience = { answer: 5_000, reading: 4_000 };

// Others say how a session goes on, which is nobody's news; they are acknowledged and change nothing.
const decisive = new Set(['kyc.completed', 'kyc.failed', 'kyc.session_revoked']);

/** What is learned about a webhook on its way, for the log. */
export interface WebhookTrace {
  account?: string;
}

/**
 * Receives a webhook. Its body only names a session; what became of that is read from the service, now.
 *
 * It answers 200 when the host is done with it, or when there is nothing to do: the event decides nothing, the account is
 * not the host's, another session is newer. Whatever is not confirmed or not done within five seconds is 503, and the
 * service's own repetition is the queue.
 */
export async function receiveWebhook(request: Request, parts: KycParts, trace: WebhookTrace = {}): Promise<Response> {
  const { clock } = parts;
  const began = clock.now();
  const stop = new AbortController();
  const forget = clock.after(patience.reading, () => stop.abort(new Refusal('upstream-timeout')));
  try {
    const bytes = await bodyOf(request, stop.signal);
    await checkSignature(request, bytes, parts);
    const { event, session_id } = named(bytes);
    if (!decisive.has(event)) return received();
    await spend(session_id, parts);
    const standing = await confirm(session_id, parts, stop.signal, trace).catch((error: unknown) => {
      // Whatever the reason is that it cannot be known now: the service shall say it again later.
      if (error instanceof Refusal) throw new Refusal(error.code, { ...error.details, status: 503 }, error.cause);
      throw error;
    });
    if (!standing) return received();
    const due = newsOf(standing, clock.now());
    if (!due) throw new Refusal('kyc-not-confirmed');
    // A verified account may have its news from another session than this one, which then is nobody's.
    if (due.news.session_id !== undefined && due.news.session_id !== session_id) return received();
    const left = began + patience.answer - clock.now();
    const told = await inTime(parts.tellHost(due), left, clock).catch((cause: unknown) => {
      throw new Refusal('store-failed', {}, cause);
    });
    if (told?.is !== 'done') throw new Refusal('kyc-not-done', {}, told?.cause);
    return received();
  } finally {
    forget();
  }
}

async function bodyOf(request: Request, signal: AbortSignal): Promise<Uint8Array> {
  if (request.bodyUsed) throw new Refusal('body-consumed');
  try {
    return await readBytes(request, mostBytes, signal);
  } catch (error) {
    if (signal.aborted) throw new Refusal('body-too-slow');
    throw new Refusal(error instanceof TooLarge ? 'body-too-large' : 'body-not-json');
  }
}

async function checkSignature(request: Request, bytes: Uint8Array, { kyc, partner_token }: KycParts): Promise<void> {
  const signature = request.headers.get(signatureHeader);
  if (signature === null && !kyc.requireSignature) return;
  if (signature === null || !(await isSigned(bytes, signature, kyc.secret ?? partner_token)))
    throw new Refusal('bad-signature');
}

/** What the body names. Nothing else of it is looked at. */
function named(bytes: Uint8Array): { event: string; session_id: string } {
  let said: unknown;
  try {
    said = readJson(bytes);
  } catch {
    throw new Refusal('body-not-json');
  }
  const own = (field: string): unknown =>
    typeof said === 'object' && said !== null && Object.hasOwn(said, field) ? said[field as never] : undefined;
  const [event, session_id] = [own('event'), own('session_id')];
  if (typeof event !== 'string') throw new Refusal('invalid', { errors: [{ field: 'event', code: 'invalid' }] });
  if (typeof session_id !== 'string' || !sessionForm.test(session_id))
    throw new Refusal('invalid', { errors: [{ field: 'session_id', code: 'invalid' }] });
  return { event, session_id };
}

/** Counts what makes the proxy ask. Sessions of ours have a budget each, so that no stranger's flood uses theirs up. */
async function spend(session_id: string, { memory, spend }: KycParts): Promise<void> {
  const isOurs = await memory.isOurs(session_id).catch((cause: unknown) => {
    throw new Refusal('store-failed', {}, cause);
  });
  await spend('webhook', isOurs ? session_id : '');
}

/** How the account of a session stands, if it is the host's and this is its newest session, or was what verified it. */
async function confirm(
  session_id: string,
  parts: KycParts,
  signal: AbortSignal,
  trace: WebhookTrace,
): Promise<Standing | undefined> {
  const read = await parts.ask('getKycSession', { params: { session_id } }, signal);
  if (read.is !== 'done')
    throw read.is === 'refused' && read.status === 404 ? new Refusal('kyc-not-confirmed') : read.refusal;
  const { id, account_auth_id: account } = read.body;
  if (id !== session_id || !accountForm.test(account)) throw new Refusal('kyc-not-confirmed');
  trace.account = account;
  if (!(await isKnown(account, parts))) return undefined;
  const standing = await readStanding(account, parts, signal);
  return [standing.newest?.id, standing.completion?.id].includes(session_id) ? standing : undefined;
}

async function isKnown(account: string, { kyc }: KycParts): Promise<boolean> {
  try {
    return (await kyc.knowsAccount(account)) === true;
  } catch (cause) {
    throw new Refusal('kyc-not-done', {}, cause);
  }
}

const received = () =>
  new Response('{"received":true}', {
    status: 200,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' },
  });
