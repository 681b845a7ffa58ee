import { TaskStatus } from '@lit/task';
import { html, nothing } from 'lit';
import type { InventoryNumber } from '../contract/number.ts';
import type { Scan } from '../controllers/scan.ts';
import { failure } from './faces.ts';
import type { offers, Choosing } from './offers.ts';
import type { Portal } from './portal.ts';
import { placesIn, refine, type Refinement } from './refine.ts';
import type { RefineEvent } from './vobiz-number-filter.ts';

const perPage = 25;
const pagesFor = (found: InventoryNumber[]) => Math.max(1, Math.ceil(found.length / perPage));

/** What is wanted, and which page of it is shown. */
interface Wanted {
  digits: string;
  page: number;
  refinement: Refinement;
}

/** The fields in which somebody says what else they want of a number; places are suggested from those `seen`. */
export const filter = (
  refinement: Refinement,
  seen: InventoryNumber[],
  { strings }: Portal,
  onRefine: (refinement: Refinement) => void,
) => html`
  <vobiz-number-filter
    .refinement=${refinement}
    .places=${placesIn(seen)}
    .strings=${strings}
    @refine=${({ refinement }: RefineEvent) => onRefine(refinement)}
  ></vobiz-number-filter>
`;

/** How many pages there are of what is as wanted. */
export const pagesOf = (rows: InventoryNumber[], digits: string, refinement: Refinement) =>
  pagesFor(refine(rows, digits, refinement));

/** The numbers that are as wanted, and how much of the stock was looked at for them. */
export function findings(
  scan: Scan<InventoryNumber>,
  { digits, page, refinement }: Wanted,
  portal: Portal,
  choosing: Choosing,
  show: typeof offers,
) {
  const { strings } = portal;
  const words = strings.picker;
  const found = refine(scan.rows, digits, refinement);
  const pages = pagesFor(found);
  const from = (Math.min(page, pages) - 1) * perPage;
  const looked = html`
    <p class="looked small" role="status">
      <span class="muted"
        >${scan.looked > 0 ? words.looked(found.length, scan.looked, scan.total) : strings.loading}</span
      >
      ${scan.unread > 0 ? html`<span class="muted">${strings.unread(scan.unread)}</span>` : nothing}
      ${
        scan.reading
          ? html`<progress max=${scan.total || 1} value=${scan.looked}></progress>
              <button class="small plain" @click=${() => scan.stop()}>${words.stop}</button>`
          : scan.more
            ? html`<button class="small" @click=${() => scan.further()}>${words.further}</button>`
            : nothing
      }
    </p>
  `;
  return html`
    ${scan.error ? failure(scan.error, strings, () => scan.further()) : nothing} ${looked}
    ${
      found.length > 0
        ? show(
            {
              digits,
              where: refinement.where,
              items: found.slice(from, from + perPage),
              page,
              pages,
              total: found.length,
            },
            portal,
            { ...choosing, counted: true },
            scan.error ? TaskStatus.ERROR : TaskStatus.COMPLETE,
          )
        : scan.reading || scan.looked === 0
          ? nothing
          : html`<div class="frame blank" role="status">
              <strong>${words.noneFits}</strong> ${scan.more ? words.noneFitsFurther : words.noneFitsNext}
            </div>`
    }
  `;
}
