import { DAY, HOUR, later, nextMonth } from './dates.ts';
import { newNumbers, stockNumber } from './inventory.ts';
import type { OwnedNumber } from './number.ts';
import { hashOf, uuidOf } from './random.ts';
import { series } from './series.ts';
import { officeTrunk } from './trunk.ts';

const bot = '20577609616603585';
const listed = new Date('2025-03-31T18:30:00.000Z');

/** The numbers that the sandbox's customers have when it is `now`: every state there is, and one long list. */
export function seededNumbers(now: Date, seed: number): OwnedNumber[] {
  const given = (e164: string, account_id: string, more: Partial<OwnedNumber> = {}): OwnedNumber => {
    const of = series.find(({ prefix }) => e164.startsWith(prefix))!;
    return owned({ ...stockNumber(of, e164, listed), region: of.region }, account_id, now, more);
  };
  return [
    given('+918071387149', 'MA_ASHA', { trunk_group_id: officeTrunk }),
    given('+912271263984', 'MA_ASHA', { application_id: bot }),
    given('+918065354620', 'MA_ASHA', { trunk_group_id: officeTrunk, application_id: bot }),
    given('+914471269005', 'MA_ASHA'),
    given('+917971543210', 'MA_ASHA', {
      status: 'pending_release',
      release: { fee: 700_00, ends: later(now, 6 * HOUR) },
    }),
    given('+911171270418', 'MA_ASHA', { status: 'blocked' }),
    given('+919240012345', 'MA_ASHA'),
    given('+918047190033', 'MA_ASHA', {
      status: 'pending_purchase',
      source: 'inventory',
      purchased_at: undefined,
      last_billing_date: undefined,
      next_billing_date: undefined,
    }),
    given('+918047190077', 'SA_ASHA1'),
    given('+918069061200', 'MA_KAVERI'),
    given('+918069061201', 'MA_KAVERI', { source: 'inventory' }),
    given('+912616712480', 'MA_TAPTI'),
    given('+917971540786', 'MA_TAPTI', {
      status: 'pending_release',
      release: { fee: 700_00, ends: later(now, 20 * HOUR) },
    }),
    ...fleet('MA_DECCAN', 137, now, seed),
  ];
}

/** What a number becomes when somebody buys it. */
export function owned(
  stock: Omit<OwnedNumber, 'account_id' | 'status' | 'source' | 'aadhaar_verified' | 'is_trial_number'>,
  account_id: string,
  now: Date,
  more: Partial<OwnedNumber> = {},
): OwnedNumber {
  // Bought some days ago, each on its own day, so that the next bills are spread over the month.
  const purchased_at = later(now, -((hashOf(stock.e164) % (27 * 24)) + 24) * HOUR);
  return {
    ...stock,
    account_id,
    status: 'active',
    source: 'purchased',
    aadhaar_verified: false,
    is_trial_number: false,
    purchased_at,
    last_billing_date: purchased_at,
    next_billing_date: nextMonth(purchased_at),
    updated_at: purchased_at,
    ...more,
  };
}

function fleet(account_id: string, size: number, now: Date, seed: number): OwnedNumber[] {
  const depot = uuidOf('trunk depot');
  const numbers = [...newNumbers(size, seed ^ 0x5eed, new Set())];
  return numbers.map((number, index) => {
    if (index % 40 === 39) return owned(number, account_id, now, { status: 'blocked' });
    if (index === 17) return owned(number, account_id, now, { status: 'released', released_at: later(now, -2 * DAY) });
    if (number.aadhaar_verification_required)
      return owned(number, account_id, now, { aadhaar_verified: index % 2 === 0 });
    return owned(number, account_id, now, index % 3 === 0 ? {} : { trunk_group_id: depot });
  });
}
