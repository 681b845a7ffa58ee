import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * How often somebody wants to know: `eager` right after coming back, `calm` while something may change elsewhere, `rest`
 * only when the page comes to the front again, `off` never.
 */
export type Pace = 'eager' | 'calm' | 'rest' | 'off';

// Seconds: ten quick looks, then slower ones, spread so that many customers do not ask at once.
const quick = { looks: 10, pause: 3 };
const slow = () => 10 + 5 * Math.random();
const patience = 300;
const long = 60;

// A page that comes to the front says so in more than one event.
const once = 1000;

/**
 * Looks again and again while somebody waits, at growing intervals and for five minutes at most; it rests while the page is
 * hidden, and looks at once when the page comes to the front or back on line. (A page that comes back from the browser's
 * cache gets everything anew by its portal.)
 */
export class Polling implements ReactiveController {
  /** Seconds it has waited with the page in sight. */
  waited = 0;
  private readonly host: ReactiveControllerHost;
  private readonly pace: () => Pace;
  private readonly look: () => Promise<unknown>;
  private timer?: ReturnType<typeof setTimeout>;
  private looking = false;
  private turn = 0;
  private lastLook = 0;
  private before: Pace = 'off';
  private connected = false;

  constructor(host: ReactiveControllerHost, pace: () => Pace, look: () => Promise<unknown>) {
    this.host = host;
    this.pace = pace;
    this.look = look;
    host.addController(this);
  }

  /** Whether it is time to say that one need not stay. */
  get isLong() {
    return this.waited >= long;
  }

  /** Whether it looks no more by itself. */
  get isOver() {
    return this.waited >= patience;
  }

  hostConnected() {
    this.connected = true;
    document.addEventListener('visibilitychange', this.onWake);
    window.addEventListener('focus', this.onWake);
    window.addEventListener('online', this.onWake);
  }

  hostDisconnected() {
    this.connected = false;
    document.removeEventListener('visibilitychange', this.onWake);
    window.removeEventListener('focus', this.onWake);
    window.removeEventListener('online', this.onWake);
    this.pause();
  }

  hostUpdated() {
    const pace = this.pace();
    if (pace !== this.before) this.begin(pace);
    this.plan();
  }

  /** Looks now, and goes on from the beginning if it had given up. */
  async now() {
    if (this.isOver) this.begin(this.pace());
    await this.ask();
  }

  private async ask() {
    if (this.looking) return;
    this.pause();
    this.looking = true;
    this.lastLook = performance.now();
    await this.look();
    this.looking = false;
    this.host.requestUpdate();
  }

  private begin(pace: Pace) {
    this.before = pace;
    this.waited = 0;
    this.turn = 0;
    this.pause();
  }

  private pause() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private plan() {
    const pace = this.pace();
    if (pace === 'rest' || pace === 'off') return this.pause();
    if (this.timer !== undefined || this.looking || this.isOver || document.hidden || !this.connected) return;
    const pause = pace === 'eager' && this.turn < quick.looks ? quick.pause : slow();
    this.timer = setTimeout(() => {
      this.waited += pause;
      this.turn += 1;
      void this.ask();
    }, pause * 1000);
  }

  private readonly onWake = () => {
    if (document.hidden) return this.pause();
    if (this.pace() !== 'off' && performance.now() - this.lastLook > once) void this.now();
    else this.plan();
  };
}
