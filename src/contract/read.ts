import * as v from 'valibot';
import { readMoment } from './moment.ts';
import { readMoney } from './money.ts';

/**
 * Tolerant readers: what the API sends becomes regular here and nowhere else.
 *
 * Missing, null and unusable become one thing, `undefined`: a field that cannot be read is a dash on the screen, never an
 * error. Only what a row cannot do without (its `e164`, say) is required by the row's own schema.
 */
const tolerant = <T>(read: (value: unknown) => T | undefined) => v.optional(v.pipe(v.unknown(), v.transform(read)));

/** Free text, an enum word or an identifier; an unknown word survives as itself, a number becomes its digits. */
export const word = tolerant((value) => {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
});

/** Yes or no, also as the words and digits some answers use. */
export const flag = tolerant((value) => {
  if (value === true || value === 'true' || value === 1) return true;
  return value === false || value === 'false' || value === 0 ? false : undefined;
});

/** A whole number of something, never negative; numeric strings are read. */
export const count = tolerant((value) => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
});

/** Money, wherever and however the API puts it. */
export const money = tolerant(readMoney);

/** A moment, in any of the API's forms. */
export const moment = tolerant(readMoment);

/** A list of words; anything else in it is left out. */
export const words = tolerant((value) => {
  if (value === null) return undefined;
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
});

/** A phone number in E.164, plus sign included; the one thing a number's row cannot do without. */
export const e164 = v.pipe(v.string(), v.regex(/^\+[1-9]\d{6,14}$/));

/** An object of which only the named fields are kept, and of those only the ones that have a value. */
export const record = <E extends v.ObjectEntries>(entries: E) =>
  v.pipe(
    v.object(entries),
    v.transform((read) => {
      for (const key of Object.keys(read))
        if (read[key as keyof typeof read] === undefined) delete read[key as keyof typeof read];
      return read;
    }),
  );
