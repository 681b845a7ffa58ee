import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Lets its host draw itself every second while something runs out; it rests while nothing does or the page is hidden. */
export class Countdown implements ReactiveController {
  private readonly host: ReactiveControllerHost;
  private readonly running: () => boolean;
  private timer?: ReturnType<typeof setInterval>;

  constructor(host: ReactiveControllerHost, running: () => boolean) {
    this.host = host;
    this.running = running;
    host.addController(this);
  }

  /** Seconds from now until `moment`, never below zero. */
  static secondsUntil(moment: string): number {
    return Math.max(0, Math.ceil((Date.parse(moment) - Date.now()) / 1000));
  }

  hostConnected() {
    this.host.requestUpdate(); // what is running may have been off the page for a while
  }

  hostUpdated() {
    if (this.running() === (this.timer !== undefined)) return;
    if (this.timer !== undefined) this.hostDisconnected();
    else this.timer = setInterval(() => document.hidden || this.host.requestUpdate(), 1000);
  }

  hostDisconnected() {
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
