import { TaskStatus } from '@lit/task';
import { LitElement, html } from 'lit';
import { property } from 'lit/decorators.js';
import type { PhoneNumber } from '../contract/number.ts';
import { Read } from '../controllers/read.ts';
import { recentCalls } from '../controllers/recent-calls.ts';
import { when } from './cooling-news.ts';
import type { Portal } from './portal.ts';

/** One sentence on the calls that a number had lately, for whoever is about to give it back. Private to the portal. */
export class VobizRecentCalls extends LitElement {
  @property({ attribute: false }) portal!: Portal;
  @property({ attribute: false }) number!: PhoneNumber;

  private readonly calls = new Read(this, {
    args: () => [this.portal.client, this.number.e164] as const,
    task: ([client, e164], { signal }) => recentCalls({ client, may: this.portal.may, e164, signal }),
  });

  override render() {
    return html`<span role="status">${this.sentence()}</span>`;
  }

  private sentence() {
    const words = this.portal.strings.list.recent;
    const { status, last: known } = this.calls;
    if (status === TaskStatus.ERROR) return words.unread;
    if (!known) return words.reading;
    const { count, last } = known;
    if (count === 0) return words.none;
    return [count && words.some(count), last && words.last(when(last, this.portal))].filter(Boolean).join(' ');
  }
}

if (!customElements.get('vobiz-recent-calls')) customElements.define('vobiz-recent-calls', VobizRecentCalls);

declare global {
  interface HTMLElementTagNameMap {
    'vobiz-recent-calls': VobizRecentCalls;
  }
}
