import * as v from 'valibot';
import { currency, matching, paging } from './input.ts';
import { e164 } from './read.ts';

const digits = matching(/^\d{1,15}$/);

/** What may be asked of the stock: `search` looks anywhere in the digits, `exclude` lists prefixes, comma-separated. */
export const InventoryQuery = v.strictObject({
  country: v.optional(matching(/^[A-Z]{2}$/)),
  search: v.optional(digits),
  exclude: v.optional(matching(/^\d{1,15}(,\d{1,15}){0,19}$/)),
  ...paging,
});
export type InventoryQuery = v.InferInput<typeof InventoryQuery>;

/** What may be asked of the customer's own numbers. */
export const NumberQuery = v.strictObject({ search: v.optional(digits), ...paging });
export type NumberQuery = v.InferInput<typeof NumberQuery>;

/** What a purchase may say. */
export const NewNumber = v.strictObject({ e164, currency: v.optional(currency) });
export type NewNumber = v.InferOutput<typeof NewNumber>;

/** Where a number shall ring; the API's key is `trunk_group_id`, not `trunk_id`. */
export const Assignment = v.strictObject({ trunk_group_id: matching(/^[\w-]{1,64}$/) });
export type Assignment = v.InferOutput<typeof Assignment>;
