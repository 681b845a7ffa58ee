import { html, nothing } from 'lit';
import type { Balance } from '../contract/balance.ts';
import type { InventoryNumber } from '../contract/number.ts';
import { formatDate } from '../format/date.ts';
import { formatMoney } from '../format/money.ts';
import { seriesOf } from '../telephony/series.ts';
import { phone } from './phone.ts';
import type { Portal } from './portal.ts';
import { effectOf, priceOf } from './price-of.ts';
import type { Question } from './vobiz-confirm.ts';

/** A month from today, as the service bills: on the same day, or on the last day of a shorter month. */
function monthFrom(today: Date): Date {
  const next = new Date(today);
  next.setUTCMonth(today.getUTCMonth() + 1);
  if (next.getUTCDate() !== today.getUTCDate()) next.setUTCDate(0);
  return next;
}

/** What a customer has to know before buying: the number, today's sum, what follows, the identity steps, the wallet. */
export function buyQuestion(number: InventoryNumber, balance: Balance | undefined, portal: Portal): Question {
  const words = portal.strings.picker.confirm;
  const price = priceOf(number);
  const { setup, monthly, today, currency } = price;
  const effect = effectOf(balance, price);
  const { series } = seriesOf(number.e164, number.region);
  const money = (amount: string) => formatMoney(amount, currency);
  const line = (label: string, amount: string | undefined, name = '') =>
    amount === undefined
      ? nothing
      : html`<div class=${name}>
          <dt>${label}</dt>
          <dd>${money(amount)}</dd>
        </div>`;
  const from = formatDate(monthFrom(new Date()).toISOString(), portal.timeZone, portal.lang);
  const steps = [
    monthly && words.monthly(money(monthly), from),
    number.minimum_commitment_months ? words.commitment(number.minimum_commitment_months) : undefined,
    number.aadhaar_verification_required && !number.aadhaar_verified ? words.aadhaar : undefined,
    ['140', '1600', '1601'].includes(series) ? words.dlt : undefined,
    words.release,
  ].filter((step) => step !== undefined);

  return {
    title: words.title,
    yes: today ? words.yes(money(today)) : words.yesFree,
    no: words.no,
    blocked: today === undefined ? words.unknownPrice : effect?.short && words.short(money(effect.short)),
    body: html`
      <p class="subject">${phone(number.e164, number.region)}</p>
      <p class="muted small">
        <span translate="no">${number.e164}</span> ·
        ${number.region ? `${number.region} · ` : ''}${portal.strings.series[series].name}
      </p>
      <p class="muted small">${portal.strings.series[series].use}</p>
      <dl>${line(words.setup, setup)} ${line(words.first, monthly)} ${line(words.total, today, 'total')}</dl>
      <ul class="small">
        ${steps.map((step) => html`<li>${step}</li>`)}
      </ul>
      ${
        effect
          ? html`<dl class="wallet">
              ${line(words.now, effect.before)} ${line(words.after, effect.after, effect.short ? 'short' : '')}
            </dl>`
          : html`<p class="small muted">${words.unknownBalance}</p>`
      }
      ${
        balance?.is_postpaid && balance.credit_limit
          ? html`<p class="small muted">${words.credit(money(balance.credit_limit))}</p>`
          : nothing
      }
    `,
  };
}
