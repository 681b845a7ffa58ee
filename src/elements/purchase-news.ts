import { html, nothing } from 'lit';
import type { NumberPurchase } from '../controllers/purchase.ts';
import type { NumberPurchases } from '../controllers/purchases.ts';
import { phoneInText } from '../format/phone-in-text.ts';
import { failure } from './faces.ts';
import { ringButton, ringStateOf, ringWords, type Ringing } from './first-ring.ts';
import { notice } from './notice.ts';
import { knownIn } from './ticking.ts';
import './vobiz-copy.ts';

/** What came of purchases, in words, with the next step. */
export function purchaseNews(
  purchases: NumberPurchases,
  onLookAgain: (order: NumberPurchase) => unknown,
  ringing: Ringing,
) {
  const { orders, unsure, current } = purchases;
  const dismiss = () => purchases.forget();
  const news = (order: NumberPurchase, onDismiss?: () => void) =>
    orderNews(order, ringing, onDismiss, () => onLookAgain(order));
  const before = unsure.map((order) => news(order, dismiss));
  const [only] = orders;
  if (!only) return before;
  if (orders.length === 1) return [...before, news(only, dismiss)];
  const stopped = current ?? orders.find(({ outcome }) => outcome?.kind === 'failed');
  return html`
    ${before} ${stopped ? news(stopped) : nothing}
    ${orders.some(({ outcome, buy }) => outcome ?? buy.status !== 'idle') ? summary(purchases, ringing, dismiss) : nothing}
  `;
}

/** How far a purchase is that has not ended yet; what is not known is never called not bought. */
function stateOf({ busy, status }: NumberPurchase['buy'], others: boolean) {
  if (busy) return 'buying';
  if (status === 'unknown') return 'unknown';
  return status === 'idle' && others ? 'waiting' : 'left';
}

/** What became of each of several numbers, and the one choice of where all of them ring that ring nowhere yet. */
function summary(purchases: NumberPurchases, ringing: Ringing, dismiss: () => void) {
  const { orders, busy, paused } = purchases;
  const numbers = orders.flatMap(({ outcome }) => (outcome?.kind === 'bought' ? [outcome.number] : []));
  const { strings } = ringing.portal;
  const words = strings.picker;
  const list = html`<ul class="results">
    ${orders.map(({ e164, region, outcome, buy }) => {
      const said =
        outcome?.kind === 'bought'
          ? ringWords(outcome.number, ringing, true)
          : words.results[outcome?.kind ?? stateOf(buy, busy)];
      return html`<li>
        <span class="number" dir="ltr" translate="no">${phoneInText(e164, region)}</span>
        <span class="muted">${said}</span>
      </li>`;
    })}
  </ul>`;
  const states = busy ? [] : numbers.map((number) => ringStateOf(number, ringing));
  const next = [
    states.includes('unlinked') && (states.length === 1 ? words.boughtNext : words.boughtNextMany),
    states.includes('outgoing') && (states.length === 1 ? words.boughtOutgoing : words.boughtOutgoingMany),
  ].filter(Boolean);
  return notice(
    busy ? 'info' : numbers.length === orders.length ? 'success' : 'warning',
    busy ? words.buyingMany(numbers.length, orders.length) : words.boughtMany(numbers.length, orders.length),
    {
      next: html`<span tabindex="-1" data-focus-home>${list} ${paused ? words.paused : next.join(' ')}</span>`,
      ...(!busy && { actions: ringButton(numbers, ringing), dismiss }),
    },
    strings,
  );
}

/** What came of one purchase. */
function orderNews(
  { e164, region, buy, outcome }: NumberPurchase,
  ringing: Ringing,
  dismiss: (() => void) | undefined,
  onLookAgain: () => unknown,
) {
  const { strings } = ringing.portal;
  const words = strings.picker;
  const wanted = phoneInText(e164, region);

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
  if (!outcome) return nothing;
  if (outcome.kind === 'failed') return failure(outcome.error, strings, undefined, dismiss);
  if (outcome.kind === 'bought') {
    const { number } = outcome;
    if (ringStateOf(number, ringing) === 'gone') return nothing; // it says so itself
    const label = strings.copy(wanted);
    const actions = html`${ringButton([number], ringing)}<vobiz-copy
        slot="actions"
        .value=${e164}
        .label=${label}
        .strings=${strings}
      ></vobiz-copy>`;
    const next = html`<span tabindex="-1" data-focus-home>${ringWords(number, ringing)}</span>`;
    return notice('success', words.bought(wanted), { next, actions, dismiss }, strings);
  }
  return outcome.kind === 'mine'
    ? notice('info', words.mine(wanted), { next: words.mineNext, dismiss }, strings)
    : notice('warning', words.taken(wanted), { next: words.takenNext, dismiss }, strings);
}
