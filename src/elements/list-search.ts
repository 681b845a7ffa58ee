import { html } from 'lit';
import type { Narrowing } from '../controllers/narrowing.ts';
import { searchDigits } from '../format/phone.ts';
import type { Strings } from '../strings/en.ts';
import type { View } from './list-views.ts';

/** Takes what is typed for digits in any form, or else for words. */
export function readSought(typed: string) {
  const read = searchDigits(typed);
  return 'digits' in read ? { digits: read.digits, words: '' } : { digits: '', words: typed.trim().toLowerCase() };
}

/** A field to look for numbers by digits, place or trunk; what is typed is never changed by us. */
export const listSearch = (narrowing: Narrowing<View>, words: Strings['list']) =>
  html`<div role="search">
    <input
      type="search"
      autocomplete="off"
      spellcheck="false"
      aria-label=${words.search}
      placeholder=${words.searchHint}
      .value=${narrowing.typed}
      @input=${(event: InputEvent) => narrowing.type((event.target as HTMLInputElement).value)}
    />
  </div>`;
