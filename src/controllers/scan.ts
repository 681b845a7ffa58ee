import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Page } from '../contract/page.ts';

/** Reads one page of a list. */
type ReadPage<T> = (page: number, signal: AbortSignal) => Promise<Page<T>>;

// How many pages are read before somebody has to ask for more.
const perTurn = 5;

/**
 * Reads a list further than one page, a few pages at a time, for what the service cannot search itself; it can be stopped,
 * and always knows how much of the list it has looked at.
 */
export class Scan<T extends { e164: string }> implements ReactiveController {
  /** What was read, each number once: a list may move while it is read. */
  rows: T[] = [];
  /** How many there are in all, as far as the service tells. */
  total = 0;
  unread = 0;
  reading = false;
  error?: unknown;
  private page = 0;
  private pages = 1;
  private source?: readonly unknown[];
  private stopped?: AbortController;
  private interrupted = false;
  private read: ReadPage<T> = () => Promise.reject(new Error('Nothing to read from'));
  private readonly host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.host = host;
    host.addController(this);
  }

  /** How many rows were looked at, those that could not be read among them. */
  get looked() {
    return this.rows.length + this.unread;
  }

  /** Whether there is more than was looked at. */
  get more() {
    return this.page < this.pages;
  }

  hostConnected() {
    if (this.interrupted) void this.further();
  }

  hostDisconnected() {
    this.interrupted = this.reading;
    this.stop();
  }

  /** Begins anew when what is read from has changed; else does nothing. */
  from(source: readonly unknown[], read: ReadPage<T>) {
    if (this.source?.length === source.length && source.every((part, at) => part === this.source![at])) return;
    this.stop();
    this.source = source;
    this.read = read;
    [this.rows, this.total, this.unread, this.page, this.pages] = [[], 0, 0, 0, 1];
    void this.further();
  }

  /** Looks at some more of it. */
  async further() {
    if (this.reading || !this.more) return;
    const stopped = new AbortController();
    this.stopped = stopped;
    this.become(true);
    try {
      for (let turn = 0; turn < perTurn && this.more; turn += 1) {
        const { items, pages, total, unread = 0 } = await this.read(this.page + 1, stopped.signal);
        if (stopped.signal.aborted) return;
        const known = new Set(this.rows.map(({ e164 }) => e164));
        this.rows = [...this.rows, ...items.filter(({ e164 }) => !known.has(e164))];
        [this.total, this.pages] = [total, pages];
        this.unread += unread;
        this.page += 1;
        this.host.requestUpdate();
      }
      this.become(false);
    } catch (error) {
      if (!stopped.signal.aborted) this.become(false, error);
    }
  }

  /** Forgets numbers that are gone. */
  drop(gone: string[]) {
    this.rows = this.rows.filter(({ e164 }) => !gone.includes(e164));
  }

  /** Ends it without a word. */
  end() {
    this.stop();
    this.host.removeController(this);
  }

  /** Stops reading; what was read stays. */
  stop() {
    this.stopped?.abort();
    this.become(false);
  }

  private become(reading: boolean, error?: unknown) {
    this.reading = reading;
    this.error = error;
    this.host.requestUpdate();
  }
}
