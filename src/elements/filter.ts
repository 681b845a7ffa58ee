import { html, type LitElement } from 'lit';
import type { InventoryNumber } from '../contract/number.ts';
import type { Portal } from './portal.ts';
import { placesIn, type Refinement } from './refine.ts';
import type { RefineEvent } from './vobiz-number-filter.ts';

/** What follows from the fields. */
interface Refining {
  /** How many numbers are as wanted, when that is known. */
  found?: number;
  onRefine: (refinement: Refinement) => void;
  onDone: () => void;
}

/** The fields in which somebody says what else they want of a number; places are suggested from those `seen`. */
export const filter = (
  refinement: Refinement,
  seen: InventoryNumber[],
  { strings }: Portal,
  { found, onRefine, onDone }: Refining,
) => html`
  <vobiz-number-filter
    .refinement=${refinement}
    .places=${placesIn(seen)}
    .found=${found}
    .strings=${strings}
    @refine=${({ refinement }: RefineEvent) => onRefine(refinement)}
    @done=${onDone}
  ></vobiz-number-filter>
`;

/** Leads from the fields, which are closed, to what was found below the button that opened them. */
export async function goTo(host: LitElement) {
  await host.updateComplete;
  host.renderRoot.querySelector<HTMLElement>('[role=search] [aria-expanded]')?.focus();
}
