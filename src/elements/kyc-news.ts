import { html, nothing } from 'lit';
import type { Verification } from '../controllers/verification.ts';
import { failure } from './faces.ts';
import { notice } from './notice.ts';
import type { Portal } from './portal.ts';
import { knownIn } from './ticking.ts';

/** News that no stage tells: a mail that was sent again, a link that somebody else has replaced. */
export type KycNews = 'resent' | 'replaced';

/** What came of starting, sending again or starting over, in words, with the next step. */
export function kycNews(
  verification: Verification | undefined,
  news: KycNews | undefined,
  { strings }: Portal,
  onLookAgain: () => unknown,
  dismiss: () => unknown,
) {
  const words = strings.kyc;
  const troubled = verification?.troubled;
  if (!troubled) {
    if (news === 'resent') return notice('success', words.resent, { next: words.resentNext, dismiss }, strings);
    return news ? notice('info', words.replaced, { next: words.replacedNext, dismiss }, strings) : nothing;
  }
  if (troubled.status === 'looking')
    return notice('warning', words.unsure, { next: knownIn(troubled.secondsLeft, strings) }, strings);
  if (troubled.status === 'open')
    return notice('warning', words.notDone, { next: words.notDoneNext, dismiss }, strings);
  if (troubled.status === 'unknown') {
    const actions = html`<button slot="actions" class="small" @click=${onLookAgain}>${strings.look}</button>`;
    return notice('warning', words.stillUnsure, { next: words.stillUnsureNext, actions }, strings);
  }
  return failure(troubled.error, strings, undefined, dismiss);
}
