import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { portalContext, type Portal } from './portal.ts';
import { base, controls } from './controls.ts';
import './vobiz-number-list.ts';
import './vobiz-number-picker.ts';

const views = ['numbers', 'buy'] as const;

/** The whole portal, a view at a time: what an empty `<vobiz-portal>` shows. Private to the portal. */
export class VobizWhole extends LitElement {
  /** Comes from the nearest `<vobiz-portal>`. */
  @consume({ context: portalContext, subscribe: true })
  @property({ attribute: false })
  portal?: Portal | null;

  @state() private view: (typeof views)[number] = 'numbers';
  // A view that was seen stays, out of sight: a purchase may be under way in it.
  private readonly seen = new Set<string>();

  override render() {
    if (!this.portal) return nothing; // its portal is about to give it one
    const { strings } = this.portal;
    this.seen.add(this.view);
    return html`
      <nav aria-label=${strings.portal.label}>
        ${views.map(
          (view) =>
            html`<button aria-current=${view === this.view ? 'page' : 'false'} @click=${() => (this.view = view)}>
              ${strings.portal[view]}
            </button>`,
        )}
      </nav>
      ${
        this.seen.has('numbers')
          ? html`<vobiz-number-list ?hidden=${this.view !== 'numbers'}></vobiz-number-list>`
          : nothing
      }
      ${
        this.seen.has('buy')
          ? html`<vobiz-number-picker ?hidden=${this.view !== 'buy'}></vobiz-number-picker>`
          : nothing
      }
    `;
  }

  static override styles = [
    base,
    controls,
    css`
      nav {
        display: flex;
        gap: 24px;
        margin-block-end: 24px;
        border-block-end: 1px solid var(--_line);
        overflow-x: auto;
      }
      nav button {
        flex: none;
        min-block-size: 44px;
        padding: 0;
        margin-block-end: -1px;
        border: 0;
        border-block-end: 2px solid transparent;
        border-radius: 0;
        background: none;
        color: var(--_muted);
      }
      nav button:hover {
        color: var(--_text);
      }
      nav button[aria-current='page'] {
        border-block-end-color: var(--_accent-text);
        color: var(--_text);
      }
      nav button:focus-visible {
        outline-offset: -2px;
      }
    `,
  ];
}

if (!customElements.get('vobiz-whole')) customElements.define('vobiz-whole', VobizWhole);

declare global {
  interface HTMLElementTagNameMap {
    'vobiz-whole': VobizWhole;
  }
}
