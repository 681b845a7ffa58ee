import { DAY, later, nanos } from '../dates.ts';
import { sentenceError, wordError } from '../errors.ts';
import { rupees } from '../money.ts';
import { ownedRow, type OwnedNumber } from '../number.ts';
import { belongsTo, beginQuarantine, book, payerOf, type Account, type World } from '../world.ts';
import { pageOf, slice, type CustomerCall, type Routes } from './route.ts';

/** The numbers a customer has: listing, releasing, taking back. */
export const numbers: Routes<CustomerCall> = {
  'GET /api/v1/Account/{auth_id}/numbers': ({ world, account, query }) =>
    Response.json(numberPage(world, account, query, 25)),

  'DELETE /api/v1/Account/{auth_id}/numbers/{e164}': ({ world, account, params, query }) => {
    const e164 = params.e164!;
    const number = world.owned.get(e164);
    if (!number && !world.stock().has(e164) && !world.sold.has(e164)) return notFound();
    if (!number || !belongsTo(world, number.account_id, account)) {
      return wordError(403, 'forbidden', 'account does not own this number');
    }
    if (number.status !== 'active' && number.status !== 'blocked') return notFound();
    return Response.json(release(world, account, number, query.get('immediate') === 'true'));
  },

  // Lower case: the service insists.
  'POST /api/v1/account/{auth_id}/numbers/{e164}/cancel-release': ({ world, account, params }) => {
    const e164 = params.e164!;
    const number = world.owned.get(e164) ?? world.quarantine.get(e164)?.number;
    if (!number) return sentenceError(404, 'number not found');
    if (!belongsTo(world, number.account_id, account)) return sentenceError(403, 'access denied');
    if (number.status !== 'pending_release' || !world.owned.has(e164)) {
      return sentenceError(400, 'number is not pending release');
    }
    return Response.json(takeBack(world, account, number));
  },
};

/** A page of a customer's numbers and its sub-accounts', as the customer and the partner see it. */
export function numberPage(world: World, account: Account, query: URLSearchParams, usual: number) {
  const page = pageOf(query, usual);
  const wanted = query.get('search') ?? '';
  const found = [...world.owned.values()].filter(
    ({ account_id, e164 }) => e164.includes(wanted) && belongsTo(world, account_id, account),
  );
  return { items: slice(found, page).map(ownedRow), ...page, total: found.length };
}

const notFound = () => wordError(404, 'not_found', 'number not found');

// Nothing says what happens when the fee is more than there is. Here it takes the balance below zero, or a customer
// without money could never give a number back.
function release(world: World, account: Account, number: OwnedNumber, immediate: boolean) {
  const now = world.now();
  const payer = payerOf(world, account);
  const fee = payer.did_release_fee;
  book(world, payer, -fee, {
    type: 'debit',
    description: `DID release fee ${number.e164}`,
    reference: `did:${number.e164}`,
    // The service has no reference type of its own for this fee.
    reference_type: 'manual_adjustment',
  });
  delete number.trunk_group_id;
  delete number.application_id;
  number.updated_at = now;
  const message = 'number release initiated';
  if (immediate) {
    number.status = 'released';
    beginQuarantine(world, number, now);
    const note = 'Number will be quarantined for 45 days before becoming available.';
    return { message, note, release_fee: rupees(fee), status: number.status };
  }
  number.status = 'pending_release';
  number.release = { fee, ends: later(now, DAY) };
  return {
    // The service writes the plus sign raw here, though it takes it only encoded.
    cancel_url: `/api/v1/account/${account.auth_id}/numbers/${number.e164}/cancel-release`,
    cooldown_ends_at: nanos(number.release.ends),
    message,
    note: 'Number will be in pending_release for 24 hours (cancellable), then quarantined for 45 days before becoming available.',
    release_fee: rupees(fee),
    status: number.status,
  };
}

function takeBack(world: World, account: Account, number: OwnedNumber) {
  const refund = number.release!.fee;
  const payer = payerOf(world, account);
  number.status = 'active';
  number.updated_at = world.now();
  delete number.release;
  const restored = { message: 'release cancelled, number restored to active status', status: number.status };
  if (payer.refund_fails) {
    return {
      ...restored,
      refund_status: 'failed',
      refund_error: 'could not process refund, please contact support',
    };
  }
  book(world, payer, refund, {
    type: 'credit',
    description: `DID release fee refunded ${number.e164}`,
    reference: `did:${number.e164}`,
    reference_type: 'refund',
  });
  return { ...restored, currency: 'INR', refund_amount: rupees(refund) };
}
