import * as v from 'valibot';

/** Strict readers of what the browser says: anything that is not exactly as it should be is refused. */

/** A whole number in a query, where it comes as digits. */
export const natural = (most: number, least = 1) =>
  v.pipe(
    v.union([v.pipe(v.string(), v.regex(/^\d{1,7}$/)), v.number()]),
    v.transform(Number),
    v.integer(),
    v.minValue(least),
    v.maxValue(most),
  );

/** A whole number in a body. */
export const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

/** Text of one form. */
export const matching = (form: RegExp) => v.pipe(v.string(), v.regex(form));

/** One line that says something. */
export const line = (most: number) =>
  // eslint-disable-next-line no-control-regex
  v.pipe(v.string(), v.maxLength(most), v.regex(/^[^\u0000-\u001f\u007f]*$/), v.regex(/\S/));

/** One line that may be empty. */
export const maybeLine = (most: number) =>
  // eslint-disable-next-line no-control-regex
  v.pipe(v.string(), v.maxLength(most), v.regex(/^[^\u0000-\u001f\u007f]*$/));

/** The form of the service's identifiers. They are longer than any word that stands in their place in a path. */
export const idForm = /^[A-Za-z0-9][\w-]{7,63}$/;

/** The identifier of something that exists. */
export const id = matching(idForm);

/** A machine word such as `completed` or `NO_ANSWER`. */
export const machineWord = matching(/^[A-Za-z][\w-]{0,63}$/);

/** An ISO 4217 code. */
export const currency = matching(/^[A-Z]{3}$/);

/** A day of the calendar, as `2026-03-25`. A day that does not exist makes the service fail. */
export const day = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\d$/),
  v.check((text) => {
    const at = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
  }),
);

/** The days of a query in their order; where `both` is said, neither without the other. */
export const inOrder = <T extends Record<string, unknown>>(
  from: keyof T & string,
  to: keyof T & string,
  both = false,
) =>
  v.rawCheck<T>(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { [from]: first, [to]: last } = dataset.value;
    const alone = both && (first === undefined) !== (last === undefined);
    if (!alone && (typeof first !== 'string' || typeof last !== 'string' || first <= last)) return;
    const key = first !== undefined && last === undefined ? from : to;
    addIssue({
      message: 'Not two days in their order',
      path: [{ type: 'object', origin: 'value', input: dataset.value, key, value: dataset.value[key] }],
    });
  });

/** Which page, and how many rows it has. */
export const paging = { page: v.optional(natural(1_000_000)), per_page: v.optional(natural(100)) };

/**
 * The one way to ask for a page, `page` and `per_page`, in the words of those lists that want `limit` and `offset`. A page
 * without `per_page` has 25 rows, as the lists that know pages give.
 */
export const asOffset = <T extends { page?: number; per_page?: number }>({ page, per_page, ...rest }: T) =>
  page === undefined && per_page === undefined
    ? rest
    : { ...rest, limit: per_page ?? 25, offset: ((page ?? 1) - 1) * (per_page ?? 25) };
