import { LitElement, css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { Strings } from '../strings/en.ts';
import { base, controls } from './controls.ts';

/** A page was asked for. */
export class PageEvent extends Event {
  readonly page: number;

  constructor(page: number) {
    super('page');
    this.page = page;
  }
}

/**
 * Moves through the pages of a list; absent where there is only one. Private to the portal.
 *
 * @slot - A choice of how many rows a page has, where the list offers one.
 */
export class VobizPager extends LitElement {
  @property({ attribute: false }) page = 1;
  @property({ attribute: false }) pages = 1;
  @property({ attribute: false }) strings!: Strings;

  override render() {
    return html`<slot></slot>${this.pages > 1 ? this.renderMoves() : nothing}`;
  }

  private renderMoves() {
    const words = this.strings.pager;
    return html`
      <nav aria-label=${words.label}>
        ${this.renderMove(words.previous, this.page - 1, 'back')}
        <span class="number" role="status">${words.page(this.page, this.pages)}</span>
        ${this.renderMove(words.next, this.page + 1, 'on')}
      </nav>
    `;
  }

  private renderMove(label: string, page: number, arrow: string) {
    const none = page < 1 || page > this.pages;
    // Not `disabled`: at the last page that would throw the focus away.
    return html`<button
      class="small ${arrow}"
      aria-label=${label}
      aria-disabled=${none}
      @click=${() => none || this.dispatchEvent(new PageEvent(page))}
    >
      <span aria-hidden="true"></span>
    </button>`;
  }

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        container-type: normal;
      }
      nav {
        display: flex;
        align-items: center;
        margin-inline-start: auto;
        gap: 12px;
        color: var(--_muted);
        font-size: 13px;
      }
      button {
        inline-size: 36px;
        min-block-size: 36px;
        padding: 0;
      }
      button span {
        inline-size: 7px;
        block-size: 7px;
        border: solid currentColor;
        border-width: 1.5px 1.5px 0 0;
        rotate: 45deg;
        translate: -1px;
      }
      .back span {
        rotate: -135deg;
        translate: 1px;
      }
    `,
  ];
}

if (!customElements.get('vobiz-pager')) customElements.define('vobiz-pager', VobizPager);

declare global {
  interface HTMLElementTagNameMap {
    'vobiz-pager': VobizPager;
  }
}
