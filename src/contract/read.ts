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
  known(v.optional(v.pipe(v.unknown(), v.transform(read))), (value) => (value === undefined ? undefined : read(value)));

type Reader = (value: unknown) => unknown;

/** What a reader answers about something its record cannot be read without. */
const unreadable = Symbol();

/** How schemas read, for who has not the time to ask valibot for each field of a page of a hundred rows. */
const readers = new WeakMap<v.GenericSchema, Reader>();

function known<S extends v.GenericSchema>(schema: S, read: Reader): S {
  readers.set(schema, read);
  return schema;
}

function readerOf(schema: v.GenericSchema): Reader {
  const byValibot = (value: unknown) => {
    const result = v.safeParse(schema, value);
    return result.success ? result.output : unreadable;
  };
  return readers.get(schema) ?? byValibot;
}

const readWord = (value: unknown) => {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** Free text or an identifier; a number becomes its digits. */
export const word = tolerant(readWord);

/** Reads what must be there: without it there is nothing. */
const needed = <T>(read: (value: unknown) => T | undefined) => {
  const transform = v.rawTransform<unknown, T>(({ dataset, addIssue, NEVER }) => {
    const found = read(dataset.value);
    if (found === undefined) addIssue();
    return found === undefined ? NEVER : found;
  });
  return known(v.pipe(v.unknown(), transform), (value) => read(value) ?? unreadable);
};

/** A word that a row cannot do without: the id by which it is told from the others. */
export const key = needed(readWord);

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
export const readRows = <S extends v.GenericSchema>(row: S, list: unknown[]) =>
  list.map(readerOf(row)).filter((found) => found !== unreadable) as v.InferOutput<S>[];

/** A list of rows inside an answer. */
export const rows = <S extends v.GenericSchema>(row: S) =>
  tolerant((value) => (Array.isArray(value) ? readRows(row, value) : undefined));

const form = /^\+[1-9]\d{6,14}$/;

/** A phone number in E.164, plus sign included; the one thing a number's row cannot do without. */
export const e164 = known(v.pipe(v.string(), v.regex(form)), (value) =>
  typeof value === 'string' && form.test(value) ? value : unreadable,
);

/** An object of which only the named fields are kept, and of those only the ones that have a value. */
export const record = <E extends v.ObjectEntries>(entries: E) => {
  const fields = Object.entries(entries).map(([name, field]) => [name, readerOf(field)] as const);
  const schema = needed((value): v.InferOutput<v.ObjectSchema<E, undefined>> | undefined => {
    if (typeof value !== 'object' || !value) return undefined;
    const found: Record<string, unknown> = {};
    for (const [name, read] of fields) {
      const one = read((value as Record<string, unknown>)[name]);
      if (one === unreadable) return undefined;
      if (one !== undefined) found[name] = one;
    }
    return found as v.InferOutput<v.ObjectSchema<E, undefined>>;
  });
  return Object.assign(schema, { entries });
};

/** An object inside another one, of which nothing is known when it cannot be read. */
export const part = <S extends v.GenericSchema>(schema: S) => {
  const read = readerOf(schema);
  return tolerant((value): v.InferOutput<S> => {
    const found = read(value);
    return found === unreadable ? {} : found;
  });
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
