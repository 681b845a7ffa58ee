import { html } from 'lit';
import { formatPhone, markDigits, spokenPhone } from '../format/phone.ts';

/** A phone number to look at and to listen to; `digits` that were searched for are marked. */
export const phone = (e164: string, region?: string, digits = '') => html`
  <span class="phone" dir="ltr" translate="no" aria-hidden="true"
    >${
      digits
        ? markDigits(e164, region, digits).map(({ text, marked }) => (marked ? html`<mark>${text}</mark>` : text))
        : formatPhone(e164, region)
    }</span
  ><span class="hidden">${spokenPhone(e164, region)}</span>
`;
