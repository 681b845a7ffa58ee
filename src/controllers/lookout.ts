import { VobizError } from '../client/error.ts';

// Seconds between looks: at once, then ever further apart.
const pauses = [0, 2, 3, 5, 8, 12, 20, 30];
// What nobody said: as long as the proxy itself believes that a late success may come, and a little more.
const patience = 95;
// After the last moment at which something can still come, so many looks in vain are enough.
const vain = 4;

/**
 * How many seconds a write whose answer was lost may still happen.
 *
 * Our proxy says so in `retryAfter`, and an answer that says yes but cannot be read was the last word. Anything else, a
 * stranger's 502 among them, tells nothing about a service that may still be at work.
 */
export const openFor = ({ retryAfter, status, code }: VobizError) =>
  retryAfter ?? (code === 'unreadable' && status < 300 ? 0 : patience);

/** Until when whoever asked too often has to wait, in milliseconds since 1970; half a minute where nobody says. */
export const waitUntil = ({ retryAfter = 30 }: VobizError) => Date.now() + 1000 * retryAfter;

/**
 * Finds out what became of a write whose answer was lost, by reading, at growing intervals, until it is known.
 *
 * `until` is the moment after which it cannot happen any more, in milliseconds since 1970.
 *
 * @returns what was found; `false` when it certainly did not happen; undefined when it could not be found out.
 */
export async function lookout<T>(
  until: number,
  look: (signal: AbortSignal) => Promise<T | undefined>,
  signal: AbortSignal,
): Promise<T | false | undefined> {
  for (let turn = 0, failures = 0; failures < vain; turn += 1) {
    const rest = Math.max(0, until - Date.now());
    const planned = 1000 * pauses[Math.min(turn, pauses.length - 1)]!;
    await pause(rest > 0 ? Math.min(planned, rest) : planned, signal);
    if (signal.aborted) return undefined;
    const over = Date.now() >= until;
    try {
      const found = await look(signal);
      if (found !== undefined) return found;
      if (over) return false;
    } catch {
      if (over) failures += 1; // looked in vain: look again
    }
  }
  return undefined;
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
