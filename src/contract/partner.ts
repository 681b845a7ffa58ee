import * as v from 'valibot';
import { page } from './page.ts';
import { count, fields, flag, inside, key, moment, money, record, word } from './read.ts';

const known = {
  auth_id: key,
  ...fields(word, 'name email phone description company address city state zip_code country currency timezone'),
  // `pending`, `completed`, or a word not known yet.
  ...fields(word, 'kyc_status status business_type account_type billing_mode gstin gst_status'),
  ...fields(money, 'cash_credits did_release_fee'),
  ...fields(flag, 'is_active is_verified is_trial_account enabled postpaid'),
  ...fields(count, 'cps_limit concurrent_calls_limit'),
  ...fields(moment, 'created_at updated_at last_login'),
};

const flat = v.pipe(
  v.unknown(),
  v.transform((value): unknown => {
    const said = inside(value);
    const { did_release_fee } = inside(said.pricing_tier);
    return { ...said, did_release_fee, cash_credits: said.cash_credits ?? said.balance };
  }),
);

/** A customer's account as its partner sees it, without its token. `did_release_fee` is what giving a number back costs. */
export const PartnerAccount = v.pipe(flat, record(known));
export type PartnerAccount = v.InferOutput<typeof PartnerAccount>;

/** The same with its `auth_token`, which is the customer's own credential: for the host's own store and nobody else. */
export const AccountWithToken = v.pipe(flat, record({ ...known, auth_token: word }));
export type AccountWithToken = v.InferOutput<typeof AccountWithToken>;

/** A page of accounts; the service sends the token of each, and it stays behind. */
export const PartnerAccountPage = page(PartnerAccount);

/** What is in a customer's wallet, as the partner sees it. */
export const PartnerBalance = record({
  auth_id: key,
  ...fields(word, 'name currency'),
  cash_credits: money,
  updated_at: moment,
});
export type PartnerBalance = v.InferOutput<typeof PartnerBalance>;

/** Money that was moved from the partner's wallet to a customer's, and what is left in both. */
export const Transfer = record({
  transaction_id: key,
  ...fields(word, 'from_account to_account currency description status'),
  ...fields(money, 'amount partner_balance_after customer_balance_after'),
  timestamp: moment,
});
export type Transfer = v.InferOutput<typeof Transfer>;

/** The partner itself. The `can_…` flags decide which calls are refused with 403. */
export const Partner = record({
  auth_id: key,
  ...fields(word, 'name slug company email phone currency country billing_model'),
  ...fields(flag, 'is_active can_create_accounts can_view_cdrs can_transfer_balance'),
  ...fields(count, 'max_accounts account_count'),
  balance: money,
  created_at: moment,
});
export type Partner = v.InferOutput<typeof Partner>;
