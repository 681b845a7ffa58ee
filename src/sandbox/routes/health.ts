import { DAY, HOUR } from '../dates.ts';
import { numberNotFound, wordError } from '../errors.ts';
import type { OwnedNumber } from '../number.ts';
import { hashOf, uuidOf } from '../random.ts';
import { belongsTo } from '../world.ts';
import { countOf, type CustomerCall, type Routes } from './route.ts';

/** How a number has fared lately. */
export const health: Routes<CustomerCall> = {
  // Lower case: the service insists.
  'GET /api/v1/account/{auth_id}/numbers/{e164}/health': ({ world, account, params, query }) => {
    const number = world.owned.get(params.e164!);
    if (!number || !belongsTo(world, number.account_id, account)) return numberNotFound();
    const granularity = query.get('granularity') ?? 'daily';
    if (granularity !== 'daily' && granularity !== 'hourly') {
      return wordError(400, 'invalid request', 'granularity must be daily or hourly.');
    }
    const days = Math.min(countOf(query, 'days', 30), 90);
    const step = granularity === 'daily' ? DAY : HOUR;
    const last = Math.floor(world.now().getTime() / step) * step;
    const snapshots = Array.from({ length: (days * DAY) / step }, (_, index) =>
      snapshot(number, last - index * step, step),
    );
    return Response.json({
      e164: number.e164,
      status: number.status,
      usage_status: snapshots.some(({ total_calls }) => total_calls > 0) ? 'healthy' : 'unrated',
      is_spam: number.status === 'blocked',
      granularity,
      summary: summary(days, snapshots),
      snapshots,
    });
  },
};

type Snapshot = ReturnType<typeof snapshot>;

// Made up from the number and the hour; a number that rings nowhere has no calls.
function snapshot({ e164, trunk_group_id, application_id }: OwnedNumber, time: number, step: number) {
  const key = `${e164} ${time}`;
  const hash = hashOf(key);
  const total_calls = trunk_group_id || application_id ? hash % (step === DAY ? 48 : 4) : 0;
  const answered_calls = Math.floor((total_calls * (30 + (hash % 50))) / 100);
  const total_duration = answered_calls * (40 + (hash % 90));
  return {
    id: uuidOf(key),
    ts: new Date(time).toISOString().replace('.000Z', 'Z'),
    total_calls,
    answered_calls,
    failed_calls: total_calls - answered_calls,
    answer_rate: rate(answered_calls, total_calls),
    total_duration,
    avg_duration: answered_calls ? total_duration / answered_calls : 0,
    total_minutes: Math.ceil(total_duration / 60),
  };
}

function summary(period_days: number, snapshots: Snapshot[]) {
  const sum = (key: 'total_calls' | 'answered_calls' | 'total_minutes' | 'total_duration') =>
    snapshots.reduce((total, one) => total + one[key], 0);
  const total_calls = sum('total_calls');
  const answered_calls = sum('answered_calls');
  return {
    period_days,
    total_calls,
    answered_calls,
    answer_rate: rate(answered_calls, total_calls),
    total_minutes: sum('total_minutes'),
    avg_duration: answered_calls ? Math.round(sum('total_duration') / answered_calls) : 0,
  };
}

const rate = (part: number, whole: number) => (whole ? Math.round((part / whole) * 10_000) / 100 : 0);
