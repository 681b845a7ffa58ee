import * as v from 'valibot';
import { readMoment } from './moment.ts';
import { readMoney } from './money.ts';

/**
 * Tolerant readers: what the API sends becomes regular here and nowhere else.
 *
 * Missing, null and unusable become one thing, `undefined`: a field that cannot be read is a dash on the screen, never an
 * error. Only what a row cannot do without (its `e164`, say) is required by the row's own schema.
 */
export const tolerant = <T>(read: (value: unknown) => T | undefined) =>
  Object.assign(v.optional(v.pipe(v.unknown(), v.transform(read))), { read });

const readWord = (value: unknown) => {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** Free text or an identifier; a number becomes its digits. */
export const word = tolerant(readWord);

/** A word that a row cannot do without: the id by which it is told from the others. */
export const key = v.pipe(v.unknown(), v.transform(readWord), v.string());

/** An enum word in lower case, with the API's other words for the same thing made one; an unknown word survives. */
export const choice = (others: [said: string, meant: string][] = []) =>
  tolerant((value) => {
    const said = readWord(value)?.toLowerCase();
    return others.find(([other]) => other === said)?.[1] ?? said;
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

/** A measured number, with its fraction. */
export const figure = tolerant((value) => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
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

/** The rows that can be read; one that cannot never costs the others. */
export const readRows = <S extends v.GenericSchema>(row: S, list: unknown[]): v.InferOutput<S>[] =>
  list
    .map((value) => v.safeParse(row, value))
    .filter((result) => result.success)
    .map((result) => result.output);

/** A list of rows inside an answer. */
export const rows = <S extends v.GenericSchema>(row: S) =>
  tolerant((value) => (Array.isArray(value) ? readRows(row, value) : undefined));

/** A phone number in E.164, plus sign included; the one thing a number's row cannot do without. */
export const e164 = v.pipe(v.string(), v.regex(/^\+[1-9]\d{6,14}$/));

/**
 * An object of which only the named fields are kept, and of those only the ones that have a value.
 *
 * A tolerant field is read by its own function here: through valibot a page of a list takes four times as long.
 */
export const record = <E extends v.ObjectEntries>(entries: E) => {
  type Read = v.InferOutput<v.ObjectSchema<E, undefined>>;
  const readers = Object.entries(entries).map(([name, field]) => [name, readerOf(field)] as const);
  const read = v.rawTransform<unknown, Read>(({ dataset, addIssue, NEVER }) => {
    const said = dataset.value as Record<string, unknown> | null;
    const found: Record<string, unknown> = {};
    if (typeof said !== 'object' || !said) return (addIssue(), NEVER);
    for (const [name, read] of readers) {
      const value = read(said[name]);
      if (value === unreadable) return (addIssue(), NEVER);
      if (value !== undefined) found[name] = value;
    }
    return found as Read;
  });
  return Object.assign(v.pipe(v.unknown(), read), { entries });
};

const unreadable = Symbol();

const readerOf = (field: v.GenericSchema & { read?: (value: unknown) => unknown }) =>
  field.read
    ? (value: unknown) => (value === undefined ? undefined : field.read!(value))
    : (value: unknown) => {
        const result = v.safeParse(field, value);
        return result.success ? result.output : unreadable;
      };

type Words<S extends string> = S extends `${infer First} ${infer Rest}` ? First | Words<Rest> : S;

/** One reader for several fields, whose names are said in one line. */
export const fields = <R, S extends string>(reader: R, names: S) =>
  Object.fromEntries(names.split(' ').map((name) => [name, reader])) as Record<Words<S>, R>;

/** Any value as something whose fields can be asked for; what is no object has none. */
export const inside = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** Reads a field from the API's other name for it where the usual one is missing. */
export const renamed = <S extends v.GenericSchema>(others: Record<string, string>, schema: S) =>
  v.pipe(
    v.unknown(),
    v.transform((value) => {
      const said = { ...inside(value) };
      for (const [usual, other] of Object.entries(others)) said[usual] ??= said[other];
      return said;
    }),
    schema,
  );
