import { consume } from '@lit/context';
import { TaskStatus, initialState } from '@lit/task';
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { InventoryNumber, PhoneNumber } from '../contract/number.ts';
import { Countdown } from '../controllers/countdown.ts';
import { focusIsFree } from '../controllers/free-focus.ts';
import type { NumberPurchase } from '../controllers/purchase.ts';
import type { NumberPurchases } from '../controllers/purchases.ts';
import { Read } from '../controllers/read.ts';
import { country, e164, wrongAttributes } from './attributes.ts';
import { failure } from './faces.ts';
import { VobizNumberBoughtEvent, VobizNumberSelectedEvent } from './picker-events.ts';
import { NumberStock } from './number-stock.ts';
import { outsidePortal, portalContext, type Portal } from './portal.ts';
import { pickerStyles } from './picker-styles.ts';
import { cards, rows } from './rows.ts';
import { base, controls } from './controls.ts';
import type { VobizConfirm } from './vobiz-confirm.ts';
import { walletLine, walletOf } from './wallet-line.ts';
import { wishOf } from './wish.ts';

// More at once would be held up by the proxy's limit of writes a minute.
const most = 10;

/**
 * Finds numbers for sale by their digits and much else, shows what they cost, and buys them.
 *
 * In a form it is a field: its value is the chosen number in E.164, the first of them when there are several; what is sent
 * has an entry for each. With `select-only` just one can be chosen.
 *
 * @fires {VobizNumberSelectedEvent} vobiz-number-selected - When the customer chose a number.
 * @fires {VobizNumberBoughtEvent} vobiz-number-bought - When a number was bought.
 * @fires {VobizNumberAssignedEvent} vobiz-number-assigned - When a number that was bought here rings somewhere.
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
  private readonly chosen = new Map<string, InventoryNumber>();
  private needed = false;
  private readonly countdown = new Countdown(this, () => Boolean(this.purchases?.counting));

  private readonly stock = new NumberStock(this, () => ({
    client: this.portal?.client,
    country: country[1](this.country) ? this.country : undefined,
    revision: this.portal?.revision,
  }));

  private readonly wish = wishOf(this, () => {
    const known = this.chosen.has(this.value) || !e164[1](this.value);
    return [this.portal?.client, known ? '' : this.value];
  });

  private readonly buying = new Read(this, {
    args: () => [this.portal?.client, (this.needed ||= this.value !== '')] as const,
    task: async ([client, needed]) => {
      if (!client || !needed) return initialState;
      const { purchasesIn, ...asking } = await import('./buying.ts');
      return { ...asking, purchases: purchasesIn(this, client) };
    },
  });

  private readonly wallet = walletOf(this, () => (this.selectOnly ? undefined : this.portal));

  private get purchases(): NumberPurchases | undefined {
    return this.buying.last?.purchases;
  }

  /** What somebody else had begun here is none of the newcomer's business. */
  private forget() {
    this.purchases?.end();
    this.confirm?.cancel();
    if (this.chosen.size > 0) this.drop([...this.chosen.keys()]);
  }

  /** Takes numbers out of the choice. */
  private drop(gone: string[]) {
    for (const number of gone) this.chosen.delete(number);
    this.settleValue();
  }

  private settleValue() {
    this.value = this.chosen.keys().next().value ?? '';
    this.requestUpdate();
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }

  private onChoose(number: InventoryNumber, chosen: boolean) {
    if (this.selectOnly) this.chosen.clear();
    if (chosen) this.chosen.set(number.e164, number);
    else this.chosen.delete(number.e164);
    this.settleValue();
    if (!this.purchases?.busy) this.purchases?.forget();
    if (chosen) this.dispatchEvent(new VobizNumberSelectedEvent(number));
  }

  /** Looks once more, asks, and buys. */
  private async onReview() {
    await this.buying.taskComplete.catch(() => undefined); // it may just be loading
    const { portal, purchases } = this;
    const numbers = [...this.chosen.values()];
    if (!portal || !purchases || purchases.busy || numbers.length === 0) return;
    const [fresh] = await Promise.all([purchases.check(numbers), this.wallet.run()]);
    if (purchases !== this.purchases) return;
    if (numbers.length !== this.chosen.size || numbers.some(({ e164 }) => !this.chosen.has(e164)))
      return purchases.forget(); // others were chosen meanwhile
    // A balance that could not be read now is not one to decide by.
    const balance = this.wallet.status === TaskStatus.ERROR ? undefined : this.wallet.last;
    const [first, ...rest] = fresh;
    if (!first || fresh.length < numbers.length) return this.settle(purchases);
    if (!(await this.confirm?.ask(this.buying.last!.buyQuestion([first, ...rest], balance, portal)))) return;
    await purchases.run(fresh, (number) => this.onBought(purchases, number));
    await this.settle(purchases);
  }

  private onBought(purchases: NumberPurchases, number: PhoneNumber) {
    // The portal reads everything again when it hears of a purchase.
    if (purchases === this.purchases) this.dispatchEvent(new VobizNumberBoughtEvent(number));
  }

  private async onLookAgain(purchases: NumberPurchases, order: NumberPurchase) {
    await purchases.lookAgain(order, (number) => this.onBought(purchases, number));
    await this.settle(purchases);
  }

  /** Who has to choose another one keeps the search; who has to try again keeps the choice. */
  private async settle(purchases: NumberPurchases) {
    if (purchases !== this.purchases) return; // they were somebody else's
    const { over, numbers } = purchases;
    if (over.some((number) => this.chosen.has(number))) {
      const free = focusIsFree(this.bar);
      this.drop(over);
      await this.updateComplete;
      if (free && !this.bar) this.heading.focus();
    }
    this.stock.drop(over);
    if (over.length > 0 && numbers.length === 0) await Promise.all([this.stock.again(), this.wallet.run()]);
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    const before = changed.get('portal');
    if (before && before.client !== this.portal?.client) this.forget();
    this.stock.prepare();
    // What the page chose is the only one that is chosen.
    if (this.chosen.has(this.value) || (!this.value && this.chosen.size === 0)) return;
    const wished = [...this.stock.seen, this.wish.last?.number].find((number) => number?.e164 === this.value);
    this.chosen.clear();
    if (wished) this.chosen.set(wished.e164, wished);
  }

  protected override updated() {
    const chosen = this.chosen.size > 0 ? [...this.chosen.keys()] : e164[1](this.value) ? [this.value] : [];
    const sent = new FormData();
    for (const number of chosen) sent.append(this.name, number);
    this.internals.setFormValue(this.name ? sent : null, chosen.join(' '));
    const valueMissing = this.required && chosen.length === 0;
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
    this.value = value.split(' ')[0] ?? '';
  }

  override render() {
    if (this.portal === undefined) return outsidePortal(this);
    if (!this.portal) return nothing; // it is about to be ready
    const { portal, stock, buying, purchases } = this;
    const wish = this.wish.last?.e164 === this.value ? this.wish.last : undefined;
    const [first, ...rest] = this.chosen.values();
    return html`
      ${wrongAttributes(this, [
        ['country', this.country, country],
        ['value', this.value, e164],
      ])}
      <section lang=${portal.lang} aria-busy=${stock.busy}>
        <header>
          <h2 tabindex="-1" data-focus-home>${portal.strings.picker.title}</h2>
          ${walletLine(this.wallet, portal)}
        </header>
        ${purchases && buying.last!.purchaseNews(purchases, portal, (order) => this.onLookAgain(purchases, order), wish)}
        ${stock.view(portal, {
          chosen: new Set(this.chosen.keys()),
          single: this.selectOnly,
          disabled: this.disabled,
          onChoose: (number, on) => this.onChoose(number, on),
        })}
        ${
          first && purchases && !this.selectOnly && portal.may('buyNumber')
            ? buying.last!.choiceBar([first, ...rest], most, purchases, portal, {
                disabled: this.disabled,
                onReview: () => this.onReview(),
                onClear: () => this.drop([...this.chosen.keys()]),
              })
            : buying.status === TaskStatus.ERROR
              ? html`<div class="choice">${failure(buying.error, portal.strings, () => buying.run())}</div>`
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
