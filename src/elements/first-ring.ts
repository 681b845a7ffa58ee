import { html, nothing } from 'lit';
import type { PhoneNumber } from '../contract/number.ts';
import type { Place } from '../controllers/routing.ts';
import { faultOf, type Trunks } from '../controllers/trunks.ts';
import { canRing } from './list-views.ts';
import type { Portal } from './portal.ts';
import type { Routings } from './routings.ts';

/** What is known of where numbers ring that were just bought, and what is done about it. */
export interface Ringing {
  portal: Portal;
  trunks?: Trunks;
  routings: Routings;
  /** Whether it is being looked at what they could ring at. */
  asking: boolean;
  /** What has become of each since it was bought: where it rings, or that it is being released. */
  since: ReadonlyMap<string, Place | 'leaving'>;
  onRoute: (numbers: [PhoneNumber, ...PhoneNumber[]]) => unknown;
}

/** How far a bought number is on its way to ring somewhere. */
export function ringStateOf(number: PhoneNumber, { routings, since }: Ringing) {
  const routing = routings.routings.get(number.e164);
  if (routing?.outcome?.kind === 'gone') return 'gone';
  const status = routing?.troubled?.status;
  if (status === 'looking' || status === 'unknown') return 'unsure';
  if (routing?.busy) return 'linking';
  const now = since.get(number.e164) ?? { trunk: number.trunk_group_id };
  if (now === 'leaving') return 'leaving';
  if (now.trunk) return 'linked';
  if (number.status === 'pending_purchase') return 'pending';
  return canRing(number) ? 'unlinked' : 'outgoing';
}

/** Where a bought number rings, in words: for a line of several when `short`. */
export function ringWords(number: PhoneNumber, ringing: Ringing, short = false): string {
  const { picker: words, list } = ringing.portal.strings;
  switch (ringStateOf(number, ringing)) {
    case 'gone':
      return words.results.gone;
    case 'unsure':
      return words.ringUnsure;
    case 'linking':
      return words.linking;
    case 'leaving':
      return list.states.pending_release!;
    case 'linked':
      return linkedWords(number, ringing, short);
    case 'pending':
      return short ? words.results.bought : words.boughtPending;
    case 'outgoing':
      return short ? list.outgoing : words.boughtOutgoing;
    case 'unlinked':
      return short ? words.results.bought : words.boughtNext;
  }
}

function linkedWords({ e164, trunk_group_id }: PhoneNumber, { portal, trunks, since }: Ringing, short: boolean) {
  const { picker: words, list } = portal.strings;
  const now = since.get(e164);
  const trunk = trunks?.get((now !== 'leaving' && now?.trunk) || trunk_group_id!);
  const name = trunk?.name ?? list.trunk;
  const fault = trunk && faultOf(trunk);
  // It is where it was to be, and still nobody may hear it.
  if (fault) return `${words.linkedTo(name)} ${list.faults[fault]}`;
  return short ? words.ringsAt(name) : words.ringsNext(name);
}

/** The one main button after buying: where the numbers shall ring that ring nowhere yet, where the customer may choose. */
export function ringButton(numbers: PhoneNumber[], ringing: Ringing) {
  const { portal, asking, routings, onRoute } = ringing;
  if (!portal.may('assignNumber') || !portal.may('listTrunks')) return nothing;
  const states = numbers.map((number) => ringStateOf(number, ringing));
  const [first, ...rest] = numbers.filter((number, at) => states[at] === 'unlinked' && isOpen(number));
  const linking = numbers.find((_, at) => states[at] === 'linking');
  if (!first && !linking) return nothing;
  const closed = linking !== undefined || [first!, ...rest].some(({ e164 }) => routings.busy(e164));
  const { list, picker } = portal.strings;
  const label = rest.length > 0 ? picker.ringMany : list.route;
  return html`<button
    slot="actions"
    class="small primary"
    aria-disabled=${asking || closed}
    @click=${() => first && !closed && onRoute([first, ...rest])}
  >
    ${linking ? picker.linking : label}
  </button>`;
}

// An application is not ours to change, and it wins.
const isOpen = ({ status = 'active', is_blocked, application_id }: PhoneNumber) =>
  status === 'active' && !is_blocked && !application_id;
