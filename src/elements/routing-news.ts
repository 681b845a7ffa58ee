import { html, nothing } from 'lit';
import type { NumberRouting } from '../controllers/routing.ts';
import { phoneInText } from '../format/phone-in-text.ts';
import { coolingNews } from './cooling-news.ts';
import { failure } from './faces.ts';
import { notice } from './notice.ts';
import type { Portal } from './portal.ts';
import { unsureNews } from './unsure-news.ts';

/** What is needed to tell of a number's way to another trunk. */
interface Telling {
  portal: Portal;
  /** The name of a trunk. */
  name: (trunk?: string) => string;
  /** Why no call reaches anybody over a trunk, in words, if that is so. */
  fault: (trunk?: string) => string | undefined;
  onLookAgain: () => unknown;
  onFinish: () => unknown;
}

/** What came of wanting a number to ring somewhere else, in words, with the next step. */
export function routingNews(routing: NumberRouting, { portal, name, fault, onLookAgain, onFinish }: Telling) {
  const { strings } = portal;
  const words = strings.list;
  const { e164, region, troubled, outcome, trunk } = routing;
  const number = phoneInText(e164, region);
  const dismiss = () => routing.forget();

  const unsure = unsureNews(troubled, number, strings, onLookAgain);
  if (unsure) return unsure;
  if (outcome?.kind === 'halfway') {
    // While the second write is only under way there is nothing to tell.
    if (!troubled) return nothing;
    const actions = html`<button slot="actions" class="small" @click=${onFinish}>${words.finish(name(trunk))}</button>`;
    return html`
      ${notice('warning', words.unlinked(number), { next: words.halfwayNext(name(trunk)), actions, dismiss }, strings)}
      ${troubled.status === 'failed' ? failure(troubled.error, strings) : nothing}
    `;
  }
  if (troubled?.status === 'open')
    return notice('warning', words.notMoved(number), { next: words.notMovedNext, dismiss }, strings);
  if (troubled)
    return (
      coolingNews(troubled, words.notMovedYet(number), portal, dismiss) ??
      failure(troubled.error, strings, undefined, dismiss)
    );
  if (!outcome) return nothing;
  if (outcome.kind === 'gone') return notice('info', words.gone(number), { next: words.goneNext, dismiss }, strings);
  if (outcome.kind === 'overtaken')
    return notice('info', words.overtaken(number), { next: words.overtakenNext, dismiss }, strings);
  if (!outcome.trunk)
    return notice('success', words.unlinked(number), { next: words.nowhereWarning, dismiss }, strings);
  // It is where it was to be, and still nobody may hear it.
  const warning = fault(outcome.trunk);
  const heading = words.linked(number, name(outcome.trunk));
  return notice(warning ? 'warning' : 'success', heading, { next: warning ?? words.linkedNext, dismiss }, strings);
}
