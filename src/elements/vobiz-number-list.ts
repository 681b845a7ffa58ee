import { consume } from '@lit/context';
import { TaskStatus, initialState } from '@lit/task';
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { PhoneNumber } from '../contract/number.ts';
import { Countdown } from '../controllers/countdown.ts';
import { everyNumber, type Everything } from '../controllers/every-number.ts';
import { RowFocus } from '../controllers/focus.ts';
import { IntoSight } from '../controllers/into-sight.ts';
import { Narrowing } from '../controllers/narrowing.ts';
import { Read } from '../controllers/read.ts';
import { trunksOf, type Trunks } from '../controllers/trunks.ts';
import { base, controls } from './controls.ts';
import type { Dealings, Desk } from './dealings.ts';
import { faces, failure } from './faces.ts';
import { listBody } from './list-body.ts';
import { readSought } from './list-search.ts';
import { listStyles } from './list-styles.ts';
import type { View } from './list-views.ts';
import { outsidePortal, portalContext, type Portal } from './portal.ts';
import { cards, rows } from './rows.ts';
import type { VobizConfirm } from './vobiz-confirm.ts';
import type { VobizTrunkChoice } from './vobiz-trunk-choice.ts';

// So many numbers are looked at without being asked for; as many more each time somebody asks.
const stretch = 1000;

/**
 * The customer's numbers: where each rings and a way to change that, its state, what it costs, a way to release it and to
 * take that back.
 *
 * @fires {VobizNumberAssignedEvent} vobiz-number-assigned - When a number rings somewhere else, or nowhere.
 * @fires {VobizNumberReleasedEvent} vobiz-number-released - When the release of a number has begun.
 * @fires {VobizNumberRestoredEvent} vobiz-number-restored - When a release was taken back.
 * @csspart failure - The message shown when something went wrong.
 */
export class VobizNumberList extends LitElement {
  /** Comes from the nearest `<vobiz-portal>`. */
  @consume({ context: portalContext, subscribe: true })
  @property({ attribute: false })
  portal?: Portal | null;

  /** The number of which more is shown. */
  @state() private open?: string;
  @state() private most = stretch;
  /** Why the trunks that a number could ring at are not known. */
  @state() private missed?: unknown;
  @query('vobiz-confirm') private confirm?: VobizConfirm;
  @query('vobiz-trunk-choice') private choice?: VobizTrunkChoice;

  private readonly over = new Set<string>();
  private readonly untold: Event[] = [];
  private needed = false;
  private readonly rowFocus = new RowFocus(this);
  private readonly intoSight = new IntoSight(this, () => this.dealings.last?.pending ?? 0);
  private readonly narrowing = new Narrowing<View>(this, 'all', readSought);
  private readonly countdown = new Countdown(this, () => this.counting);

  private readonly numbers: Read<readonly unknown[], Everything> = new Read(this, {
    args: () => [this.portal?.client, this.narrowing.digits, this.most, this.portal?.revision] as const,
    task: ([client, digits, most], { signal }): Promise<Everything> | typeof initialState => {
      const onPart = (part: Everything) => {
        this.numbers.show(part);
        this.requestUpdate();
      };
      return client ? everyNumber(client, { digits, most, before: this.numbers.last, signal, onPart }) : initialState;
    },
  });

  private readonly trunks = new Read(this, {
    args: () => [this.portal?.client, this.portal?.revision, this.portal?.may('listTrunks')] as const,
    task: ([client, revision = 0, may]): Promise<Trunks> | typeof initialState =>
      client && may ? trunksOf(client, revision) : initialState,
  });

  // Loaded when somebody does something; most only look.
  private readonly dealings = new Read(this, {
    args: () => [this.portal?.client, this.needed] as const,
    task: async ([client, needed]) => {
      if (!client || !needed) return initialState;
      const { Dealings } = await import('./dealings.ts');
      return new Dealings(this.desk, client);
    },
  });

  private readonly desk: Desk = {
    host: this,
    portal: () => this.portal!,
    trunks: () => this.trunks.last,
    confirm: (question) => this.confirm!.ask(question),
    choose: (question) => this.choice!.choose(question),
    tell: (event) => this.tell(event),
  };

  /** Whether a countdown is on the screen. */
  private get counting() {
    return Boolean(this.dealings.last?.counting) || this.ends().some((end) => Countdown.secondsUntil(end) > 0);
  }

