import { initialState } from '@lit/task';
import type { ReactiveControllerHost } from 'lit';
import type { Client } from '../client/client.ts';
import type { InventoryNumber } from '../contract/number.ts';
import { Read } from '../controllers/read.ts';

/** A number that the host wishes for, and whether it is for sale. */
export interface Wish {
  e164: string;
  number?: InventoryNumber;
}

type Wished = readonly [Client | undefined, e164: string];

/** Looks for the number that the host wishes for, as long as `wished` names one. */
export const wishOf = (host: ReactiveControllerHost, wished: () => Wished): Read<Wished, Wish> =>
  new Read(host, {
    args: wished,
    task: async ([client, e164], { signal }): Promise<Wish | typeof initialState> => {
      if (!client || !e164) return initialState;
      const { findForSale } = await import('../controllers/find-number.ts');
      return { e164, number: await findForSale(client, e164, undefined, signal) };
    },
  });
