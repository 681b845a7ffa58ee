import { later } from '../dates.ts';
import { signatureOf } from './signature.ts';
import type { KycSession } from './session.ts';

/** The events that the API sends for a partner's sessions. Opening a link, or its running out, sends none. */
export type KycEvent = 'kyc.completed' | 'kyc.failed' | 'kyc.session_revoked';

/** An event on its way to a partner, and how that went. */
export interface Delivery {
  id: string;
  event: KycEvent;
  session_id: string;
  url: string;
  /** The very text that is sent each time, and signed. */
  body: string;
  state: 'waiting' | 'sending' | 'delivered' | 'given-up' | 'not-sent';
  attempts: { at: Date; status?: number; error?: string }[];
  /** When it is tried (again). */
  next_at?: Date;
  /** Why it is not even tried. */
  note?: string;
}

/** What deliveries need of the world. */
export interface Outbox {
  deliveries: Delivery[];
  /** Whether each delivery carries `X-Vobiz-Signature`. */
  sign_webhooks: boolean;
  fetch: typeof fetch;
  now: () => Date;
}

/** How often a delivery is tried, and after how many seconds again, each time twice as many: the service publishes neither. */
export const ATTEMPTS = 8;
const FIRST_PAUSE = 10;

/** How long a receiver may take to answer, in milliseconds. */
const PATIENCE = 10_000;

/** Puts an event on its way, if the session has an address for it. */
export function announce(outbox: Outbox, session: KycSession, event: KycEvent, reason?: string): void {
  const { webhook_url: url } = session;
  if (!url) return;
  const delivery = {
    id: String(outbox.deliveries.length + 1),
    event,
    session_id: session.id,
    url,
    body: JSON.stringify(payload(session, event, reason)),
    attempts: [],
  };
  const more: Pick<Delivery, 'state' | 'next_at' | 'note'> = isLoopback(url)
    ? { state: 'waiting', next_at: outbox.now() }
    : { state: 'not-sent', note: 'The sandbox delivers to this machine only: localhost, 127.0.0.1 and [::1].' };
  outbox.deliveries.push({ ...delivery, ...more });
}

/** Whether a delivery is still to be made. */
export const isPending = ({ state }: Delivery): boolean => state === 'waiting' || state === 'sending';

// What is on its way, so that nothing is sent twice at once, and whoever wants to can wait for it.
const underway = new WeakMap<Delivery, Promise<void>>();

/** Tries everything that is due, and resolves when it has been tried. */
export async function deliverDue(outbox: Outbox): Promise<void> {
  const now = outbox.now();
  const due = outbox.deliveries.filter(
    ({ state, next_at }) => state === 'sending' || (state === 'waiting' && next_at! <= now),
  );
  await Promise.all(due.map((delivery) => deliverNow(outbox, delivery)));
}

/** Tries a delivery now, whatever became of it before: receivers must bear the same event twice. */
export async function deliverNow(outbox: Outbox, delivery: Delivery): Promise<void> {
  if (delivery.state === 'not-sent') return;
  const trial = underway.get(delivery) ?? attempt(outbox, delivery).finally(() => underway.delete(delivery));
  underway.set(delivery, trial);
  await trial;
}

async function attempt(outbox: Outbox, delivery: Delivery): Promise<void> {
  const at = outbox.now();
  delivery.state = 'sending';
  delete delivery.next_at;
  const result = await post(outbox, delivery).then(
    ({ status }) => ({ status }),
    (error: unknown) => ({ error: reasonOf(error) }),
  );
  delivery.attempts.push({ at, ...result });
  const taken = 'status' in result && result.status >= 200 && result.status < 300;
  const tries = delivery.attempts.length;
  delivery.state = taken ? 'delivered' : tries >= ATTEMPTS ? 'given-up' : 'waiting';
  if (delivery.state === 'waiting') delivery.next_at = later(outbox.now(), FIRST_PAUSE * 2 ** (tries - 1) * 1000);
}

async function post({ fetch: send, sign_webhooks }: Outbox, { url, body }: Delivery): Promise<Response> {
  const headers: Record<string, string> = { 'content-type': 'application/json', 'user-agent': 'Vobiz sandbox' };
  if (sign_webhooks) headers['x-vobiz-signature'] = await signatureOf(body);
  // A redirect could lead off this machine, and is not a 2xx anyway.
  const init = { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) } as const;
  const response = await send(url, init);
  await response.body?.cancel();
  return response;
}

// `fetch` keeps to itself what is wrong; its cause says it.
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

function payload(session: KycSession, event: KycEvent, reason?: string) {
  const { verified_data: found } = session;
  const { pan_type, pan_name_match, completed_steps } = found ?? {};
  return {
    event,
    session_id: session.id,
    account_auth_id: session.account_auth_id,
    kyc_type: session.kyc_type,
    status: session.status,
    metadata: session.metadata,
    // Names and numbers stay out of it, as in the published example.
    verified_data: found && { pan_type, pan_name_match, completed_steps },
    ...(reason === undefined ? {} : { reason }),
  };
}

/** Whether an address is on this machine. */
export function isLoopback(address: string): boolean {
  const { hostname } = new URL(address);
  return /(^|\.)localhost$/.test(hostname) || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
