import { offsetMicros } from '../dates.ts';
import { httpError } from '../errors.ts';
import { fiveDecimals, rupees } from '../money.ts';
import { uuidOf } from '../random.ts';
import type { Account, World } from '../world.ts';
import { idOf, opened } from './account.ts';
import { numberPage } from './numbers.ts';
import { pageOf, slice, type Call, type Route, type Routes } from './route.ts';

/** A partner's customers. */
export const partnerAccounts: Routes<Call> = {
  'GET /api/v1/partner/accounts': ({ world, query }) => {
    const { page, per_page } = pageOf(query, 20);
    const wanted = (query.get('search') ?? '').toLowerCase();
    const found = [...world.accounts.values()].filter(
      ({ name, email, parent_auth_id }) => !parent_auth_id && `${name}\n${email}`.toLowerCase().includes(wanted),
    );
    const accounts = slice(found, { page, per_page }).map(accountRow);
    return Response.json({ accounts, total: found.length, page, size: per_page });
  },

  'GET /api/v1/partner/accounts/{customer_auth_id}': ofCustomer((customer) => Response.json(accountObject(customer))),

  'GET /api/v1/partner/accounts/{customer_auth_id}/balance': ofCustomer((customer) =>
    Response.json({
      auth_id: customer.auth_id,
      name: customer.name,
      cash_credits: fiveDecimals(customer.balance),
      currency: 'INR',
      updated_at: offsetMicros(customer.updated_at),
    }),
  ),

  'GET /api/v1/partner/accounts/{customer_auth_id}/numbers': ofCustomer((customer, { world, query }) =>
    Response.json({ ...numberPage(world, customer, query, 20), account_auth_id: customer.auth_id }),
  ),
};

/** Answers for one of the partner's customers; unknown ones and sub-accounts are not. */
export function ofCustomer(answer: (customer: Account, call: Call) => Response | Promise<Response>): Route<Call> {
  return (call) => {
    const customer = customerOf(call.world, call.params.customer_auth_id!);
    return customer ? answer(customer, call) : httpError(404, 'Account not found');
  };
}

/** A partner's customer, which a sub-account is not. */
export function customerOf(world: World, auth_id: string): Account | undefined {
  const account = world.accounts.get(auth_id);
  return account?.parent_auth_id ? undefined : account;
}

const tier = {
  id: uuidOf('tier standard'),
  name: 'Standard',
  currency: 'INR',
  rate_per_minute: 0.45,
  is_active: true,
  is_default: false,
  partner_id: null,
};

const accountObject = (account: Account) => ({
  name: account.name,
  email: account.email,
  phone: account.phone,
  description: null,
  gstin: null,
  gst_status: null,
  tds_enabled: false,
  tds_percentage: 2,
  business_type: account.business_type,
  id: idOf(account),
  auth_id: account.auth_id,
  api_id: uuidOf(account.auth_id),
  account_type: 'standard',
  role: 'user',
  postpaid: account.is_postpaid,
  address: account.address,
  city: account.city,
  state: account.state,
  timezone: 'Asia/Kolkata',
  country: 'IN',
  zip_code: account.zip_code,
  company: account.name,
  billing_mode: account.is_postpaid ? 'postpaid' : 'prepaid',
  auto_recharge: false,
  cash_credits: fiveDecimals(account.balance),
  cps_limit: 1,
  concurrent_calls_limit: 4,
  is_active: account.is_active,
  is_verified: account.kyc_status === 'completed',
  is_trial_account: account.is_trial_account,
  enabled: true,
  kyc_status: account.kyc_status,
  created_at: offsetMicros(account.created_at ?? opened),
  updated_at: offsetMicros(account.updated_at),
  last_login: offsetMicros(account.created_at ?? opened),
  pricing_tier_id: tier.id,
  pricing_tier: tier,
  partner_id: uuidOf('partner'),
  auto_recharge_config: null,
  resource_uri: `/v1/Account/${account.auth_id}/`,
  auth_token: account.auth_token,
});

// A row of the list says more than the object itself, the release fee among it.
const accountRow = (account: Account) => ({
  ...accountObject(account),
  base_cps_limit: null,
  base_concurrent_calls_limit: null,
  purchased_cps: null,
  purchased_concurrent_calls: null,
  google_id: null,
  referral_code: null,
  referral_disabled: false,
  custom_referrer_reward_amount: null,
  custom_referee_reward_amount: null,
  pricing_tier: {
    ...tier,
    streaming_rate_per_minute: 0.2,
    recording_rate_per_minute: 0.1,
    whatsapp_voice_rate: 0.45,
    transcription_rate_per_minute: 0.1,
    pii_redaction_rate_per_minute: 0.3,
    charge_non_connected_calls: true,
    non_connected_call_fee: 0.02,
    did_release_fee: rupees(account.did_release_fee),
  },
});
