import { html } from 'lit';
import { pageSizes, type Narrowing } from '../controllers/narrowing.ts';
import type { Strings } from '../strings/en.ts';

/** A choice of how many rows a page has, which shall go on from the top of `page`. */
export function pageSize(narrowing: Narrowing<string>, page: number, { pager }: Strings) {
  const onChange = async ({ target }: Event) => {
    const select = target as HTMLSelectElement;
    const size = Number(select.value);
    const shorter = size < narrowing.size;
    await narrowing.resize(size, page);
    // A list that has become shorter takes it, and the focus on it, off the screen.
    if (shorter) select.scrollIntoView({ block: 'nearest' });
  };
  return html`<label class="size small muted">
    ${pager.size}
    <select @change=${onChange}>
      ${pageSizes.map((size) => html`<option value=${size} ?selected=${size === narrowing.size}>${size}</option>`)}
    </select>
  </label>`;
}
