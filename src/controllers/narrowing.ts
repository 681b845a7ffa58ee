import type { ReactiveController, ReactiveControllerHost } from 'lit';

// Long enough for the next key, short enough not to be felt.
const typingPause = 200;

/** What is looked for: digits, which the service can search, or words, which it cannot. */
interface Sought {
  digits: string;
  words: string;
}

/** How many rows a page may have; a page has the fewest until more are asked for. */
export const pageSizes = [25, 50, 100] as const;

/** How a list is narrowed: by what is typed, by the part that is chosen, to one page of that. */
export class Narrowing<V extends string> implements ReactiveController, Sought {
  typed = '';
  digits = '';
  words = '';
  page = 1;
  /** How many rows a page has. */
  size: number = pageSizes[0];
  view: V;
  private readonly host: ReactiveControllerHost;
  private readonly read: (typed: string) => Sought;
  private readonly first: V;
  private typing?: ReturnType<typeof setTimeout>;

  constructor(host: ReactiveControllerHost, first: V, read: (typed: string) => Sought) {
    this.host = host;
    this.view = this.first = first;
    this.read = read;
    host.addController(this);
  }

  hostDisconnected() {
    clearTimeout(this.typing);
  }

  /** Takes what is typed, and searches when no key follows. */
  type(typed: string) {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => {
      const { digits, words } = this.read(typed);
      if (digits !== this.digits || words !== this.words) this.become({ digits, words, page: 1 });
    }, typingPause);
    this.become({ typed });
  }

  /** Narrows it to a part. */
  show(view: V) {
    this.become({ view, page: 1 });
  }

  /** Turns to another page of what is there. */
  turn(page: number) {
    this.become({ page });
  }

  /** Makes the pages longer or shorter; what stood first on `page` stays on the page that is shown. Settles when it is. */
  resize(size: number, page: number): Promise<unknown> {
    this.become({ size, page: Math.floor(((page - 1) * this.size) / size) + 1 });
    return this.host.updateComplete;
  }

  /** Shows everything again. */
  reset() {
    clearTimeout(this.typing);
    this.become({ typed: '', digits: '', words: '', view: this.first, page: 1 });
  }

  private become(now: Partial<Pick<this, 'typed' | 'digits' | 'words' | 'view' | 'page' | 'size'>>) {
    Object.assign(this, now);
    this.host.requestUpdate();
  }
}
