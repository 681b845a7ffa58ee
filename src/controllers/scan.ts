import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Page } from '../contract/page.ts';

// How many pages are read before somebody has to ask for more.
const perTurn = 5;
// As many as are shown at once: who sees so many has not asked for more.
const plenty = 25;

/** What is looked for, and where. */
export interface Quest<T> {
  /** Whom it is read from, and what of theirs; what was read from another is not shown any more. */
  source: readonly unknown[];
  /** What the service itself looks for; what was found for others stays until there is something for these. */
  digits: string;
  /** Another one when what was read may be out of date. */
  revision?: number;
  /** Another one when something else is wanted of the rows. */
  wish: unknown;
  read: (page: number, signal: AbortSignal) => Promise<Page<T>>;
  /** How many of some rows are as wanted. */
  fits: (rows: T[], digits: string) => number;
  /** Whether all of it has to be known before the first of it can be shown. */
  ordered: boolean;
}

/** One reading of the list, from its first page on. */
class Pass<T extends { e164: string }> {
  readonly digits: string;
  /** How many pages it reads in any case. */
  readonly least: number;
  /** What was read, each number once: a list may move while it is read. */
  rows: T[] = [];
  /** How many rows were looked at, those that could not be read and those that came twice among them. */
  looked = 0;
  unread = 0;
  page = 0;
  pages = 1;
  /** When it was read, as an ISO moment. */
  at = '';
  private told = 0;

  constructor(digits: string, least = 0) {
    this.digits = digits;
    this.least = least;
  }

  /** Whether there is more than was looked at. */
  get more() {
    return this.page < this.pages;
  }

  /** How many there are in all, as far as the service tells; when all was looked at, that is how many. */
  get total() {
    return this.more ? Math.max(this.told, this.looked) : this.looked;
  }

  take({ items, pages, total, unread = 0 }: Page<T>) {
    const known = new Set(this.rows.map(({ e164 }) => e164));
    this.rows = [...this.rows, ...items.filter(({ e164 }) => !known.has(e164))];
    this.looked += items.length + unread;
    this.unread += unread;
    [this.told, this.pages, this.at] = [total, pages, new Date().toISOString()];
    this.page += 1;
  }

  drop(gone: string[]) {
    const rows = this.rows.filter(({ e164 }) => !gone.includes(e164));
    const fewer = this.rows.length - rows.length;
    this.rows = rows;
    this.looked -= fewer;
    this.told -= fewer;
  }
}

/**
 * Reads a list further than one page, a few pages at a time, for what the service cannot search itself; it can be stopped,
 * and always knows how much of the list it has looked at. It reads no more than it takes to fill what is shown, and while
 * it reads anew, what it had found before stays.
 */
export class Scan<T extends { e164: string }> implements ReactiveController {
  /** What there is to show: it is being read, or was read before until there is something newer to show. */
  shown = new Pass<T>('');
  reading = false;
  error?: unknown;
  private present = this.shown;
  private quest?: Quest<T>;
  private allowed = perTurn;
  private wanted = plenty;
  private stopped?: AbortController;
  private interrupted = false;
  private readonly host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.host = host;
    host.addController(this);
  }

  /** How far it is with what it reads now; nothing while it only makes sure of what is shown. */
  get progress(): { looked: number; total: number } | undefined {
    if (!this.reading || (this.shown !== this.present && this.shown.at && this.shown.digits === this.present.digits))
      return undefined;
    return this.present;
  }

  /** Whether there is more than was looked at. */
  get more() {
    return this.present.more;
  }

  hostConnected() {
    if (this.interrupted) void this.goOn();
  }

  hostDisconnected() {
    this.interrupted = this.reading;
    this.abort();
  }

  /** Reads what has not been read of what is wanted now; nothing when that is what was wanted before. */
  from(quest: Quest<T>) {
    const before = this.quest;
    this.quest = quest;
    if (!before || quest.source.some((part, at) => part !== before.source[at])) this.begin(true);
    else if (quest.digits !== before.digits) this.begin();
    else if (quest.revision !== before.revision) void this.again();
    else if (quest.wish !== before.wish) {
      // For this wish, what was read may not be enough.
      [this.allowed, this.wanted] = [Math.max(this.allowed, perTurn), plenty];
      void this.goOn();
    }
  }

  /** Looks at some more of it. */
  async further() {
    if (this.reading) return;
    [this.allowed, this.wanted] = [this.present.page + perTurn, Infinity];
    await this.goOn();
  }

  /** Reads as much of it again as was read. */
  async again() {
    const { digits, page, least } = this.present;
    this.abort();
    this.present = new Pass(digits, Math.max(page, least));
    await this.goOn();
  }

  /** Goes on where it was interrupted, or where it failed. */
  async goOn() {
    const { present, quest } = this;
    if (!quest || this.reading) return;
    const stopped = new AbortController();
    this.stopped = stopped;
    this.become(true);
    try {
      while (this.wantsMore(quest)) {
        const page = await quest.read(present.page + 1, stopped.signal);
        if (stopped.signal.aborted) return;
        present.take(page);
        // Rows of another search give way to the first that fit; the same ones are exchanged once, at the end.
        const anew = !this.shown.at || this.shown.digits !== present.digits;
        if (anew && quest.fits(present.rows, present.digits) > 0) this.shown = present;
        this.host.requestUpdate();
      }
      this.shown = present;
      this.become(false);
    } catch (error) {
      if (!stopped.signal.aborted) this.become(false, error);
    }
  }

  /** Forgets numbers that are gone. */
  drop(gone: string[]) {
    for (const pass of new Set([this.shown, this.present])) pass.drop(gone);
  }

  /** Ends it without a word. */
  end() {
    this.abort();
    this.host.removeController(this);
  }

  /** Stops reading; what was read stays. */
  stop() {
    this.abort();
    this.shown = this.present;
    this.allowed = this.present.page;
  }

  private begin(anew = false) {
    this.abort();
    this.present = new Pass(this.quest!.digits);
    if (anew) this.shown = new Pass(this.present.digits);
    [this.allowed, this.wanted] = [perTurn, plenty];
    void this.goOn();
  }

  private wantsMore({ fits, ordered }: Quest<T>) {
    const { rows, digits, page, more, least } = this.present;
    if (!more || page < least) return more;
    return page < this.allowed && (ordered || fits(rows, digits) < this.wanted);
  }

  private abort() {
    this.stopped?.abort();
    this.become(false);
  }

  private become(reading: boolean, error?: unknown) {
    this.reading = reading;
    this.error = error;
    this.host.requestUpdate();
  }
}
