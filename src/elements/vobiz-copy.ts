import { LitElement, css, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Strings } from '../strings/en.ts';
import { base, controls } from './controls.ts';

// Long enough to be read, short enough not to be in the way.
const shownFor = 2_000;

/** A button that copies a value and says that it did. Private to the portal. */
export class VobizCopy extends LitElement {
  /** What is copied. */
  @property({ attribute: false }) value = '';
  /** What the button says; with `icon` it is said to screen readers only. */
  @property({ attribute: false }) label = '';
  @property({ type: Boolean, reflect: true }) icon = false;
  @property({ attribute: false }) strings!: Strings;

  @state() private outcome: 'copied' | 'copyFailed' | '' = '';
  private timer?: ReturnType<typeof setTimeout>;

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.outcome = '';
  }

  private async onCopy() {
    try {
      await navigator.clipboard.writeText(this.value);
      this.outcome = 'copied';
    } catch {
      this.outcome = 'copyFailed'; // no permission, or a page that is not secure
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.outcome = ''), shownFor);
  }

  override render() {
    const said = this.outcome ? this.strings[this.outcome] : '';
    return html`
      <button class="quiet small" aria-label=${this.icon ? this.label : nothing} @click=${this.onCopy}>
        ${this.icon ? html`<span class="sheets ${this.outcome}" aria-hidden="true"></span>` : said || this.label}
      </button>
      <span class=${this.icon && said ? 'tip' : 'hidden'} role="status">${said}</span>
    `;
  }

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: inline-block;
        position: relative;
        container-type: normal;
      }
      :host([icon]) button {
        inline-size: 30px;
        padding: 0;
        color: var(--_muted);
      }
      .sheets,
      .sheets::before {
        inline-size: 10px;
        block-size: 12px;
        border: 1.5px solid currentColor;
        border-radius: 2px;
      }
      .sheets {
        position: relative;
        margin: 3px 3px 0 0;
      }
      .sheets::before {
        content: '';
        position: absolute;
        inset: -5px -5px auto auto;
        border-inline-start: 0;
        border-block-end: 0;
      }
      .sheets.copied,
      .sheets.copied::before {
        color: var(--_success);
      }
      .tip {
        position: absolute;
        z-index: 1;
        inset: auto auto calc(100% + 4px) 50%;
        translate: -50%;
        padding: 2px 8px;
        border-radius: var(--_radius-small);
        background: var(--_text);
        color: var(--_surface);
        font-size: 12px;
        white-space: nowrap;
      }
    `,
  ];
}

if (!customElements.get('vobiz-copy')) customElements.define('vobiz-copy', VobizCopy);

declare global {
  interface HTMLElementTagNameMap {
    'vobiz-copy': VobizCopy;
  }
}
