import { html, nothing } from 'lit';
import type { Everything } from '../controllers/every-number.ts';
import { pageSizes, type Narrowing } from '../controllers/narrowing.ts';
import { asVobizError } from './faces.ts';
import { holdings, type Showing } from './holdings.ts';
import { listSearch } from './list-search.ts';
import { sorted, viewBar, type View } from './list-views.ts';
import { pageSize } from './page-size.ts';
import type { PageEvent } from './vobiz-pager.ts';
import './vobiz-pager.ts';

/** How the rest of a long list is looked at. */
interface Further {
  reading: boolean;
  onLookFurther: () => unknown;
}

/** The customer's numbers as they are narrowed, a page at a time, or what to do when there are none. */
export function listBody(
  known: Everything,
  narrowing: Narrowing<View>,
  showing: Showing,
  { reading, onLookFurther }: Further,
) {
  const { strings } = showing.portal;
  const words = strings.list;
  const { total, looked, unread, whole, trouble } = known;
  if (known.items.length === 0 && !unread && !narrowing.typed && !known.digits) {
    return html`<div class="frame blank"><strong>${words.empty}</strong> ${words.emptyNext}</div>`;
  }
  const parts = sorted(known, narrowing.words, showing.trunks);
  const found = parts[narrowing.view];
  const { size } = narrowing;
  const pages = Math.max(1, Math.ceil(found.length / size));
  const page = Math.min(narrowing.page, pages); // what was on the last page may be gone
  const shown = found.slice((page - 1) * size, page * size);
  return html`
    <div class="tools">
      ${viewBar(parts, known, narrowing.view, words, (view) => narrowing.show(view))} ${listSearch(narrowing, words)}
    </div>
    ${
      whole
        ? nothing
        : html`<p class="further muted small" role="status">
            ${words.looked(looked, total)}
            ${
              reading
                ? nothing
                : html`${trouble ? strings.failed[asVobizError(trouble).kind].title : ''}
                    <button class="small quiet" @click=${onLookFurther}>${words.lookFurther}</button>`
            }
          </p>`
    }
    ${unread ? html`<p class="muted small" role="status">${strings.unread(unread)}</p>` : nothing}
    ${
      shown.length > 0
        ? holdings(shown, showing)
        : html`<div class="frame blank" data-row="none">
            <strong>${words.noMatch}</strong> ${words.noMatchNext}
            <p><button class="small" @click=${() => narrowing.reset()}>${words.showAll}</button></p>
          </div>`
    }
    <vobiz-pager
      .page=${page}
      .pages=${pages}
      .strings=${strings}
      @page=${(event: PageEvent) => narrowing.turn(event.page)}
      >${found.length > pageSizes[0] ? pageSize(narrowing, page, strings) : nothing}</vobiz-pager
    >
  `;
}
