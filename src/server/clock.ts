/** The time, and how long the proxy has patience, in milliseconds. Hosts never pass one; tests do, so that none waits. */
export interface Clock {
  now(): number;
  /** Acts later; answers how to call it off. */
  after(milliseconds: number, act: () => void): () => void;
  /** Until the headers of the answer to a read. */
  read: number;
  /** Until the headers of the answer to a write. */
  write: number;
  /** Until the whole answer, and until the whole body of a request. */
  total: number;
  /** How long a stream may stand still, on either side. */
  idle: number;
  /** How long a service that kept failing is left alone. */
  rest: number;
  /** How long a write that was sent is believed to be under way: a little longer than `total`. */
  lease: number;
  /** After this long, a write that was never answered and cannot be seen is believed not to have happened. */
  settle: number;
}

/** The clock on the wall. */
export const wallClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, act) {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
  read: 10_000,
  write: 20_000,
  total: 30_000,
  idle: 30_000,
  rest: 10_000,
  lease: 35_000,
  settle: 90_000,
};
