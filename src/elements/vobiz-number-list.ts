import { consume } from '@lit/context';
import { TaskStatus, initialState } from '@lit/task';
import { LitElement, html, nothing } from 'lit';
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
import { outsidePortal, portalContext, type Portal } from './portal.ts';
import { releaseQuestion } from './release-question.ts';
import { cards, rows } from './rows.ts';
import { base, controls } from './controls.ts';
import type { VobizConfirm } from './vobiz-confirm.ts';
import type { PageEvent } from './vobiz-pager.ts';
import './vobiz-confirm.ts';
import './vobiz-pager.ts';

/** The release of a number has begun; until `release.cooldown_ends_at`, if there is one, it can be taken back. */
export class VobizNumberReleasedEvent extends Event {
  static readonly type = 'vobiz-number-released';
  readonly e164: string;
  readonly release: Release;

  constructor(e164: string, release: Release) {
    super(VobizNumberReleasedEvent.type, { bubbles: true, composed: true });
    this.e164 = e164;
    this.release = release;
  }
}

/** A number that was being released is the customer's again; it rings nowhere until it is linked again. */
export class VobizNumberRestoredEvent extends Event {
  static readonly type = 'vobiz-number-restored';
  readonly e164: string;
  readonly restored: Restored;

  constructor(e164: string, restored: Restored) {
    super(VobizNumberRestoredEvent.type, { bubbles: true, composed: true });
    this.e164 = e164;
    this.restored = restored;
  }
}

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
  @query('vobiz-confirm') private confirm!: VobizConfirm;

  private readonly departures = new Map<string, NumberDeparture>();
  private readonly rowFocus = new RowFocus(this);
  private readonly countdown = new Countdown(this, () => this.cooling);

  private readonly numbers = new Read(this, {
    args: () => [this.portal?.client, this.page, this.portal?.revision] as const,
    task: ([client, page], { signal }): Promise<Page<PhoneNumber>> | typeof initialState =>
      client?.listNumbers({ page, per_page: 25 }, signal) ?? initialState,
  });

  /** Whether a countdown is on the screen. */
  private get cooling() {
    if ([...this.departures.values()].some((departure) => departure.troubled?.status === 'looking')) return true;
    const rows = this.numbers.last?.items ?? [];
    return rows.some((number) => number.status === 'pending_release' && this.endOf(number) !== undefined);
  }

  /** Until when a number being released can be taken back, where the service tells. */
  private endOf({ e164, cooldown_ends_at }: PhoneNumber) {
    return cooldown_ends_at ?? this.departures.get(e164)?.release?.cooldown_ends_at;
  }

  private departureOf(number: PhoneNumber) {
    const known = this.departures.get(number.e164);
    const departure = known ?? new NumberDeparture(this, () => this.portal!.client, number);
    this.departures.set(number.e164, departure);
    return departure;
  }

  private async onRelease(number: PhoneNumber) {
    const departure = this.departureOf(number);
    if (departure.busy || !(await this.confirm.ask(releaseQuestion(number, this.portal!)))) return;
    await this.onReleased(departure, await departure.leave());
  }

  private async onReleased({ e164 }: NumberDeparture, release: Release | undefined) {
    // The service is the truth: the portal reads everything again when it hears of a release.
    if (release) this.dispatchEvent(new VobizNumberReleasedEvent(e164, release));
    else await this.numbers.run();
  }

  private async onKeep(number: PhoneNumber) {
    const departure = this.departureOf(number);
    if (departure.busy) return;
    await this.onRestored(departure, await departure.stay());
  }

  private async onRestored({ e164 }: NumberDeparture, restored: Restored | undefined) {
    if (restored) this.dispatchEvent(new VobizNumberRestoredEvent(e164, restored));
    else await this.numbers.run();
  }

  private async onLookAgain(departure: NumberDeparture) {
    const found = await departure.lookAgain();
    if ('release' in found) await this.onReleased(departure, found.release);
    else await this.onRestored(departure, found.restored);
  }

  protected override willUpdate() {
    const { last } = this.numbers;
    // A release emptied the last page: step back to the one that is last now.
    if (last && last.items.length === 0 && this.page > 1 && !last.unread)
      this.page = Math.min(this.page - 1, last.pages);
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
        ${faces(numbers, portal.strings, (page) =>
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
      <vobiz-confirm .strings=${portal.strings}></vobiz-confirm>
    `;
  }

  static override styles = [base, controls, rows, cards(840), listStyles];
}

if (!customElements.get('vobiz-number-list')) customElements.define('vobiz-number-list', VobizNumberList);

declare global {
  interface HTMLElementTagNameMap {
    'vobiz-number-list': VobizNumberList;
  }
  interface GlobalEventHandlersEventMap {
    'vobiz-number-released': VobizNumberReleasedEvent;
    'vobiz-number-restored': VobizNumberRestoredEvent;
  }
}
