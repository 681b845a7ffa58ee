import { consume } from '@lit/context';
import { TaskStatus, initialState } from '@lit/task';
import { html, nothing, type PropertyValues } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { InventoryNumber } from '../contract/number.ts';
import { Countdown } from '../controllers/countdown.ts';
import { Read } from '../controllers/read.ts';
import { formatPhone } from '../format/phone.ts';
import { country, e164, wrongAttributes } from './attributes.ts';
import { failure } from './faces.ts';
import { FormField } from './form-field.ts';
import { VobizNumberSelectedEvent } from './picker-events.ts';
import { NumberStock } from './number-stock.ts';
import { outsidePortal, portalContext, type Portal } from './portal.ts';
import { pickerStyles } from './picker-styles.ts';
import { cards, rows } from './rows.ts';
import { base, controls } from './controls.ts';
import type { VobizConfirm } from './vobiz-confirm.ts';
import { walletLine, walletOf } from './wallet-line.ts';
import { wishOf } from './wish.ts';

// What is typed to search and to filter is not the field's value: the host's form hears nothing of it.
const stay = (event: Event) => event.stopPropagation();

/**
 * Finds numbers for sale by their digits and much else, shows what they cost, and buys them.
 *
 * In a form it is a field: its value is the chosen number in E.164, the first of them when there are several; what is sent
 * has an entry for each. With `select-only` just one can be chosen.
 *
 * @fires {VobizNumberSelectedEvent} vobiz-number-selected - When the customer chose a number.
 * @fires {VobizNumberBoughtEvent} vobiz-number-bought - When a number was bought.
 * @fires {VobizNumberAssignedEvent} vobiz-number-assigned - When a number that was bought here rings somewhere.
 * @fires input - When another number is chosen, or none any more, as a form field's value changes.
 * @fires change - Right after it.
 * @csspart failure - The message shown when something went wrong.
 * @csspart choice - The bar with the chosen number and the main button.
 */
export class VobizNumberPicker extends FormField {
  /** Comes from the nearest `<vobiz-portal>`. */
  @consume({ context: portalContext, subscribe: true })
  @property({ attribute: false })
  portal?: Portal | null;

  /** The chosen number in E.164, or empty. */
  @property() value = '';
  /** Whose numbers are shown, as an ISO 3166-1 alpha-2 code. */
  @property() country = 'IN';
  /** Only chooses; the host buys. */
  @property({ type: Boolean, attribute: 'select-only' }) selectOnly = false;

  @query('vobiz-confirm') private confirm?: VobizConfirm;
  @query('input[type=search]') private field?: HTMLInputElement | null;
  /** In the order they were chosen in; of a number that the page or the browser wishes for nothing may be known yet. */
  private readonly chosen = new Map<string, InventoryNumber | undefined>();
  private needed = false;
  private readonly countdown = new Countdown(this, () => Boolean(this.buying.last?.purchases.counting));

  private readonly stock = new NumberStock(this, () => ({
    client: this.portal?.client,
    country: country[1](this.country) ? this.country : undefined,
    revision: this.portal?.revision,
  }));

  private readonly wish = wishOf(this, () => {
    const wanted = this.wished.join(' ');
    return [this.portal?.client, wanted, wanted && this.portal?.revision];
  });

  private readonly wallet = walletOf(this, () => (this.selectOnly ? undefined : this.portal));

  private readonly buying = new Read(this, {
    args: () => [this.portal?.client, (this.needed ||= this.value !== '')] as const,
    task: async ([client, needed]) => {
      if (!client || !needed) return initialState;
      const { Buying } = await import('./buying.ts');
      return new Buying(
        {
          host: this,
          portal: () => this.portal,
          stock: this.stock,
          wallet: this.wallet,
          confirm: () => this.confirm,
          chosen: () => this.known,
          drop: (gone) => this.drop(gone),
        },
        client,
      );
    },
  });

  /** The chosen numbers that are for sale. */
  private get known() {
    return [...this.chosen.values()].filter((number) => number !== undefined);
  }

  /** The chosen numbers of which that is not known. */
  private get wished() {
    return [...this.chosen.keys()].filter((e164) => !this.chosen.get(e164));
  }

  /** What somebody else had begun here is none of the newcomer's business. */
  private forget() {
    this.buying.last?.purchases.end();
    this.confirm?.cancel();
    const mine = this.known.map(({ e164 }) => e164);
    if (mine.length > 0) this.drop(mine);
  }

