import { LitElement, css, html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Trunk } from '../contract/trunk.ts';
import { faultOf } from '../controllers/trunks.ts';
import type { Strings } from '../strings/en.ts';
import { confirmStyles } from './confirm-styles.ts';
import { base, controls } from './controls.ts';

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

/** Asks for one of the customer's trunks, or for none, as a promise. Private to the portal. */
export class VobizTrunkChoice extends LitElement {
  @property({ attribute: false }) strings!: Strings;
  @state() private question?: TrunkQuestion;
  /** The id of a trunk; empty for nowhere. */
  @state() private chosen?: string;
  @state() private typed = '';
  @query('dialog') private dialog!: HTMLDialogElement;
  private closing?: Promise<unknown>;

  /** Resolves to what was chosen; to undefined if the dialog was closed in any other way. */
  async ask(question: TrunkQuestion): Promise<{ trunk?: string } | undefined> {
    if (this.dialog?.open) return undefined;
    await this.closing;
    const { trunks, current } = question;
    this.question = question;
    this.chosen = current ?? (trunks.length === 1 ? trunks[0]!.trunk_id : undefined);
    this.typed = '';
    await this.updateComplete;
    const { dialog } = this;
    if (!this.isConnected) return undefined;
    dialog.returnValue = '';
    dialog.showModal();
    this.closing = new Promise((closed) => dialog.addEventListener('close', closed, { once: true }));
    await this.closing;
    this.question = undefined;
    return dialog.returnValue === 'yes' ? { trunk: this.chosen || undefined } : undefined;
  }

  /** Takes the question back. */
  cancel() {
    if (this.dialog?.open) this.dialog.close('');
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.cancel(); // a dialog taken off the page fires no `close` of its own
  }

  override render() {
    const { question, strings, chosen } = this;
    if (!question) return html`<dialog></dialog>`;
    const words = strings.list.routing;
    const { title, note, trunks, current, canUnlink } = question;
    const yes = chosen === '' ? words.unlink : current ? words.move : words.link;
    const ready = chosen !== undefined && chosen !== current;
    return html`
      <dialog part="dialog" aria-labelledby="title">
        <form method="dialog" @submit=${(event: Event) => ready || event.preventDefault()}>
          <h2 id="title">${title}</h2>
          ${note ? html`<p class="note muted">${note}</p>` : nothing}
          ${trunks.length > atAGlance ? this.renderSearch(words.search) : nothing}
          <div class="places" role="radiogroup" aria-labelledby="title">
            ${this.renderTrunks(question)}
            ${canUnlink && current ? this.renderPlace('', words.nowhere, strings.list.nowhereWarning) : nothing}
          </div>
          <div class="buttons">
            <button type="button" @click=${() => this.dialog.close('')}>${words.no}</button>
            <button value="yes" class="primary" ?disabled=${!ready}>${yes}</button>
          </div>
        </form>
      </dialog>
    `;
  }

  private renderSearch(label: string) {
    return html`<input
      type="search"
      class="search"
      autocomplete="off"
      aria-label=${label}
      placeholder=${label}
      .value=${this.typed}
      @input=${(event: InputEvent) => (this.typed = (event.target as HTMLInputElement).value)}
    />`;
  }

  private renderTrunks({ trunks, current }: TrunkQuestion) {
    const { list } = this.strings;
    const { now, none, noMatch } = list.routing;
    const wanted = this.typed.trim().toLowerCase();
    const shown = trunks.filter(({ name = '' }) => name.toLowerCase().includes(wanted));
    if (shown.length === 0) return html`<p class="muted" role="status">${trunks.length > 0 ? noMatch : none}</p>`;
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
    base,
    controls,
    confirmStyles,
    css`
      .note {
        margin-block-start: 8px;
      }
      .search {
        margin-block-start: 16px;
      }
      .places {
        display: grid;
        margin-block: 16px 24px;
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
