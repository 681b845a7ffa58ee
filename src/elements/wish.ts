import { initialState } from '@lit/task';
import type { ReactiveControllerHost } from 'lit';
import type { Client } from '../client/client.ts';
import type { InventoryNumber } from '../contract/number.ts';
import { findForSale } from '../controllers/find-number.ts';
import { Read } from '../controllers/read.ts';

/** A number that the host wishes for, and whether it is for sale. */
export interface Wish {
  e164: string;
  number?: InventoryNumber;
}

/** Looks for the number that the host wishes for, as long as `wished` names one. */
export const wishOf = (
  host: ReactiveControllerHost,
  client: () => Client | undefined,
  wished: () => string,
): Read<readonly [Client | undefined, string], Wish> =>
  new Read(host, {
    args: () => [client(), wished()] as const,
    task: async ([client, e164], { signal }): Promise<Wish | typeof initialState> =>
      client && e164 ? { e164, number: await findForSale(client, e164, undefined, signal) } : initialState,
  });
