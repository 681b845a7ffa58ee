import type { Write } from '../controllers/dealing.ts';
import { formatDateTime, zoneName } from '../format/date.ts';
import { notice } from './notice.ts';
import type { Portal } from './portal.ts';

/** A moment as it is written in a sentence, with the zone it is in. */
export const when = (moment: string, { timeZone, lang }: Portal) =>
  `${formatDateTime(moment, timeZone, lang)} ${zoneName(timeZone, moment)}`;

/** Until when a number cannot be given up because it had calls lately; undefined where that is not why it was refused. */
export function coolingNews({ error }: Write, heading: string, portal: Portal, dismiss: () => unknown) {
  const { strings } = portal;
  const until = error?.coolOffUntil;
  return until && notice('warning', heading, { next: strings.list.coolingOff(when(until, portal)), dismiss }, strings);
}
