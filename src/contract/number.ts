import type * as v from 'valibot';
import { page } from './page.ts';
import { choice, count, e164, fields, figure, flag, moment, money, part, record, word, words } from './read.ts';

const capabilities = part(record(fields(flag, 'voice sms mms fax')));

const offered = {
  e164,
  ...fields(word, 'id country region currency'),
  status: choice(),
  ...fields(money, 'setup_fee monthly_fee'),
  capabilities,
  ...fields(flag, 'voice_enabled is_blocked is_trial_number aadhaar_verification_required aadhaar_verified'),
  minimum_commitment_months: count,
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
  ...fields(word, 'account_id application_id trunk_group_id source'),
  ...fields(moment, 'purchased_at last_billing_date next_billing_date released_at cooldown_ends_at'),
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

/**
 * How a number has fared lately: its calls, how many of them were answered, and whether people marked it as spam.
 * `avg_duration` is in seconds. The service counts; whether so few calls tell anything is for the reader to say.
 */
export const NumberHealth = record({
  usage_status: word,
  is_spam: flag,
  summary: part(record({ ...fields(count, 'period_days total_calls answered_calls'), avg_duration: figure })),
});
export type NumberHealth = v.InferOutput<typeof NumberHealth>;

/** A page of numbers for sale. */
export const InventoryPage = page(InventoryNumber);

/** A page of the customer's own numbers. */
export const NumberPage = page(PhoneNumber);
