import { html, nothing, type ReactiveControllerHost } from 'lit';
import type { Client } from '../client/client.ts';
import type { PhoneNumber, Release, Restored } from '../contract/number.ts';
import { NumberDeparture } from '../controllers/departure.ts';
import { NumberRouting, type Place } from '../controllers/routing.ts';
import { faultOf, type Trunks } from '../controllers/trunks.ts';
import { departureNews } from './departure-news.ts';
import { VobizNumberAssignedEvent, VobizNumberReleasedEvent, VobizNumberRestoredEvent } from './number-events.ts';
import type { Portal } from './portal.ts';
import { releaseQuestion } from './release-question.ts';
import { routingNews } from './routing-news.ts';
import { routingQuestion } from './routing-question.ts';
import type { Question } from './vobiz-confirm.ts';
import type { TrunkQuestion } from './vobiz-trunk-choice.ts';
import './vobiz-confirm.ts';
import './vobiz-number-details.ts';
import './vobiz-trunk-choice.ts';

/** The list in which a customer deals with their numbers. */
export interface Desk {
  host: ReactiveControllerHost;
  portal: () => Portal;
  trunks: () => Trunks | undefined;
  confirm: (question: Question) => Promise<boolean>;
  choose: (question: TrunkQuestion) => Promise<Place | undefined>;
  /** Hears what has happened; undefined when that has to be looked at. */
  tell: (event: Event | undefined) => unknown;
}

/** What one customer does with each of their numbers; it ends when somebody else signs in. */
export class Dealings {
  readonly departures = new Map<string, NumberDeparture>();
  readonly routings = new Map<string, NumberRouting>();
  private readonly desk: Desk;
  private readonly client: Client;
  private over = false;

  constructor(desk: Desk, client: Client) {
    this.desk = desk;
    this.client = client;
  }

  /** Whether a write on this number is under way, so that another has to wait, or whoever wanted it is gone. */
  busy(e164: string): boolean {
    return this.over || [this.departures.get(e164), this.routings.get(e164)].some((one) => one?.busy);
  }

  /** Whether a countdown runs until it is known what happened. */
  get looking(): boolean {
    const all = [...this.departures.values(), ...this.routings.values()];
    return all.some(({ troubled }) => troubled?.status === 'looking');
  }

  /** Ends everything without a word. */
  end() {
    this.over = true;
    for (const one of [...this.departures.values(), ...this.routings.values()]) one.end();
  }

  /** Asks whether to give a number back, and does. */
  async release(number: PhoneNumber) {
    const { desk } = this;
    const { e164, trunk_group_id: trunk } = number;
    if (this.busy(e164) || !(await desk.confirm(releaseQuestion(number, desk.portal(), this.nameOf(trunk))))) return;
    if (this.busy(e164)) return;
    this.routings.get(e164)?.forget();
    const departure = this.one(this.departures, number, NumberDeparture);
    await this.onReleased(departure, await departure.leave(trunk));
  }

  /** Takes back a release. */
  async keep(number: PhoneNumber) {
    if (this.busy(number.e164)) return;
    const departure = this.one(this.departures, number, NumberDeparture);
    await this.onRestored(departure, await departure.stay());
  }

  /** Asks where a number shall ring, and lets it ring there. */
  async route(number: PhoneNumber) {
    const { desk } = this;
    if (this.busy(number.e164)) return;
    const to = await desk.choose(routingQuestion(number, desk.portal(), desk.trunks()));
    if (!to || this.busy(number.e164)) return;
    this.departures.get(number.e164)?.forget();
    await this.onMoved(this.routingOf(number), (routing) => routing.move(number.trunk_group_id, to.trunk));
  }

  /** What came of all of it, in words. */
  news() {
    const portal = this.desk.portal();
    return html`
      ${[...this.departures.values()].map((departure) =>
        departureNews(departure, portal, () => this.onLookAgain(departure), this.putBackButton(departure, portal)),
      )}
      ${[...this.routings.values()].map((routing) =>
        routingNews(routing, {
          portal,
          name: (trunk) => this.nameOf(trunk),
          fault: (trunk) => this.faultIn(trunk),
          onLookAgain: () => this.onMoved(routing, () => routing.lookAgain()),
          onFinish: () => this.onMoved(routing, () => routing.link()),
        }),
      )}
    `;
  }

  // The service forgets where a released number rang; whoever released it here may have it back there.
  private putBackButton(departure: NumberDeparture, portal: Portal) {
    const { trunk } = departure;
    if (!trunk || !portal.may('assignNumber')) return nothing;
    const onPutBack = () => {
      if (this.busy(departure.e164)) return;
      departure.forget();
      void this.onMoved(this.routingOf(departure), (routing) => routing.move(undefined, trunk));
    };
    return html`<button slot="actions" class="small" @click=${onPutBack}>
      ${portal.strings.list.putBack(this.nameOf(trunk))}
    </button>`;
  }

  private nameOf(trunk = '') {
    return this.desk.trunks()?.get(trunk)?.name ?? this.desk.portal().strings.list.trunk;
  }

  private faultIn(trunk = '') {
    const known = this.desk.trunks()?.get(trunk);
    const fault = known && faultOf(known);
    return fault && this.desk.portal().strings.list.faults[fault];
  }

  private async onReleased({ e164 }: NumberDeparture, release: Release | undefined) {
    await this.tell(release && new VobizNumberReleasedEvent(e164, release));
  }

  private async onRestored({ e164 }: NumberDeparture, restored: Restored | undefined) {
    await this.tell(restored && new VobizNumberRestoredEvent(e164, restored));
  }

  private async onLookAgain(departure: NumberDeparture) {
    const found = await departure.lookAgain();
    if ('release' in found) await this.onReleased(departure, found.release);
    else await this.onRestored(departure, found.restored);
  }

  private async onMoved(routing: NumberRouting, move: (routing: NumberRouting) => Promise<Place | undefined>) {
    const place = await move(routing);
    await this.tell(place && new VobizNumberAssignedEvent(routing.e164, place.trunk));
  }

  private async tell(event: Event | undefined) {
    if (!this.over) await this.desk.tell(event);
  }

  private routingOf(number: Pick<PhoneNumber, 'e164' | 'region'>) {
    return this.one(this.routings, number, NumberRouting);
  }

  private one<T, N extends Pick<PhoneNumber, 'e164' | 'region'>>(
    known: Map<string, T>,
    number: N,
    Kind: new (host: ReactiveControllerHost, client: Client, number: N) => T,
  ): T {
    const one = known.get(number.e164) ?? new Kind(this.desk.host, this.client, number);
    known.set(number.e164, one);
    return one;
  }
}
