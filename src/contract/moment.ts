// The eight forms that the API's documentation shows: "T" or a space; 0 to 9 decimals; Z, an offset or no zone; or a date alone.
const form = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?\s*(Z|[+-]\d\d:?\d\d)?)?$/i;

/**
 * A moment in one form, UTC with milliseconds (`2026-03-25T10:00:00.000Z`), or undefined when it is not one.
 *
 * A time without a zone is UTC, as the API's bare dates are UTC days.
 */
export function readMoment(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (usual.test(value)) return `${value.slice(0, 19)}.${value.slice(20, -1).slice(0, 3).padEnd(3, '0')}Z`;
  const parts = form.exec(value.trim());
  if (!parts) return undefined;
  const [, day = '', time = '00:00:00', fraction = '', zone = 'Z'] = parts;
  const utc = `${day}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
  const offset = zone.toUpperCase() === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const at = new Date(utc.slice(0, -1) + offset);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

// Nearly all moments are this one of them, on a day that every month has, and need no calendar to say them in the one form.
const usual = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/;
