import { html, type LitElement } from 'lit';
import { forDevelopers } from '../strings/first.ts';

/** What an attribute may be, for the sentence that says so, and how to tell. */
type Rule = readonly [allowed: string, holds: (value: string) => boolean];

/** The rules of attributes that more than one element may have. */
export const theme: Rule = ['light, dark or auto', (value) => ['light', 'dark', 'auto'].includes(value)];
export const timeZone: Rule = ['an IANA name such as Asia/Kolkata', isTimeZone];
export const country: Rule = ['a country code of two capitals, such as IN', (value) => /^[A-Z]{2}$/.test(value)];
export const e164: Rule = ['a number in E.164, such as +918071387149', (value) => /^\+[1-9]\d{6,14}$/.test(value)];
export const flow: Rule = ['redirect or email', (value) => ['redirect', 'email'].includes(value)];

function isTimeZone(value: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: value }));
  } catch {
    return false;
  }
}

/** One sentence for every attribute that cannot be used as it is; the element goes on without it. Empty is always fine. */
export function wrongAttributes(
  { localName }: LitElement,
  given: readonly [name: string, value: string, rule: Rule][],
) {
  return given
    .filter(([, value, [, holds]]) => value !== '' && !holds(value))
    .map(
      ([name, value, [allowed]]) =>
        html`<p lang="en" role="note">${forDevelopers.attribute(localName, name, value, allowed)}</p>`,
    );
}
