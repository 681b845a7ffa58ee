import { html } from 'lit';
import type { Strings } from '../strings/en.ts';
import './vobiz-copy.ts';

/** The way on by phone, where the host allows the link to be shown: nothing of it is there before somebody asks. */
export function kycPhone(
  strings: Strings,
  { code, link, busy, onShow }: { code?: unknown; link?: string; busy: boolean; onShow: () => unknown },
) {
  const words = strings.kyc.phone;
  return html`
    <div class="phone-way">
      <div>
        <h3>${words.title}</h3>
        <p class="muted">${words.next}</p>
      </div>
      ${
        link
          ? html`${code}
              <p class="muted small">${words.secret}</p>
              <vobiz-copy .value=${link} .label=${words.copy} .strings=${strings}></vobiz-copy>`
          : html`<button aria-disabled=${busy} @click=${onShow}>${words.show}</button>`
      }
    </div>
  `;
}
