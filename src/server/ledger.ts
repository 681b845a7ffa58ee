import type { Said } from '../contract/proof.ts';
import type { CallName } from '../contract/routes.ts';
import type { Clock } from './clock.ts';
import type { Store } from './store.ts';

/** How far a write has come. `unknown` was sent, and what became of it was not heard. */
interface Progress {
  state: 'sent' | 'done' | 'unknown';
  /** When it was sent. */
  at: number;
  /** Tells two claims in the same millisecond apart. */
  claim: string;
  /** What is certain about what was made, where the host could not be told of it. */
  made?: Said;
  /** For `unknown`: the service had finished with it, and said something that is no answer. */
  answered?: boolean;
}

/** What became of one intent: the record under `(account, call, key)`. */
export interface Intention extends Progress {
  /** Of what was asked, so that a key stands for one thing only. */
  hash: string;
  /** What it was answered, once it is done. */
  body?: unknown;
}

/**
 * The last write about one thing: the record under `(account, subject)`, where two keys for the same number meet. Here
 * `done` says that nothing about it is in doubt.
 */
export interface Subject extends Progress {
  call: CallName;
  key: string;
  said: Said;
}

/** A record as it was read, with the very text that a later write has to find unchanged. */
export type Read<T> = T & { readonly text: string };

const day = 24 * 60 * 60;

/** The records of one account's writes in the store. Each change is a compare-and-swap. */
export interface Ledger {
  intention(call: CallName, key: string): Slot<Intention>;
  subject(of: string): Slot<Subject>;
}

/** One place in the store. */
export interface Slot<T> {
  read(): Promise<Read<T> | undefined>;
  /** Writes what follows `before`; answers the record, or undefined if somebody else was faster. */
  write(before: Read<T> | undefined, after: T): Promise<Read<T> | undefined>;
  remove(before: Read<T>): Promise<void>;
}

/** Opens the ledger of an account. Keys are JSON tuples, so that no two of them can run together. */
export const openLedger = (store: Store, account: string): Ledger => ({
  intention: (call, key) => slot(store, JSON.stringify([account, call, key])),
  subject: (of) => slot(store, JSON.stringify([account, 'subject', of])),
});

function slot<T extends object>(store: Store, place: string): Slot<T> {
  return {
    read: async () => {
      const text = await store.get(place);
      return text === undefined ? undefined : { ...(JSON.parse(text) as T), text };
    },
    write: async (before, after) => {
      const text = JSON.stringify({ ...after, text: undefined });
      const written = before ? await store.replace(place, before.text, text, day) : await store.add(place, text, day);
      return written ? { ...after, text } : undefined;
    },
    remove: (before) => store.remove(place, before.text),
  };
}

/**
 * Whether a write is still under way. One that was sent longer ago was left behind by a process that died, and one that
 * will be sent later by a clock that has been set back.
 */
export const isUnderWay = ({ state, at }: Progress, clock: Clock) =>
  state === 'sent' && Math.abs(clock.now() - at) < clock.lease;

/** Whether it has to be looked up what became of a write. */
export const isInDoubt = (progress: Progress | undefined, clock: Clock): boolean =>
  progress !== undefined && progress.state !== 'done' && !isUnderWay(progress, clock);

/** Milliseconds until a write that cannot be seen is believed not to have happened. */
export const unsettledFor = ({ state, answered, at }: Progress, clock: Clock) =>
  state === 'unknown' && answered ? 0 : Math.min(clock.settle, Math.max(0, at + clock.settle - clock.now()));
