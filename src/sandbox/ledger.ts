import type { CallLog } from './call-log.ts';
import { DAY, HOUR, later, micros } from './dates.ts';
import { rupees } from './money.ts';
import type { OwnedNumber } from './number.ts';
import { hashOf, uuidOf } from './random.ts';

/** What a booking is for. */
export interface Posting {
  /** `credit` and `debit`, and some older rows say more than that. */
  type: 'credit' | 'debit' | 'did_rental';
  description: string;
  reference?: string;
  reference_type?: string;
}

/** A line of an account's ledger; the amount is in paise, and what was spent is below zero. */
export interface Entry extends Posting {
  id: string;
  account_id: string;
  amount: number;
  at: Date;
}

/** The line that a booking leaves behind. */
export const entryOf = (account_id: string, index: number, amount: number, at: Date, posting: Posting): Entry => ({
  ...posting,
  id: uuidOf(`transaction ${account_id} ${index}`),
  account_id,
  amount,
  at,
});

/** How the API writes a line: the amount without its sign, and what is not set left out. */
export function entryRow({ id, account_id, type, amount, description, reference, reference_type, at }: Entry) {
  const time = micros(at);
  return {
    id,
    account_id,
    balance_id: uuidOf(`balance ${account_id}`),
    type,
    amount: rupees(Math.abs(amount)),
    currency: 'INR',
    description,
    ...(reference ? { reference } : {}),
    ...(reference_type ? { reference_type } : {}),
    status: 'completed',
    processed_at: time,
    created_at: time,
    updated_at: time,
  };
}

interface Past {
  accounts: readonly { auth_id: string; balance: number; parent_auth_id?: string }[];
  born: Date;
  numbers: readonly OwnedNumber[];
  callLog: (auth_id: string) => CallLog;
}

const RECENT_CALLS = 60;

/** The ledgers with which a sandbox begins; each is made when it is first asked for, and adds up to the balance. */
export function seededLedger({ accounts, born, numbers, callLog }: Past): (auth_id: string) => Entry[] {
  const opening = new Map(accounts.map(({ auth_id, balance }) => [auth_id, balance]));
  const payers = new Map(accounts.map(({ auth_id, parent_auth_id }) => [auth_id, parent_auth_id ?? auth_id]));
  const ledgers = new Map<string, Entry[]>();
  return (auth_id) => {
    const known = ledgers.get(auth_id);
    if (known) return known;
    const spent = [
      ...rentals(numbers.filter(({ account_id }) => payers.get(account_id) === auth_id)),
      ...callCharges(callLog(auth_id)),
    ];
    const balance = opening.get(auth_id) ?? 0;
    const past = [...deposits(auth_id, balance, spent, born), ...spent].sort((one, other) => +one.at - +other.at);
    const ledger = past.map(({ amount, at, posting }, index) => entryOf(auth_id, index, amount, at, posting));
    ledgers.set(auth_id, ledger);
    return ledger;
  };
}

interface PastPosting {
  amount: number;
  at: Date;
  posting: Posting;
}

function rentals(numbers: readonly OwnedNumber[]): PastPosting[] {
  return numbers.flatMap(({ e164, monthly_fee, last_billing_date }) =>
    last_billing_date
      ? [
          {
            amount: -monthly_fee,
            at: last_billing_date,
            posting: {
              type: 'did_rental',
              description: `DID monthly rental ${e164}`,
              reference: `did:${e164}`,
              reference_type: 'did_rental',
            },
          },
        ]
      : [],
  );
}

// Only the latest calls: one line for each of a million would be a million lines.
function callCharges(log: CallLog): PastPosting[] {
  return Array.from({ length: Math.min(log.count, RECENT_CALLS) }, (_, index) => log.call(index)).flatMap((call) => {
    const at = later(call.start, (call.ring + call.talk) * 1000);
    const reference = `cdr:${call.uuid}`;
    const lines: PastPosting[] = [];
    if (call.cost > 0) {
      const [description, reference_type] = call.talk
        ? [`Call charges (${call.talk}s)`, 'cdr']
        : ['Non-connected call fee', 'ncc'];
      lines.push({ amount: -call.cost, at, posting: { type: 'debit', description, reference, reference_type } });
    }
    if (call.streaming_cost > 0) {
      const posting: Posting = {
        type: 'debit',
        description: `Stream session (${call.talk}s)`,
        reference,
        reference_type: 'stream_cdr',
      };
      lines.push({ amount: -call.streaming_cost, at, posting });
    }
    return lines;
  });
}

// Half at first, half a week before the sandbox began: what is left is the balance.
function deposits(auth_id: string, balance: number, spent: readonly PastPosting[], born: Date): PastPosting[] {
  const total = spent.reduce((sum, { amount }) => sum - amount, balance);
  if (total <= 0) return [];
  const first = Math.ceil(total / 2 / 100) * 100;
  const begin = later(born, -(40 + (hashOf(auth_id) % 20)) * DAY);
  const payment: Posting = {
    type: 'credit',
    description: 'Online payment',
    reference: `pay_${hashOf(auth_id).toString(36)}`,
    reference_type: 'payment',
  };
  const correction: Posting = { type: 'credit', description: 'Manual credit', reference_type: 'manual_adjustment' };
  const rest = total - first;
  return [
    { amount: first, at: begin, posting: payment },
    ...(rest > 0 ? [{ amount: rest, at: later(born, -(7 * DAY + 3 * HOUR)), posting: correction }] : []),
  ];
}
