import { consume } from '@lit/context';
import { initialState } from '@lit/task';
import { LitElement, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Kyc } from '../contract/kyc.ts';
import { Read } from '../controllers/read.ts';
import { base, controls } from './controls.ts';
import { isReturn } from './kyc-return.ts';
import { notice } from './notice.ts';
import { portalContext, type Portal } from './portal.ts';
import { wholeStyles } from './whole-styles.ts';
import './vobiz-kyc-redirect.ts';
import './vobiz-number-list.ts';
import './vobiz-number-picker.ts';

/** The views, each with the call without which there is nothing to see in it. */
const views = { numbers: 'listNumbers', buy: 'listInventory', verify: 'getKyc' } as const;
type View = keyof typeof views;

/** The whole portal, a view at a time: what an empty `<vobiz-portal>` shows. Private to the portal. */
export class VobizWhole extends LitElement {
  /** Comes from the nearest `<vobiz-portal>`. */
  @consume({ context: portalContext, subscribe: true })
  @property({ attribute: false })
  portal?: Portal | null;

  // Who comes back from the verification page wants to see what came of it.
  @state() private wanted: View = isReturn() ? 'verify' : 'numbers';
  // A view that was seen stays, out of sight: a purchase may be under way in it.
  private readonly seen = new Set<string>();

  // Who looks for a number hears before buying that it takes a verification, and not only when it is refused.
  private readonly kyc = new Read(this, {
    args: () => {
      const { client, revision, may } = this.portal ?? {};
      return [client, revision, (this.wanted === 'buy' || this.seen.has('buy')) && may?.('getKyc')] as const;
    },
    task: ([client, , isAsked], { signal }): Promise<Kyc> | typeof initialState =>
      client && isAsked ? client.getKyc(signal) : initialState,
  });

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
      ${shown === 'buy' && open.includes('verify') && this.kyc.last?.verified === false ? this.verifyFirst() : nothing}
      ${
        there('buy')
          ? html`<vobiz-number-picker
              ?hidden=${shown !== 'buy'}
              exportparts="dialog, failure, choice"
            ></vobiz-number-picker>`
          : nothing
      }
      ${
        there('verify')
          ? html`<vobiz-kyc-redirect ?hidden=${shown !== 'verify'} exportparts="dialog, failure">
              ${
                open.includes('buy')
                  ? html`<button slot="completed" class="primary" @click=${() => (this.wanted = 'buy')}>
                      ${strings.portal.verified}
                    </button>`
                  : nothing
              }
            </vobiz-kyc-redirect>`
          : nothing
      }
    `;
  }

  private verifyFirst() {
    const { strings } = this.portal!;
    const { verifyFirst, verifyFirstNext: next, verifyNow } = strings.portal;
    const onVerify = () => (this.wanted = 'verify');
    const actions = html`<button slot="actions" class="small" @click=${onVerify}>${verifyNow}</button>`;
    return html`<div class="first">${notice('info', verifyFirst, { next, actions }, strings)}</div>`;
  }

  static override styles = [base, controls, wholeStyles];
}

if (!customElements.get('vobiz-whole')) customElements.define('vobiz-whole', VobizWhole);

declare global {
  interface HTMLElementTagNameMap {
    'vobiz-whole': VobizWhole;
  }
}
