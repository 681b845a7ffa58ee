import { html } from 'lit';
import type { PhoneNumber } from '../contract/number.ts';
import { formatMoney } from '../format/money.ts';
import { phoneInText } from '../format/phone-in-text.ts';
import type { Portal } from './portal.ts';
import type { Question } from './vobiz-confirm.ts';
import './vobiz-recent-calls.ts';

/** What a customer has to know before giving a number back, with its last four digits to type; `trunk` is a name. */
export function releaseQuestion(number: PhoneNumber, portal: Portal, trunk?: string): Question {
  const { strings, may } = portal;
  const words = strings.list.confirm;
  const { e164, region, monthly_fee, currency = 'INR', minimum_commitment_months: months } = number;
  const stops = number.application_id
    ? words.stopsApplication
    : number.trunk_group_id
      ? words.stopsTrunk(trunk ?? strings.list.trunk)
      : words.stops;
  const steps = [
    stops,
    // It answers when it can, and nobody has to wait for it.
    may('listCalls') || may('getNumberHealth')
      ? html`<vobiz-recent-calls .portal=${portal} .number=${number}></vobiz-recent-calls>`
      : undefined,
    words.permanent,
    words.fee,
    months ? words.commitment(months) : undefined,
    monthly_fee && words.saved(formatMoney(monthly_fee, currency)),
  ].filter((step) => step !== undefined);
  return {
    title: words.title(phoneInText(e164, region)),
    body: html`<ul>
      ${steps.map((step) => html`<li>${step}</li>`)}
    </ul>`,
    yes: words.yes,
    no: words.no,
    phrase: e164.slice(-4),
    danger: true,
  };
}
