import { LitElement, css, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { readDigits } from '../format/phone.ts';
import type { Strings } from '../strings/en.ts';
import { patterns } from '../telephony/easy-number.ts';
import { base, controls } from './controls.ts';
import { unrefined, wishes, type Refinement } from './refine.ts';

/** Something else is wanted of a number. */
export class RefineEvent extends Event {
  readonly refinement: Refinement;

  constructor(refinement: Refinement) {
    super('refine');
    this.refinement = refinement;
  }
}

const kinds = ['landline', 'mobile', 'mobile-92', '140', '1600', '1601', 'toll-free', 'shared-cost'] as const;

/** The fields in which somebody says what else they want of a number. Private to the portal. */
export class VobizNumberFilter extends LitElement {
  @property({ attribute: false }) strings!: Strings;
  @property({ attribute: false }) refinement = unrefined;
  /** Places that may be meant. */
  @property({ attribute: false }) places: string[] = [];
  @state() private rent = '';

  private change(part: Partial<Refinement>) {
    // At once: the next wish may come before this one was drawn.
    this.refinement = { ...this.refinement, ...part };
    this.dispatchEvent(new RefineEvent(this.refinement));
  }

  private onRent(event: InputEvent) {
    this.rent = (event.target as HTMLInputElement).value;
    if (this.rentIsWrong) return; // what cannot be read changes nothing; the field says why
    this.change({ rent: this.rent.replace(/[₹,\s]/g, '') });
  }

  private get rentIsWrong() {
    return !/^[₹,\s]*(\d[\d,\s]{0,8}(\.\d{1,2})?)?\s*$/.test(this.rent);
  }

  private onClear() {
    this.rent = '';
    this.change(unrefined);
  }

  private select<K extends 'where' | 'series' | 'pattern' | 'sort'>(
    key: K,
    label: string,
    options: Record<string, string>,
  ) {
    return html`<label>
      <span>${label}</span>
      <select
        .value=${this.refinement[key]}
        @change=${(event: Event) => this.change({ [key]: (event.target as HTMLSelectElement).value })}
      >
        ${Object.entries(options).map(
          ([value, name]) => html`<option value=${value} ?selected=${value === this.refinement[key]}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  override render() {
    const { refinement, strings } = this;
    const words = strings.picker.filter;
    const series = Object.fromEntries(kinds.map((kind) => [kind, strings.series[kind].name]));
    return html`
      <div class="fields" role="group" aria-label=${words.title}>
        ${this.select('where', words.where, words.wheres)}
        <label>
          <span>${words.place}</span>
          <input
            type="text"
            list="places"
            autocomplete="off"
            .value=${refinement.place}
            @input=${(event: InputEvent) => this.change({ place: (event.target as HTMLInputElement).value.trim() })}
          />
        </label>
        <datalist id="places">${this.places.map((place) => html`<option value=${place}></option>`)}</datalist>
        ${this.select('series', words.series, { '': words.anySeries, ...series })}
        ${this.select('pattern', words.pattern, {
          '': words.anyPattern,
          any: words.easy,
          ...Object.fromEntries(patterns.map((pattern) => [pattern, words.patterns[pattern]])),
        })}
        <label>
          <span>${words.avoid}</span>
          <input
            type="text"
            inputmode="numeric"
            autocomplete="off"
            .value=${refinement.avoid}
            @input=${(event: InputEvent) => this.change({ avoid: readDigits((event.target as HTMLInputElement).value) })}
          />
        </label>
        <label>
          <span>${words.rent}</span>
          <input
            type="text"
            inputmode="decimal"
            autocomplete="off"
            aria-invalid=${this.rentIsWrong}
            aria-describedby="rent"
            .value=${this.rent || refinement.rent}
            @input=${this.onRent}
          />
          <span id="rent" class="problem small" role="status">${this.rentIsWrong ? words.rentProblem : ''}</span>
        </label>
        ${this.select('sort', words.sort, words.sorts)}
        <label class="check">
          <input
            type="checkbox"
            .checked=${refinement.plain}
            @change=${(event: Event) => this.change({ plain: (event.target as HTMLInputElement).checked })}
          />
          <span>${words.plain}</span>
        </label>
      </div>
      ${
        wishes(refinement) > 0
          ? html`<button class="small plain" @click=${this.onClear}>${words.clear}</button>`
          : nothing
      }
    `;
  }

  static override styles = [
    base,
    controls,
    css`
      :host {
        padding: 16px;
        border: 1px solid var(--_line);
        border-radius: var(--_radius);
        background: var(--_raised);
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(200px, 100%), 1fr));
        gap: 12px 16px;
        align-items: start;
      }
      label {
        display: grid;
        gap: 6px;
        min-inline-size: 0;
      }
      label > span:first-child {
        font-size: 13px;
      }
      input,
      select {
        font-weight: 400;
      }
      .check {
        grid-template-columns: 18px 1fr;
        align-items: center;
        gap: 8px;
        min-block-size: 40px;
        align-self: end;
      }
      .check > :is(span, input) {
        font-size: inherit;
        font-weight: 400;
      }
      .problem:empty {
        display: none;
      }
      .problem {
        color: var(--_danger);
        font-weight: 400;
      }
      button {
        margin-block-start: 12px;
      }
    `,
  ];
}

if (!customElements.get('vobiz-number-filter')) customElements.define('vobiz-number-filter', VobizNumberFilter);

declare global {
  interface HTMLElementTagNameMap {
    'vobiz-number-filter': VobizNumberFilter;
  }
}
