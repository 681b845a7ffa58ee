import { html } from 'lit';
import type { Everything } from '../controllers/every-number.ts';
import { faultOf, type Trunks } from '../controllers/trunks.ts';
import type { PhoneNumber } from '../contract/number.ts';
import type { Strings } from '../strings/en.ts';
import { ruledSeriesOf } from '../telephony/ruled-series.ts';

/** Whether a number can be rung at all: the 140 and 1600 series only call out. */
export const canRing = ({ e164 }: Pick<PhoneNumber, 'e164'>) => ruledSeriesOf(e164)?.direction !== 'outbound';

/** The word for the state a number is in; a number that waits for its Aadhaar check is active, and yet is not. */
export function stateOf(number: PhoneNumber): string {
  const { status = '', is_blocked, aadhaar_verification_required: needed, aadhaar_verified: verified } = number;
  if (is_blocked) return 'blocked';
  return (status || 'active') === 'active' && needed && !verified ? 'aadhaar' : status;
}

/** A number that calls could reach now; one of which no state is told is taken for active, as everywhere here. */
const isOn = (number: PhoneNumber) => (number.status ?? 'active') === 'active' && !number.is_blocked && canRing(number);

/** What the list can be narrowed to. */
export const views = {
  all: () => true,
  ringing: (number: PhoneNumber, trunks?: Trunks) => {
    const { application_id, trunk_group_id = '' } = number;
    const trunk = trunks?.get(trunk_group_id);
    const linked = application_id ?? (trunk ? !faultOf(trunk) : trunk_group_id);
    return Boolean(linked) && isOn(number) && stateOf(number) !== 'aadhaar';
  },
  nowhere: (number: PhoneNumber) => isOn(number) && !number.trunk_group_id && !number.application_id,
  aadhaar: (number: PhoneNumber) => stateOf(number) === 'aadhaar',
  leaving: (number: PhoneNumber) => number.status === 'pending_release',
  blocked: (number: PhoneNumber) => stateOf(number) === 'blocked',
};

/** The name of a part of the list. */
export type View = keyof typeof views;

/** What is in each part; what is looked for in words may be the place or the trunk. */
export function sorted({ items }: Everything, words: string, trunks?: Trunks) {
  const holds = ({ region, trunk_group_id = '' }: PhoneNumber) =>
    [region, trunks?.get(trunk_group_id)?.name].some((text) => text?.toLowerCase().includes(words));
  const matching = words ? items.filter(holds) : items;
  return Object.fromEntries(
    Object.entries(views).map(([view, shows]) => [view, matching.filter((number) => shows(number, trunks))]),
  ) as Record<View, PhoneNumber[]>;
}

/** The parts of the list with how many are in each; a count that may grow while further numbers are looked at says so. */
export function viewBar(
  parts: Record<View, PhoneNumber[]>,
  { whole }: Everything,
  chosen: View,
  words: Strings['list'],
  onChoose: (view: View) => unknown,
) {
  return html`
    <div class="views" role="group" aria-label=${words.filter}>
      ${(Object.keys(parts) as View[]).map(
        (view) =>
          html`<button class="small" aria-pressed=${view === chosen} @click=${() => onChoose(view)}>
            ${words.views[view]}
            <span class="count">${parts[view].length.toLocaleString('en-IN') + (whole ? '' : '+')}</span>
          </button>`,
      )}
    </div>
  `;
}
