import { LitElement, css, html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { PhoneNumber } from '../contract/number.ts';
import { Countdown } from '../controllers/countdown.ts';
import { RowFocus } from '../controllers/focus.ts';
import { IntoSight } from '../controllers/into-sight.ts';
import type { NumberPurchase } from '../controllers/purchase.ts';
import type { NumberPurchases } from '../controllers/purchases.ts';
import type { Place } from '../controllers/routing.ts';
import { readTrunks, type Trunks } from '../controllers/trunks.ts';
import { base, controls } from './controls.ts';
import { failure } from './faces.ts';
import type { VobizNumberAssignedEvent, VobizNumberReleasedEvent, VobizNumberRestoredEvent } from './number-events.ts';
import type { Portal } from './portal.ts';
import { purchaseNews } from './purchase-news.ts';
import { Routings, type RoutingDesk } from './routings.ts';
import type { VobizTrunkChoice } from './vobiz-trunk-choice.ts';
import { wishNews, type WishNews } from './wish-news.ts';

/**
 * What came of purchases, or of a wish for a number, and where the numbers that were bought shall ring. Private to the
 * portal.
 *
 * @fires {VobizNumberAssignedEvent} vobiz-number-assigned - When a number that was bought here rings somewhere.
 */
export class VobizPurchaseNews extends LitElement {
  @property({ attribute: false }) portal!: Portal;
  /** The same ones all the time, of which their owner tells by drawing itself; so every time counts. */
  @property({ attribute: false, hasChanged: () => true }) purchases!: NumberPurchases;
  @property({ attribute: false }) wish?: WishNews;
  @property({ attribute: false }) onLookAgain!: (order: NumberPurchase) => unknown;

  private routings!: Routings;
  @state() private trunks?: Trunks;
  @state() private asking = false;
  /** What could not be asked, and why. */
  @state() private missed?: { numbers: [PhoneNumber, ...PhoneNumber[]]; error: unknown };
  @query('vobiz-trunk-choice') private choice?: VobizTrunkChoice;

  private readonly since = new Map<string, Place | 'leaving'>();
  private readonly untold: Event[] = [];
  private readonly focusNear = new RowFocus(this);
  private readonly intoSight = new IntoSight(
    this,
    () => Number(this.purchases.busy) + this.routings.pending + Number(this.asking),
  );
  private readonly countdown = new Countdown(this, () => this.routings.counting);

  private readonly desk: RoutingDesk = {
    host: this,
    portal: () => this.portal,
    trunks: () => this.trunks,
    choose: (question) => this.choice!.choose(question),
    tell: (event) => this.tell(event),
  };

  override connectedCallback() {
    super.connectedCallback();
    document.addEventListener('vobiz-number-assigned', this.onMoved);
    document.addEventListener('vobiz-number-released', this.onLeft);
    document.addEventListener('vobiz-number-restored', this.onMoved);
    for (const event of this.untold.splice(0)) this.tell(event);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('vobiz-number-assigned', this.onMoved);
    document.removeEventListener('vobiz-number-released', this.onLeft);
    document.removeEventListener('vobiz-number-restored', this.onMoved);
  }

  // Here or in a list on the same page: what is said of a number stays true.
  private readonly onMoved = (event: VobizNumberAssignedEvent | VobizNumberRestoredEvent) => {
    this.since.set(event.e164, { trunk: 'trunk_group_id' in event ? event.trunk_group_id : undefined });
    this.requestUpdate();
  };

  private readonly onLeft = ({ e164 }: VobizNumberReleasedEvent) => {
    this.since.set(e164, 'leaving');
    this.requestUpdate();
  };

  /** The portal reads everything again when it hears what has happened; off the page nobody would hear. */
  private tell(event: Event | undefined) {
    if (event && !this.isConnected) this.untold.push(event);
    else if (event) this.dispatchEvent(event);
    if (!this.isConnected) return;
    // What the news of the purchase says is not said twice.
    for (const { e164 } of this.purchases.numbers) {
      const routing = this.routings.routings.get(e164);
      if (routing?.outcome?.kind === 'done') routing.forget();
    }
  }

  /** Looks at what there is to choose from, asks where the numbers shall ring, and lets them ring there. */
  private async onRoute(numbers: [PhoneNumber, ...PhoneNumber[]]) {
    if (this.asking) return;
    [this.asking, this.missed] = [true, undefined];
    try {
      // Whoever had none may have made one a moment ago.
      this.trunks = await readTrunks(this.portal.client);
    } catch (error) {
      this.missed = { numbers, error };
      return;
    } finally {
      this.asking = false;
    }
    if (this.isConnected) await this.routings.route(...numbers);
  }

  protected override willUpdate() {
    // Whoever signs in later has news of their own: with other purchases the picker makes another one of these.
    if (this.hasUpdated) return;
    this.routings = new Routings(this.desk, this.portal.client);
    this.purchases.ended.addEventListener('abort', () => this.routings.end());
  }

  override render() {
    const { portal, purchases, wish, routings, missed } = this;
    const { strings } = portal;
    const { trunks, asking, since } = this;
    const onRoute = (numbers: [PhoneNumber, ...PhoneNumber[]]) => this.onRoute(numbers);
    return html`
      <div data-row="news" data-news>
        ${purchaseNews(purchases, this.onLookAgain, { portal, trunks, routings, asking, since, onRoute })}
        ${wish ? wishNews(wish, strings) : nothing}
        ${
          missed
            ? failure(
                missed.error,
                strings,
                () => onRoute(missed.numbers),
                () => (this.missed = undefined),
              )
            : nothing
        }
        ${routings.news()}
      </div>
      <vobiz-trunk-choice .strings=${strings} exportparts="dialog"></vobiz-trunk-choice>
    `;
  }

  static override styles = [
    base,
    controls,
    css`
      /* The news are placed by what they are news in. */
      :host,
      div {
        display: contents;
      }
      .results {
        display: grid;
        gap: 2px;
        margin-block: 4px;
        list-style: none;
      }
      .results li {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
      }
    `,
  ];
}

if (!customElements.get('vobiz-purchase-news')) customElements.define('vobiz-purchase-news', VobizPurchaseNews);

declare global {
  interface HTMLElementTagNameMap {
    'vobiz-purchase-news': VobizPurchaseNews;
  }
}
