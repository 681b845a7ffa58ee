import type { PhoneNumber } from '../contract/number.ts';
import { faultOf, type Trunks } from '../controllers/trunks.ts';
import { phoneInText } from '../format/phone-in-text.ts';
import type { Portal } from './portal.ts';
import type { TrunkQuestion } from './vobiz-trunk-choice.ts';

/** Where a number could ring: at the trunks that take incoming calls, and where it rings already. */
export function routingQuestion(number: PhoneNumber, portal: Portal, trunks?: Trunks): TrunkQuestion {
  const words = portal.strings.list;
  const { e164, region, trunk_group_id: current, application_id } = number;
  const known = portal.may('assignNumber') ? [...(trunks?.values() ?? [])] : [];
  const inbound = known.filter((trunk) => trunk.trunk_id === current || faultOf(trunk) !== 'outgoing');
  // Where it rings stays in sight even where its name is not known.
  if (current && !inbound.some(({ trunk_id }) => trunk_id === current)) inbound.unshift({ trunk_id: current });
  return {
    title: words.routing.title(phoneInText(e164, region)),
    note: application_id && words.bothWarning,
    trunks: inbound,
    current,
    canUnlink: portal.may('unassignNumber'),
  };
}
