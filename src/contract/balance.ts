import type * as v from 'valibot';
import { fields, flag, moment, money, record, word } from './read.ts';

/** The customer's wallet. `available_balance` is what can be spent; a postpaid account may go on to `credit_limit`. */
export const Balance = record({
  ...fields(word, 'currency credit_limit_type status'),
  ...fields(money, 'balance reserved_funds promotional_balance available_balance credit_limit low_balance_threshold'),
  is_postpaid: flag,
  updated_at: moment,
});
export type Balance = v.InferOutput<typeof Balance>;
