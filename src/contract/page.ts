import * as v from 'valibot';
import { inside, readRows } from './read.ts';

/** One page of a list, whatever envelope the API wrapped it in. */
export interface Page<T, S = never> {
  items: T[];
  page: number;
  pages: number;
  total: number;
  /** How many rows of this page could not be read; left out when all could. */
  unread?: number;
  /** Figures over all rows that were asked for, not only those of this page; for the lists that have them. */
  summary?: S;
}

const natural = (...values: unknown[]): number | undefined => {
  for (const value of values) {
    const number = typeof value === 'string' && value !== '' ? Number(value) : value;
    if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return number;
  }
  return undefined;
};

const listKeys = ['items', 'objects', 'data', 'numbers', 'accounts', 'sessions', 'transactions', 'results'];

/**
 * Reads a page of rows from any of the API's envelopes (`items` with page and per_page; `objects` with meta; `data` with
 * pagination), from ours, and from a bare list.
 *
 * A row that cannot be read is left out and counted, so that it never costs the rest of the list. What the answer echoes
 * about pages is believed, not what was asked for.
 */
export function page<R extends v.GenericSchema, S extends v.GenericSchema = never>(row: R, summary?: S) {
  return v.pipe(
    v.unknown(),
    v.rawTransform(({ dataset, addIssue, NEVER }): Page<v.InferOutput<R>, v.InferOutput<S>> => {
      const envelope = inside(dataset.value);
      const key = listKeys.find((name) => Object.hasOwn(envelope, name));
      const list = Array.isArray(dataset.value)
        ? (dataset.value as unknown[])
        : key
          ? (envelope[key] ?? [])
          : undefined;
      if (!Array.isArray(list)) {
        addIssue({ message: 'Not a list in any known envelope' });
        return NEVER;
      }
      const items = readRows(row, list);
      // The proxy has read this page before, and says what it had to leave out.
      const unread = list.length - items.length + (natural(envelope.unread) ?? 0);
      const sums = summary && v.safeParse(summary, envelope.summary);
      return {
        items,
        ...place(envelope, list.length),
        ...(unread > 0 && { unread }),
        ...(sums?.success && { summary: sums.output }),
      };
    }),
  );
}

/** Where in the list this page stands. */
function place(envelope: Record<string, unknown>, length: number): Omit<Page<unknown>, 'items'> {
  const { meta: rawMeta, pagination: rawPagination } = envelope;
  const meta = inside(rawMeta);
  const pagination = inside(rawPagination);
  const total = natural(envelope.total, pagination.total, meta.total, meta.total_count) ?? length;
  const size = natural(envelope.per_page, pagination.per_page, meta.limit, envelope.size) || length || 1;
  const offset = natural(meta.offset);
  const page = natural(envelope.page, pagination.page) ?? (offset === undefined ? 1 : Math.floor(offset / size) + 1);
  const pages = natural(envelope.pages, pagination.pages, envelope.total_pages) ?? Math.ceil(total / size);
  return { page: Math.max(page, 1), pages: Math.max(pages, 1), total };
}
