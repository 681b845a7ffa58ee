import { consume } from '@lit/context';
import { TaskStatus, initialState } from '@lit/task';
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { PhoneNumber, Release, Restored } from '../contract/number.ts';
import type { Page } from '../contract/page.ts';
import { Countdown } from '../controllers/countdown.ts';
import { NumberDeparture } from '../controllers/departure.ts';
import { RowFocus } from '../controllers/focus.ts';
import { Read } from '../controllers/read.ts';
import { departureNews } from './departure-news.ts';
import { faces } from './faces.ts';
import { holdings } from './holdings.ts';
import { listStyles } from './list-styles.ts';
import { VobizNumberReleasedEvent, VobizNumberRestoredEvent } from './number-events.ts';
import { outsidePortal, portalContext, type Portal } from './portal.ts';
import { releaseQuestion } from './release-question.ts';
import { cards, rows } from './rows.ts';
import { base, controls } from './controls.ts';
import type { VobizConfirm } from './vobiz-confirm.ts';
import type { PageEvent } from './vobiz-pager.ts';
import './vobiz-confirm.ts';
import './vobiz-pager.ts';

/**
 * The customer's numbers, a page at a time: where each rings, what it costs, a way to release it and to take that back.
 *
 * @fires {VobizNumberReleasedEvent} vobiz-number-released - When the release of a number has begun.
 * @fires {VobizNumberRestoredEvent} vobiz-number-restored - When a release was taken back.
 * @csspart failure - The message shown when something went wrong.
 */
export class VobizNumberList extends LitElement {
  /** Comes from the nearest `<vobiz-portal>`. */
  @consume({ context: portalContext, subscribe: true })
  @property({ attribute: false })
  portal?: Portal | null;

  @state() private page = 1;
  @query('vobiz-confirm') private confirm?: VobizConfirm;

  private readonly departures = new Map<string, NumberDeparture>();
  private readonly over = new Set<string>();
  private readonly rowFocus = new RowFocus(this);
  private readonly countdown = new Countdown(this, () => this.cooling);

  private readonly numbers = new Read(this, {
    args: () => [this.portal?.client, this.page, this.portal?.revision] as const,
    task: ([client, page], { signal }): Promise<Page<PhoneNumber>> | typeof initialState =>
      client?.listNumbers({ page, per_page: 25 }, signal) ?? initialState,
  });

  /** Whether a countdown is on the screen. */
  private get cooling() {
    const looking = [...this.departures.values()].some((departure) => departure.troubled?.status === 'looking');
    return looking || this.ends().some((end) => Countdown.secondsUntil(end) > 0);
  }

  /** When the numbers being released are gone for good, where the service tells. */
  private ends(): string[] {
    const leaving = this.numbers.last?.items.filter(({ status }) => status === 'pending_release') ?? [];
    return leaving.map((number) => this.endOf(number)).filter((end) => end !== undefined);
  }

  /** Until when a number being released can be taken back, where the service tells. */
  private endOf({ e164, cooldown_ends_at }: PhoneNumber) {
    return cooldown_ends_at ?? this.departures.get(e164)?.release?.cooldown_ends_at;
  }

  private departureOf(number: PhoneNumber) {
    const known = this.departures.get(number.e164);
    const departure = known ?? new NumberDeparture(this, this.portal!.client, number);
    this.departures.set(number.e164, departure);
    return departure;
  }

  private async onRelease(number: PhoneNumber) {
    const departure = this.departureOf(number);
    if (departure.busy || !(await this.confirm?.ask(releaseQuestion(number, this.portal!)))) return;
    if (this.isOurs(departure)) await this.onReleased(departure, await departure.leave());
  }

  /** Whether whoever began it is still the one who is signed in. */
  private isOurs(departure: NumberDeparture) {
    return this.departures.get(departure.e164) === departure;
  }

  private async onReleased(departure: NumberDeparture, release: Release | undefined) {
    if (!this.isOurs(departure)) return;
    const { e164 } = departure;
    // The service is the truth: the portal reads everything again when it hears of a release.
    if (release) this.dispatchEvent(new VobizNumberReleasedEvent(e164, release));
    else await this.numbers.run();
  }

  private async onKeep(number: PhoneNumber) {
    const departure = this.departureOf(number);
    if (departure.busy) return;
    await this.onRestored(departure, await departure.stay());
  }

  private async onRestored(departure: NumberDeparture, restored: Restored | undefined) {
    if (!this.isOurs(departure)) return;
    const { e164 } = departure;
    if (restored) this.dispatchEvent(new VobizNumberRestoredEvent(e164, restored));
    else await this.numbers.run();
  }

  private async onLookAgain(departure: NumberDeparture) {
    const found = await departure.lookAgain();
    if ('release' in found) await this.onReleased(departure, found.release);
    else await this.onRestored(departure, found.restored);
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    const before = changed.get('portal');
    if (before && before.client !== this.portal?.client) {
      // What somebody else had begun here is none of the newcomer's business.
      this.confirm?.cancel();
      for (const departure of this.departures.values()) departure.end();
      this.departures.clear();
    }
    // A release emptied the last page: step back to the one that is last now.
    const { last, status } = this.numbers;
    if (status === TaskStatus.COMPLETE && last?.items.length === 0 && !last.unread && this.page > 1)
      this.page = Math.min(this.page - 1, last.pages);
  }

  protected override updated() {
    // What has run out is read once more: the service says what it is now, not this clock.
    const over = this.ends().filter((end) => Countdown.secondsUntil(end) === 0 && !this.over.has(end));
    for (const end of over) this.over.add(end);
    if (over.length > 0) void this.numbers.run();
  }

  override render() {
    if (this.portal === undefined) return outsidePortal(this);
    if (!this.portal) return nothing; // its portal is about to be ready
    const { portal, numbers } = this;
    const words = portal.strings.list;
    const total = numbers.last?.total;
    return html`
      <section lang=${portal.lang} aria-busy=${numbers.status === TaskStatus.PENDING}>
        <header>
          <h2 tabindex="-1" data-focus-home>${words.title}</h2>
          ${total ? html`<p class="muted" role="status">${words.count(total)}</p>` : nothing}
        </header>
        ${[...this.departures.values()].map((departure) =>
          departureNews(departure, portal, () => this.onLookAgain(departure)),
        )}
        ${faces(numbers, portal, (page) =>
          holdings(page, {
            portal,
            stale: numbers.status === TaskStatus.ERROR,
            departure: (e164) => this.departures.get(e164),
            endOf: (number) => this.endOf(number),
            onRelease: (number) => this.onRelease(number),
            onKeep: (number) => this.onKeep(number),
          }),
        )}
        <vobiz-pager
          .page=${this.page}
          .pages=${numbers.last?.pages ?? 1}
          .strings=${portal.strings}
          @page=${(event: PageEvent) => (this.page = event.page)}
        ></vobiz-pager>
      </section>
      <vobiz-confirm .strings=${portal.strings} exportparts="dialog"></vobiz-confirm>
    `;
  }

  static override styles = [base, controls, rows, cards(900), listStyles];
}

if (!customElements.get('vobiz-number-list')) customElements.define('vobiz-number-list', VobizNumberList);

declare global {
  interface HTMLElementTagNameMap {
    'vobiz-number-list': VobizNumberList;
  }
}
