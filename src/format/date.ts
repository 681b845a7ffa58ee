import { formatDuration } from './duration.ts';

/** A zone the browser does not know becomes this one, and `zoneName` says so. */
const home = 'Asia/Kolkata';

/** Making a formatter costs far more than using one, and a table of calls needs the same one in every row. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Hosts write the language and the zone; a misspelt one must not take the page down. */
function isKnown(lang: string, timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat(lang, { timeZone }));
  } catch {
    return false;
  }
}

function formatterFor(lang: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${lang} ${timeZone}`;
  let made = formatters.get(key);
  if (!made) {
    const language = !/^en\b/i.test(lang) && isKnown(lang, home) ? lang : 'en-IN';
    made = new Intl.DateTimeFormat(language, {
      timeZone: isKnown('en', timeZone) ? timeZone : home,
      calendar: 'gregory',
      numberingSystem: 'latn', // mr and bn would write their own digits
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    formatters.set(key, made);
  }
  return made;
}

const isDay = (iso: string) => /^\d{4}-\d\d-\d\d$/.test(iso);

/** The parts of a moment in a zone, or undefined if `iso` is not one. A time without an offset is UTC, as the API's are. */
function partsOf(iso: string, timeZone: string, lang: string): Record<string, string> | undefined {
  const [, time, zone] = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/i.exec(iso) ?? [];
  const date = new Date(time && !zone ? `${iso}Z` : iso);
  if ((!time && !isDay(iso)) || Number.isNaN(date.getTime())) return undefined;
  const parts = formatterFor(lang, time ? timeZone : 'UTC').formatToParts(date);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}

/** The order is ours, only the month's name is the language's: CLDR orders and punctuates some languages unlike India does. */
const dayOf = ({ day, month, year }: Record<string, string>) => `${day} ${month} ${year}`;

/**
 * Writes the day of a moment in a zone: "25 Mar 2026" (CLDR, en-IN).
 * A bare date is that day everywhere; what is not a date is "—".
 */
export function formatDate(iso: string, timeZone: string, lang = 'en'): string {
  const parts = partsOf(iso, timeZone, lang);
  return parts ? dayOf(parts) : '—';
}

/**
 * Writes a moment in a zone: "25 Mar 2026, 3:30 pm", on request with seconds. A bare date has no time to show.
 * The time is put together here because engines disagree about the case of am and pm and the space before them.
 */
export function formatDateTime(iso: string, timeZone: string, lang = 'en', { seconds = false } = {}): string {
  const parts = partsOf(iso, timeZone, lang);
  if (!parts || isDay(iso)) return formatDate(iso, timeZone, lang);
  const hour = Number(parts.hour);
  const minute = parts.minute + (seconds ? `:${parts.second}` : '');
  return `${dayOf(parts)}, ${hour % 12 || 12}:${minute} ${hour < 12 ? 'am' : 'pm'}`;
}

/**
 * Names a zone for the head of a table: "IST" for India, else like "GMT-4" on the day of `iso`, or today.
 * Engines write "IST" only in en-IN, so it is written here.
 */
export function zoneName(timeZone: string, iso?: string): string {
  const zone = formatterFor('en', timeZone).resolvedOptions().timeZone;
  if (/^Asia\/(Kolkata|Calcutta)$/i.test(zone)) return 'IST';
  const date = new Date(iso ?? Date.now());
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' });
  const parts = format.formatToParts(Number.isNaN(date.getTime()) ? Date.now() : date);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
  return name.replace('UTC', 'GMT').replace(/[+-]0$/, '');
}

/** Writes what is left of a wait in seconds: "23:59:07", "4:05". It reads 0:00 only when nothing is left. */
export function formatRemaining(seconds: number): string {
  return formatDuration(Math.max(0, Math.ceil(seconds)));
}
