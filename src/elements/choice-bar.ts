import { html, nothing } from 'lit';
import type { InventoryNumber } from '../contract/number.ts';
import type { NumberPurchase } from '../controllers/purchase.ts';
import { formatMoney } from '../format/money.ts';
import { phone } from './phone.ts';
import type { Portal } from './portal.ts';
import { priceOf } from './price-of.ts';

/** The chosen number, what it costs, and the picker's one main button; it stays in sight while the list scrolls. */
export function choiceBar(
  number: InventoryNumber,
  purchase: NumberPurchase | undefined,
  portal: Portal,
  onReview?: () => unknown,
) {
  const words = portal.strings.picker;
  const { today, monthly, currency } = priceOf(number);
  const money = (amount: string) => formatMoney(amount, currency);
  return html`
    <div class="choice" part="choice">
      <p>
        ${phone(number.e164, number.region)}
        ${
          today && monthly
            ? html`<span class="muted small">${words.choice(money(today), money(monthly))}</span>`
            : nothing
        }
      </p>
      <button
        class="primary"
        aria-disabled=${purchase?.busy ?? false}
        ?disabled=${!onReview}
        @click=${onReview ?? nothing}
      >
        ${purchase?.checking ? words.checking : purchase?.buy.busy ? words.buying : words.review}
      </button>
    </div>
  `;
}
