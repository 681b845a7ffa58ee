import { consume } from '@lit/context';
import { TaskStatus, initialState } from '@lit/task';
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { InventoryNumber, PhoneNumber } from '../contract/number.ts';
import { Countdown } from '../controllers/countdown.ts';
import { focusIsFree } from '../controllers/focus.ts';
import type { NumberPurchase } from '../controllers/purchase.ts';
import { Read } from '../controllers/read.ts';
import { DigitSearch } from '../controllers/search.ts';
import { searchDigits } from '../format/phone.ts';
import { country, e164, wrongAttributes } from './attributes.ts';
import { choiceBar } from './choice-bar.ts';
import { failure, faces } from './faces.ts';
import { VobizNumberBoughtEvent, VobizNumberSelectedEvent } from './number-events.ts';
import { offers } from './offers.ts';
import { outsidePortal, portalContext, type Portal } from './portal.ts';
import { pickerStyles } from './picker-styles.ts';
import { searchField } from './search-field.ts';
import { cards, rows } from './rows.ts';
import { base, controls } from './controls.ts';
import type { VobizConfirm } from './vobiz-confirm.ts';
import type { PageEvent } from './vobiz-pager.ts';
import { walletLine, walletOf } from './wallet-line.ts';
import { wishOf } from './wish.ts';
import './vobiz-pager.ts';

