import { LitElement, css, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
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

/** What the text of a field means, or undefined when that cannot be told. */
const readers = {
  // Places are in English, as the service names them.
  place: (typed: string) => (/(?!\p{Script=Latin})\p{L}/u.test(typed) ? undefined : typed.trim()),
  avoid: (typed: string) => (/[^\p{Nd}\s,.-]/u.test(typed) ? undefined : readDigits(typed)),
  rent: (typed: string) => {
    const plain = typed.replace(/\p{Nd}/gu, readDigits).replace(/[₹,\s]/g, '');
    return /^(\d{1,9}(\.\d{1,2})?)?$/.test(plain) ? plain : undefined;
  },
};

const kinds = ['landline', 'mobile', 'mobile-92', '140', '1600', '1601', 'toll-free', 'shared-cost'] as const;

/** The fields in which somebody says what else they want of a number. Private to the portal. */
export class VobizNumberFilter extends LitElement {
  @property({ attribute: false }) strings!: Strings;
  @property({ attribute: false }) refinement = unrefined;
  /** Places that may be meant. */
  @property({ attribute: false }) places: string[] = [];
  /** How many numbers are as wanted, when that is known. */
  @property({ attribute: false }) found?: number;
  // What is typed is never changed by us; a problem changes nothing, and the field says why.
  @state() private typed = { place: '', avoid: '', rent: '' };

  private change(part: Partial<Refinement>) {
    // At once: the next wish may come before this one was drawn.
    this.refinement = { ...this.refinement, ...part };
    this.dispatchEvent(new RefineEvent(this.refinement));
  }

  private onType(field: keyof typeof readers, event: InputEvent) {
    const typed = (event.target as HTMLInputElement).value;
    this.typed = { ...this.typed, [field]: typed };
    const read = readers[field](typed);
    if (read !== undefined) this.change({ [field]: read });
  }

  private onClear() {
    this.typed = { place: '', avoid: '', rent: '' };
    this.change(unrefined);
    this.shadowRoot?.querySelector('select')?.focus(); // the button goes away
  }

  private select<K extends 'where' | 'series' | 'pattern' | 'sort'>(
    key: K,
    label: string,
    // In pairs: as keys of an object, 140 and its like would come before all others.
    options: [value: string, name: string][],
  ) {
    return html`<label>
      <span>${label}</span>
      <select
        .value=${this.refinement[key]}
        @change=${(event: Event) => this.change({ [key]: (event.target as HTMLSelectElement).value })}
      >
        ${options.map(
          ([value, name]) => html`<option value=${value} ?selected=${value === this.refinement[key]}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  private text(field: keyof typeof readers, label: string, problem: string, mode: 'text' | 'numeric' | 'decimal') {
    const typed = this.typed[field];
    const wrong = readers[field](typed) === undefined;
    return html`<label>
      <span>${label}</span>
      <input
        type="text"
        inputmode=${mode}
        list=${ifDefined(field === 'place' ? 'places' : undefined)}
        autocomplete="off"
        aria-invalid=${wrong}
        aria-describedby=${field}
        .value=${typed || this.refinement[field]}
        @input=${(event: InputEvent) => this.onType(field, event)}
      />
      <span id=${field} class="problem small" role="status">${wrong ? problem : ''}</span>
    </label>`;
  }

  override render() {
    const { refinement, strings, found } = this;
    const words = strings.picker.filter;
    return html`
      <div class="fields" role="group" aria-label=${words.title}>
        ${this.select('where', words.where, Object.entries(words.wheres))}
        ${this.text('place', words.place, words.placeProblem, 'text')}
        <datalist id="places">${this.places.map((place) => html`<option value=${place}></option>`)}</datalist>
        ${this.select('series', words.series, [
          ['', words.anySeries],
          ...kinds.map((kind): [string, string] => [kind, strings.series[kind].name]),
        ])}
        ${this.select('pattern', words.pattern, [
          ['', words.anyPattern],
          ['any', words.easy],
          ...patterns.map((pattern): [string, string] => [pattern, words.patterns[pattern]]),
        ])}
        ${this.text('avoid', words.avoid, strings.picker.problems.letters, 'numeric')}
        ${this.text('rent', words.rent, words.rentProblem, 'decimal')}
        ${this.select('sort', words.sort, Object.entries(words.sorts))}
        <label class="check">
          <input
            type="checkbox"
            .checked=${refinement.plain}
            @change=${(event: Event) => this.change({ plain: (event.target as HTMLInputElement).checked })}
          />
          <span>${words.plain}</span>
        </label>
      </div>
      <div class="line">
        ${
          Object.values(this.typed).some(Boolean) || wishes(refinement, 'any') > 0
            ? html`<button class="small plain" @click=${this.onClear}>${words.clear}</button>`
            : nothing
        }
        <button class="done" @click=${() => this.dispatchEvent(new Event('done'))}>
          ${found ? words.show(found) : words.showAny}
        </button>
      </div>
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
        /* In line with the fields beside it, whatever is said below them. */
        margin-block-start: 26px;
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
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-block-start: 12px;
      }
      .line:not(:has(.plain)) {
        margin-block-start: 0;
      }
      /* Where the numbers are in sight below, nobody has to be led to them. */
      .done {
        display: none;
      }
      @container (max-width: 560px) {
        .check {
          margin-block-start: 0;
        }
        .line,
        .line:not(:has(.plain)) {
          margin-block-start: 16px;
        }
        .line > * {
          flex: 1;
          min-block-size: 40px;
        }
        .done {
          display: inline-flex;
        }
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
