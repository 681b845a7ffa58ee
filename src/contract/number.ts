import * as v from 'valibot';
import { page } from './page.ts';
import { count, e164, flag, moment, money, record, word, words } from './read.ts';

const capabilities = v.optional(v.fallback(record({ voice: flag, sms: flag, mms: flag, fax: flag }), {}));

const offered = {
  e164,
  id: word,
  country: word,
  region: word,
  status: word,
  setup_fee: money,
  monthly_fee: money,
  currency: word,
  capabilities,
  voice_enabled: flag,
  is_blocked: flag,
  is_trial_number: flag,
  minimum_commitment_months: count,
  aadhaar_verification_required: flag,
  aadhaar_verified: flag,
  tags: words,
};

/** A number for sale. `setup_fee` plus `monthly_fee` is what buying it debits; everything but `e164` may be missing. */
export const InventoryNumber = record(offered);
export type InventoryNumber = v.InferOutput<typeof InventoryNumber>;

/**
 * A number the customer has. `status` is one of `active`, `pending_purchase`, `pending_release`, `released`, `blocked`, or a
 * word not known yet. It rings at a trunk (`trunk_group_id`), at an application (`application_id`), or nowhere.
 */
export const PhoneNumber = record({
  ...offered,
  account_id: word,
  application_id: word,
  trunk_group_id: word,
  purchased_at: moment,
  last_billing_date: moment,
  next_billing_date: moment,
  released_at: moment,
  cooldown_ends_at: moment,
  source: word,
});
export type PhoneNumber = v.InferOutput<typeof PhoneNumber>;

/** The answer to a purchase. */
export const Purchase = record({ number: PhoneNumber });
export type Purchase = v.InferOutput<typeof Purchase>;

/**
 * The answer to a release. The fee and `cooldown_ends_at` are there only where the service tells them; without
 * `cooldown_ends_at` the release is permanent (the partner integration flow).
 */
export const Release = record({ status: word, release_fee: money, cooldown_ends_at: moment, currency: word });
export type Release = v.InferOutput<typeof Release>;

/** The answer to taking a release back: the number is safe, and the refund may still have failed. */
export const Restored = record({ status: word, refund_amount: money, refund_status: word, currency: word });
export type Restored = v.InferOutput<typeof Restored>;

/** A page of numbers for sale. */
export const InventoryPage = page(InventoryNumber);

/** A page of the customer's own numbers. */
export const NumberPage = page(PhoneNumber);

const natural = (most: number) =>
  v.pipe(
    v.union([v.pipe(v.string(), v.regex(/^\d{1,7}$/)), v.number()]),
    v.transform(Number),
    v.integer(),
    v.minValue(1),
    v.maxValue(most),
  );
const digits = v.pipe(v.string(), v.regex(/^\d{1,15}$/));

/** What may be asked of the stock: `search` looks anywhere in the digits, `exclude` lists prefixes, comma-separated. */
export const InventoryQuery = v.strictObject({
  country: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/))),
  search: v.optional(digits),
  exclude: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}(,\d{1,15}){0,19}$/))),
  page: v.optional(natural(1_000_000)),
  per_page: v.optional(natural(100)),
});
export type InventoryQuery = v.InferOutput<typeof InventoryQuery>;

/** What may be asked of the customer's own numbers. */
export const NumberQuery = v.strictObject({
  search: v.optional(digits),
  page: v.optional(natural(1_000_000)),
  per_page: v.optional(natural(100)),
});
export type NumberQuery = v.InferOutput<typeof NumberQuery>;

/** What a purchase may say. */
export const NewNumber = v.strictObject({ e164, currency: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))) });
export type NewNumber = v.InferOutput<typeof NewNumber>;

/** Where a number shall ring; the API's key is `trunk_group_id`, not `trunk_id`. */
export const Assignment = v.strictObject({ trunk_group_id: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)) });
export type Assignment = v.InferOutput<typeof Assignment>;