/**
 * Finds a number for sale by its digits, shows what it costs, and buys it.
 *
 * In a form it is a field: its value is the chosen number in E.164.
 *
 * @fires {VobizNumberSelectedEvent} vobiz-number-selected - When the customer chose a number.
 * @fires {VobizNumberBoughtEvent} vobiz-number-bought - When a number was bought.
 * @fires change - When another number is chosen, or none any more, as a form field's value changes.
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

  @state() private disabled = false;
  @query('vobiz-confirm') private confirm?: VobizConfirm;
  @query('input[type=search]') private field?: HTMLInputElement | null;
  @query('h2') private heading!: HTMLHeadingElement;
  @query('.choice') private bar?: HTMLElement | null;

  private readonly internals = this.attachInternals();
  private readonly search = new DigitSearch(this, searchDigits);
  private needed = false;
  private picked?: InventoryNumber;
  private readonly countdown = new Countdown(this, () => this.purchase?.buy.status === 'looking');

  private readonly stock = new Read(this, {
    args: () =>
      [this.portal?.client, this.country, this.search.digits, this.search.page, this.portal?.revision] as const,
    task: async ([client, place, digits, page], { signal }) => {
      const query = { country: country[1](place) ? place : undefined, search: digits || undefined, page, per_page: 25 };
      // With what was searched for: while a newer search runs, these rows are still this one's.
      return client ? { digits, ...(await client.listInventory(query, signal)) } : initialState;
    },
  });

  private readonly wish = wishOf(
    this,
    () => this.portal?.client,
    () => (this.choice || !e164[1](this.value) ? '' : this.value),
  );

  private readonly buying = new Read(this, {
    args: () => [this.portal?.client, (this.needed ||= this.value !== '')] as const,
    task: async ([client, needed]) => {
      if (!client || !needed) return initialState;
      const { NumberPurchase, ...asking } = await import('./buying.ts');
      return { ...asking, purchase: new NumberPurchase(this, client) };
    },
  });

  private readonly wallet = walletOf(
    this,
    () => this.portal,
    () => !this.selectOnly,
  );

  /** The chosen number, as it was when it was last seen for sale. */
  private get choice(): InventoryNumber | undefined {
    const seen = [this.picked, ...(this.stock.last?.items ?? []), this.wish.last?.number];
    return seen.find((number) => number?.e164 === this.value);
  }

  private get purchase(): NumberPurchase | undefined {
    return this.buying.last?.purchase;
  }

  /** What somebody else had begun here is none of the newcomer's business. */
  private forget() {
    this.purchase?.end();
    this.confirm?.cancel();
    if (this.picked) this.choose(undefined);
  }

  private choose(number: InventoryNumber | undefined) {
    this.picked = number;
    this.value = number?.e164 ?? '';
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }

  private onChoose(number: InventoryNumber) {
    this.choose(number);
    if (!this.purchase?.busy) this.purchase?.forget();
    this.dispatchEvent(new VobizNumberSelectedEvent(number));
  }

  /** Looks once more, asks, and buys. */
  private async onReview() {
    await this.buying.taskComplete.catch(() => undefined); // it may just be loading
    const { portal, choice, purchase } = this;
    if (!portal || !choice || !purchase || purchase.busy) return;
    const [fresh] = await Promise.all([purchase.check(choice), this.wallet.run()]);
    if (purchase !== this.purchase) return;
    if (this.value !== choice.e164) return purchase.forget(); // another one was chosen meanwhile
    // A balance that could not be read now is not one to decide by.
    const balance = this.wallet.status === TaskStatus.ERROR ? undefined : this.wallet.last;
    if (!fresh) return this.settle(purchase, choice.e164);
    if (await this.confirm?.ask(this.buying.last!.buyQuestion(fresh, balance, portal)))
      await this.settle(purchase, fresh.e164, await purchase.run(fresh));
  }

  private async onLookAgain(purchase: NumberPurchase) {
    await this.settle(purchase, purchase.buy.args?.[0], await purchase.lookAgain());
  }

  private async settle(purchase: NumberPurchase, e164?: string, number?: PhoneNumber) {
    if (purchase !== this.purchase) return; // it was somebody else's
    const { outcome } = purchase;
    // Who has to choose another one keeps the search; who has to try again keeps the choice.
    if (outcome && outcome.kind !== 'failed' && this.value === e164) {
      const free = focusIsFree(this.bar);
      this.choose(undefined);
      await this.updateComplete;
      if (free) this.heading.focus();
    }
    // The portal reads everything again when it hears of a purchase.
    if (number) this.dispatchEvent(new VobizNumberBoughtEvent(number));
    else await Promise.all([outcome && this.stock.run(), this.wallet.run()]);
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    const before = changed.get('portal');
    if (before && before.client !== this.portal?.client) this.forget();
    // What was on the last page was sold: step back to the one that is last now.
    const { last, status } = this.stock;
    const { page } = this.search;
    if (status === TaskStatus.COMPLETE && last?.items.length === 0 && !last.unread && page > 1)
      this.search.page = Math.min(page - 1, last.pages);
  }

  protected override updated() {
    const value = e164[1](this.value) ? this.value : '';
    this.internals.setFormValue(value || null);
    const valueMissing = this.required && !value;
    const said = this.portal?.strings.picker.choose ?? ' ';
    this.internals.setValidity({ valueMissing }, valueMissing ? said : '', this.field ?? undefined);
  }

  formResetCallback() {
    this.value = this.getAttribute('value') ?? '';
  }

  formDisabledCallback(disabled: boolean) {
    this.disabled = disabled;
  }

  formStateRestoreCallback(value: string) {
    this.value = value;
  }

  override render() {
    if (this.portal === undefined) return outsidePortal(this);
    if (!this.portal) return nothing; // it is about to be ready
    const { portal, search, stock, buying, purchase, choice } = this;
    const words = portal.strings.picker;
    const wish = this.wish.last?.e164 === this.value ? this.wish.last : undefined;
    return html`
      ${wrongAttributes(this, [
        ['country', this.country, country],
        ['value', this.value, e164],
      ])}
      <section lang=${portal.lang} aria-busy=${stock.status === TaskStatus.PENDING}>
        <header>
          <h2 tabindex="-1" data-focus-home>${words.title}</h2>
          ${walletLine(this.wallet, portal)}
        </header>
        ${searchField(search, words)}
        ${
          buying.status === TaskStatus.ERROR
            ? failure(buying.error, portal.strings, () => buying.run())
            : purchase && buying.last!.purchaseNews(purchase, portal, () => this.onLookAgain(purchase), wish)
        }
        ${faces(stock, portal, (page) =>
          offers(page, {
            portal,
            chosen: this.value,
            disabled: this.disabled,
            status: stock.status,
            onChoose: (number) => this.onChoose(number),
          }),
        )}
        <vobiz-pager
          .page=${search.page}
          .pages=${stock.last?.pages ?? 1}
          .strings=${portal.strings}
          @page=${(event: PageEvent) => search.turn(event.page)}
        ></vobiz-pager>
        ${
          choice && !this.selectOnly && portal.may('buyNumber')
            ? choiceBar(choice, purchase, portal, this.disabled ? undefined : () => this.onReview())
            : nothing
        }
      </section>
      <vobiz-confirm .strings=${portal.strings} exportparts="dialog"></vobiz-confirm>
    `;
  }

  static override styles = [base, controls, rows, cards(700), pickerStyles];
}

if (!customElements.get('vobiz-number-picker')) customElements.define('vobiz-number-picker', VobizNumberPicker);

declare global {
  interface HTMLElementTagNameMap {
    'vobiz-number-picker': VobizNumberPicker;
  }
}
