import { html, nothing } from 'lit';
import type { Kyc } from '../contract/kyc.ts';
import { formatDateTime } from '../format/date.ts';
import { stepsOf, type Stage } from './kyc-stage.ts';
import type { Portal } from './portal.ts';

/** The way from the link to the end, as an ordered list; what is done has its time, where the service tells it. */
export function kycTimeline(kyc: Kyc, stage: Stage, { strings, timeZone, lang }: Portal) {
  const words = strings.kyc;
  return html`
    <div class="way">
      <h3 id="steps">${words.steps.title}</h3>
      <ol aria-labelledby="steps">
        ${stepsOf(kyc, stage).map(
          ({ name, state, at }) => html`
            <li class=${state} aria-current=${state === 'now' ? 'step' : 'false'}>
              <span class="dot" aria-hidden="true"></span>
              <span class="step">
                ${words.steps[name]}<span class="hidden">, ${words.states[state]}</span>
                ${at ? html`<span class="muted small when">${formatDateTime(at, timeZone, lang)}</span>` : nothing}
              </span>
            </li>
          `,
        )}
      </ol>
    </div>
  `;
}
