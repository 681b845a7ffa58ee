import { served, type ServedRoute } from '../contract/accepts.ts';
import type { Clock } from './clock.ts';
import { Refusal } from './problem.ts';
import { memoryStore, type Store } from './store.ts';

/** So many a minute, or `most` in so many `seconds`; not more than `burst` of them at once. */
export type Rate = number | { most: number; seconds: number; burst?: number };

/** The kinds of calls that are counted apart. */
export type CallClass = 'reads' | 'writes' | 'signups' | 'kyc' | 'webhook' | 'exports';

/** How often one customer, or one visitor who signs up, may do things; false where that is not counted. */
export type Limits = Partial<Record<CallClass, Rate | false>>;

/** What the classes are counted by, in milliseconds: what one call costs, and how much there is at once. */
export type Prices = Partial<Record<CallClass, { cost: number; most: number }>>;

const usual: Record<CallClass, Rate> = {
  reads: { most: 120, seconds: 60, burst: 30 },
  writes: 10,
  signups: { most: 10, seconds: 600 },
  kyc: { most: 3, seconds: 600 },
  // Each makes the proxy ask the service: two a second, for sessions that were not begun here all together.
  webhook: { most: 120, seconds: 60, burst: 2 },
  // An <audio> element asks again for each place that is jumped to.
  exports: { most: 30, seconds: 60, burst: 10 },
};

/** The kind of a call. */
export function classOf({ method, stream, only }: ServedRoute): CallClass {
  if (only === 'signup') return 'signups';
  if (stream) return 'exports';
  return method === 'GET' ? 'reads' : 'writes';
}

/** Checks the `limits` option, and fills in what it does not say. */
export function readLimits(limits: Limits | false = {}): Prices {
  if (limits === false) return {};
  if (typeof limits !== 'object' || limits === null) throw new TypeError('limits must be an object or false');
  // These two are counted where they happen: a start that begins a session, a webhook that makes the proxy ask.
  const known = new Set<CallClass>([...Object.values(served).map(classOf), 'kyc', 'webhook']);
  for (const name of Object.keys(limits))
    if (!known.has(name as CallClass)) throw new TypeError(`limits.${name} is no kind of call that there is`);
  const prices: Prices = {};
  for (const name of known) {
    const rate = limits[name] ?? usual[name];
    if (rate !== false) prices[name] = priceOf(name, rate);
  }
  return prices;
}

function priceOf(name: string, rate: Rate) {
  const { most, seconds, burst = most } = typeof rate === 'number' ? { most: rate, seconds: 60 } : rate;
  const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) > 0;
  if (!isCount(most) || !isCount(burst) || !(seconds > 0 && seconds <= 86_400))
    throw new TypeError(`limits.${name} must be false, a number a minute, or { most, seconds, burst? }`);
  const cost = Math.ceil((seconds * 1000) / most);
  return { cost, most: cost * burst };
}

/** Counts a call of an account, or refuses it because there were too many. */
export type Spend = (what: ServedRoute | CallClass, account: string) => Promise<void>;

// A store that is only slow must not slow every read down, and one that fails is not asked again at once.
const patience = 250;
const pause = 10_000;

/**
 * Counts in the store, so that all processes count together.
 *
 * When the store fails, writes are refused, as they would be anyway a moment later; reads are counted in this process's
 * memory, so that nobody is without an answer and nobody without a limit.
 */
export function countCalls(prices: Prices, given: Store, clock: Clock): Spend {
  const here = memoryStore({ now: () => clock.now() });
  const store = 'take' in given ? (given as Required<Store>) : here;
  let askAgain = 0;
  return async (what, account) => {
    const kind = typeof what === 'string' ? what : classOf(what);
    const price = prices[kind];
    if (!price) return;
    const take = (from: Required<Store>) => from.take(JSON.stringify([account, kind]), price.cost, price.most);
    const wait = await (kind === 'reads' || kind === 'exports' ? forRead() : take(store).catch(failed));
    if (wait > 0) throw new Refusal('too-many-requests', { retry_after: Math.ceil(wait / 1000) });

    async function forRead(): Promise<number> {
      const rest = askAgain - clock.now();
      if (rest > 0 && rest <= pause) return take(here);
      try {
        return await soon(take(store), clock);
      } catch {
        askAgain = clock.now() + pause;
        return take(here);
      }
    }
  };
}

function failed(cause: unknown): never {
  throw new Refusal('store-failed', {}, cause);
}

function soon<T>(promise: Promise<T>, clock: Clock): Promise<T> {
  return new Promise((resolve, reject) => {
    const forget = clock.after(patience, () => reject(new Error('The store is slow')));
    promise.finally(forget).then(resolve, reject);
  });
}
