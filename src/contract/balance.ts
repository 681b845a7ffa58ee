import * as v from 'valibot';
import { flag, moment, money, record, word } from './read.ts';

/** The customer's wallet. `available_balance` is what can be spent; a postpaid account may go on to `credit_limit`. */
export const Balance = record({
  currency: word,
  balance: money,
  reserved_funds: money,
  promotional_balance: money,
  available_balance: money,
  credit_limit: money,
  credit_limit_type: word,
  is_postpaid: flag,
  low_balance_threshold: money,
  status: word,
  updated_at: moment,
});
export type Balance = v.InferOutput<typeof Balance>;

/** Which wallet; Indian customers have one, in rupees (Vobiz documentation, balance). */
export const BalanceQuery = v.strictObject({ currency: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)), 'INR') });
export type BalanceQuery = v.InferInput<typeof BalanceQuery>;