  /** Takes numbers out of the choice. */
  private drop(gone: string[]) {
    for (const number of gone) {
      this.chosen.delete(number);
      this.wish.last?.found.delete(number);
    }
    this.settleValue();
  }

  private settleValue() {
    this.value = this.chosen.keys().next().value ?? '';
    this.requestUpdate();
    this.tell();
  }

  private tell() {
    this.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }

  private onChoose(number: InventoryNumber, chosen: boolean) {
    if (this.selectOnly) this.chosen.clear();
    // Whoever chooses does without what was wished for in vain.
    if (this.wish.status !== TaskStatus.PENDING) for (const e164 of this.wished) this.chosen.delete(e164);
    if (chosen) this.chosen.set(number.e164, number);
    else this.chosen.delete(number.e164);
    this.settleValue();
    const purchases = this.buying.last?.purchases;
    if (!purchases?.busy) purchases?.forget();
    if (chosen) this.dispatchEvent(new VobizNumberSelectedEvent(number));
  }

  /** Chooses these and no others; what is known of them stays known. */
  private choose(numbers: string[]) {
    const before = new Map(this.chosen);
    this.chosen.clear();
    for (const number of this.selectOnly ? numbers.slice(0, 1) : numbers)
      if (e164[1](number)) this.chosen.set(number, before.get(number));
    this.value = numbers[0] ?? '';
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    const before = changed.get('portal');
    if (before && before.client !== this.portal?.client) this.forget();
    this.stock.prepare();
    // What the page chose is the only one that is chosen.
    if (!this.chosen.has(this.value) && (this.value || this.chosen.size > 0)) this.choose([this.value]);
    if (this.wished.length === 0) return;
    for (const number of [...this.stock.seen, ...(this.wish.last?.found.values() ?? [])])
      if (this.chosen.has(number.e164)) this.chosen.set(number.e164, number);
  }

  protected override updated() {
    const { chosen, portal, wish } = this;
    const sent = new FormData();
    for (const number of chosen.keys()) sent.append(this.name, number);
    this.internals.setFormValue(this.name ? sent : null, [...chosen.keys()].join(' '));
    const valueMissing = this.required && chosen.size === 0;
    const [open] = this.wished;
    const words = portal?.strings.picker;
    const doubt = wish.last?.wanted.includes(open ?? '')
      ? 'notForSale'
      : wish.status === TaskStatus.ERROR
        ? 'notLookedUp'
        : 'lookingUp';
    const said = (open ? words?.[doubt](formatPhone(open)) : words?.choose) ?? ' ';
    this.internals.setValidity({ valueMissing, customError: open !== undefined }, said, this.field ?? undefined);
  }

  formResetCallback() {
    this.choose([this.getAttribute('value') ?? '']);
  }

  formStateRestoreCallback(state: string) {
    this.choose(state.split(' '));
    this.tell(); // or React and Vue, which hold the value too, would put theirs in its place
  }

  override render() {
    if (this.portal === undefined) return outsidePortal(this);
    if (!this.portal) return nothing; // it is about to be ready
    const { portal, stock, buying, wish } = this;
    const { wished } = this;
    const gone = wished.filter((number) => wish.last?.wanted.includes(number));
    return html`
      ${wrongAttributes(this, [
        ['country', this.country, country],
        ['value', this.value, e164],
      ])}
      <section lang=${portal.lang} aria-busy=${stock.busy} @input=${stay}>
        <header>
          <h2 tabindex="-1" data-focus-home>${portal.strings.picker.title}</h2>
          ${walletLine(this.wallet, portal)}
        </header>
        ${buying.last?.news(portal, {
          gone,
          open: wished,
          error: wish.status === TaskStatus.ERROR && !stock.failed ? wish.error : undefined,
          retry: () => wish.run(),
          dismiss: (given) => this.drop(given),
        })}
        ${stock.view(portal, {
          chosen: new Set(this.known.map((number) => number.e164)),
          single: this.selectOnly,
          disabled: this.disabled,
          onChoose: (number, on) => this.onChoose(number, on),
        })}
        ${
          buying.status === TaskStatus.ERROR
            ? html`<div class="choice">${failure(buying.error, portal.strings, () => buying.run())}</div>`
            : this.selectOnly || !portal.may('buyNumber')
              ? nothing
              : buying.last?.bar(portal, this.disabled)
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
