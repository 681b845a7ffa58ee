import { TaskStatus } from '@lit/task';
import { css, html, nothing, type LitElement } from 'lit';
import type { Client } from '../client/client.ts';
import type { InventoryNumber } from '../contract/number.ts';
import { focusIsFree } from '../controllers/free-focus.ts';
import { Scan } from '../controllers/scan.ts';
import type { DigitSearch } from '../controllers/search.ts';
import { formatDateTime } from '../format/date.ts';
import { dress } from './dress.ts';
import { failure } from './faces.ts';
import type { offers, Choosing } from './offers.ts';
import type { Portal } from './portal.ts';
import { refine, type Refinement } from './refine.ts';

const perPage = 25;

/** Where the numbers come from; `country` is ISO 3166-1 alpha-2, or undefined for every country. */
export interface Source {
  client?: Client;
  country?: string;
  revision?: number;
}

type StockScan = Scan<InventoryNumber>;

const styles = css`
  .looked {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    min-block-size: 36px;
  }
  progress {
    flex: 0 1 160px;
    block-size: 6px;
    accent-color: var(--_accent-text);
  }
`;

/** Looks through the stock in an element, which gets the look of what it finds. */
export function scanIn(host: LitElement): StockScan {
  dress(host, styles);
  return new Scan<InventoryNumber>(host);
}

/** Looks further; when there is no more to look at the button goes away, and the focus on it goes to the search. */
async function further(scan: StockScan, button: Element) {
  const root = button.getRootNode() as ShadowRoot;
  await scan.further();
  await (root.host as LitElement).updateComplete;
  if (!button.isConnected && focusIsFree()) root.querySelector<HTMLElement>('#search')?.focus();
}

/** How many numbers are as wanted, as far as it was looked. */
export const countOf = ({ shown }: StockScan, wanted: Refinement) =>
  refine(shown.rows, shown.digits, { ...wanted, sort: '' }).length;

/** How many pages there are of what is as wanted. */
export const pagesOf = (scan: StockScan, wanted: Refinement) => Math.max(1, Math.ceil(countOf(scan, wanted) / perPage));

/** Looks through the stock for what is wanted now, and keeps to the pages that there are of it. */
export function look(scan: StockScan, { client, country, revision }: Source, search: DigitSearch, wanted: Refinement) {
  const { digits } = search;
  if (!client) return;
  scan.from({
    source: [client, country],
    digits,
    revision,
    wish: wanted,
    read: (page, signal) => client.listInventory({ country, search: digits || undefined, page, per_page: 100 }, signal),
    fits: (rows, digits) => refine(rows, digits, { ...wanted, sort: '' }).length,
    ordered: wanted.sort !== '',
  });
  search.page = Math.min(search.page, pagesOf(scan, wanted));
}

/** The numbers that are as wanted, and how much of the stock was looked at for them; `before` stays until there is something. */
export function findings(
  scan: StockScan,
  { page, refinement }: { page: number; refinement: Refinement },
  portal: Portal,
  choosing: Choosing,
  show: typeof offers,
  before?: unknown,
) {
  const { strings, timeZone, lang } = portal;
  const words = strings.picker;
  const { shown, error, progress } = scan;
  const { digits, looked, unread, at } = shown;
  const found = refine(shown.rows, digits, refinement);
  const from = (page - 1) * perPage;
  const said = at
    ? html`<span class="muted">${words.looked(found.length, looked, shown.total)}</span>
        ${unread > 0 ? html`<span class="muted">${strings.unread(unread)}</span>` : nothing}`
    : scan.reading && !before
      ? html`<span class="muted">${strings.loading}</span>`
      : nothing;
  return html`
    ${error ? failure(error, strings, () => scan.goOn()) : nothing}
    ${error && at ? html`<p class="muted small">${strings.stale(formatDateTime(at, timeZone, lang))}</p>` : nothing}
    <div class="looked small">
      ${/* Read out once, when it is settled; not at every page. */ scan.reading ? said : nothing}
      <span role="status">${scan.reading ? nothing : said}</span>
      ${progress ? html`<progress max=${progress.total || 1} value=${progress.looked} aria-label=${words.searching}></progress>` : nothing}
      ${
        // One button whose words change: what has the focus keeps it.
        progress || (scan.more && !scan.reading && !error)
          ? html`<button
              class="small"
              @click=${({ currentTarget }: Event) => (scan.reading ? scan.stop() : further(scan, currentTarget as Element))}
            >
              ${progress ? words.stop : words.further}
            </button>`
          : nothing
      }
    </div>
    ${
      found.length > 0
        ? show(
            {
              digits,
              where: refinement.where,
              items: found.slice(from, from + perPage),
              page,
              pages: pagesOf(scan, refinement),
              total: found.length,
            },
            portal,
            { ...choosing, counted: true },
            error ? TaskStatus.ERROR : TaskStatus.COMPLETE,
          )
        : scan.reading
          ? at
            ? nothing
            : before
          : error || !at
            ? nothing
            : html`<div class="frame blank" role="status">
                <strong>${words.noneFits}</strong> ${scan.more ? words.noneFitsFurther : words.noneFitsNext}
              </div>`
    }
  `;
}
