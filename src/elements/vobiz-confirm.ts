import { LitElement, html, nothing, type CSSResultGroup } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { readDigits } from '../format/phone.ts';
import type { Strings } from '../strings/en.ts';
import { confirmStyles } from './confirm-styles.ts';
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
  @state() protected question?: Question;
  @state() private typed = '';
  @query('dialog') protected dialog!: HTMLDialogElement;
  @query('.middle') private middle!: HTMLElement;
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
    // What is asked is read from its beginning, wherever the focus is; by keyboard too, where it has to be scrolled.
    dialog.scrollTop = 0;
    if (this.middle.scrollHeight > this.middle.clientHeight) this.middle.tabIndex = 0;
    this.closing = new Promise((closed) => dialog.addEventListener('close', closed, { once: true }));
    await this.closing;
    this.question = undefined;
    return dialog.returnValue === 'yes';
  }

  /** Takes the question back; whoever asked hears a no. */
  cancel() {
    if (this.dialog?.open) this.dialog.close('');
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    // A dialog taken off the page fires no `close` of its own; whoever asked must not wait for ever.
    this.cancel();
  }

  /** Whether yes can be pressed. */
  protected get ready(): boolean {
    const { blocked, phrase } = this.question!;
    return !blocked && (!phrase || readDigits(this.typed) === phrase);
  }

  /** The words on yes. */
  protected get yes() {
    return this.question!.yes;
  }

  override render() {
    const { question } = this;
    if (!question) return html`<dialog></dialog>`;
    const { title, body, no, blocked, danger } = question;
    const { ready } = this;
    const fields = this.renderFields(question);
    return html`
      <dialog part="dialog" aria-labelledby="title" aria-describedby="body">
        <form method="dialog" @submit=${(event: Event) => ready || event.preventDefault()}>
          <h2 id="title">${title}</h2>
          <div class="middle">
            <div class="body" id="body">${body}</div>
            ${fields} ${blocked ? html`<p class="blocked" role="note" id="blocked">${blocked}</p>` : nothing}
          </div>
          <div class="buttons">
            <button
              value="no"
              ?autofocus=${fields === nothing}
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
              ${this.yes}
            </button>
          </div>
        </form>
      </dialog>
    `;
  }

  /** What is filled in before yes can be pressed. */
  protected renderFields({ phrase }: Question): unknown {
    if (!phrase) return nothing;
    const { confirm } = this.strings;
    const letters = /\p{L}/u.test(this.typed);
    const mismatch = letters || (readDigits(this.typed).length >= phrase.length && !this.ready);
    return html`<p class="phrase">
      <label for="phrase">${confirm.type(phrase)}</label>
      <input
        id="phrase"
        type="text"
        inputmode="numeric"
        autocomplete="off"
        maxlength="12"
        aria-describedby="mismatch"
        aria-invalid=${mismatch}
        .value=${this.typed}
        @input=${this.onType}
      />
      <span id="mismatch" class="mismatch small" role="status"
        >${letters ? confirm.letters : mismatch ? confirm.mismatch : ''}</span
      >
    </p>`;
  }

  private onType(event: InputEvent) {
    this.typed = (event.target as HTMLInputElement).value;
  }

  static override styles: CSSResultGroup = [base, controls, confirmStyles];
}

if (!customElements.get('vobiz-confirm')) customElements.define('vobiz-confirm', VobizConfirm);

declare global {
  interface HTMLElementTagNameMap {
    'vobiz-confirm': VobizConfirm;
  }
}
