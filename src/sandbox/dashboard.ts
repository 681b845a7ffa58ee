import type { Pattern } from './call-deck.ts';
import type { CallLog, Tally } from './call-log.ts';
import { contextOf } from './call-row.ts';
import { DAY, later, offsetMicros } from './dates.ts';
import { fiveDecimals } from './money.ts';
import { opened } from './routes/account.ts';
import type { World } from './world.ts';

const DAYS = 30;

type Matches = (log: CallLog) => (pattern: Pattern) => boolean;

const all: Matches = () => () => true;
const inbound: Matches = () => (pattern) => pattern.inbound;
const outbound: Matches = () => (pattern) => !pattern.inbound;
const through =
  (context: string): Matches =>
  (log) =>
  (pattern) => {
    const own = log.lines[pattern.inbound ? 'inbound' : 'outbound'][pattern.line]!;
    return contextOf({ own }) === context;
  };

/** A partner's dashboard, without the partner: its customers, their money, and their calls of the last 30 days. */
export function dashboardOf(world: World) {
  const customers = [...world.accounts.values()].filter(({ parent_auth_id }) => !parent_auth_id);
  const today = Math.floor(world.now().getTime() / DAY) * DAY;
  const first = today - DAYS * DAY;
  const sum = (matches: Matches, from = first, until = today + DAY) =>
    customers.map(({ auth_id }) => tallyOf(world.callLog(auth_id), matches, from, until)).reduce(added, nothing);
  const days = Array.from({ length: DAYS + 1 }, (_, index) => first + index * DAY);
  return {
    period: { from: dayOf(first), to: dayOf(today) },
    accounts: {
      total: customers.length,
      active: customers.filter(({ is_active }) => is_active).length,
      customers: customers.map(({ auth_id, name, email, phone, is_active, created_at = opened }) => ({
        auth_id,
        name,
        email,
        phone,
        is_active,
        created_at: offsetMicros(created_at),
      })),
    },
    total_balance: fiveDecimals(customers.reduce((total, { balance }) => total + balance, 0)),
    currency: 'INR',
    calls: withCost(sum(all)),
    traffic: { inbound: withCost(sum(inbound)), outbound: withCost(sum(outbound)) },
    by_product: {
      sip_trunking: withCost(sum(through('sip-trunking'))),
      voice_api: withCost(sum(through('voice-api'))),
    },
    // Only days on which somebody called.
    time_series: days.flatMap((day) => {
      const total = sum(all, day, day + DAY);
      if (total.calls === 0) return [];
      const [come, gone] = [sum(inbound, day, day + DAY), sum(outbound, day, day + DAY)];
      return [{ date: dayOf(day), ...withCost(total), inbound: figures(come), outbound: figures(gone) }];
    }),
  };
}

const nothing: Tally = { calls: 0, answered: 0, billable: 0, duration: 0, cost: 0 };

const tallyOf = (log: CallLog, matches: Matches, from: number, until: number): Tally =>
  log.tally({ ...log.between(from, until), matches: matches(log) });

const added = (one: Tally, other: Tally): Tally => ({
  calls: one.calls + other.calls,
  answered: one.answered + other.answered,
  billable: one.billable + other.billable,
  duration: one.duration + other.duration,
  cost: one.cost + other.cost,
});

const figures = ({ calls, answered, billable }: Tally) => ({
  total_calls: calls,
  answered_calls: answered,
  total_minutes: Math.round(billable / 6) / 10,
});

// A text with two decimals, as nowhere else.
const withCost = (tally: Tally) => ({ ...figures(tally), total_cost: (tally.cost / 100).toFixed(2) });

const dayOf = (time: number) => later(new Date(0), time).toISOString().slice(0, 10);
