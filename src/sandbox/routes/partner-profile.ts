import { sandboxPartner } from '../accounts.ts';
import { dashboardOf } from '../dashboard.ts';
import { micros } from '../dates.ts';
import { fiveDecimals } from '../money.ts';
import { uuidOf } from '../random.ts';
import type { World } from '../world.ts';
import { opened } from './account.ts';
import { ofCustomer } from './partner-accounts.ts';
import type { Call, Routes } from './route.ts';

/** What a partner reads about itself, and the capacity that it shares out. */
export const partnerProfile: Routes<Call> = {
  'GET /api/v1/partner/me': ({ world }) => Response.json(profile(world)),

  // The same profile, but here the balance is always null.
  'GET /api/v1/partner/dashboard': ({ world }) =>
    Response.json({ partner: { ...profile(world), balance: null }, ...dashboardOf(world) }),

  'GET /api/v1/partner/accounts/{customer_auth_id}/concurrency': ofCustomer((customer) =>
    Response.json({
      partner_auth_id: sandboxPartner.auth_id,
      customer_auth_id: customer.auth_id,
      partner_concurrent_calls_limit: 400,
      customer_concurrent_calls_limit: 4,
      net_concurrent_calls_allocated: 0,
      partner_cps_limit: 40,
      customer_cps_limit: 1,
      net_cps_allocated: 0,
    }),
  ),
};

function profile(world: World) {
  const { partner, accounts } = world;
  return {
    id: uuidOf('partner'),
    account_id: 500_000,
    name: partner.name,
    slug: 'sandbox-telecom',
    company: partner.name,
    auth_id: sandboxPartner.auth_id,
    email: 'partner@example.com',
    phone: '+918000000000',
    billing_model: 'direct',
    is_active: true,
    is_verified: false,
    max_accounts: partner.max_accounts,
    can_create_accounts: partner.can_create_accounts,
    can_create_pricing_tiers: true,
    can_view_cdrs: partner.can_view_cdrs,
    can_transfer_balance: partner.can_transfer_balance,
    default_pricing_tier_id: uuidOf('tier standard'),
    account_count: [...accounts.values()].filter(({ parent_auth_id }) => !parent_auth_id).length,
    balance: fiveDecimals(partner.balance),
    created_at: micros(opened),
    updated_at: micros(opened),
  };
}
