import { LitElement, css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { base, controls } from './controls.ts';

/**
 * A few words about what happened, in place. Private to the portal.
 *
 * Good and neutral news is announced politely, bad news at once.
 */
export class VobizNotice extends LitElement {
  @property({ reflect: true }) tone: 'info' | 'success' | 'warning' | 'danger' = 'info';
  @property() heading = '';
  /** The word on the button that takes the notice away; without it there is none. */
  @property({ attribute: 'dismiss-label' }) dismissLabel = '';

  override render() {
    const urgent = this.tone === 'danger' || this.tone === 'warning';
    return html`
      <div class="notice" role=${urgent ? 'alert' : 'status'}>
        <span class="mark" aria-hidden="true"></span>
        <div class="words">
          <strong>${this.heading}</strong>
          <div class="more"><slot></slot></div>
          <div class="actions"><slot name="actions"></slot></div>
        </div>
        ${
          this.dismissLabel
            ? html`<button class="quiet small close" aria-label=${this.dismissLabel} @click=${this.onDismiss}>
                <span aria-hidden="true"></span>
              </button>`
            : nothing
        }
      </div>
    `;
  }

  private onDismiss() {
    this.dispatchEvent(new Event('dismiss'));
  }

  static override styles = [
    base,
    controls,
    css`
      :host {
        scroll-margin-block: 80px 112px; /* what a host keeps at the top, and the numbers chosen at the bottom */
      }
      .notice {
        display: flex;
        gap: 12px;
        padding: 12px 12px 12px 16px;
        border-radius: var(--_radius);
        background: var(--_accent-soft);
      }
      .mark {
        flex: none;
        inline-size: 8px;
        block-size: 8px;
        margin-block-start: 7px;
        border-radius: 50%;
        background: var(--_accent-text);
      }
      :host([tone='success']) .notice {
        background: var(--_success-soft);
      }
      :host([tone='success']) .mark {
        background: var(--_success);
      }
      :host([tone='warning']) .notice {
        background: var(--_warning-soft);
      }
      :host([tone='warning']) .mark {
        background: var(--_warning);
      }
      :host([tone='danger']) .notice {
        background: var(--_danger-soft);
      }
      :host([tone='danger']) .mark {
        background: var(--_danger);
      }
      .words {
        flex: 1;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      strong {
        font-weight: 600;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      ::slotted([slot='actions']) {
        margin-block-start: 8px;
      }
      .close {
        flex: none;
        align-self: flex-start;
        inline-size: 30px;
        padding: 0;
        color: var(--_muted);
      }
      .close span {
        inline-size: 12px;
        block-size: 12px;
        background:
          linear-gradient(45deg, #0000 46%, currentColor 46% 54%, #0000 54%),
          linear-gradient(-45deg, #0000 46%, currentColor 46% 54%, #0000 54%);
      }
    `,
  ];
}

if (!customElements.get('vobiz-notice')) customElements.define('vobiz-notice', VobizNotice);

declare global {
  interface HTMLElementTagNameMap {
    'vobiz-notice': VobizNotice;
  }
}
