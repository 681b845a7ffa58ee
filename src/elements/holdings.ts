import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PhoneNumber } from '../contract/number.ts';
import { Countdown } from '../controllers/countdown.ts';
import { faultOf, type Trunks } from '../controllers/trunks.ts';
import { formatDate, formatRemaining } from '../format/date.ts';
import { formatMoney } from '../format/money.ts';
import { formatPhone } from '../format/phone.ts';
import type { Dealings } from './dealings.ts';
import { canRing, stateOf } from './list-views.ts';
import { phone } from './phone.ts';
import type { Portal } from './portal.ts';
import { ticking } from './ticking.ts';
import './vobiz-copy.ts';

/** What a page of the customer's numbers is shown with. */
export interface Showing {
  portal: Portal;
  /** Whether this is what was known last, because reading it again failed. */
  stale: boolean;
  /** The digits that were searched for. */
  digits: string;
  trunks?: Trunks;
  dealings?: Dealings;
  /** The number of which more is shown. */
  open?: string;
  endOf: (number: PhoneNumber) => string | undefined;
  onRelease: (number: PhoneNumber) => unknown;
  onKeep: (number: PhoneNumber) => unknown;
  onRoute: (number: PhoneNumber) => unknown;
  onOpen: (number: PhoneNumber) => unknown;
}

/** A page of the customer's numbers. */
export function holdings(page: PhoneNumber[], showing: Showing) {
  const { title, columns } = showing.portal.strings.list;
  const { number, rings, state, monthly, next, actions } = columns;
  return html`
    <div class="frame ${showing.stale ? 'stale' : ''}">
      <table role="table" aria-label=${title}>
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
            page,
            (item) => item.e164,
            (item) => holding(item, showing),
          )}
        </tbody>
      </table>
    </div>
  `;
}

/** One number of the customer's, and more about it below where that is asked for. */
function holding(item: PhoneNumber, showing: Showing) {
  const { portal, digits } = showing;
  const { strings, timeZone, lang } = portal;
  const words = strings.list;
  const { e164, region, monthly_fee, currency = 'INR', next_billing_date } = item;
  const leaving = item.status === 'pending_release';
  const open = showing.open === e164;
  return html`
    <tr role="row" data-row=${e164} class="${leaving ? 'leaving' : ''} ${open ? 'open' : ''}">
      <td role="cell" class="who">
        <span class="line">
          ${phone(item, strings, { digits })}
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
      <td role="cell" class="rings">${ringing(item, showing)}</td>
      <td role="cell" class="state">${badge(item, showing)}</td>
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
      <td role="cell" class="act">
        <span class="buttons">
          ${action(item, showing)}
          <button
            class="small plain more"
            aria-expanded=${open}
            aria-label=${words.details(formatPhone(e164, region))}
            @click=${() => showing.onOpen(item)}
          >
            <span aria-hidden="true"></span>
          </button>
        </span>
        ${pause(item, showing)}
      </td>
    </tr>
    ${
      open
        ? html`<tr role="row" class="details" data-row="${e164} more">
            <td role="cell" colspan="6">
              <vobiz-number-details .portal=${portal} .number=${item}></vobiz-number-details>
            </td>
          </tr>`
        : nothing
    }
  `;
}

/** Where calls to a number go, and a way to change that; that they go nowhere is the commonest reason why one fails. */
function ringing(item: PhoneNumber, showing: Showing) {
  const { strings } = showing.portal;
  const words = strings.list;
  const { trunk_group_id, application_id, status = 'active' } = item;
  if (status !== 'active' && status !== 'blocked') return strings.unknownValue;
  if (!canRing(item)) return html`<span class="muted">${words.outgoing}</span>`;
  const trunk = showing.trunks?.get(trunk_group_id ?? '');
  const fault = trunk && faultOf(trunk);
  const names = [trunk_group_id && (trunk?.name ?? words.trunk), application_id && words.application].filter(Boolean);
  const warning =
    names.length === 2
      ? html`<span class="small warn">${words.bothWarning}</span>`
      : names.length === 0
        ? html`<span class="small muted">${words.nowhereWarning}</span>`
        : fault && html`<span class="small warn">${words.faults[fault]}</span>`;
  return html`
    <span class="place">
      ${names.length > 0 ? names.join(', ') : html`<span class="warn">${words.nowhere}</span>`}
      ${routeButton(item, showing)}
    </span>
    ${warning}
  `;
}

/** What changes where a number rings, where this customer may: an application is not ours to change, and it wins. */
function routeButton(item: PhoneNumber, { portal, dealings, onRoute }: Showing) {
  const { e164, region, trunk_group_id, application_id, status = 'active', is_blocked } = item;
  const may = trunk_group_id
    ? portal.may('unassignNumber')
    : !application_id && portal.may('assignNumber') && portal.may('listTrunks');
  if (!may || status !== 'active' || is_blocked) return nothing;
  const { route, change, changing } = portal.strings.list;
  const label = dealings?.routings.get(e164)?.busy ? changing : trunk_group_id ? change : route;
  return html`<button
    class="small quiet"
    aria-disabled=${dealings?.busy(e164) ?? false}
    aria-label="${label}: ${formatPhone(e164, region)}"
    @click=${() => onRoute(item)}
  >
    ${label}
  </button>`;
}

/** How long the service, which was asked too often, wants to be left alone about this number. */
function pause({ e164 }: PhoneNumber, { portal, dealings }: Showing) {
  const seconds = dealings?.waiting(e164) ?? 0;
  const words = () => ticking(portal.strings.waitSeconds(formatRemaining(seconds)));
  return seconds > 0 ? html`<span class="small muted wait">${words()}</span>` : nothing;
}

function badge(item: PhoneNumber, { portal, endOf }: Showing) {
  const words = portal.strings.list;
  const shown = stateOf(item);
  const tone = { active: 'success', aadhaar: 'warning', pending_release: 'warning', blocked: 'danger' }[shown] ?? '';
  const end = item.status === 'pending_release' ? endOf(item) : undefined;
  const left = end ? Countdown.secondsUntil(end) : 0;
  return html`
    <span class="badge ${tone}">${words.states[shown] ?? (shown || portal.strings.unknownValue)}</span>
    ${left > 0 ? html`<span class="small muted left">${words.left(formatRemaining(left))}</span>` : nothing}
  `;
}

function action(item: PhoneNumber, { portal, dealings, onRelease, onKeep }: Showing) {
  const words = portal.strings.list;
  const name = formatPhone(item.e164, item.region);
  const going = dealings?.departures.get(item.e164);
  const busy = dealings?.busy(item.e164) ?? false;
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
