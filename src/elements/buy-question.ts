import { html, nothing } from 'lit';
import type { Balance } from '../contract/balance.ts';
import type { InventoryNumber } from '../contract/number.ts';
import { formatDate } from '../format/date.ts';
import { formatMoney } from '../format/money.ts';
import { monthAfter } from '../format/month-after.ts';
import { ruledSeriesOf } from '../telephony/ruled-series.ts';
import { kindOf } from './kind.ts';
import { phone } from './phone.ts';
import type { Portal } from './portal.ts';
import { effectOf, priceOf, sumOf } from './price-of.ts';
import type { Question } from './vobiz-confirm.ts';

/** What a customer has to know before buying: the numbers, today's sum, what follows, the identity steps, the wallet. */
export function buyQuestion(
  numbers: [InventoryNumber, ...InventoryNumber[]],
  balance: Balance | undefined,
  portal: Portal,
): Question {
  const words = portal.strings.picker.confirm;
  const [first, ...rest] = numbers;
  const price = sumOf([priceOf(first), ...rest.map(priceOf)]);
  const { setup, monthly, today, currency, mixed } = price;
  const effect = effectOf(balance, price);
  const months = Math.max(...numbers.map(({ minimum_commitment_months }) => minimum_commitment_months ?? 0));
  const several = rest.length > 0;
  const money = (amount: string) => formatMoney(amount, currency);
  const line = (label: string, amount: string | undefined, name = '') =>
    amount === undefined
      ? nothing
      : html`<div class=${name}>
          <dt>${label}</dt>
          <dd>${money(amount)}</dd>
        </div>`;
  const from = formatDate(monthAfter(new Date(), portal.timeZone), portal.timeZone, portal.lang);
  const kept = numbers.filter(({ minimum_commitment_months }) => minimum_commitment_months);
  const checked = numbers.filter(needsAadhaar);
  const ruled = ruledSeriesOf(first.e164)?.direction === 'outbound';
  const steps = [
    monthly && words.monthly(money(monthly), from),
    // Which of several it is about is written beside each.
    kept.length === 0 ? undefined : several ? words.commitmentSome(kept.length) : words.commitment(months),
    checked.length === 0 ? undefined : several ? words.aadhaarSome(checked.length) : words.aadhaar,
    ruled && !several ? words.dlt : undefined, // of several, each kind says it
    several ? words.oneByOne : undefined,
    words.release,
  ].filter((step) => step !== undefined);

  return {
    title: several ? words.titles(numbers.length) : words.title,
    yes: today ? words.yes(money(today)) : words.yesFree,
    no: words.no,
    blocked: mixed
      ? words.mixed
      : today === undefined
        ? words.unknownPrice(numbers.length)
        : effect?.short && words.short(money(effect.short)),
    body: html`
      ${several ? manyOf(numbers, portal) : oneOf(first, portal)}
      <dl>${line(words.setup, setup)} ${line(words.first, monthly)} ${line(words.total, today, 'total')}</dl>
      <ul class="small">
        ${steps.map((step) => html`<li>${step}</li>`)}
      </ul>
      ${
        effect
          ? html`<dl class="wallet">
              ${line(words.now, effect.before)} ${line(words.after, effect.after, effect.short ? 'short' : '')}
            </dl>`
          : html`<p class="small muted">${unknownEffect(balance, portal)}</p>`
      }
      ${
        balance?.is_postpaid && balance.credit_limit
          ? html`<p class="small muted">
              ${words.credit(formatMoney(balance.credit_limit, balance.currency ?? currency))}
            </p>`
          : nothing
      }
    `,
  };
}

/** Why it is not said what is left in the wallet afterwards. */
function unknownEffect(balance: Balance | undefined, { strings, may }: Portal): string {
  const words = strings.picker.confirm;
  if (!may('getBalance')) return words.ifEnough;
  const held = balance?.available_balance ?? balance?.balance;
  if (!held || !balance?.currency) return words.unknownBalance;
  return `${words.otherCurrency(formatMoney(held, balance.currency))} ${words.ifEnough}`;
}

/** One number, large, with what it may be used for. */
function oneOf(number: InventoryNumber, { strings }: Portal) {
  const { e164, region } = number;
  const { name, use } = strings.series[kindOf({ e164, region }).series];
  return html`
    <p class="subject">${phone(number, strings)}</p>
    <p class="muted small"><span translate="no">${e164}</span> · ${region ? `${region} · ` : ''}${name}</p>
    <p class="muted small">${use}</p>
  `;
}

/** Several numbers, each with its kind, what is to be known of it and what it costs today; and what each kind is for. */
function manyOf(numbers: [InventoryNumber, ...InventoryNumber[]], { strings }: Portal) {
  const words = strings.picker;
  const kind = (number: InventoryNumber) => strings.series[kindOf(number).series];
  return html`<ol class="many">
      ${numbers.map((number) => {
        const { today, currency } = priceOf(number);
        const months = number.minimum_commitment_months;
        const known = [kind(number).name, needsAadhaar(number) && words.aadhaar, months && words.commitment(months)];
        return html`<li>
          <span>${phone(number, strings)}</span>
          <span class="muted small">${known.filter(Boolean).join(' · ')}</span>
          <span class="number">${today ? formatMoney(today, currency) : strings.unknownValue}</span>
        </li>`;
      })}
    </ol>
    <ul class="uses small">
      ${[...new Set(numbers.map(kind))].map(({ name, use }) => html`<li>${name}: ${use}</li>`)}
    </ul>`;
}

const needsAadhaar = ({ aadhaar_verification_required: needed, aadhaar_verified: done }: InventoryNumber) =>
  needed && !done;
