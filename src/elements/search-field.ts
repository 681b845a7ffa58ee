import { html } from 'lit';
import type { DigitSearch } from '../controllers/search.ts';
import { searchDigits } from '../format/phone.ts';
import type { Strings } from '../strings/en.ts';

/** What else is wanted beside digits: whether its fields are shown, and how many wishes there are. */
interface Refining {
  open: boolean;
  wishes: number;
  toggle: () => void;
}

/** A field for digits in any form, with what is wrong with them below it; what is typed is never changed by us. */
export function searchField(search: DigitSearch, words: Strings['picker'], { open, wishes, toggle }: Refining) {
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
      <div class="line">
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
        <button type="button" aria-expanded=${open} @click=${toggle}>${words.filters(wishes)}</button>
      </div>
      <p id="hint" class="small ${problem ? 'problem' : 'muted'}" role="status">${problem || words.searchHint}</p>
    </form>
  `;
}
