import { consume } from '@lit/context';
import { TaskStatus, initialState } from '@lit/task';
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Balance } from '../contract/balance.ts';
import type { InventoryNumber, PhoneNumber } from '../contract/number.ts';
import type { Page } from '../contract/page.ts';
import { Countdown } from '../controllers/countdown.ts';
import { NumberPurchase } from '../controllers/purchase.ts';
import { Read } from '../controllers/read.ts';
import { formatMoney } from '../format/money.ts';
import { searchDigits } from '../format/phone.ts';
import { country, e164, wrongAttributes } from './attributes.ts';
import { buyQuestion } from './buy-question.ts';
import { choiceBar } from './choice-bar.ts';
import { faces } from './faces.ts';
import { offers } from './offers.ts';
import { outsidePortal, portalContext, type Portal } from './portal.ts';
import { pickerStyles } from './picker-styles.ts';
import { purchaseNews } from './purchase-news.ts';
import { searchField } from './search-field.ts';
import { cards, rows } from './rows.ts';
import { base, controls } from './controls.ts';
import type { VobizConfirm } from './vobiz-confirm.ts';
import type { PageEvent } from './vobiz-pager.ts';
import './vobiz-confirm.ts';
import './vobiz-pager.ts';

/** The customer chose a number; nothing is bought yet. */
export class VobizNumberSelectedEvent extends Event {
  static readonly type = 'vobiz-number-selected';
  readonly number: InventoryNumber;

  constructor(number: InventoryNumber) {
    super(VobizNumberSelectedEvent.type, { bubbles: true, composed: true });
    this.number = number;
  }
}

/** A number was bought and is the customer's now. */
export class VobizNumberBoughtEvent extends Event {
  static readonly type = 'vobiz-number-bought';
  readonly number: PhoneNumber;

  constructor(number: PhoneNumber) {
    super(VobizNumberBoughtEvent.type, { bubbles: true, composed: true });
    this.number = number;
  }
}

// Long enough for the next key, short enough not to be felt.
const typingPause = 200;

/**
 * Finds a number for sale by its digits, shows what it costs, and buys it.
 *
 * In a form it is a field: its value is the chosen number in E.164.
 *
 * @fires {VobizNumberSelectedEvent} vobiz-number-selected - When the customer chose a number.
 * @fires {VobizNumberBoughtEvent} vobiz-number-bought - When a number was bought.
 * @fires change - When the customer chose another number, as a form field's value changes.
 * @csspart failure - The message shown when something went wrong.
 * @csspart choice - The bar with the chosen number and the main button.
 */
export class VobizNumberPicker extends LitElement {
  static readonly formAssociated = true;

  /** Comes from the nearest `<vobiz-portal>`. */
  @consume({ context: portalContext, subscribe: true })
  @property({ attribute: false })
  portal?: Portal | null;

  /** The field's name in the host's form. */
  @property({ reflect: true }) name = '';
  /** The chosen number in E.164, or empty. */
  @property() value = '';
  /** Whether the host's form needs a number. */
  @property({ type: Boolean, reflect: true }) required = false;
  /** Whose numbers are shown, as an ISO 3166-1 alpha-2 code. */
  @property() country = 'IN';
  /** Only chooses; the host buys. */
  @property({ type: Boolean, attribute: 'select-only' }) selectOnly = false;

  @state() private typed = '';
  @state() private digits = '';
  @state() private page = 1;
  @state() private chosen?: InventoryNumber;
  @query('vobiz-confirm') private confirm!: VobizConfirm;
  @query('input[type=search]') private field!: HTMLInputElement;
  @query('h2') private heading!: HTMLHeadingElement;

  private readonly internals = this.attachInternals();
  private typing?: ReturnType<typeof setTimeout>;

  private readonly stock = new Read(this, {
    args: () => [this.portal?.client, this.country, this.digits, this.page, this.portal?.revision] as const,
    task: ([client, place, digits, page], { signal }): Promise<Page<InventoryNumber>> | typeof initialState =>
      client?.listInventory(
        { country: country[1](place) ? place : undefined, search: digits || undefined, page, per_page: 25 },
        signal,
      ) ?? initialState,
  });

  private readonly wallet = new Read(this, {
    args: () =>
      [
        this.portal?.client,
        this.portal?.session?.account.currency ?? 'INR',
        this.selectOnly,
        this.portal?.revision,
      ] as const,
    task: ([client, currency, selectOnly], { signal }): Promise<Balance> | typeof initialState =>
      client && !selectOnly && this.portal?.may('getBalance') ? client.getBalance({ currency }, signal) : initialState,
  });