  /** When the numbers being released are gone for good, where the service tells. */
  private ends(): string[] {
    const leaving = this.numbers.last?.items.filter(({ status }) => status === 'pending_release') ?? [];
    return leaving.map((number) => this.endOf(number)).filter((end) => end !== undefined);
  }

  /** Until when a number being released can be taken back, where the service tells. */
  private endOf({ e164, cooldown_ends_at }: PhoneNumber) {
    return cooldown_ends_at ?? this.dealings.last?.departures.get(e164)?.release?.cooldown_ends_at;
  }

  private async deal(act?: (dealings: Dealings) => unknown) {
    this.needed = true;
    this.intoSight.wait();
    this.requestUpdate();
    await this.updateComplete;
    await this.dealings.taskComplete.catch(() => undefined);
    if (this.dealings.last && this.isConnected) await act?.(this.dealings.last);
  }

  private async onOpen({ e164 }: PhoneNumber) {
    await this.deal();
    this.open = this.open === e164 ? undefined : e164;
  }

  private async onRoute(number: PhoneNumber) {
    this.intoSight.wait();
    // Names that could not be had before may be had now.
    if (this.trunks.status === TaskStatus.ERROR) await this.trunks.run();
    this.missed = this.trunks.status === TaskStatus.ERROR ? this.trunks.error : undefined;
    // Who cannot see the trunks can still unlink from one.
    if (!this.missed || number.trunk_group_id) await this.deal((dealings) => dealings.route(number));
  }

  /** The portal reads everything again when it hears what has happened; off the page nobody would hear. */
  private async tell(event: Event | undefined) {
    if (!event) await this.numbers.run();
    else if (this.isConnected) this.dispatchEvent(event);
    else this.untold.push(event);
  }

  override connectedCallback() {
    super.connectedCallback();
    for (const event of this.untold.splice(0)) this.dispatchEvent(event);
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    const client = this.portal?.client;
    if (!changed.has('portal') || changed.get('portal')?.client === client) return;
    // What somebody else had begun here is none of the newcomer's business.
    this.dealings.last?.end();
    this.confirm?.cancel?.(); // they may not be loaded
    this.choice?.cancel?.();
    this.untold.length = 0;
    this.open = this.missed = undefined;
    this.narrowing.reset();
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
    const { portal, numbers, dealings } = this;
    const { strings } = portal;
    const { total = 0, digits = '' } = numbers.last ?? {};
    return html`
      <section lang=${portal.lang} aria-busy=${numbers.status === TaskStatus.PENDING}>
        <header>
          <h2 tabindex="-1" data-focus-home>${strings.list.title}</h2>
          ${total && !digits ? html`<p class="muted" role="status">${strings.list.count(total)}</p>` : nothing}
        </header>
        <div class="news" data-news>
          ${this.missed ? failure(this.missed, strings, undefined, () => (this.missed = undefined)) : nothing}
          ${
            dealings.status === TaskStatus.ERROR
              ? failure(dealings.error, strings, () => dealings.run())
              : dealings.last?.news()
          }
        </div>
        ${faces(numbers, portal, (known) => this.renderNumbers(known, portal))}
      </section>
      <vobiz-confirm .strings=${strings} exportparts="dialog"></vobiz-confirm>
      <vobiz-trunk-choice .strings=${strings} exportparts="dialog"></vobiz-trunk-choice>
    `;
  }

  private renderNumbers(known: Everything, portal: Portal) {
    const { numbers } = this;
    const showing = {
      portal,
      stale: numbers.status === TaskStatus.ERROR,
      digits: known.digits,
      trunks: this.trunks.last,
      dealings: this.dealings.last,
      open: this.open,
      endOf: (number: PhoneNumber) => this.endOf(number),
      onRelease: (number: PhoneNumber) => this.deal((dealings) => dealings.release(number)),
      onKeep: (number: PhoneNumber) => this.deal((dealings) => dealings.keep(number)),
      onRoute: (number: PhoneNumber) => this.onRoute(number),
      onOpen: (number: PhoneNumber) => this.onOpen(number),
    };
    return listBody(known, this.narrowing, showing, {
      reading: numbers.status === TaskStatus.PENDING,
      onLookFurther: () => (known.trouble ? numbers.run() : (this.most += stretch)),
    });
  }

  static override styles = [base, controls, rows, cards(960), listStyles];
}

if (!customElements.get('vobiz-number-list')) customElements.define('vobiz-number-list', VobizNumberList);

declare global {
  interface HTMLElementTagNameMap {
    'vobiz-number-list': VobizNumberList;
  }
}
