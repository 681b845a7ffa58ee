import { html, nothing } from 'lit';
import type { NumberDeparture } from '../controllers/departure.ts';
import { formatDateTime } from '../format/date.ts';
import { formatMoney } from '../format/money.ts';
import { formatPhone } from '../format/phone.ts';
import { failure } from './faces.ts';
import type { Portal } from './portal.ts';
import './vobiz-notice.ts';

/** What came of releasing a number or of keeping it after all, in words, with the next step. */
export function departureNews(departure: NumberDeparture, portal: Portal, onLookAgain: () => unknown) {
  const { strings } = portal;
  const words = strings.list;
  const name = formatPhone(departure.e164, departure.region);
  const forget = () => departure.forget();
  const notice = (tone: string, heading: string, next: unknown, actions: unknown = nothing, dismissable = true) =>
    html`<vobiz-notice
      tone=${tone}
      heading=${heading}
      dismiss-label=${dismissable ? strings.dismiss : ''}
      @dismiss=${forget}
      >${next}${actions}</vobiz-notice
    >`;

  const { troubled, outcome } = departure;
  if (troubled) {
    const leaving = troubled === departure.releasing;
    if (troubled.status === 'looking') return notice('warning', words.unsure(name), words.unsureNext, nothing, false);
    if (troubled.status === 'open') {
      return leaving
        ? notice('warning', words.notReleased(name), words.notReleasedNext)
        : notice('warning', words.notRestored(name), words.notRestoredNext);
    }
    if (troubled.status === 'unknown') {
      const again = html`<button slot="actions" class="small" @click=${onLookAgain}>${strings.picker.look}</button>`;
      return notice('warning', words.stillUnsure(name), words.stillUnsureNext, again, false);
    }
    return failure(troubled.error, strings, undefined, forget);
  }
  if (!outcome) return nothing;
  if (outcome.kind === 'gone') return notice('info', words.gone(name), words.goneNext);
  if (outcome.kind === 'already') return notice('info', words.already(name), words.goneNext);
  if (outcome.kind === 'released') {
    const { cooldown_ends_at: end, release_fee: fee, currency = 'INR' } = outcome.release;
    const until = end && words.releasedUntil(formatDateTime(end, portal.timeZone, portal.lang));
    const charged = fee && words.fee(formatMoney(fee, currency));
    return notice(
      'success',
      until ? words.released(name) : words.releasedFor(name),
      [until, charged].filter(Boolean).join(' '),
    );
  }
  const { refund_amount: refund, refund_status: status, currency = 'INR' } = outcome.restored;
  if (status === 'failed') return notice('warning', words.refundFailed(name), words.refundFailedNext(departure.e164));
  const refunded = refund && words.refunded(formatMoney(refund, currency));
  return notice('success', words.restored(name), [refunded, words.restoredNext].filter(Boolean).join(' '));
}
