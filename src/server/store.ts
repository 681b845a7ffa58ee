/**
 * What must outlive one process: which writes were sent, what became of them, and how much of a limit is used up.
 *
 * Keys and values are JSON texts. Every method is atomic, and what has expired counts as absent. A method that fails rejects; a write
 * whose record cannot be kept is not sent.
 */
export interface Store {
  get(key: string): Promise<string | undefined>;
  /** Inserts if absent; answers whether it did. */
  add(key: string, value: string, ttl_seconds: number): Promise<boolean>;
  /** Replaces only what is still `expected`; answers whether it did. */
  replace(key: string, expected: string, value: string, ttl_seconds: number): Promise<boolean>;
  /** Removes; with `expected`, only what is still that. */
  remove(key: string, expected?: string): Promise<void>;
  /**
   * Fills a vessel that empties by one millisecond a millisecond with `cost_ms` more, unless it would then hold more than
   * `most_ms`; answers 0, or the milliseconds until there is room. These keys are apart from those of the records.
   *
   * A store without it is good for all the rest: then each process counts its limits for itself.
   */
  take?(key: string, cost_ms: number, most_ms: number): Promise<number>;
}

const most = 100_000;
const sweepEvery = 1_000;
// Looking through all records takes a while; whoever is refused cannot make it happen at each try.
const sweepAgain = 1_000;

/** Whose record it is: the first word of a key that is a JSON tuple, as all of the proxy's are; these are nobody's. */
const ownerOf = (key: string) => /^\["(?!(?:kyc|media|opened)")((?:[^"\\]|\\.)*)"/.exec(key)?.[1];

/**
 * A store in this process's memory: good for one process, gone with it. Two proxies without a store have one each.
 *
 * It holds at most 100,000 records. When all of them are still needed, adding rejects rather than forget one: a forgotten
 * record is a number bought twice. One account holds at most a tenth of what is still free, so that however many of them
 * write without end, there is room for whoever comes next.
 */
export function memoryStore({ now = Date.now }: { now?: () => number } = {}): Required<Store> {
  const records = new Map<string, { value: string; expires: number }>();
  /** When each vessel will be empty. */
  const vessels = new Map<string, number>();
  /** How many records each account has. */
  const shares = new Map<string, number>();
  let added = 0;
  let swept = -Infinity;

  const count = (key: string, by: 1 | -1) => {
    const owner = ownerOf(key);
    if (owner === undefined) return;
    const left = (shares.get(owner) ?? 0) + by;
    if (left > 0) shares.set(owner, left);
    else shares.delete(owner);
  };
  const forget = (key: string) => {
    if (records.delete(key)) count(key, -1);
  };
  const isRoomFor = (key: string) => {
    const free = most - records.size;
    return free > 0 && (shares.get(ownerOf(key) ?? '') ?? 0) < free / 10;
  };
  const live = (key: string) => {
    const record = records.get(key);
    return record && record.expires > now() ? record : undefined;
  };
  const sweep = () => {
    swept = now();
    for (const [key, { expires }] of records) if (expires <= swept) forget(key);
  };

  return {
    get: async (key) => live(key)?.value,
    add: async (key, value, ttl_seconds) => {
      if (live(key)) return false;
      forget(key);
      if (++added % sweepEvery === 0 || (!isRoomFor(key) && Math.abs(now() - swept) >= sweepAgain)) sweep();
      if (!isRoomFor(key)) throw new Error('The memory store is full, or this account has its share of it');
      count(key, 1);
      records.set(key, { value, expires: now() + ttl_seconds * 1000 });
      return true;
    },
    replace: async (key, expected, value, ttl_seconds) => {
      if (live(key)?.value !== expected) return false;
      records.set(key, { value, expires: now() + ttl_seconds * 1000 });
      return true;
    },
    remove: async (key, expected) => {
      if (expected === undefined || live(key)?.value === expected) forget(key);
    },
    take: async (key, cost_ms, most_ms) => {
      const at = now();
      // Fuller than full it is only when the clock was set back; then nobody waits until the clock has caught up.
      const level = Math.min(Math.max(vessels.get(key) ?? 0, at), at + most_ms);
      const full = level + cost_ms;
      const wait = full - at - most_ms;
      if (wait > 0) {
        vessels.set(key, level);
        return wait;
      }
      if (vessels.size >= most) for (const [name, empty] of vessels) if (empty <= at) vessels.delete(name);
      // A limit that is forgotten is only a limit; the oldest goes.
      if (vessels.size >= most) for (const name of vessels.keys()) if (vessels.delete(name)) break;
      vessels.set(key, full);
      return 0;
    },
  };
}