  private readonly purchase = new NumberPurchase(this, () => this.portal!.client);
  private readonly countdown = new Countdown(this, () => this.purchase.buy.status === 'looking');

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.typing);
  }

  private onType() {
    this.typed = this.field.value;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.search(), typingPause);
  }

  private search() {
    clearTimeout(this.typing);
    const read = searchDigits(this.typed);
    // What cannot be searched for changes nothing: the list stays, the field says why.
    const digits = 'digits' in read ? read.digits : read.problem === 'empty' ? '' : this.digits;
    if (digits !== this.digits) [this.digits, this.page] = [digits, 1];
  }

  private onChoose(number: InventoryNumber) {
    this.chosen = number;
    this.value = number.e164;
    if (!this.purchase.busy) this.purchase.forget();
    this.dispatchEvent(new Event('change', { bubbles: true }));
    this.dispatchEvent(new VobizNumberSelectedEvent(number));
  }

  /** Looks once more, asks, and buys. */
  private async onReview() {
    const { portal, chosen, purchase } = this;
    if (!portal || !chosen || purchase.busy) return;
    const [fresh] = await Promise.all([purchase.check(chosen), this.wallet.run()]);
    // A balance that could not be read now is not one to decide by.
    const balance = this.wallet.status === TaskStatus.ERROR ? undefined : this.wallet.last;
    if (fresh && (await this.confirm.ask(buyQuestion(fresh, balance, portal)))) {
      this.onBought(await purchase.run(fresh));
    } else if (!fresh) this.onBought(undefined);
  }

  private async onLookAgain() {
    this.onBought(await this.purchase.lookAgain());
  }

  private onBought(number: PhoneNumber | undefined) {
    const { outcome } = this.purchase;
    // Who has to choose another one keeps the search; who has to try again keeps the choice.
    if (outcome && outcome.kind !== 'failed') {
      [this.chosen, this.value] = [undefined, ''];
      this.heading.focus();
    }
    // The portal reads everything again when it hears of a purchase.
    if (number) this.dispatchEvent(new VobizNumberBoughtEvent(number));
    else void Promise.all([outcome && this.stock.run(), this.wallet.run()]);
  }

  protected override updated(changed: PropertyValues<this>) {
    if (changed.has('value')) this.internals.setFormValue(this.value || null);
    const valueMissing = this.required && !this.value;
    const said = this.portal?.strings.picker.choose ?? ' ';
    this.internals.setValidity({ valueMissing }, valueMissing ? said : '', this.field ?? undefined);
  }

  formResetCallback() {
    this.value = this.getAttribute('value') ?? '';
    this.chosen = undefined;
  }

  override render() {
    if (this.portal === undefined) return outsidePortal(this);
    if (!this.portal) return nothing; // its portal is about to be ready
    const { portal, stock } = this;
    const words = portal.strings.picker;
    const read = searchDigits(this.typed);
    const problem = 'problem' in read ? words.problems[read.problem] : '';
    const balance = this.wallet.last;
    return html`
      ${wrongAttributes(this, [
        ['country', this.country, country],
        ['value', this.value, e164],
      ])}
      <section lang=${portal.lang} aria-busy=${stock.status === TaskStatus.PENDING}>
        <header>
          <h2 tabindex="-1" data-focus-home>${words.title}</h2>
          ${
            balance?.available_balance
              ? html`<p class="muted number">
                  ${words.balance(formatMoney(balance.available_balance, balance.currency ?? 'INR'))}
                </p>`
              : nothing
          }
        </header>
        ${searchField(this.typed, problem, words, { onType: () => this.onType(), onSubmit: () => this.search() })}
        ${purchaseNews(this.purchase, portal, () => this.onLookAgain())}
        ${faces(stock, portal.strings, (page) =>
          offers(page, {
            portal,
            digits: this.digits,
            chosen: this.value,
            stale: stock.status === TaskStatus.ERROR,
            onChoose: (number) => this.onChoose(number),
          }),
        )}
        <vobiz-pager
          .page=${this.page}
          .pages=${stock.last?.pages ?? 1}
          .strings=${portal.strings}
          @page=${(event: PageEvent) => (this.page = event.page)}
        ></vobiz-pager>
        ${
          this.chosen && !this.selectOnly && portal.may('buyNumber')
            ? choiceBar(this.chosen, this.purchase, portal, () => this.onReview())
            : nothing
        }
      </section>
      <vobiz-confirm .strings=${portal.strings}></vobiz-confirm>
    `;
  }

  static override styles = [base, controls, rows, cards(660), pickerStyles];
}

if (!customElements.get('vobiz-number-picker')) customElements.define('vobiz-number-picker', VobizNumberPicker);

declare global {
  interface HTMLElementTagNameMap {
    'vobiz-number-picker': VobizNumberPicker;
  }
  interface GlobalEventHandlersEventMap {
    'vobiz-number-selected': VobizNumberSelectedEvent;
    'vobiz-number-bought': VobizNumberBoughtEvent;
  }
}
