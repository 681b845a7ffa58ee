import type { ReactiveControllerHost } from 'lit';
import type { Client } from '../client/client.ts';
import type { PhoneNumber, Release, Restored } from '../contract/number.ts';
import { Action } from './action.ts';
import { NumberDealing } from './dealing.ts';

/** What came of wanting to give a number back, or to keep it after all. */
export type DepartureOutcome =
  | { kind: 'released'; release: Release }
  | { kind: 'restored'; restored: Restored; /** What was said at its release, if that was here. */ release?: Release }
  | { kind: 'already' }
  | { kind: 'gone' };

const leaving = (number: PhoneNumber) => number.status === 'pending_release' || number.status === 'released';

/** A number on its way out and, while that lasts, back: each written once, followed to its end, and told as it is. */
export class NumberDeparture extends NumberDealing<DepartureOutcome> {
  /** What the service said when it was released here; the list does not say it again. */
  release?: Release;
  /** The trunk it rang at when its release was asked for; the service forgets it. */
  trunk?: string;
  readonly releasing: Action<[e164: string], Release>;
  readonly restoring: Action<[e164: string], Restored>;

  constructor(host: ReactiveControllerHost, client: Client, number: Pick<PhoneNumber, 'e164' | 'region'>) {
    super(host, client, number);
    this.releasing = new Action(
      host,
      (intent, e164) => client.releaseNumber(e164, intent),
      async (signal) => {
        const number = await this.find(signal);
        if (!number) return { status: 'released' };
        return leaving(number) ? { status: number.status, cooldown_ends_at: number.cooldown_ends_at } : undefined;
      },
    );
    this.restoring = new Action(
      host,
      (intent, e164) => client.cancelRelease(e164, intent),
      async (signal) => {
        const number = await this.find(signal);
        return number && !leaving(number) ? { status: number.status } : undefined;
      },
    );
  }

  protected get writes() {
    return [this.releasing, this.restoring];
  }

  /** Begins its release, once; answers what the service said when it is on its way. */
  async leave(trunk?: string): Promise<Release | undefined> {
    this.forget();
    this.trunk = trunk;
    return this.onReleased(await this.releasing.run(this.e164));
  }

  /** Takes the release back, once; answers what the service said when the number is safe. */
  async stay(): Promise<Restored | undefined> {
    this.forget();
    return this.onRestored(await this.restoring.run(this.e164));
  }

  /** Looks again at what could not be confirmed. */
  async lookAgain() {
    const { releasing, restoring } = this;
    if (releasing.status === 'unknown') return { release: await this.onReleased(await releasing.lookAgain()) };
    return { restored: this.onRestored(await restoring.lookAgain()) };
  }

  private async onReleased(release: Release | undefined) {
    if (release) {
      this.release = release;
      this.become({ kind: 'released', release });
      return release;
    }
    // Refused because it is no longer there, or no longer ours: another tab or another person was first.
    const { error } = this.releasing;
    const overtaken = error?.kind === 'missing' || error?.kind === 'conflict' || error?.code === 'not-yours';
    const number = overtaken ? await this.find().catch(() => null) : null;
    if (number === null || (number && !leaving(number))) return undefined;
    this.releasing.dismiss();
    this.become({ kind: number ? 'already' : 'gone' });
    return undefined;
  }

  private onRestored(restored: Restored | undefined) {
    if (!restored) return undefined;
    this.become({ kind: 'restored', restored, release: this.release });
    this.release = undefined;
    return restored;
  }
}
