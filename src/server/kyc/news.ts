import type { Clock } from '../clock.ts';
import type { Store } from '../store.ts';
import type { KycSettings } from './options.ts';
import type { Due } from './state.ts';

/** How far the host has heard of a session. */
interface Telling {
  state: 'claimed' | 'done';
  /** When it was claimed, or since when its process is known to be alive. */
  at: number;
  /** Tells two claims in the same millisecond apart. */
  claim: string;
}

/** What became of telling the host: `under-way` while somebody else does, or the lease of one that failed is not over. */
export interface Told {
  is: 'done' | 'under-way' | 'failed';
  /** What the hook threw: for the host's log alone. */
  cause?: unknown;
}

/** Tells the host. */
export type TellHost = (due: Due) => Promise<Told>;

// A verified account is read for as long as there is a customer, and each reading is the same news.
const decade = 10 * 365 * 24 * 60 * 60;

/**
 * Tells the host once what became of a session, whoever hears of it first: a webhook, a customer who comes back, a poll.
 *
 * A claim in the store keeps others away, in other processes too. It is renewed while the hook runs, so that a slow one is
 * not called twice. When the hook throws, or its process dies, the claim runs out, and whoever hears the news next calls it
 * again; when the hook has returned, nobody does for ten years.
 */
export function tellingHost({ kyc, store, clock }: { kyc: KycSettings; store: Store; clock: Clock }): TellHost {
  return async ({ hook, news }) => {
    const call = kyc[hook];
    if (!call) return { is: 'done' };
    const key = JSON.stringify(['kyc', 'news', news.account, news.session_id ?? null, hook]);
    const before = await store.get(key);
    if (before !== undefined) {
      const { state, at } = JSON.parse(before) as Telling;
      if (state === 'done') return { is: 'done' };
      if (clock.now() - at < clock.lease) return { is: 'under-way' };
    }
    const claim = crypto.randomUUID();
    const record = (state: Telling['state']) => JSON.stringify({ state, at: clock.now(), claim } satisfies Telling);
    let text = record('claimed');
    const isMine = await (before === undefined
      ? store.add(key, text, decade)
      : store.replace(key, before, text, decade));
    if (!isMine) return { is: 'under-way' };

    let forget = () => {};
    let renewed: Promise<void> = Promise.resolve();
    /** Writes the record, unless it is somebody else's by now; the answer to a write that was done may have been lost. */
    const write = async (state: Telling['state']): Promise<boolean> => {
      const next = record(state);
      if (await store.replace(key, text, next, decade).catch(() => false)) return ((text = next), true);
      const found = await store.get(key).catch(() => undefined);
      if (found !== undefined && (JSON.parse(found) as Telling).claim === claim) text = found;
      return text === next;
    };
    const stayAlive = () => {
      forget = clock.after(clock.lease / 3, () => {
        renewed = renewed.then(() => write('claimed')).then(() => {});
        stayAlive();
      });
    };
    stayAlive();
    try {
      await call({ ...news });
    } catch (cause) {
      return { is: 'failed', cause };
    } finally {
      forget();
    }
    await renewed;
    // Should the store fail now, the hook is called again with the same id: rather twice than never.
    for (let attempt = 0; attempt < 2; attempt++) if (await write('done')) break;
    return { is: 'done' };
  };
}

/** The same answer, or undefined when it is not there in time; what was begun goes on. */
export function inTime<T>(promise: Promise<T>, milliseconds: number, clock: Clock): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const forget = clock.after(Math.max(0, milliseconds), () => resolve(undefined));
    promise.finally(forget).then(resolve, reject);
  });
}
