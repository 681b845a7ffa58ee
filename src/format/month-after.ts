/** Hosts write the zone; for one the browser does not know it is India's, as for every date here. */
function zoneOf(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return 'Asia/Kolkata';
  }
}

/** The day a month after a moment's day in a zone, as the service bills: the same day, or the last of a shorter month. */
export function monthAfter(moment: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: zoneOf(timeZone),
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  const of = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 0, day = 0 } = of;
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(day, last))).toISOString().slice(0, 10);
}
