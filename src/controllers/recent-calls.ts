import type { Client } from '../client/client.ts';
import type { CallName } from '../contract/routes.ts';

/** What is known of a number's calls in the last 30 days; what is not known is left out. */
export interface RecentCalls {
  count?: number;
  /** When the last of them began. */
  last?: string;
}

const days = 30;

/** Whose calls to look at, and who asks. */
interface Looking {
  client: Client;
  may: (call: CallName) => boolean;
  e164: string;
  signal: AbortSignal;
}

/** Reads what a number did lately from whatever this customer may read; throws when that is nothing. */
export async function recentCalls(looking: Looking): Promise<RecentCalls> {
  const [counted, recorded] = await Promise.all([
    inHealth(looking).catch(() => undefined),
    inRecords(looking).catch(() => undefined),
  ]);
  looking.signal.throwIfAborted();
  const known = { count: counted ?? recorded?.count, last: recorded?.last };
  if (known.count === undefined && !known.last) throw new Error('Nothing is known of its calls');
  // The service has not counted yet what it has a record of.
  return known.count === 0 && known.last ? { last: known.last } : known;
}

async function inHealth({ client, may, e164, signal }: Looking): Promise<number | undefined> {
  if (!may('getNumberHealth')) return undefined;
  const { summary = {} } = await client.getNumberHealth(e164, signal);
  const { period_days = days, total_calls } = summary;
  return period_days === days ? total_calls : undefined;
}

/** Incoming calls are to a number and outgoing calls from it; the service filters by one or the other. */
async function inRecords({ client, may, e164, signal }: Looking): Promise<RecentCalls | undefined> {
  if (!may('listCalls')) return undefined;
  const digits = e164.slice(1);
  // Whether the service's days are India's or UTC's is not said: tomorrow ends both.
  const range = { start_date: day(-days), end_date: day(1), per_page: 1 };
  const ways = [
    ['destination_number', { call_direction: 'inbound', to_number: digits }],
    ['caller_id_number', { call_direction: 'outbound', from_number: digits }],
  ] as const;
  const found = await Promise.all(
    ways.map(async ([own, filter]) => {
      const { items, total } = await client.listCalls({ ...range, ...filter }, signal);
      // A service that does not know the filter answers with anybody's calls, and says nothing of this number's.
      const isFiltered = total === 0 || items[0]?.[own]?.includes(digits);
      return isFiltered ? { count: total, last: items[0]?.start_time } : undefined;
    }),
  );
  const [incoming, outgoing] = found;
  if (!incoming || !outgoing) return undefined;
  const last = [incoming.last, outgoing.last].filter((moment) => moment !== undefined).sort();
  return { count: incoming.count + outgoing.count, last: last.at(-1) };
}

const day = (from: number) => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);
