import type { Client } from '../client/client.ts';
import type { Trunk } from '../contract/trunk.ts';

/** A customer's trunks, by id. */
export type Trunks = ReadonlyMap<string, Trunk>;

const shared = new WeakMap<Client, { revision: number; trunks: Promise<Trunks> }>();

// Nobody has so many; what answers more than this is broken.
const mostPages = 10;

/** All of a customer's trunks: read once for every element on the page, until everything is to be read again. */
export function trunksOf(client: Client, revision: number): Promise<Trunks> {
  const known = shared.get(client);
  if (known?.revision === revision) return known.trunks;
  const trunks = readTrunks(client);
  shared.set(client, { revision, trunks });
  // What failed is asked for again by whoever needs it next.
  trunks.catch(() => shared.get(client)?.trunks === trunks && shared.delete(client));
  return trunks;
}

/** All of a customer's trunks as they are now. */
export async function readTrunks(client: Client): Promise<Trunks> {
  const trunks = new Map<string, Trunk>();
  for (let page = 1, pages = 1; page <= Math.min(pages, mostPages); page += 1) {
    const read = await client.listTrunks({ page, per_page: 100 });
    for (const trunk of read.items) trunks.set(trunk.trunk_id, trunk);
    ({ pages } = read);
  }
  return trunks;
}

/** Why no call reaches anybody over a trunk, if that is so; of a trunk of which only the id is known it is not said. */
export function faultOf({ trunk_status, trunk_direction, primary_uri_uuid }: Trunk) {
  if (trunk_status === 'disabled') return 'off';
  if (trunk_direction === 'outbound') return 'outgoing';
  return trunk_direction && !primary_uri_uuid ? 'nowhere' : undefined;
}
