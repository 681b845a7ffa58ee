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

/**
 * A store in this process's memory: good for one process, gone with it. Two proxies without a store have one each.
 *
 * It holds at most 100,000 records. When all of them are still needed, adding rejects rather than forget one: a forgotten
 * record is a number bought twice.
 */
export function memoryStore({ now = Date.now }: { now?: () => number } = {}): Required<Store> {
  const records = new Map<string, { value: string; expires: number }>();
  /** When each vessel will be empty. */
  const vessels = new Map<string, number>();
  let added = 0;

  const live = (key: string) => {
    const record = records.get(key);
    return record && record.expires > now() ? record : undefined;
  };
  const sweep = () => {
    for (const [key, { expires }] of records) if (expires <= now()) records.delete(key);
  };

  return {
    get: async (key) => live(key)?.value,
    add: async (key, value, ttl_seconds) => {
      if (live(key)) return false;
      if (++added % sweepEvery === 0 || records.size >= most) sweep();
      if (records.size >= most && !records.has(key)) throw new Error('The memory store is full');
      records.set(key, { value, expires: now() + ttl_seconds * 1000 });
      return true;
    },
    replace: async (key, expected, value, ttl_seconds) => {
      if (live(key)?.value !== expected) return false;
      records.set(key, { value, expires: now() + ttl_seconds * 1000 });
      return true;
    },
    remove: async (key, expected) => {
      if (expected === undefined || live(key)?.value === expected) records.delete(key);
    },
    take: async (key, cost_ms, most_ms) => {
      const full = Math.max(vessels.get(key) ?? 0, now()) + cost_ms;
      const wait = full - now() - most_ms;
      if (wait > 0) return wait;
      if (vessels.size >= most) for (const [name, empty] of vessels) if (empty <= now()) vessels.delete(name);
      // A limit that is forgotten is only a limit; the oldest goes.
      if (vessels.size >= most) for (const name of vessels.keys()) if (vessels.delete(name)) break;
      vessels.set(key, full);
      return 0;
    },
  };
}
