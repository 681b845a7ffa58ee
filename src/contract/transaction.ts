import * as v from 'valibot';
import { page } from './page.ts';
import { count, fields, key, moment, money, record, rows, word } from './read.ts';

/** One movement of money. `type` is `credit`, `debit`, or a kind of debit such as `did_rental`; `amount` has no sign. */
export const Transaction = record({
  id: key,
  ...fields(word, 'type currency description reference reference_type status'),
  amount: money,
  ...fields(moment, 'processed_at created_at'),
});
export type Transaction = v.InferOutput<typeof Transaction>;

/** Figures over all movements that match, not only those of the page: what came, what went, and where it went. */
export const TransactionSummary = record({
  total_transactions: count,
  ...fields(money, 'total_debit total_credit net_amount'),
  by_reference_type: rows(record({ reference_type: word, ...fields(money, 'total_debit total_credit'), count })),
});
export type TransactionSummary = v.InferOutput<typeof TransactionSummary>;

/** A page of the wallet's movements, newest first. */
export const TransactionPage = v.pipe(
  page(Transaction, TransactionSummary),
  v.transform(({ summary, ...rest }) => {
    // Rows with a summary of none: the service could not sum up, and says zero.
    const failed = rest.items.length > 0 && !summary?.total_transactions;
    return failed || !summary ? rest : { ...rest, summary };
  }),
);
