import { css, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import type { Trunk } from '../contract/trunk.ts';
import { faultOf } from '../controllers/trunks.ts';
import { VobizConfirm } from './vobiz-confirm.ts';

/** What is asked: where a number shall ring. */
export interface TrunkQuestion {
  title: string;
  /** What has to be known besides. */
  note?: string;
  /** The trunks it could ring at. */
  trunks: Trunk[];
  /** Where it rings now. */
  current?: string;
  /** Whether it may be made to ring nowhere. */
  canUnlink: boolean;
}

// So many are seen at a glance; more are searched.
const atAGlance = 8;

/** Asks for one of the customer's trunks, or for none. Private to the portal. */
export class VobizTrunkChoice extends VobizConfirm {
  /** The id of a trunk; empty for nowhere. */
  @state() private chosen?: string;
  @state() private sought = '';
  private wanted!: TrunkQuestion;

  /** Resolves to what was chosen; to undefined if the dialog was closed in any other way. */
  async choose(wanted: TrunkQuestion): Promise<{ trunk?: string } | undefined> {
    if (this.dialog?.open) return undefined;
    const { title, note, trunks, current } = (this.wanted = wanted);
    this.chosen = current ?? (trunks.length === 1 ? trunks[0]!.trunk_id : undefined);
    this.sought = '';
    const { no } = this.strings.list.routing;
    const body = note ? html`<p class="muted">${note}</p>` : nothing;
    return (await this.ask({ title, body, yes: '', no })) ? { trunk: this.chosen || undefined } : undefined;
  }

  protected override get ready() {
    return this.chosen !== undefined && this.chosen !== this.wanted.current;
  }

  protected override get yes() {
    const { unlink, move, link } = this.strings.list.routing;
    return this.chosen === '' ? unlink : this.wanted.current ? move : link;
  }

  protected override renderFields() {
    const { list } = this.strings;
    const { trunks, current, canUnlink } = this.wanted;
    return html`
      ${trunks.length > atAGlance ? this.renderSearch(list.routing.search) : nothing}
      <div class="places" role="radiogroup" aria-labelledby="title">
        ${this.renderTrunks(this.wanted)}
        ${canUnlink && current ? this.renderPlace('', list.routing.nowhere, list.nowhereWarning) : nothing}
      </div>
    `;
  }

  private renderSearch(label: string) {
    return html`<input
      type="search"
      class="search"
      autocomplete="off"
      aria-label=${label}
      placeholder=${label}
      .value=${this.sought}
      @input=${(event: InputEvent) => (this.sought = (event.target as HTMLInputElement).value)}
    />`;
  }

  private renderTrunks({ trunks, current }: TrunkQuestion) {
    const { list } = this.strings;
    const { now, none, noneNext, noMatch } = list.routing;
    const wanted = this.sought.trim().toLowerCase();
    const shown = trunks.filter(({ name = '' }) => name.toLowerCase().includes(wanted));
    if (shown.length === 0)
      return html`<p class="muted" role="status">${trunks.length > 0 ? noMatch : html`${none} ${noneNext}`}</p>`;
    return shown.map((trunk) => {
      const fault = faultOf(trunk);
      const hint = fault ? list.faults[fault] : trunk.trunk_id === current ? now : '';
      return this.renderPlace(trunk.trunk_id, trunk.name ?? list.trunk, hint, Boolean(fault));
    });
  }

  private renderPlace(id: string, name: string, hint: string, warn = false) {
    return html`<label class="place">
      <input type="radio" name="place" .checked=${id === this.chosen} @change=${() => (this.chosen = id)} />
      <span>${name}${hint ? html`<span class="small ${warn ? 'warn' : 'muted'}">${hint}</span>` : nothing}</span>
    </label>`;
  }

  static override styles = [
    VobizConfirm.styles,
    css`
      .body:empty {
        margin: 0;
      }
      .places {
        display: grid;
        margin-block: 12px 24px;
        max-block-size: 50dvh;
        overflow: auto;
        border: 1px solid var(--_line);
        border-radius: var(--_radius-small);
      }
      .places p {
        padding: 12px 14px;
      }
      .place {
        display: flex;
        gap: 12px;
        align-items: flex-start;
        padding: 10px 14px;
        border-block-end: 1px solid var(--_line);
        cursor: pointer;
      }
      .place:last-child {
        border-block-end: 0;
      }
      .place:hover {
        background: var(--_sunken);
      }
      .place:has(:checked) {
        background: var(--_accent-soft);
      }
      .place:has(:focus-visible) {
        outline: 2px solid var(--_accent-text);
        outline-offset: -2px;
      }
      .place input {
        flex: none;
        margin-block-start: 2px;
        outline: none;
      }
      .place > span {
        overflow-wrap: anywhere;
        min-inline-size: 0;
      }
      .place span span {
        display: block;
        font-weight: 400;
      }
      .warn {
        color: var(--_warning);
      }
    `,
  ];
}

if (!customElements.get('vobiz-trunk-choice')) customElements.define('vobiz-trunk-choice', VobizTrunkChoice);

declare global {
  interface HTMLElementTagNameMap {
    'vobiz-trunk-choice': VobizTrunkChoice;
  }
}
