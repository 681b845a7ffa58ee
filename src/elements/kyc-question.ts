import { html, nothing } from 'lit';
import type { Kyc } from '../contract/kyc.ts';
import type { Strings } from '../strings/en.ts';
import type { Question } from './vobiz-confirm.ts';

/** What a customer has to know before starting over: the old link dies, and what is done is lost. */
export function restartQuestion(known: Kyc | undefined, { kyc }: Strings): Question {
  const { status, completed_steps = [] } = known ?? {};
  const words = kyc.confirm;
  const isLost = status === 'in_progress' || completed_steps.length > 0;
  return {
    title: words.title,
    body: html`<p>${words.dies}</p>
      ${isLost ? html`<p>${words.lost}</p>` : nothing}`,
    yes: words.yes,
    no: words.no,
    danger: true,
  };
}
