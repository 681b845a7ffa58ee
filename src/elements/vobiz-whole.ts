import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { portalContext, type Portal } from './portal.ts';
import { base, controls } from './controls.ts';
import './vobiz-number-list.ts';
import './vobiz-number-picker.ts';

/** The views, each with the call without which there is nothing to see in it. */
const views = { numbers: 'listNumbers', buy: 'listInventory' } as const;
type View = keyof typeof views;

/** The whole portal, a view at a time: what an empty `<vobiz-portal>` shows. Private to the portal. */
export class VobizWhole extends LitElement {
  /** Comes from the nearest `<vobiz-portal>`. */
  @consume({ context: portalContext, subscribe: true })
  @property({ attribute: false })
  portal?: Portal | null;

  @state() private wanted: View = 'numbers';
  // A view that was seen stays, out of sight: a purchase may be under way in it.
  private readonly seen = new Set<string>();

  override render() {
    if (!this.portal) return nothing; // its portal is about to give it one
    const { strings, may } = this.portal;
    const open = (Object.keys(views) as View[]).filter((view) => may(views[view]));
    const shown = open.includes(this.wanted) ? this.wanted : open[0];
    if (!shown) return html`<p class="muted">${strings.failed.denied.title}</p>`;
    this.seen.add(shown);
    const there = (view: View) => this.seen.has(view) && open.includes(view);
    return html`
      ${
        open.length > 1
          ? html`<nav aria-label=${strings.portal.label}>
              ${open.map(
                (view) =>
                  html`<button aria-current=${view === shown ? 'page' : 'false'} @click=${() => (this.wanted = view)}>
                    ${strings.portal[view]}
                  </button>`,
              )}
            </nav>`
          : nothing
      }
      ${
        there('numbers')
          ? html`<vobiz-number-list ?hidden=${shown !== 'numbers'} exportparts="dialog, failure"></vobiz-number-list>`
          : nothing
      }
      ${
        there('buy')
          ? html`<vobiz-number-picker
              ?hidden=${shown !== 'buy'}
              exportparts="dialog, failure, choice"
            ></vobiz-number-picker>`
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
