import { micros, offsetMicros } from '../dates.ts';
import { wordError } from '../errors.ts';
import { rupees } from '../money.ts';
import { hashOf, uuidOf } from '../random.ts';
import { payerOf, type Account } from '../world.ts';
import type { CustomerCall, Routes } from './route.ts';

/** When the seeded accounts were opened. */
export const opened = new Date('2026-01-19T18:39:15.050Z');

/** A customer's own profile and money. */
export const account: Routes<CustomerCall> = {
  'GET /api/v1/auth/me': ({ account }) => Response.json(profile(account)),

  'GET /api/v1/Account/{auth_id}/balance/{currency}': ({ world, account, params }) => {
    if (params.currency !== 'INR') return wordError(404, 'not_found', `no balance in ${params.currency}`);
    const payer = payerOf(world, account);
    return Response.json({
      id: uuidOf(`balance ${payer.auth_id}`),
      account_id: payer.auth_id,
      currency: 'INR',
      balance: rupees(payer.balance),
      reserved_funds: 0,
      promotional_balance: 0,
      promotional_reserved_balance: 0,
      available_balance: rupees(payer.balance),
      credit_limit: rupees(payer.credit_limit),
      is_postpaid: payer.is_postpaid,
      credit_limit_type: 'hard',
      low_balance_threshold: 50,
      status: 'active',
      created_at: micros(payer.created_at ?? opened),
      updated_at: micros(payer.updated_at),
    });
  },
};

/** The number that the service counts an account by, beside its `auth_id`. */
export const idOf = (account: Account): string => String(500_000 + (hashOf(account.auth_id) % 99_999));

function profile(account: Account) {
  const tier = uuidOf('tier standard');
  return {
    type: account.parent_auth_id ? 'subaccount' : 'account',
    id: idOf(account),
    api_id: uuidOf(account.auth_id),
    name: account.name,
    email: account.email,
    phone: account.phone,
    description: null,
    auth_id: account.auth_id,
    auth_secret: account.auth_token,
    auth_token_expire_time: null,
    country: 'IN',
    timezone: 'Asia/Kolkata',
    city: account.city,
    state: account.state,
    address: account.address,
    zip_code: account.zip_code,
    company: account.name,
    account_type: 'standard',
    postpaid: account.is_postpaid,
    auto_recharge: false,
    auto_recharge_config: null,
    enabled: true,
    carrier_type: null,
    customer_type: null,
    credit_limit: rupees(account.credit_limit),
    cps_limit: 11,
    concurrent_calls_limit: 10,
    base_cps_limit: 1,
    base_concurrent_calls_limit: 10,
    purchased_cps: 10,
    purchased_concurrent_calls: 0,
    risk_rating: 0,
    risk_status: null,
    features: { call_queue: true },
    ip_auth_enabled: false,
    ip_whitelist_rules: {},
    allow_aws_ips: false,
    role: 'admin',
    is_active: account.is_active,
    is_verified: account.kyc_status === 'completed',
    is_trial_account: account.is_trial_account,
    created_at: offsetMicros(account.created_at ?? opened),
    updated_at: offsetMicros(account.updated_at),
    last_login: offsetMicros(account.created_at ?? opened),
    pricing_tier_id: tier,
    pricing_tier: {
      id: tier,
      name: 'Standard',
      description: null,
      currency: 'INR',
      rate_per_minute: 0.45,
      billing_increment_seconds: 60,
      minimum_duration_seconds: 0,
      is_active: true,
      is_default: false,
    },
  };
}
