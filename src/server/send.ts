import type { Handler } from '../contract/handler.ts';
import type { Route } from '../contract/routes.ts';
import { readAnswer, type Outcome } from './answer.ts';
import { unlessAborted } from './bytes.ts';
import type { Clock } from './clock.ts';
import { Refusal } from './problem.ts';
import type { Outgoing } from './upstream.ts';

// The connection was never made, so nothing was sent.
const neverSent = new Set<unknown>(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/**
 * Sends a request to the service once, and reads what comes back. It never rejects.
 *
 * It stops when its `caller` has gone. A write is sent without one: once begun it goes on, so that its outcome is recorded.
 */
export async function exchange(
  outgoing: Outgoing,
  route: Route,
  { fetch: send, clock, caller }: { fetch?: Handler; clock: Clock; caller?: AbortSignal },
): Promise<Outcome> {
  const read = route.method === 'GET';
  const stop = new AbortController();
  const late = () => stop.abort(new Refusal('upstream-timeout'));
  const gone = () => stop.abort(new Refusal('called-off'));
  if (caller?.aborted) gone();
  caller?.addEventListener('abort', gone);
  const forgetTotal = clock.after(clock.total, late);
  const forgetHeaders = clock.after(read ? clock.read : clock.write, late);
  const { url, ...init } = outgoing;
  try {
    // Node's fetch carries X-Auth-Token along when it follows a redirect to another host.
    const sent: RequestInit = { ...init, redirect: 'manual', signal: stop.signal };
    const response = await unlessAborted(send ? send(new Request(url, sent)) : fetch(url, sent), stop.signal);
    forgetHeaders();
    return await readAnswer(response, route, stop.signal);
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
