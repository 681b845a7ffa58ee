import { html } from 'lit';
import type { DigitSearch } from '../controllers/search.ts';
import { searchDigits } from '../format/phone.ts';
import type { Strings } from '../strings/en.ts';

/** A field for digits in any form, with what is wrong with them below it; what is typed is never changed by us. */
export function searchField(search: DigitSearch, words: Strings['picker']) {
  const read = searchDigits(search.typed);
  const problem = 'problem' in read ? words.problems[read.problem] : '';
  return html`
    <form
      role="search"
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        search.submit();
      }}
    >
      <label for="search">${words.search}</label>
      <input
        id="search"
        type="search"
        inputmode="tel"
        autocomplete="off"
        spellcheck="false"
        aria-describedby="hint"
        aria-invalid=${problem !== ''}
        .value=${search.typed}
        @input=${(event: InputEvent) => search.type((event.target as HTMLInputElement).value)}
      />
      <p id="hint" class="small ${problem ? 'problem' : 'muted'}" role="status">${problem || words.searchHint}</p>
    </form>
  `;
}
