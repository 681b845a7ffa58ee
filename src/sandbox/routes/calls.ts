import type { CallLog, Selection, Tally } from '../call-log.ts';
import { selectionOf } from '../call-query.ts';
import { callRow } from '../call-row.ts';
import { wordError } from '../errors.ts';
import { rupees } from '../money.ts';
import { csvOf } from '../call-csv.ts';
import { countOf, pageOf, type CustomerCall, type Route, type Routes } from './route.ts';

// The last path is the one for a single call, which would take the words of the others for an id.
const pages: Record<string, Route<CustomerCall>> = {
  '': ofCalls((log, selection, { query }) => Response.json(listOf(log, selection, query))),

  '/search': ofCalls((log, selection, { query }) => {
    const names = ['call_direction', 'from_number', 'hangup_cause', 'to_number'];
    const filters = Object.fromEntries(names.map((name) => [name, query.get(name) ?? '']));
    return Response.json({ ...listOf(log, selection, query), filters });
  }),

  '/recent': ({ world, account, query }) => {
    const log = world.callLog(account.auth_id);
    const length = Math.min(countOf(query, 'limit', 20), 100, log.count);
    const data = Array.from({ length }, (_, index) => callRow(log, index));
    return Response.json({ account_id: account.auth_id, count: length, data, success: true });
  },

  '/export': ofCalls((log, selection, { request }) => {
    if (request.headers.get('accept')?.includes('json')) {
      return wordError(406, 'not_acceptable', 'This page is text/csv; leave the Accept header out.');
    }
    const headers = {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="cdr.csv"',
    };
    return new Response(csvOf(log, selection), { headers });
  }),

  '/{uuid}': ({ world, account, params }) => {
    const log = world.callLog(account.auth_id);
    const index = log.ids.indexOf('call', params.uuid!);
    if (index === undefined) return Response.json({ error: 'CDR not found', success: false }, { status: 404 });
    return Response.json({ data: callRow(log, index), success: true });
  },
};

/** A customer's call records, below both of the names that the service gives them. */
export const calls: Routes<CustomerCall> = Object.fromEntries(
  ['cdr', 'cdrs'].flatMap((name) =>
    Object.entries(pages).map(([page, route]) => [`GET /api/v1/Account/{auth_id}/${name}${page}`, route] as const),
  ),
);

function ofCalls(answer: (log: CallLog, selection: Selection, call: CustomerCall) => Response): Route<CustomerCall> {
  return (call) => {
    const log = call.world.callLog(call.account.auth_id);
    const selection = selectionOf(log, call.query);
    if (typeof selection === 'string') return wordError(400, 'invalid request', selection);
    return answer(log, selection, call);
  };
}

/** A page of call records, with figures of all that were asked for. */
export function listOf(log: CallLog, selection: Selection, query: URLSearchParams) {
  const { page, per_page } = pageOf(query, 20);
  const tally = log.tally(selection);
  const data: ReturnType<typeof callRow>[] = [];
  for (const index of log.select(selection, (page - 1) * per_page)) {
    if (data.length === per_page) break;
    data.push(callRow(log, index));
  }
  const pages = Math.ceil(tally.calls / per_page);
  const [newest] = log.select(selection);
  return {
    account_id: log.account_id,
    count: data.length,
    data,
    pagination: { page, per_page, total: tally.calls, pages, has_next: page < pages, has_prev: page > 1 },
    success: true,
    summary: summaryOf(tally, newest === undefined ? '' : callRow(log, newest).start_time),
  };
}

function summaryOf({ calls, answered, billable, duration, cost }: Tally, last_call_at: string) {
  return {
    answerRate: calls ? Math.round((answered / calls) * 1000) / 10 : 0,
    answeredCalls: answered,
    avgCallDuration: `${answered ? Math.round(billable / answered) : 0}s`,
    last_call_at,
    totalCalls: calls,
    total_billable_seconds: billable,
    total_cost: rupees(cost),
    total_duration_seconds: duration,
  };
}
