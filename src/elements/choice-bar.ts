import { css, html, nothing } from 'lit';
import type { InventoryNumber } from '../contract/number.ts';
import type { NumberPurchases } from '../controllers/purchases.ts';
import { formatRemaining } from '../format/date.ts';
import { formatMoney } from '../format/money.ts';
import { formatPhone } from '../format/phone.ts';
import { phone } from './phone.ts';
import type { Portal } from './portal.ts';
import { priceOf, sumOf } from './price-of.ts';
import { ticking } from './ticking.ts';

/** What the bar does. */
interface Doing {
  onReview: () => unknown;
  onClear: () => unknown;
  disabled: boolean;
}

/** The chosen numbers, what they cost, and the picker's one main button; it stays in sight while the list scrolls. */
export function choiceBar(
  numbers: [InventoryNumber, ...InventoryNumber[]],
  most: number,
  purchases: NumberPurchases,
  portal: Portal,
  { onReview, onClear, disabled }: Doing,
) {
  const words = portal.strings.picker;
  const [first, ...rest] = numbers;
  const { today, monthly, currency } = sumOf([priceOf(first), ...rest.map(priceOf)]);
  const money = (amount: string) => formatMoney(amount, currency);
  const { busy, waiting } = purchases;
  const unknown = purchases.unknownAmong(numbers);
  const isClosed = () => numbers.length > most || purchases.closedTo(numbers);
  const label = purchases.checking ? words.checking : busy ? words.buying : words.review;
  return html`
    <div class="choice" part="choice">
      <p>
        ${
          numbers.length === 1
            ? phone(first, portal.strings)
            : html`<span class="phone">${words.chosen(numbers.length)}</span>`
        }
        ${
          numbers.length > most
            ? html`<span class="problem small" role="alert">${words.tooMany(most)}</span>`
            : today && monthly
              ? html`<span class="muted small">${words.choice(money(today), money(monthly))}</span>`
              : nothing
        }
        ${
          unknown
            ? html`<span class="problem small">${words.lookFirst(formatPhone(unknown.e164, unknown.region))}</span>`
            : nothing
        }
      </p>
      ${
        numbers.length > 1
          ? html`<button
              class="plain"
              aria-disabled=${busy}
              ?disabled=${disabled}
              @click=${({ currentTarget }: Event) => {
                onClear();
                leave(currentTarget as Element, numbers);
              }}
            >
              ${words.clear}
            </button>`
          : nothing
      }
      <button
        class="primary"
        aria-disabled=${isClosed()}
        ?disabled=${disabled}
        @click=${() => isClosed() || onReview()}
      >
        ${label}${waiting > 0 && !busy ? ticking(`\u00a0·\u00a0${formatRemaining(waiting)}`) : nothing}
      </button>
    </div>
  `;
}

/** The bar goes away: the focus on it goes to the last number chosen on this page, or else to the heading. */
function leave(button: Element, numbers: InventoryNumber[]) {
  const root = button.getRootNode() as ShadowRoot;
  const boxes = [...root.querySelectorAll<HTMLInputElement>('input[name=number]')].filter(({ value }) =>
    numbers.some(({ e164 }) => e164 === value),
  );
  (boxes.at(-1) ?? root.querySelector<HTMLElement>('[data-focus-home]'))?.focus();
}

/** The look of the bar, which comes with the bar: for most who look choose none. */
export const choiceStyles = css`
  .choice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    padding: 12px 16px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_raised);
    box-shadow: var(--_shadow-high);
  }
  .choice p {
    flex: 1 1 200px;
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 12px;
  }
  .choice button {
    min-block-size: 40px;
  }
  @container (max-width: 700px) {
    .choice button {
      flex: 1;
    }
  }
`;
