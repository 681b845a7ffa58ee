import { html, nothing } from 'lit';
import type { NumberPurchase } from '../controllers/purchase.ts';
import { formatPhone } from '../format/phone.ts';
import { failure } from './faces.ts';
import { notice } from './notice.ts';
import type { Portal } from './portal.ts';
import { knownIn } from './ticking.ts';
import type { Wish } from './wish.ts';
import './vobiz-copy.ts';

/** What came of a purchase, or of a wish for a number, in words, with the next step. */
export function purchaseNews(
  purchase: NumberPurchase,
  { strings }: Portal,
  onLookAgain: () => unknown,
  wish: Wish | undefined,
) {
  const words = strings.picker;
  const { buy, outcome } = purchase;
  const dismiss = () => purchase.forget();
  const wanted = buy.args?.[0] ? formatPhone(buy.args[0]) : '';

  if (buy.status === 'looking')
    return notice(
      'warning',
      words.unsure,
      { next: [words.unsureNext, ' ', knownIn(buy.secondsLeft, strings)] },
      strings,
    );
  if (buy.status === 'open') {
    return notice('warning', words.notBought(wanted), { next: words.notBoughtNext, dismiss }, strings);
  }
  if (buy.status === 'unknown') {
    const actions = html`<button slot="actions" class="small" @click=${onLookAgain}>${strings.look}</button>`;
    return notice('warning', words.stillUnsure(wanted), { next: words.stillUnsureNext, actions }, strings);
  }
  if (buy.error) return failure(buy.error, strings, undefined, dismiss);
  if (!outcome && wish && !wish.number)
    return notice('warning', words.notForSale(formatPhone(wish.e164)), { next: words.notForSaleNext }, strings);
  if (!outcome) return nothing;
  if (outcome.kind === 'failed') return failure(outcome.error, strings, undefined, dismiss);
  if (outcome.kind === 'bought') {
    const { e164, region, status } = outcome.number;
    const label = strings.copy(e164);
    const actions = html`<vobiz-copy slot="actions" .value=${e164} .label=${label} .strings=${strings}></vobiz-copy>`;
    const next = status === 'pending_purchase' ? words.boughtPending : words.boughtNext;
    return notice('success', words.bought(formatPhone(e164, region)), { next, actions, dismiss }, strings);
  }
  const number = formatPhone(outcome.e164, outcome.region);
  return outcome.kind === 'mine'
    ? notice('info', words.mine(number), { next: words.mineNext, dismiss }, strings)
    : notice('warning', words.taken(number), { next: words.takenNext, dismiss }, strings);
}
