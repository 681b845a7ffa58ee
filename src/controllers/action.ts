import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Intent } from '../client/call.ts';
import { VobizError } from '../client/error.ts';
import { lookout, openFor, waitUntil } from './lookout.ts';

/**
 * A write: the first run wins, and calls made while it is pending are ignored.
 *
 * One intent has one key, kept until its outcome is known, so that pressing again can't do it twice. Another input is
 * another intent. Rows that can be acted on at the same time have an Action each.
 *
 * When the answer is lost it looks, by reading, at what really happened before it may be run again: found, it is `done`
 * after all; certainly not there, it is `open`; neither, it stays `unknown`.
 */
export class Action<A extends unknown[], R> implements ReactiveController {
  status: 'idle' | 'pending' | 'looking' | 'done' | 'failed' | 'open' | 'unknown' = 'idle';
  error?: VobizError;
  private intent?: Intent;
  /** What it was run with last. */
  args?: A;
  /** Until when a write whose answer was lost may still happen; however often it is looked for, this stays. */
  private knownBy?: number;
  /** Until when the service wants nothing of the kind; forgetting that it said so does not shorten it. */
  private freeAt = 0;
  private stop?: AbortController;
  private ended = false;
  /** While its element is off the page: settles when it is back. */
  private back?: Promise<void>;
  private arrive?: () => void;
  private readonly host: ReactiveControllerHost;
  private readonly act: (intent: Intent, ...args: A) => Promise<R>;
  private readonly look: (signal: AbortSignal, ...args: A) => Promise<R | undefined>;

  /** `look` answers what `act` would have, if the write happened, and undefined if it did not. */
  constructor(
    host: ReactiveControllerHost,
    act: (intent: Intent, ...args: A) => Promise<R>,
    look: (signal: AbortSignal, ...args: A) => Promise<R | undefined>,
  ) {
    this.host = host;
    this.act = act;
    this.look = look;
    host.addController(this);
  }

  /** While looking: in how many seconds it will be known at the latest; 0 when it may be known any moment. */
  get secondsLeft() {
    return secondsTo(this.knownBy ?? 0);
  }

  /** Whether it is under way: a run now would be ignored. */
  get busy() {
    return this.status === 'pending' || this.status === 'looking';
  }

  /** In how many seconds the service, which was asked too often, may be asked again. */
  get waiting() {
    return secondsTo(this.freeAt);
  }

  /** Whether it is not to be offered now: under way, asked for too often, or nobody knows what came of it. */
  get closed() {
    return this.busy || this.waiting > 0 || this.status === 'unknown';
  }

  hostConnected() {
    this.arrive?.();
    this.back = undefined;
  }

  // A write that was sent goes on when its element is taken off the page; looking rests until it is put back.
  hostDisconnected() {
    this.back = new Promise((resolve) => (this.arrive = resolve));
    this.stop?.abort();
  }

  /** Ends it without a word: who it was for is gone. What was sent stays sent. */
  end() {
    this.ended = true;
    this.stop?.abort();
    this.arrive?.();
    this.host.removeController(this);
  }

  /** Does it, unless it is being done or over; answers what came of it, or undefined when it failed or was not begun. */
  async run(...args: A): Promise<R | undefined> {
    if (this.busy || this.ended) return undefined;
    if (!this.intent || JSON.stringify(this.args) !== JSON.stringify(args)) this.intent = { key: crypto.randomUUID() };
    this.args = args;
    this.knownBy = undefined;
    this.become('pending');
    try {
      return this.settle('done', undefined, await this.act(this.intent, ...args));
    } catch (thrown) {
      const error = thrown instanceof VobizError ? thrown : unexpected(thrown);
      if (error.kind === 'wait') this.freeAt = waitUntil(error);
      // A lost answer keeps its key: look first, then maybe run the same intent again.
      if (error.kind === 'unknown-outcome') return this.lookAgain(error);
      this.settle('failed', error);
      return undefined;
    }
  }

  /** Looks at what became of the write whose answer was lost. */
  async lookAgain(error = this.error): Promise<R | undefined> {
    if (!error || !this.args || this.status === 'looking') return undefined;
    this.knownBy ??= Date.now() + 1000 * openFor(error);
    this.become('looking', error);
    let found: R | false | undefined;
    do {
      await this.back;
      this.stop = new AbortController();
      found = this.ended
        ? undefined
        : await lookout(this.knownBy, (at) => this.look(at, ...this.args!), this.stop.signal);
    } while (this.stop.signal.aborted && !this.ended);
    if (found === undefined) this.become('unknown', error);
    else if (found === false) this.become('open', error);
    else return this.settle('done', undefined, found);
    return undefined;
  }

  /** Forgets what came of it, once that was read. */
  dismiss() {
    if (!this.busy) this.become('idle');
  }

  private settle(status: 'done' | 'failed', error?: VobizError, answer?: R): R | undefined {
    this.intent = undefined;
    this.knownBy = undefined;
    this.become(status, error);
    return answer;
  }

  private become(status: typeof this.status, error?: VobizError) {
    this.status = status;
    this.error = error;
    this.host.requestUpdate();
  }
}

const secondsTo = (moment: number) => Math.max(0, Math.ceil((moment - Date.now()) / 1000));

const unexpected = (cause: unknown) =>
  new VobizError({ status: 0, kind: 'unknown-outcome', code: 'unexpected' }, { cause });
