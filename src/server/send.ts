import type { ServedRoute } from '../contract/accepts.ts';
import { readAnswer, type Outcome } from './answer.ts';
import { unlessAborted } from './bytes.ts';
import type { Clock } from './clock.ts';
import type { Send } from './options.ts';
import { Refusal } from './problem.ts';
import type { Outgoing } from './upstream.ts';

/** What requests are sent with. */
export interface Ways {
  send: Send;
  clock: Clock;
  /** Aborts when whoever wants the answer has gone. A write is sent without one. */
  caller?: AbortSignal;
  /** Stops it, for whoever has one already; its reason is a Refusal. */
  stop?: AbortController;
}

// The connection was never made, so nothing was sent.
const neverSent = new Set<unknown>(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/**
 * Sends a request to the service once, and reads what comes back. It never rejects.
 *
 * It stops when its `caller` has gone. A write is sent without one: once begun it goes on, so that its outcome is recorded.
 */
export const exchange = (outgoing: Outgoing, route: ServedRoute, ways: Ways): Promise<Outcome> =>
  sendOnce(outgoing, ways, (response, { signal }) => readAnswer(response, route, signal));

/** Sends a request once, and hands over what comes back, with the way to stop it; the time is up when `read` is not done. */
export async function sendOnce<T>(
  outgoing: Outgoing,
  { send, clock, caller, stop = new AbortController() }: Ways,
  read: (response: Response, stop: AbortController) => Promise<T> | T,
): Promise<T | Outcome> {
  const late = () => stop.abort(new Refusal('upstream-timeout'));
  const gone = () => stop.abort(new Refusal('called-off'));
  if (caller?.aborted) gone();
  caller?.addEventListener('abort', gone);
  const forgetTotal = clock.after(clock.total, late);
  const forgetHeaders = clock.after(outgoing.method === 'GET' ? clock.read : clock.write, late);
  const { url, ...init } = outgoing;
  try {
    // Node's fetch carries X-Auth-Token along when it follows a redirect to another host.
    const sent = send(url, { ...init, redirect: 'manual', signal: stop.signal });
    const response = await unlessAborted(sent, stop.signal);
    forgetHeaders();
    return await read(response, stop);
  } catch (error) {
    if (stop.signal.aborted) return { is: 'unclear', refusal: stop.signal.reason as Refusal, answered: false };
    const code = (error as { cause?: { code?: unknown } } | undefined)?.cause?.code;
    const refusal = new Refusal('upstream-unreachable');
    return neverSent.has(code) ? { is: 'refused', refusal } : { is: 'unclear', refusal, answered: false };
  } finally {
    forgetHeaders();
    forgetTotal();
    caller?.removeEventListener('abort', gone);
  }
}
