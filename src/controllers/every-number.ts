import type { Client } from '../client/client.ts';
import type { PhoneNumber } from '../contract/number.ts';

/** What is known of all the numbers a customer has: the service can neither count nor list them by their state. */
export interface Everything {
  items: PhoneNumber[];
  /** The digits that were searched for, or none. */
  digits: string;
  /** How many there are. */
  total: number;
  /** How many were looked at. */
  looked: number;
  /** How many of those could not be read. */
  unread: number;
  /** Whether all were looked at. */
  whole: boolean;
  /** Why not, when a further page could not be had. */
  trouble?: unknown;
}

/** What to look for, and how far. */
interface Looking {
  digits: string;
  /** After so many rows it stops. */
  most: number;
  /** What was known before. */
  before?: Everything;
  signal: AbortSignal;
  /** Hears what is known after each page but the last. */
  onPart: (part: Everything) => void;
}

/**
 * Reads a customer's numbers page by page, as far as `most`. A further page that fails does not cost what was read.
 *
 * What was known before stays until all is known anew; numbers in it are brought up to date on the way.
 */
export async function everyNumber(client: Client, { digits, most, before, signal, onPart }: Looking) {
  const rows = new Map<string, PhoneNumber>(); // one that moved between two pages is read twice
  const known: Everything = { items: [], digits, total: 0, looked: 0, unread: 0, whole: false };
  for (let page = 1; ; page += 1) {
    try {
      const read = await client.listNumbers({ search: digits || undefined, page, per_page: 100 }, signal);
      signal.throwIfAborted();
      const { items, unread = 0, total, pages } = read;
      for (const number of items) rows.set(number.e164, number);
      known.items = [...rows.values()];
      known.total = total;
      known.unread += unread;
      known.looked += items.length + unread;
      known.whole = page >= pages || items.length + unread === 0;
    } catch (trouble) {
      if (page === 1 || signal.aborted) throw trouble;
      return { ...known, trouble };
    }
    if (known.whole || known.looked >= most) return known;
    onPart(
      before?.digits === digits && before.looked > known.looked
        ? { ...before, items: before.items.map((number) => rows.get(number.e164) ?? number) }
        : { ...known },
    );
  }
}
