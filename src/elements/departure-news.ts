import { nothing } from 'lit';
import type { NumberDeparture } from '../controllers/departure.ts';
import { formatMoney } from '../format/money.ts';
import { phoneInText } from '../format/phone-in-text.ts';
import { coolingNews, when } from './cooling-news.ts';
import { failure } from './faces.ts';
import { canRing } from './list-views.ts';
import { notice } from './notice.ts';
import type { Portal } from './portal.ts';
import { unsureNews } from './unsure-news.ts';

/** What came of releasing a number or of keeping it after all, in words, with the next step. */
export function departureNews(
  departure: NumberDeparture,
  portal: Portal,
  onLookAgain: () => unknown,
  /** A button that links it to where it rang before, if that is known. */
  putBack: unknown,
) {
  const { strings } = portal;
  const words = strings.list;
  const { e164, region, troubled, outcome } = departure;
  const name = phoneInText(e164, region);
  const dismiss = () => departure.forget();

  const unsure = unsureNews(troubled, name, strings, onLookAgain);
  if (unsure) return unsure;
  if (troubled) {
    const leaving = troubled === departure.releasing;
    if (troubled.status === 'open') {
      return leaving
        ? notice('warning', words.notReleased(name), { next: words.notReleasedNext, dismiss }, strings)
        : notice('warning', words.notRestored(name), { next: words.notRestoredNext, dismiss }, strings);
    }
    return (
      coolingNews(troubled, words.notReleasedYet(name), portal, dismiss) ??
      failure(troubled.error, strings, undefined, dismiss)
    );
  }
  if (!outcome) return nothing;
  if (outcome.kind === 'gone') return notice('info', words.gone(name), { next: words.goneNext, dismiss }, strings);
  if (outcome.kind === 'already')
    return notice('info', words.already(name), { next: words.alreadyNext, dismiss }, strings);
  if (outcome.kind === 'released') {
    const { cooldown_ends_at: end, release_fee: fee, currency = 'INR' } = outcome.release;
    const until = end && words.releasedUntil(when(end, portal));
    const next = [until, fee && words.fee(formatMoney(fee, currency))].filter(Boolean).join(' ');
    return notice('success', until ? words.released(name) : words.releasedFor(name), { next, dismiss }, strings);
  }
  const { restored, release } = outcome;
  const { refund_amount: refund, refund_status: status, currency = release?.currency ?? 'INR' } = restored;
  if (status === 'failed') {
    // The service names the sum only where it paid it; it is the fee of the release.
    const owed = refund ?? release?.release_fee;
    return notice(
      'warning',
      words.refundFailed(name),
      { next: words.refundFailedNext(name, owed && formatMoney(owed, currency)), actions: putBack, dismiss },
      strings,
    );
  }
  const next = [refund && words.refunded(formatMoney(refund, currency)), canRing(departure) && words.restoredNext]
    .filter(Boolean)
    .join(' ');
  return notice('success', words.restored(name), { next, actions: putBack, dismiss }, strings);
}
