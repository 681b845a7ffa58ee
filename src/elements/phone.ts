import { html } from 'lit';
import type { PhoneNumber } from '../contract/number.ts';
import { formatPhone, markDigits, spokenPhone, type Sought } from '../format/phone.ts';
import type { Strings } from '../strings/en.ts';

type Numbered = Pick<PhoneNumber, 'e164' | 'region'>;

/** A phone number to look at and to listen to; digits that were `sought` are marked. */
export const phone = ({ e164, region }: Numbered, { plus }: Strings, sought?: Sought) => html`
  <span class="phone" dir="ltr" translate="no" aria-hidden="true"
    >${
      sought?.digits
        ? markDigits(e164, region, sought).map(({ text, marked }) => (marked ? html`<mark>${text}</mark>` : text))
        : formatPhone(e164, region)
    }</span
  ><span class="hidden">${spokenPhone(e164, region, plus)}</span>
`;
