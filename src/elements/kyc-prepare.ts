import { html } from 'lit';
import type { Strings } from '../strings/en.ts';

/** What a person and a company need at hand, said before they leave. */
export function kycPrepare({ kyc: { prepare } }: Strings) {
  const side = (title: string, note: string, needs: readonly string[]) => html`
    <div>
      <h4>${title} <span class="muted">${note}</span></h4>
      <ul>
        ${needs.map((need) => html`<li>${need}</li>`)}
      </ul>
    </div>
  `;
  return html`
    <div class="prepare">
      <h3>${prepare.title}</h3>
      <div class="sides">
        ${side(prepare.person, prepare.personNote, prepare.personNeeds)}
        ${side(prepare.company, prepare.companyNote, prepare.companyNeeds)}
      </div>
      <p class="muted small">${prepare.others}</p>
    </div>
  `;
}
