import * as v from 'valibot';
import { currency, day, inOrder, line, machineWord, matching, paging } from './input.ts';

/** Which wallet; Indian customers have one, in rupees (Vobiz documentation, balance). */
export const BalanceQuery = v.strictObject({ currency: v.optional(currency, 'INR') });
export type BalanceQuery = v.InferInput<typeof BalanceQuery>;

/** Which movements of money; both days are part of the time, and days of UTC. */
export const TransactionQuery = v.pipe(
  v.strictObject({
    from_date: v.optional(day),
    to_date: v.optional(day),
    type: v.optional(machineWord),
    status: v.optional(v.picklist(['completed', 'pending', 'failed', 'cancelled'])),
    currency: v.optional(currency),
    reference_type: v.optional(machineWord),
    reference: v.optional(matching(/^[\w:+.@-]{1,128}$/)),
    transaction_id: v.optional(matching(/^[\w-]{1,64}$/)),
    description: v.optional(line(100)),
    ...paging,
  }),
  inOrder<{ from_date?: string; to_date?: string }>('from_date', 'to_date'),
);
export type TransactionQuery = v.InferInput<typeof TransactionQuery>;
