import { DAY } from '../dates.ts';
import { dayOf } from '../call-days.ts';
import { sentenceError } from '../errors.ts';
import { entryRow, type Entry } from '../ledger.ts';
import { rupees } from '../money.ts';
import { payerOf } from '../world.ts';
import { countOf, slice, type CustomerCall, type Routes } from './route.ts';

/** A customer's ledger, which for a sub-account is its parent's. */
export const transactions: Routes<CustomerCall> = {
  'GET /api/v1/Account/{auth_id}/transactions': ({ world, account, query }) => {
    const [from, until] = [momentOf(query.get('from_date'), 0), momentOf(query.get('to_date'), DAY)];
    if (Number.isNaN(from) || Number.isNaN(until)) return sentenceError(500, 'Failed to retrieve transactions');
    const asked = countOf(query, 'per_page', 50);
    // More than there may be is not the most there may be, but what is usual.
    const page = { page: countOf(query, 'page', 1), per_page: asked > 1000 ? 50 : asked };
    const ledger = world.ledger(payerOf(world, account).auth_id);
    const found = ledger.filter((entry) => isWithin(entry, from, until) && matches(entry, query)).reverse();
    return Response.json({
      transactions: slice(found, page).map(entryRow),
      summary: summaryOf(found),
      total: found.length,
      ...page,
      total_pages: Math.ceil(found.length / page.per_page),
    });
  },

  // Lower case: the service insists.
  'GET /api/v1/account/{auth_id}/transactions/reference-types': ({ world, account }) => {
    const types = world.ledger(payerOf(world, account).auth_id).flatMap(({ reference_type }) => reference_type ?? []);
    return Response.json({ reference_types: [...new Set(types)].sort() });
  },
};

// Bare dates are UTC days, and both ends belong to the answer.
function momentOf(text: string | null, more: number): number | undefined {
  if (!text) return undefined;
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return (dayOf(text) ?? NaN) + more;
  return /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) + (more && 1) : NaN;
}

/** Whether a booking is in a stretch of time. */
export function isWithin({ at }: Entry, from = -Infinity, until = Infinity): boolean {
  return at.getTime() >= from && at.getTime() < until;
}

function matches(entry: Entry, query: URLSearchParams): boolean {
  const asked = (name: string, fits: (wanted: string) => boolean) => {
    const wanted = query.get(name);
    return !wanted || fits(wanted);
  };
  return (
    asked('type', (wanted) => [entry.type, entry.amount < 0 ? 'debit' : 'credit'].includes(wanted)) &&
    asked('status', (wanted) => wanted === 'completed') &&
    asked('currency', (wanted) => wanted === 'INR') &&
    asked('reference_type', (wanted) => wanted === entry.reference_type) &&
    asked('reference', (wanted) => wanted === entry.reference) &&
    asked('transaction_id', (wanted) => wanted === entry.id) &&
    asked('description', (wanted) => entry.description.toLowerCase().includes(wanted.toLowerCase()))
  );
}

/** What some bookings come to. */
export function summaryOf(entries: readonly Entry[]) {
  const types = new Map<string, Entry[]>();
  for (const entry of entries) {
    const type = entry.reference_type ?? 'unknown';
    types.set(type, [...(types.get(type) ?? []), entry]);
  }
  const { count, ...totals } = totalsOf(entries);
  return {
    total_transactions: count,
    ...totals,
    net_amount: rupees(entries.reduce((sum, { amount }) => sum + amount, 0)),
    by_reference_type: [...types].map(([reference_type, some]) => ({ reference_type, ...totalsOf(some) })),
  };
}

function totalsOf(entries: readonly Entry[]) {
  const sum = (sign: number) => rupees(entries.reduce((total, { amount }) => total + Math.max(0, amount * sign), 0));
  return { total_debit: sum(-1), total_credit: sum(1), count: entries.length };
}
