import type { Client } from '../client/client.ts';
import { VobizError } from '../client/error.ts';
import { barOf } from '../contract/bar.ts';
import type { InventoryNumber } from '../contract/number.ts';
import type { Page } from '../contract/page.ts';

/** A number as it is for sale now; undefined when it is not, or when it is listed without being for sale. */
export async function findForSale(
  client: Client,
  e164: string,
  country?: string,
  signal?: AbortSignal,
): Promise<InventoryNumber | undefined> {
  const number = theOne(await client.listInventory({ country, search: e164.slice(1), per_page: 100 }, signal), e164);
  return number && !barOf(number) ? number : undefined;
}

/** The row of a number in a search for all of its digits; throws when it cannot be known whether there is one. */
export function theOne<N extends { e164: string }>({ items, pages, unread }: Page<N>, e164: string): N | undefined {
  const number = items.find((row) => row.e164 === e164);
  // A row that could not be read, or one on a further page, might be the one.
  if (!number && (unread || pages > 1)) throw new VobizError({ status: 200, kind: 'server', code: 'unreadable' });
  return number;
}
