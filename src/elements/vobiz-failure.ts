import { LitElement, css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { VobizError } from '../client/error.ts';
import type { ErrorKind } from '../contract/problem.ts';
import { Countdown } from '../controllers/countdown.ts';
import { formatRemaining } from '../format/date.ts';
import type { Strings } from '../strings/en.ts';
import { base, controls } from './controls.ts';
import { wordsOf } from './error-words.ts';
import { ticking } from './ticking.ts';
import './vobiz-copy.ts';
import './vobiz-notice.ts';

// Trying again is offered only where it can help.
const retryable = new Set<ErrorKind>(['network', 'server', 'wait', 'conflict']);

/** What went wrong, what to do about it, and what to quote to support. Private to the portal. */
export class VobizFailure extends LitElement {
  @property({ attribute: false }) error!: VobizError;
  @property({ attribute: false }) strings!: Strings;
  @property({ type: Boolean, attribute: false }) canRetry = false;
  @property({ type: Boolean, attribute: false }) canDismiss = false;

  private until = 0;
  private readonly countdown = new Countdown(this, () => this.secondsLeft > 0);

  private get secondsLeft() {
    return Math.ceil((this.until - Date.now()) / 1000);
  }

  override willUpdate(changed: Map<string, unknown>) {
    if (changed.has('error')) this.until = Date.now() + (this.error.retryAfter ?? 0) * 1000;
  }

  override render() {
    const { error, strings } = this;
    const { title, next } = wordsOf(error, strings);
    const waiting = error.kind === 'wait' && this.secondsLeft > 0;
    const asked = error.kind === 'wait' && error.retryAfter !== undefined;
    const retry = this.canRetry && retryable.has(error.kind);
    return html`
      <vobiz-notice
        tone=${error.kind === 'wait' || error.kind === 'session' ? 'warning' : 'danger'}
        heading=${title}
        dismiss-label=${this.canDismiss ? strings.dismiss : ''}
        @dismiss=${() => this.dispatchEvent(new Event('dismiss'))}
      >
        ${waiting ? ticking(strings.waitSeconds(formatRemaining(this.secondsLeft))) : asked ? strings.waitOver : next}
        ${
          retry
            ? html`<button slot="actions" class="small" aria-disabled=${waiting} @click=${() => this.onRetry(waiting)}>
                ${strings.retry}
              </button>`
            : nothing
        }
        ${
          error.requestId
            ? html`<vobiz-copy
                slot="actions"
                .value=${error.requestId}
                .label=${strings.copyDetails}
                .strings=${strings}
              ></vobiz-copy>`
            : nothing
        }
      </vobiz-notice>
    `;
  }

  private onRetry(waiting: boolean) {
    if (!waiting) this.dispatchEvent(new Event('retry'));
  }

  static override styles = [
    base,
    controls,
    css`
      :host {
        scroll-margin-block: 80px 112px; /* as a notice has it */
      }
    `,
  ];
}

if (!customElements.get('vobiz-failure')) customElements.define('vobiz-failure', VobizFailure);

declare global {
  interface HTMLElementTagNameMap {
    'vobiz-failure': VobizFailure;
  }
}
