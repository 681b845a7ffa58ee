import type { LitElement, ReactiveController } from 'lit';

// What shows that somebody has gone on to something else; a press may also be what news will come of.
const inputs = ['click', 'keydown', 'wheel', 'touchmove'];

/**
 * Brings the news of a write into view when they are new: who pressed a button far down a list shall see what came of it.
 *
 * News are notices and failures inside `data-news`. Who has pressed, typed or scrolled since the write began has gone on
 * to something else, and stays where they are.
 */
export class IntoSight implements ReactiveController {
  private readonly host: LitElement;
  private readonly pending: () => number;
  private readonly told = new WeakMap<Element, unknown>();
  private before = 0;
  /** Whether the last thing that somebody did was to press something. */
  private pressed = false;
  private waiting = false;

  /** `pending` counts the writes under way. */
  constructor(host: LitElement, pending: () => number) {
    this.host = host;
    this.pending = pending;
    host.addController(this);
  }

  hostConnected() {
    for (const input of inputs) addEventListener(input, this.onInput, { capture: true, passive: true });
  }

  hostDisconnected() {
    for (const input of inputs) removeEventListener(input, this.onInput, { capture: true });
    this.waiting = false;
  }

  /** Somebody waits for something that is not a write, but of which there may be news. */
  wait() {
    this.waiting = true;
  }

  hostUpdated() {
    const pending = this.pending();
    if (pending > this.before) this.waiting ||= this.pressed;
    this.before = pending;
    const news = [...this.host.renderRoot.querySelectorAll('[data-news] :is(vobiz-notice, vobiz-failure)')];
    const [first] = news.filter((one) => this.told.get(one) !== said(one));
    for (const one of news) this.told.set(one, said(one));
    if (first) void this.show(first);
  }

  private async show(news: Element) {
    // What a failure says may still have to be loaded, or may never be.
    if (!customElements.get(news.localName)) this.bring(news);
    await customElements.whenDefined(news.localName);
    await (news as LitElement).updateComplete;
    // Its height is certain when what is in it is drawn too: a browser holds on to what is below something that grows.
    await new Promise(requestAnimationFrame);
    this.bring(news);
  }

  private bring(news: Element) {
    if (!this.waiting) return;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    news.scrollIntoView({ block: 'nearest', behavior: still ? 'instant' : 'smooth' });
  }

  private readonly onInput = ({ type }: Event) => {
    this.pressed = type === 'click';
    this.waiting = false;
  };
}

/** What a notice or a failure says. */
const said = (news: Element) => ('error' in news ? news.error : news.getAttribute('heading'));
