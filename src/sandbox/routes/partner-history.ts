import { selectionOf } from '../call-query.ts';
import { callRow } from '../call-row.ts';
import { dayOf } from '../call-days.ts';
import { DAY } from '../dates.ts';
import { httpError, validationError } from '../errors.ts';
import { entryRow, type Entry } from '../ledger.ts';
import { listOf } from './calls.ts';
import { ofCustomer } from './partner-accounts.ts';
import { countOf, slice, type Call, type Routes } from './route.ts';
import { isWithin, summaryOf } from './transactions.ts';

const MOST_TRANSACTIONS = 200;

/** What a partner sees of its customers' past: calls and money. */
export const partnerHistory: Routes<Call> = {
  'GET /api/v1/partner/accounts/{customer_auth_id}/cdrs': ofCustomer((customer, { world, query }) => {
    if (!world.partner.can_view_cdrs) return httpError(403, 'This partner may not view call records');
    const log = world.callLog(customer.auth_id);
    const asked = withBothEnds(query, world.now());
    const selection = selectionOf(log, asked);
    if (typeof selection === 'string') return httpError(400, selection);
    return Response.json({ ...listOf(log, selection, asked), account_auth_id: customer.auth_id });
  }),

  // The row alone, without an envelope.
  'GET /api/v1/partner/accounts/{customer_auth_id}/cdrs/{uuid}': ofCustomer((customer, { world, params }) => {
    if (!world.partner.can_view_cdrs) return httpError(403, 'This partner may not view call records');
    const log = world.callLog(customer.auth_id);
    const index = log.ids.indexOf('call', params.uuid!);
    return index === undefined ? httpError(404, 'CDR not found') : Response.json(callRow(log, index));
  }),

  'GET /api/v1/partner/accounts/{customer_auth_id}/transactions': ofCustomer((customer, { world, query }) => {
    const type = query.get('transaction_type');
    const per_page = countOf(query, 'per_page', 20);
    const [from, to] = [query.get('from_date'), query.get('to_date')];
    const [begin, end] = [from ? (dayOf(from) ?? NaN) : undefined, to ? (dayOf(to) ?? NaN) + DAY : undefined];
    const faults = {
      ...(per_page > MOST_TRANSACTIONS && { per_page: `must be at most ${MOST_TRANSACTIONS}` }),
      ...(type &&
        !Object.hasOwn(kinds, type) && { transaction_type: `must be one of ${Object.keys(kinds).join(', ')}` }),
      ...(Number.isNaN(begin) && { from_date: 'must be a day such as 2026-03-25' }),
      ...(Number.isNaN(end) && { to_date: 'must be a day such as 2026-03-25' }),
    };
    const details = Object.entries(faults).map(([field, wish]) => ({
      type: 'value_error',
      loc: ['query', field],
      msg: `Value error, ${field} ${wish}`,
      input: query.get(field),
      ctx: { error: {} },
    }));
    if (details.length > 0) return validationError(details);
    const found = world
      .ledger(customer.auth_id)
      .filter((entry) => isWithin(entry, begin, end) && (!type || kinds[type]!(entry)))
      .reverse();
    const page = { page: countOf(query, 'page', 1), per_page };
    return Response.json({
      transactions: slice(found, page).map(entryRow),
      summary: summaryOf(found),
      total: found.length,
      ...page,
      total_pages: Math.ceil(found.length / per_page),
      account_auth_id: customer.auth_id,
    });
  }),
};

// The words of the query; the rows themselves say only credit and debit.
const kinds: Record<string, (entry: Entry) => boolean> = {
  recharge: (entry) => entry.amount > 0 && !kinds['refund']!(entry) && !kinds['transfer']!(entry),
  debit: ({ amount }) => amount < 0,
  refund: ({ reference_type }) => reference_type === 'refund',
  transfer: ({ reference }) => reference?.startsWith('ptc:') ?? false,
};

// The customer's page wants both ends of a stretch of days; this one takes either.
function withBothEnds(query: URLSearchParams, now: Date): URLSearchParams {
  const both = new URLSearchParams(query);
  if (query.has('start_date') && !query.has('end_date')) both.set('end_date', now.toISOString().slice(0, 10));
  if (query.has('end_date') && !query.has('start_date')) both.set('start_date', '2000-01-01');
  return both;
}
