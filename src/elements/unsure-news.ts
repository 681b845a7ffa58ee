import { html } from 'lit';
import type { Write } from '../controllers/dealing.ts';
import type { Strings } from '../strings/en.ts';
import { notice } from './notice.ts';
import { knownIn } from './ticking.ts';

/** What is said of a write on a number while nobody knows whether it happened; undefined when that is known. */
export function unsureNews(write: Write | undefined, number: string, strings: Strings, onLookAgain: () => unknown) {
  const words = strings.list;
  if (write?.status === 'looking')
    return notice('warning', words.unsure(number), { next: knownIn(write.secondsLeft, strings) }, strings);
  if (write?.status !== 'unknown') return undefined;
  const actions = html`<button slot="actions" class="small" @click=${onLookAgain}>${strings.look}</button>`;
  return notice('warning', words.stillUnsure(number), { next: words.stillUnsureNext, actions }, strings);
}
