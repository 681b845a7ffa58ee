import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PhoneNumber } from '../contract/number.ts';
import type { Page } from '../contract/page.ts';
import { Countdown } from '../controllers/countdown.ts';
import type { NumberDeparture } from '../controllers/departure.ts';
import { formatDate, formatRemaining } from '../format/date.ts';
import { formatMoney } from '../format/money.ts';
import { formatPhone } from '../format/phone.ts';
import { phone } from './phone.ts';
import type { Portal } from './portal.ts';
import './vobiz-copy.ts';

/** What a page of the customer's numbers is shown with. */
interface Showing {
  portal: Portal;
  /** Whether this is what was known last, because reading it again failed. */
  stale: boolean;
  departure: (e164: string) => NumberDeparture | undefined;
  endOf: (number: PhoneNumber) => string | undefined;
  onRelease: (number: PhoneNumber) => unknown;
  onKeep: (number: PhoneNumber) => unknown;
}

/** A page of the customer's numbers, or how to get one. */
export function holdings(page: Page<PhoneNumber>, showing: Showing) {
  const { strings } = showing.portal;
  const words = strings.list;
  if (page.items.length === 0 && !page.unread) {
    return html`<div class="frame blank"><strong>${words.empty}</strong> ${words.emptyNext}</div>`;
  }
  const { number, rings, state, monthly, next, actions } = words.columns;
  return html`
    ${page.unread ? html`<p class="muted small" role="status">${strings.unread(page.unread)}</p>` : nothing}
    <div class="frame ${showing.stale ? 'stale' : ''}">
      <table role="table" aria-label=${words.title}>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">${number}</th>
            <th role="columnheader" scope="col">${rings}</th>
            <th role="columnheader" scope="col">${state}</th>
            <th role="columnheader" scope="col" class="amount">${monthly}</th>
            <th role="columnheader" scope="col">${next}</th>
            <th role="columnheader" scope="col"><span class="hidden">${actions}</span></th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${repeat(
            page.items,
            (item) => item.e164,
            (item) => holding(item, showing),
          )}
        </tbody>
      </table>
    </div>
  `;
}

/** One number of the customer's. */
function holding(item: PhoneNumber, showing: Showing) {
  const { strings, timeZone, lang } = showing.portal;
  const words = strings.list;
  const { e164, region, monthly_fee, currency = 'INR', next_billing_date } = item;
  const leaving = item.status === 'pending_release';
  return html`
    <tr role="row" data-row=${e164} class=${leaving ? 'leaving' : ''}>
      <td role="cell" class="who">
        <span class="line">
          ${phone(e164, region)}
          <vobiz-copy
            icon
            .value=${e164}
            .label=${strings.copy(formatPhone(e164, region))}
            .strings=${strings}
          ></vobiz-copy>
        </span>
        <span class="small muted">
          ${region ?? ''}
          ${item.account_id?.startsWith('SA_') ? html`<span class="badge">${words.subAccount}</span>` : nothing}
        </span>
      </td>
      <td role="cell" class="rings">${leaving ? strings.unknownValue : ringing(item, showing.portal)}</td>
      <td role="cell" class="state">${stateOf(item, showing)}</td>
      <td role="cell" class="amount monthly">
        <span class="label">${words.columns.monthly}</span>${
          monthly_fee ? formatMoney(monthly_fee, currency) : strings.unknownValue
        }
      </td>
      <td role="cell" class="next number">
        <span class="label">${words.columns.next}</span>${
          next_billing_date && !leaving ? formatDate(next_billing_date, timeZone, lang) : strings.unknownValue
        }
      </td>
      <td role="cell" class="act">${actionOf(item, showing)}</td>
    </tr>
  `;
}

/** Where calls to a number go; that they go nowhere is the commonest reason why one fails. */
function ringing({ trunk_group_id, application_id }: PhoneNumber, { strings }: Portal) {
  const words = strings.list;
  if (trunk_group_id && application_id) {
    return html`${words.both}<br /><span class="small warn">${words.bothWarning}</span>`;
  }
  if (application_id) return words.application;
  if (trunk_group_id) return words.trunk;
  return html`<span class="warn">${words.nowhere}</span><br /><span class="small muted">${words.nowhereWarning}</span>`;
}

function stateOf(item: PhoneNumber, { portal, endOf }: Showing) {
  const words = portal.strings.list;
  const status = item.is_blocked ? 'blocked' : item.status;
  const waiting = status === 'active' && item.aadhaar_verification_required && !item.aadhaar_verified;
  const shown = waiting ? 'aadhaar' : (status ?? '');
  const tone = { active: 'success', aadhaar: 'warning', pending_release: 'warning', blocked: 'danger' }[shown] ?? '';
  const end = status === 'pending_release' ? endOf(item) : undefined;
  const left = end ? Countdown.secondsUntil(end) : 0;
  return html`
    <span class="badge ${tone}">${words.states[shown] ?? (shown || portal.strings.unknownValue)}</span>
    ${left > 0 ? html`<span class="small muted left">${words.left(formatRemaining(left))}</span>` : nothing}
  `;
}

function actionOf(item: PhoneNumber, { portal, departure, onRelease, onKeep }: Showing) {
  const words = portal.strings.list;
  const name = formatPhone(item.e164, item.region);
  const going = departure(item.e164);
  const busy = going?.busy ?? false;
  const keep = going?.restoring.busy ? words.keeping : words.keep;
  const release = going?.releasing.busy ? words.releasing : words.release;
  if (item.status === 'pending_release' && portal.may('cancelRelease')) {
    return html`<button
      class="small"
      data-row-action
      aria-disabled=${busy}
      aria-label="${keep} ${name}"
      @click=${() => onKeep(item)}
    >
      ${keep}
    </button>`;
  }
  if ((item.status === 'active' || item.status === 'blocked' || !item.status) && portal.may('releaseNumber')) {
    return html`<button
      class="small plain"
      data-row-action
      aria-disabled=${busy}
      aria-label="${release} ${name}"
      @click=${() => onRelease(item)}
    >
      ${release}
    </button>`;
  }
  return nothing;
}
