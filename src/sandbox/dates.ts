/** One minute, in milliseconds. */
export const MINUTE = 60_000;
/** One hour, in milliseconds. */
export const HOUR = 60 * MINUTE;
/** One day, in milliseconds. */
export const DAY = 24 * HOUR;

// The service's clock is finer than ours; the digits below the millisecond are made up, but always the same.
const finer = (date: Date, digits: number) =>
  String(Math.abs(date.getTime() % 999_983) * 7919 + 24)
    .padStart(digits, '0')
    .slice(-digits);

/** Whole seconds and a `Z`: call records, and what the older pages answer. */
export const seconds = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

/** A space, five digits and India's own time: only `add_time` of a recording is written like this. */
export function inIndia(date: Date): string {
  const [day, time] = later(date, 5.5 * HOUR)
    .toISOString()
    .slice(0, 19)
    .split('T');
  return `${day} ${time}.${finer(date, 5)}+05:30`;
}

/** Microseconds and a `Z`: numbers, trunks, ledgers. */
export const micros = (date: Date): string => date.toISOString().replace('Z', `${finer(date, 3)}Z`);

/** Nanoseconds and a `Z`: only `cooldown_ends_at` is written like this. */
export const nanos = (date: Date): string => date.toISOString().replace('Z', `${finer(date, 6)}Z`);

/** Microseconds and `+00:00`: accounts and profiles. */
export const offsetMicros = (date: Date): string => date.toISOString().replace('Z', `${finer(date, 3)}+00:00`);

/** A number of milliseconds later (or, negative, earlier). */
export const later = (date: Date, milliseconds: number): Date => new Date(date.getTime() + milliseconds);

/** The same day of the next month, or its last day where the month is shorter. */
export function nextMonth(date: Date): Date {
  const next = new Date(date);
  next.setUTCMonth(next.getUTCMonth() + 1);
  if (next.getUTCDate() !== date.getUTCDate()) next.setUTCDate(0);
  return next;
}
