import type { ReactiveControllerHost } from 'lit';
import type { Client } from '../client/client.ts';
import type { PhoneNumber } from '../contract/number.ts';
import { Action } from './action.ts';
import { NumberDealing, type Write } from './dealing.ts';

/** Where a number rings as far as it is known: at a trunk, or nowhere. */
export interface Place {
  trunk?: string;
}

/** What came of wanting a number to ring somewhere else. */
export interface RoutingOutcome extends Place {
  /** As it was to be; unlinked but not linked again; changed by somebody else; not the customer's any more. */
  kind: 'done' | 'halfway' | 'overtaken' | 'gone';
}

/**
 * A number on its way to another trunk, or to none: the service takes it off one before it puts it on another, so that
 * moving it is two writes. When the second one does not happen, that is told, and it can be finished.
 */
export class NumberRouting extends NumberDealing<RoutingOutcome> {
  /** The trunk it shall ring at; undefined when it shall ring nowhere. */
  trunk?: string;
  readonly unlinking: Action<[e164: string], true>;
  readonly linking: Action<[e164: string, trunk: string], true>;

  constructor(host: ReactiveControllerHost, client: Client, number: Pick<PhoneNumber, 'e164' | 'region'>) {
    super(host, client, number);
    this.unlinking = new Action(
      host,
      async (intent, e164) => {
        await client.unassignNumber(e164, intent);
        return true as const;
      },
      async (signal) => ((await this.find(signal))?.trunk_group_id ? undefined : true),
    );
    this.linking = new Action(
      host,
      async (intent, e164, trunk_group_id) => {
        await client.assignNumber(e164, { trunk_group_id }, intent);
        return true as const;
      },
      async (signal, _e164, trunk) => ((await this.find(signal))?.trunk_group_id === trunk ? true : undefined),
    );
  }

  protected get writes() {
    return [this.unlinking, this.linking];
  }

  /** Takes it from one trunk to another, where there are two; answers where it rings, if that has changed. */
  async move(from: string | undefined, to: string | undefined): Promise<Place | undefined> {
    this.forget();
    this.trunk = to;
    return from ? this.onUnlinked(await this.unlinking.run(this.e164)) : this.link();
  }

  /** Links it, now that it is linked to nothing. */
  async link(): Promise<Place | undefined> {
    return this.onLinked(await this.linking.run(this.e164, this.trunk!));
  }

  /** Looks again at what could not be confirmed, and goes on from there. */
  async lookAgain(): Promise<Place | undefined> {
    if (this.unlinking.status === 'unknown') return this.onUnlinked(await this.unlinking.lookAgain());
    return this.onLinked(await this.linking.lookAgain());
  }

  private async onUnlinked(done: true | undefined): Promise<Place | undefined> {
    if (!done) {
      const number = await this.overtaken(this.unlinking);
      if (!number || number.trunk_group_id) return undefined;
      this.unlinking.dismiss(); // it was refused because it is linked to nothing
    }
    if (this.trunk) {
      this.become({ kind: 'halfway' }); // for as long as it is nothing else
      return (await this.link()) ?? {};
    }
    return this.arrive('done');
  }

  private async onLinked(done: true | undefined): Promise<Place | undefined> {
    const { trunk } = this;
    if (done) return this.arrive('done', trunk);
    const number = await this.overtaken(this.linking);
    if (!number?.trunk_group_id) return undefined;
    // Refused because it rings somewhere: there already, or where somebody else has put it.
    this.linking.dismiss();
    const there = number.trunk_group_id;
    return this.arrive(there === trunk ? 'done' : 'overtaken', there);
  }

  private arrive(kind: RoutingOutcome['kind'], trunk?: string): Place {
    this.become({ kind, trunk });
    return { trunk };
  }

  /** The number as it is now, where a write was refused as if another tab or another person had been first. */
  private async overtaken({ error, status }: Write): Promise<PhoneNumber | undefined> {
    if (status !== 'failed' || !['missing', 'conflict', 'invalid'].includes(error!.kind)) return undefined;
    const number = await this.find().catch(() => null);
    if (number === undefined) {
      this.forget();
      this.become({ kind: 'gone' });
    }
    return number ?? undefined;
  }
}
