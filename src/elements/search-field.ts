import { html } from 'lit';
import type { Strings } from '../strings/en.ts';

/** A field for digits in any form, with what is wrong with them below it; `typed` is never changed by us. */
export const searchField = (
  typed: string,
  problem: string,
  words: Pick<Strings['picker'], 'search' | 'searchHint'>,
  { onType, onSubmit }: { onType: () => void; onSubmit: () => void },
) => html`
  <form
    role="search"
    @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      onSubmit();
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
      .value=${typed}
      @input=${onType}
    />
    <p id="hint" class="small ${problem ? 'problem' : 'muted'}" role="status">${problem || words.searchHint}</p>
  </form>
`;
