import { LitElement, css, html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { readDigits } from '../format/phone.ts';
import type { Strings } from '../strings/en.ts';
import { base, controls } from './controls.ts';

/** What is asked before a write. */
export interface Question {
  title: string;
  /** What will happen, as text or as a template. */
  body: unknown;
  yes: string;
  no: string;
  /** Digits to type before yes can be pressed, for what cannot be undone. */
  phrase?: string;
  /** Why yes cannot be pressed at all. */
  blocked?: string;
  /** Whether yes takes something away. */
  danger?: boolean;
}

/**
 * A question that is a promise. Private to the portal.
 *
 * The native dialog brings the focus trap, Escape and the return of the focus.
 */
export class VobizConfirm extends LitElement {
  @property({ attribute: false }) strings!: Strings;
  @state() private question?: Question;
  @state() private typed = '';
  @query('dialog') private dialog!: HTMLDialogElement;
  private closing?: Promise<unknown>;

  /** Resolves to true only if the person said yes; closing the dialog in any other way is a no. */
  async ask(question: Question): Promise<boolean> {
    if (this.dialog?.open) return false;
    await this.closing; // the last question may not have heard its answer yet
    this.question = question;
    this.typed = '';
    await this.updateComplete;
    const { dialog } = this;
    if (!this.isConnected) return false; // whoever asked is off the page by now, and nobody can answer
    dialog.returnValue = '';
    dialog.showModal();
    this.closing = new Promise((closed) => dialog.addEventListener('close', closed, { once: true }));
    await this.closing;
    this.question = undefined;
    return dialog.returnValue === 'yes';
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    // A dialog taken off the page fires no `close` of its own; whoever asked must not wait for ever.
    if (this.dialog?.open) this.dialog.close('');
  }

  override render() {
    const { question, strings } = this;
    if (!question) return html`<dialog></dialog>`;
    const { title, body, yes, no, phrase, blocked, danger } = question;
    const ready = !blocked && (!phrase || this.typed === phrase);
    return html`
      <dialog part="dialog" aria-labelledby="title">
        <form method="dialog" @submit=${(event: Event) => ready || event.preventDefault()}>
          <h2 id="title">${title}</h2>
          <div class="body">${body}</div>
          ${
            phrase
              ? html`<p class="phrase">
                  <label for="phrase">${strings.confirm.type(phrase)}</label>
                  <input
                    id="phrase"
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    maxlength="12"
                    aria-describedby="mismatch"
                    .value=${this.typed}
                    @input=${this.onType}
                  />
                  <span id="mismatch" class="mismatch small" role="status"
                    >${this.typed.length >= phrase.length && this.typed !== phrase ? strings.confirm.mismatch : ''}</span
                  >
                </p>`
              : nothing
          }
          ${blocked ? html`<p class="blocked" role="note" id="blocked">${blocked}</p>` : nothing}
          <div class="buttons">
            <button
              value="no"
              ?autofocus=${!phrase}
              formnovalidate
              @click=${() => this.dialog.close('no')}
              type="button"
            >
              ${no}
            </button>
            <button
              value="yes"
              class=${danger ? 'danger' : 'primary'}
              ?disabled=${!ready}
              aria-describedby=${blocked ? 'blocked' : nothing}
            >
              ${yes}
            </button>
          </div>
        </form>
      </dialog>
    `;
  }

  private onType(event: InputEvent) {
    this.typed = readDigits((event.target as HTMLInputElement).value);
  }

  static override styles = [
    base,
    controls,
    css`
      :host {
        container-type: normal;
      }
      dialog {
        inline-size: min(440px, calc(100vw - 32px));
        max-block-size: calc(100dvh - 32px);
        padding: 24px;
        border: 1px solid var(--_line);
        border-radius: calc(var(--_radius) * 1.4);
        background: var(--_raised);
        color: var(--_text);
        box-shadow: var(--_shadow-high);
        overflow: auto;
      }
      dialog[open] {
        animation: rise var(--_quick);
      }
      dialog::backdrop {
        background: #0b0d1266;
      }
      @keyframes rise {
        from {
          translate: 0 8px;
        }
      }
      .body {
        display: grid;
        gap: 4px;
        margin-block: 16px 20px;
      }
      .subject .phone {
        font-size: 24px;
        line-height: 1.3;
        letter-spacing: -0.01em;
      }
      dl {
        margin-block-start: 12px;
        border-block-start: 1px solid var(--_line);
      }
      dl div {
        display: flex;
        justify-content: space-between;
        gap: 16px;
        padding-block: 6px;
      }
      dl div:first-child {
        padding-block-start: 12px;
      }
      dt {
        color: var(--_muted);
      }
      dd {
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .total dt,
      .total dd {
        color: var(--_text);
        font-size: 16px;
        font-weight: 650;
      }
      .short dd {
        color: var(--_danger);
      }
      ul {
        display: grid;
        gap: 6px;
        margin-block-start: 6px;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: 16px 1fr;
        color: var(--_muted);
        text-wrap: pretty;
      }
      li::before {
        content: '';
        inline-size: 4px;
        block-size: 4px;
        margin-block-start: 0.65em;
        border-radius: 50%;
        background: currentColor;
      }
      .phrase {
        display: grid;
        gap: 6px;
        margin-block-end: 20px;
      }
      .mismatch {
        min-block-size: 20px;
        color: var(--_danger);
      }
      .blocked {
        margin-block-end: 20px;
        padding: 10px 14px;
        border-radius: var(--_radius-small);
        background: var(--_warning-soft);
        color: var(--_warning);
        font-weight: 550;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 8px;
      }
      .buttons button {
        min-block-size: 40px;
      }
      @media (max-width: 400px) {
        .buttons button {
          flex: 1 1 100%;
        }
        .buttons [value='yes'] {
          order: -1;
        }
      }
    `,
  ];
}

if (!customElements.get('vobiz-confirm')) customElements.define('vobiz-confirm', VobizConfirm);

declare global {
  interface HTMLElementTagNameMap {
    'vobiz-confirm': VobizConfirm;
  }
}
