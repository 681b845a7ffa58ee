import type { ReactiveController, ReactiveControllerHost } from 'lit';

// Long enough for the next key, short enough not to be felt.
const typingPause = 200;

/** What text means as a search: digits to look for, or why it cannot be looked for. */
type Reader = (typed: string) => { digits: string } | { problem: string };

/** A search for digits as they are typed, and the page of what it finds. */
export class DigitSearch implements ReactiveController {
  typed = '';
  digits = '';
  page = 1;
  private readonly host: ReactiveControllerHost;
  private readonly read: Reader;
  private typing?: ReturnType<typeof setTimeout>;

  constructor(host: ReactiveControllerHost, read: Reader) {
    this.host = host;
    this.read = read;
    host.addController(this);
  }

  hostDisconnected() {
    clearTimeout(this.typing);
  }

  /** Takes what is typed, and searches when no key follows. */
  type(typed: string) {
    this.typed = typed;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.submit(), typingPause);
    this.host.requestUpdate();
  }

  /** Searches at once. */
  submit() {
    clearTimeout(this.typing);
    const read = this.read(this.typed);
    // What cannot be searched for changes nothing: the list stays, the field says why.
    const digits = 'digits' in read ? read.digits : read.problem === 'empty' ? '' : this.digits;
    if (digits !== this.digits) [this.digits, this.page] = [digits, 1];
    this.host.requestUpdate();
  }

  /** Shows another page of what was found. */
  turn(page: number) {
    this.page = page;
    this.host.requestUpdate();
  }
}
