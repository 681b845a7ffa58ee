import { html } from 'lit';
import type { Narrowing } from '../controllers/narrowing.ts';
import { searchDigits } from '../format/phone.ts';
import type { Strings } from '../strings/en.ts';
import type { View } from './list-views.ts';

/** Takes what is typed for digits in any form, or else for words; undefined for digits that no number can have. */
export function readSought(typed: string) {
  const read = searchDigits(typed);
  if ('digits' in read) return { digits: read.digits, words: '' };
  return read.problem === 'too-long' ? undefined : { digits: '', words: typed.trim() };
}

/** A field to look for numbers by digits, place or trunk; what is typed is never changed by us. */
export function listSearch(narrowing: Narrowing<View>, words: Strings['list']) {
  const problem = readSought(narrowing.typed) ? '' : words.tooLong;
  return html`
    <form
      role="search"
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        narrowing.submit();
      }}
    >
      <input
        type="search"
        autocomplete="off"
        spellcheck="false"
        aria-label=${words.search}
        placeholder=${words.searchHint}
        aria-describedby="problem"
        aria-invalid=${problem !== ''}
        .value=${narrowing.typed}
        @input=${(event: InputEvent) => narrowing.type((event.target as HTMLInputElement).value)}
      />
      <span id="problem" class="small problem" role="status">${problem}</span>
    </form>
  `;
}
