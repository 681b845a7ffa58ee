import { html, nothing } from 'lit';
import type { PhoneNumber, Release, Restored } from '../contract/number.ts';
import { NumberDeparture } from '../controllers/departure.ts';
import { departureNews } from './departure-news.ts';
import { VobizNumberReleasedEvent, VobizNumberRestoredEvent } from './number-events.ts';
import type { Portal } from './portal.ts';
import { releaseQuestion } from './release-question.ts';
import { Routings, isCounting, newsOf, type RoutingDesk } from './routings.ts';
import type { Question } from './vobiz-confirm.ts';
import './vobiz-confirm.ts';
import './vobiz-number-details.ts';

/** The list in which a customer deals with their numbers. */
export interface Desk extends RoutingDesk {
  confirm: (question: Question) => Promise<boolean>;
}

/** What one customer does with each of their numbers; it ends when somebody else signs in. */
export class Dealings extends Routings<Desk> {
  readonly departures = new Map<string, NumberDeparture>();

  override busy(e164: string): boolean {
    return super.busy(e164) || Boolean(this.departures.get(e164)?.closed);
  }

  override get pending(): number {
    return super.pending + [...this.departures.values()].filter(({ busy }) => busy).length;
  }

  /** In how many seconds the service, which was asked too often about this number, may be asked again. */
  waiting(e164: string): number {
    return Math.max(this.departures.get(e164)?.waiting ?? 0, this.routings.get(e164)?.waiting ?? 0);
  }

  override get counting(): boolean {
    return super.counting || [...this.departures.values()].some(isCounting);
  }

  override end() {
    super.end();
    for (const departure of this.departures.values()) departure.end();
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

  override news() {
    const portal = this.desk.portal();
    return html`
      ${[...this.departures.values()].map((departure) =>
        newsOf(
          departure.e164,
          departureNews(departure, portal, () => this.onLookAgain(departure), this.putBackButton(departure, portal)),
        ),
      )}
      ${super.news()}
    `;
  }

  // The service forgets where a released number rang; whoever released it here may have it back there.
  private putBackButton(departure: NumberDeparture, portal: Portal) {
    const { trunk } = departure;
    if (!trunk || !portal.may('assignNumber')) return nothing;
    const onPutBack = () => {
      if (this.busy(departure.e164)) return;
      const routing = this.routingOf(departure);
      void this.onMoved(routing, () => routing.move(undefined, trunk));
    };
    return html`<button slot="actions" class="small" @click=${onPutBack}>
      ${portal.strings.list.putBack(this.nameOf(trunk))}
    </button>`;
  }

  // Where it shall ring is the news now, and not that it was to be released.
  protected override routingOf(number: Pick<PhoneNumber, 'e164' | 'region'>) {
    this.departures.get(number.e164)?.forget();
    return super.routingOf(number);
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
}
