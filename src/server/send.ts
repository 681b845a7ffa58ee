import type { ServedRoute } from '../contract/accepts.ts';
import { readAnswer, type Outcome } from './answer.ts';
import type { Clock } from './clock.ts';
import { NotSent, type Heard, type Outgoing, type Send } from './heard.ts';
import { Refusal } from './problem.ts';

/** What requests are sent with. */
export interface Ways {
  send: Send;
  clock: Clock;
  /** Aborts when whoever wants the answer has gone. A write is sent without one. */
  caller?: AbortSignal;
  /** Stops it, for whoever has one already; its reason is a Refusal. */
  stop?: AbortController;
}

/**
 * Sends a request to the service once, and reads what comes back. It never rejects.
 *
 * It stops when its `caller` has gone. A write is sent without one: once begun it goes on, so that its outcome is recorded.
 */
export const exchange = (outgoing: Outgoing, route: ServedRoute, ways: Ways): Promise<Outcome> =>
  sendOnce(outgoing, ways, (heard, { signal }) => readAnswer(heard, route, signal));

/** Sends a request once, and hands over what comes back, with the way to stop it; the time is up when `read` is not done. */
export async function sendOnce<T>(
  outgoing: Outgoing,
  { send, clock, caller, stop = new AbortController() }: Ways,
  read: (heard: Heard, stop: AbortController) => Promise<T> | T,
): Promise<T | Outcome> {
  const late = () => stop.abort(new Refusal('upstream-timeout'));
  const gone = () => stop.abort(new Refusal('called-off'));
  if (caller?.aborted) gone();
  caller?.addEventListener('abort', gone);
  const forgetTotal = clock.after(clock.total, late);
  const forgetHeaders = clock.after(outgoing.method === 'GET' ? clock.read : clock.write, late);
  try {
    const heard = await send(outgoing, stop.signal);
    forgetHeaders();
    return await read(heard, stop);
  } catch (error) {
    if (stop.signal.aborted) return { is: 'unclear', refusal: stop.signal.reason as Refusal, answered: false };
    const refusal = new Refusal('upstream-unreachable');
    return error instanceof NotSent ? { is: 'refused', refusal } : { is: 'unclear', refusal, answered: false };
  } finally {
    forgetHeaders();
    forgetTotal();
    caller?.removeEventListener('abort', gone);
  }
}
