import { html, nothing } from 'lit';
import type { NumberPurchase } from '../controllers/purchase.ts';
import { formatPhone } from '../format/phone.ts';
import { failure } from './faces.ts';
import type { Portal } from './portal.ts';
import './vobiz-copy.ts';
import './vobiz-notice.ts';

/** What came of a purchase, in words, with the next step. */
export function purchaseNews(purchase: NumberPurchase, { strings }: Portal, onLookAgain: () => unknown) {
  const words = strings.picker;
  const { buy, outcome } = purchase;
  const forget = () => purchase.forget();
  const notice = (tone: string, heading: string, next: string, actions: unknown = nothing, dismissable = true) =>
    html`<vobiz-notice
      tone=${tone}
      heading=${heading}
      dismiss-label=${dismissable ? strings.dismiss : ''}
      @dismiss=${forget}
      >${next}${actions}</vobiz-notice
    >`;
  const wanted = buy.args?.[0] ? formatPhone(buy.args[0]) : '';

  if (buy.status === 'looking') return notice('warning', words.unsure, words.unsureNext, nothing, false);
  if (buy.status === 'open') return notice('warning', words.notBought(wanted), words.notBoughtNext);
  if (buy.status === 'unknown') {
    const again = html`<button slot="actions" class="small" @click=${onLookAgain}>${words.look}</button>`;
    return notice('warning', words.stillUnsure(wanted), words.stillUnsureNext, again, false);
  }
  if (buy.error) return failure(buy.error, strings, undefined, forget);
  if (!outcome) return nothing;
  if (outcome.kind === 'failed') return failure(outcome.error, strings, undefined, forget);
  if (outcome.kind === 'bought') {
    const { e164, region, status } = outcome.number;
    const copy = html`<vobiz-copy
      slot="actions"
      .value=${e164}
      .label=${strings.copy(e164)}
      .strings=${strings}
    ></vobiz-copy>`;
    const next = status === 'pending_purchase' ? words.boughtPending : words.boughtNext;
    return notice('success', words.bought(formatPhone(e164, region)), next, copy);
  }
  const number = formatPhone(outcome.e164, outcome.region);
  return outcome.kind === 'mine'
    ? notice('info', words.mine(number), words.mineNext)
    : notice('warning', words.taken(number), words.takenNext);
}
