import { DAY, HOUR } from './dates.ts';

/** When calls are made: the newest has index 0, and a higher index is never later. */
export interface CallTimes {
  /** In milliseconds, at a whole second. */
  startOf: (index: number) => number;
  /** The first index whose call began before a moment. */
  firstBefore: (time: number) => number;
}

// How busy an hour of an Indian working day is, from midnight on.
const hours = [2, 1, 1, 1, 1, 2, 4, 10, 24, 62, 96, 100, 90, 58, 70, 88, 96, 92, 70, 44, 26, 14, 7, 3];
// Sunday is the first.
const weekdays = [0.25, 1, 1, 1, 1, 1, 0.6];
const INDIA = 5.5 * HOUR;

/** Spreads calls over the days before `last`, as many days as a business with so many calls needs. */
export function callTimes(count: number, last: number, jitter: (index: number) => number): CallTimes {
  const days = Math.min(365, Math.max(7, Math.ceil(count / 120)));
  const upTo = new Float64Array(days * 24 + 1);
  for (let back = 0; back < days * 24; back++) upTo[back + 1] = upTo[back]! + busyness(last - (back + 0.5) * HOUR);
  const total = upTo[days * 24]!;

  const startOf = (index: number) => {
    // Each call has a slice of its own, so that one index further is never later.
    const at = ((index + jitter(index)) / count) * total;
    const back = partition(days * 24, (hour) => upTo[hour + 1]! >= at);
    const within = (at - upTo[back]!) / (upTo[back + 1]! - upTo[back]!);
    return Math.floor((last - (back + within) * HOUR) / 1000) * 1000;
  };
  return { startOf, firstBefore: (time) => partition(count, (index) => startOf(index) < time) };
}

function busyness(time: number): number {
  const there = new Date(time + INDIA);
  return hours[there.getUTCHours()]! * weekdays[there.getUTCDay()]!;
}

/** The first of `count` indexes that passes, where all after it pass too; `count` if none does. */
function partition(count: number, passes: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (passes(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The days of a query such as `2026-03-25`, both included, as UTC milliseconds; undefined where one is no day. */
export function daysOf(start: string, end: string): { from: number; until: number } | undefined {
  const [from, to] = [dayOf(start), dayOf(end)];
  return from === undefined || to === undefined ? undefined : { from, until: to + DAY };
}

/** The beginning of a UTC day written as `2026-03-25`, in milliseconds. */
export function dayOf(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  // The 31st of February is a date to nobody.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? time : undefined;
}
