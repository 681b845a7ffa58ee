import { sandboxAccount } from '../accounts.ts';
import { seconds } from '../dates.ts';
import { httpError, jsonInvalid, validationError } from '../errors.ts';
import { rupees } from '../money.ts';
import { newAccountFaults } from '../new-account.ts';
import { hexOf, uuidOf } from '../random.ts';
import { book, nextOf, openAccount, type Account, type World } from '../world.ts';
import { ofCustomer } from './partner-accounts.ts';
import { bodyOf, type Call, type Routes } from './route.ts';

/** What a partner does for its customers: opening an account, and moving money to it. */
export const partnerWrites: Routes<Call> = {
  'POST /api/v1/partner/accounts': async ({ world, request }) => {
    const { partner, accounts } = world;
    if (!partner.can_create_accounts) return httpError(403, 'This partner may not create accounts');
    const body = await bodyOf(request);
    if (typeof body === 'string') return validationError([jsonInvalid(body)]);
    const details = newAccountFaults(body);
    if (details.length) return validationError(details);
    const given = body as { name: string; email: string; phone: string };
    const customers = [...accounts.values()].filter(({ parent_auth_id }) => !parent_auth_id);
    if (customers.length >= partner.max_accounts) return httpError(403, 'Account limit reached for this partner');
    const email = given.email.toLowerCase();
    if ([...accounts.values()].some((one) => one.email.toLowerCase() === email)) {
      return httpError(409, 'Email already registered');
    }
    return Response.json(createdRow(create(world, given, body)), { status: 201 });
  },

  'POST /api/v1/partner/accounts/{customer_auth_id}/transfer-balance': ofCustomer(async (customer, call) => {
    const { world, request } = call;
    const { partner } = world;
    if (!partner.can_transfer_balance) return httpError(403, 'This partner may not transfer balance');
    const body = await bodyOf(request);
    if (typeof body === 'string') return validationError([jsonInvalid(body)]);
    const { amount, currency, description = 'Balance transfer' } = body;
    const moved = typeof amount === 'number' ? Math.round(amount * 100) : NaN;
    if (!(moved > 0 && moved / 100 === amount))
      return httpError(400, 'amount must be positive, with at most two decimals');
    if (currency !== 'INR') return httpError(400, 'currency must be INR, the currency of this partner');
    if (typeof description !== 'string') return httpError(400, 'description must be a text');
    if (partner.balance < moved) return insufficient(partner.balance, moved);
    return Response.json(transfer(world, customer, moved, description));
  }),
};

function create(
  world: World,
  { name, email, phone }: Record<'name' | 'email' | 'phone', string>,
  more: Record<string, unknown>,
) {
  const auth_id = `MA_${hexOf(nextOf(world, 'account'), 8).toUpperCase()}`;
  const optional = ['address', 'city', 'state', 'zip_code'].flatMap((field) =>
    typeof more[field] === 'string' ? [[field, more[field]] as const] : [],
  );
  const nowhere = { address: '', city: '', state: '', zip_code: '' };
  const account = sandboxAccount({
    auth_id,
    name,
    email,
    phone,
    ...nowhere,
    ...Object.fromEntries(optional),
    business_type: 'individual',
    kyc_status: 'pending',
  });
  return openAccount(world, account);
}

const createdRow = ({ auth_id, auth_token, name, email, balance, created_at }: Account) => ({
  auth_id,
  auth_token,
  name,
  email,
  status: 'active',
  balance: rupees(balance),
  currency: 'INR',
  country: 'IN',
  created_at: seconds(created_at!),
});

/** Both sides at once, with nothing to wait for in between. */
function transfer(world: World, customer: Account, moved: number, description: string) {
  const { partner } = world;
  const now = world.now();
  partner.balance -= moved;
  book(world, customer, moved, {
    type: 'credit',
    description: `Transfer from partner ${partner.name}: ${description}`,
    reference: `ptc:${uuidOf('partner')}:${customer.auth_id}:${Math.floor(now.getTime() / 1000)}`,
  });
  return {
    transaction_id: `txn_${hexOf(nextOf(world, 'transfer'), 12)}`,
    from_account: 'PA_SANDBOX',
    to_account: customer.auth_id,
    amount: rupees(moved),
    currency: 'INR',
    description,
    status: 'completed',
    partner_balance_after: rupees(partner.balance),
    customer_balance_after: rupees(customer.balance),
    timestamp: seconds(now),
  };
}

function insufficient(balance: number, wanted: number): Response {
  const [current_balance, requested_amount] = [rupees(balance), rupees(wanted)];
  const message = `Your partner balance (₹${current_balance.toFixed(2)}) is insufficient for this transfer (₹${requested_amount.toFixed(2)}).`;
  return Response.json(
    { error: 'insufficient_balance', message, current_balance, requested_amount, currency: 'INR' },
    { status: 400 },
  );
}
