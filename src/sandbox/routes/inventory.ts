import { purchasedRow, isE164, stockRow, type StockNumber } from '../number.ts';
import { codeError, wordError } from '../errors.ts';
import { rupees } from '../money.ts';
import { nextMonth } from '../dates.ts';
import { owned } from '../seeded-numbers.ts';
import { book, payerOf, type Account, type World } from '../world.ts';
import { bodyOf, pageOf, slice, type CustomerCall, type Routes } from './route.ts';

/** Numbers for sale: looking and buying. */
export const inventory: Routes<CustomerCall> = {
  'GET /api/v1/Account/{auth_id}/inventory/numbers': ({ world, query }) => {
    const page = pageOf(query, 25);
    const found = search([...world.stock().values()], query);
    return Response.json({ items: slice(found, page).map(stockRow), ...page, total: found.length });
  },

  'POST /api/v1/Account/{auth_id}/numbers/purchase-from-inventory': async ({ world, account, request }) => {
    const body = await bodyOf(request);
    const fault = typeof body === 'string' ? body : faultOf(body);
    if (fault || typeof body === 'string') return wordError(400, 'invalid request', String(fault));
    if (payerOf(world, account).kyc_status !== 'completed')
      return wordError(403, 'forbidden', 'KYC verification required');
    const number = world.stock().get(String(body.e164));
    if (!number) return wordError(404, 'not_found', 'number not found in inventory');
    return buy(world, account, number);
  },
};

function faultOf({ e164, currency = 'INR' }: Record<string, unknown>): string | undefined {
  if (!isE164(e164)) return 'e164 must be a phone number with its plus sign, such as +918065354620.';
  return currency === 'INR' ? undefined : 'currency must be INR, which is what this number is priced in.';
}

// Digits only, wherever they stand; words match nothing, and neither does the space that a plus sign becomes.
function search(numbers: StockNumber[], query: URLSearchParams): StockNumber[] {
  const country = query.get('country');
  const wanted = query.get('search') ?? '';
  const unwanted = query
    .getAll('exclude')
    .flatMap((list) => list.split(','))
    .map((prefix) => prefix.replace(/^\+?/, '+'))
    .filter((prefix) => prefix !== '+');
  if (country && country !== 'IN') return [];
  return numbers.filter(({ e164 }) => e164.includes(wanted) && !unwanted.some((prefix) => e164.startsWith(prefix)));
}

function buy(world: World, account: Account, stock: StockNumber): Response {
  const payer = payerOf(world, account);
  const required = stock.setup_fee + stock.monthly_fee;
  const available = payer.balance + (payer.is_postpaid ? payer.credit_limit : 0);
  if (available < required) return unpaid(world, payer, required, available);
  const now = world.now();
  book(world, payer, -required, {
    type: 'debit',
    description: `DID purchase ${stock.e164}`,
    reference: `did:${stock.e164}`,
    reference_type: 'did_purchase',
  });
  world.stock().delete(stock.e164);
  const number = owned(stock, account.auth_id, now, {
    purchased_at: now,
    last_billing_date: now,
    next_billing_date: nextMonth(now),
    updated_at: now,
  });
  world.owned.set(number.e164, number);
  return Response.json({ message: 'Number purchased successfully', number: purchasedRow(number) });
}

function unpaid(world: World, payer: Account, required: number, available: number): Response {
  if (payer.debit_failure === 500) return wordError(500, 'internal_server_error', 'failed to purchase number');
  return codeError(world, 402, 'INSUFFICIENT_BALANCE', 'Insufficient balance to purchase phone number', {
    required: rupees(required),
    available: rupees(available),
    currency: 'INR',
    shortfall: rupees(required - available),
  });
}
