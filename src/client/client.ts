import type { Balance, BalanceQuery } from '../contract/balance.ts';
import type { Handler } from '../contract/handler.ts';
import type {
  Assignment,
  InventoryNumber,
  InventoryQuery,
  NewNumber,
  NumberQuery,
  PhoneNumber,
  Purchase,
  Release,
  Restored,
} from '../contract/number.ts';
import type { Page } from '../contract/page.ts';
import type { Session } from '../contract/session.ts';
import { createCaller, type ClientOptions, type Intent } from './call.ts';

/**
 * The portal's calls as functions. Reads take a signal; writes take an intent, and are never repeated.
 *
 * Everything that goes wrong is a {@link VobizError}.
 */
export function createClient(options: ClientOptions) {
  const call = createCaller(options);
  return {
    /** Who is signed in, and what they may do. */
    getSession: (signal?: AbortSignal): Promise<Session> => call('getSession', { signal }),
    /** A page of numbers for sale; `search` looks anywhere in the digits. */
    listInventory: (query: InventoryQuery = {}, signal?: AbortSignal): Promise<Page<InventoryNumber>> =>
      call('listInventory', { query, signal }),
    /** Buys a number: `setup_fee` plus `monthly_fee` is debited at once. */
    buyNumber: (body: NewNumber, intent: Intent): Promise<Purchase> => call('buyNumber', { body, intent }),
    /** A page of the customer's own numbers. */
    listNumbers: (query: NumberQuery = {}, signal?: AbortSignal): Promise<Page<PhoneNumber>> =>
      call('listNumbers', { query, signal }),
    /** Begins the release of a number; answers the fee and `cooldown_ends_at`, when the service tells them. */
    releaseNumber: (e164: string, intent: Intent): Promise<Release> =>
      call('releaseNumber', { params: { e164 }, intent }),
    /** Takes a release back while it is pending; its refund may fail though the number is safe. */
    cancelRelease: (e164: string, intent: Intent): Promise<Restored> =>
      call('cancelRelease', { params: { e164 }, intent }),
    /** Lets a number ring at a trunk. */
    assignNumber: async (e164: string, body: Assignment, intent: Intent): Promise<void> => {
      await call('assignNumber', { params: { e164 }, body, intent });
    },
    /** Lets a number ring nowhere. */
    unassignNumber: async (e164: string, intent: Intent): Promise<void> => {
      await call('unassignNumber', { params: { e164 }, intent });
    },
    /** What is in the wallet. */
    getBalance: (query: BalanceQuery = {}, signal?: AbortSignal): Promise<Balance> =>
      call('getBalance', { query, signal }),
  };
}

/** The contract as functions. */
export type Client = ReturnType<typeof createClient>;

export { VobizError } from './error.ts';
export type { ErrorKind } from '../contract/problem.ts';
export type {
  Assignment,
  Balance,
  BalanceQuery,
  ClientOptions,
  Handler,
  Intent,
  InventoryNumber,
  InventoryQuery,
  NewNumber,
  NumberQuery,
  Page,
  PhoneNumber,
  Purchase,
  Release,
  Restored,
  Session,
};
