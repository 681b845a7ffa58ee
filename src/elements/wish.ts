import { initialState } from '@lit/task';
import type { ReactiveControllerHost } from 'lit';
import type { Client } from '../client/client.ts';
import type { InventoryNumber } from '../contract/number.ts';
import { Read } from '../controllers/read.ts';

/** Numbers that the page or the browser wishes for, and those of them that are for sale. */
export interface Wish {
  wanted: string[];
  found: Map<string, InventoryNumber>;
}

type Wished = readonly [Client | undefined, wanted: string, revision: unknown];

/** Looks for the numbers that are wished for, as long as `wished` names some, with spaces between them. */
export const wishOf = (host: ReactiveControllerHost, wished: () => Wished): Read<Wished, Wish> =>
  new Read(host, {
    args: wished,
    task: async ([client, names], { signal }): Promise<Wish | typeof initialState> => {
      if (!client || !names) return initialState;
      const { findForSale } = await import('../controllers/find-number.ts');
      const wish: Wish = { wanted: names.split(' '), found: new Map() };
      for (const e164 of wish.wanted) {
        const number = await findForSale(client, e164, undefined, signal);
        if (number) wish.found.set(e164, number);
      }
      return wish;
    },
  });
