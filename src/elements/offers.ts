import { TaskStatus } from '@lit/task';
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { barOf } from '../contract/bar.ts';
import type { InventoryNumber } from '../contract/number.ts';
import type { Page } from '../contract/page.ts';
import { formatMoney } from '../format/money.ts';
import type { Sought } from '../format/phone.ts';
import { kindOf } from './kind.ts';
import { phone } from './phone.ts';
import type { Portal } from './portal.ts';
import { priceOf } from './price-of.ts';

/** How numbers are chosen. */
export interface Choosing {
  /** The chosen numbers, in E.164. */
  chosen: ReadonlySet<string>;
  /** Whether only one can be chosen. */
  single: boolean;
  /** Whether nothing can be chosen now. */
  disabled: boolean;
  onChoose: (number: InventoryNumber, chosen: boolean) => void;
  /** Whether it is said elsewhere how many there are. */
  counted?: boolean;
}

/** What was found, and with which digits: they are marked. */
interface Found extends Page<InventoryNumber>, Sought {}

/** A page of numbers for sale, or why there is none; `status` tells how reading it again stands. */
export function offers(page: Found, portal: Portal, choosing: Choosing, status: TaskStatus) {
  const { digits } = page;
  const words = portal.strings.picker;
  if (page.items.length === 0 && !page.unread) {
    return html`<div class="frame blank" role="status">
      <strong>${digits ? words.noMatch(digits) : words.empty}</strong> ${digits ? words.noMatchNext : words.emptyNext}
    </div>`;
  }
  const { number, place, type, monthly, today } = words.columns;
  return html`
    <p class="muted small" role="status" ?hidden=${choosing.counted}>
      ${digits ? words.matching(page.total, digits) : words.found(page.total)}
      ${page.unread ? portal.strings.unread(page.unread) : nothing}
      ${status === TaskStatus.PENDING ? html`<span class="late">${words.searching}</span>` : nothing}
    </p>
    <div class="frame ${status === TaskStatus.ERROR ? 'stale' : ''}">
      <table role="table" aria-label=${words.choose}>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">${number}</th>
            <th role="columnheader" scope="col">${place}</th>
            <th role="columnheader" scope="col">${type}</th>
            <th role="columnheader" scope="col" class="amount">${monthly}</th>
            <th role="columnheader" scope="col" class="amount">${today}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${repeat(
            page.items,
            (item) => item.e164,
            (item) => offer(item, page, portal, choosing),
          )}
        </tbody>
      </table>
    </div>
  `;
}

/** One number for sale; the whole row is the label of what chooses it. */
function offer(item: InventoryNumber, sought: Sought, portal: Portal, choosing: Choosing) {
  const { strings } = portal;
  const words = strings.picker;
  const { monthly, today, currency } = priceOf(item);
  const { series, city } = kindOf(item);
  const money = (amount?: string) => (amount === undefined ? strings.unknownValue : formatMoney(amount, currency));
  const { name, use } = strings.series[series];
  const months = item.minimum_commitment_months;
  const chosen = choosing.chosen.has(item.e164);
  const bar = barOf(item);
  return html`
    <tr role="row" class=${bar ? 'barred' : chosen ? 'chosen' : ''}>
      <td role="cell" class="choose">
        <label>
          <input
            type=${choosing.single ? 'radio' : 'checkbox'}
            name="number"
            .value=${item.e164}
            .checked=${chosen}
            ?disabled=${choosing.disabled || bar !== undefined}
            @change=${(event: Event) => choosing.onChoose(item, (event.target as HTMLInputElement).checked)}
          />
          <span>${phone(item, strings, sought)}</span>
        </label>
      </td>
      <td role="cell" class="place">${item.region ?? city ?? strings.unknownValue}</td>
      <td role="cell" class="type">
        <span class="badge">${name}</span>
        ${bar ? html`<span class="badge warning">${words.bars[bar]}</span>` : nothing}
        ${
          item.aadhaar_verification_required && !item.aadhaar_verified
            ? html`<span class="badge warning">${words.aadhaar}</span>`
            : nothing
        }
        ${months ? html`<span class="badge">${words.commitment(months)}</span>` : nothing}
        ${series === 'landline' ? nothing : html`<p class="use small muted">${use}</p>`}
      </td>
      <td role="cell" class="amount monthly"><span class="label">${words.columns.monthly}</span>${money(monthly)}</td>
      <td role="cell" class="amount today"><span class="label">${words.columns.today}</span>${money(today)}</td>
    </tr>
  `;
}
