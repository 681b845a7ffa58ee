// The eight forms that the API's documentation shows: "T" or a space; 0 to 9 decimals; Z, an offset or no zone; or a date alone.
const form = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?\s*(Z|[+-]\d\d:?\d\d)?)?$/i;

/**
 * A moment in one form, UTC with milliseconds (`2026-03-25T10:00:00.000Z`), or undefined when it is not one.
 *
 * A time without a zone is UTC, as the API's bare dates are UTC days.
 */
export function readMoment(value: unknown): string | undefined {
  const parts = typeof value === 'string' ? form.exec(value.trim()) : null;
  if (!parts) return undefined;
  const [, day, time = '00:00:00', fraction = '', zone = 'Z'] = parts;
  const offset = zone.toUpperCase() === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const at = new Date(`${day}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}${offset}`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
