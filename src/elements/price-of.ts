import type { Balance } from '../contract/balance.ts';
import { addMoney, compareMoney, subtractMoney, type Money } from '../contract/money.ts';
import type { InventoryNumber } from '../contract/number.ts';

/** What a number costs, as far as the service tells. */
export interface Price {
  setup?: Money;
  monthly?: Money;
  /** What buying it debits at once: one-time fee and first month. Absent when either is not known. */
  today?: Money;
  currency: string;
  /** Whether it is a sum of prices in several currencies, which nobody can add. */
  mixed?: boolean;
}

/** What a number for sale costs today and later. */
export function priceOf({ setup_fee: setup, monthly_fee: monthly, currency = 'INR' }: InventoryNumber): Price {
  return { setup, monthly, today: setup && monthly && addMoney(setup, monthly), currency };
}

/** What several numbers cost together; what is not known of one of them is not known of all. */
export function sumOf(prices: [Price, ...Price[]]): Price {
  const [{ currency }] = prices;
  const known = (amount: Money | undefined): amount is Money => amount !== undefined;
  const sum = (key: 'setup' | 'monthly' | 'today') => {
    const amounts = prices.map((price) => (price.currency === currency ? price[key] : undefined));
    return amounts.every(known) ? addMoney(...amounts) : undefined;
  };
  const mixed = prices.some((price) => price.currency !== currency);
  return { setup: sum('setup'), monthly: sum('monthly'), today: sum('today'), currency, mixed };
}

/** What a purchase does to the wallet. */
export interface Effect {
  before: Money;
  /** Absent when the price is not known. */
  after?: Money;
  /** How much is missing; absent when it is enough. */
  short?: Money;
}

/** What paying `today` does to a wallet in the same currency; undefined when what is in it is not known. */
export function effectOf(balance: Balance | undefined, { today, currency }: Price): Effect | undefined {
  const before = balance?.available_balance ?? balance?.balance;
  if (!before || (balance?.currency && balance.currency !== currency)) return undefined;
  if (!today) return { before };
  const after = subtractMoney(before, today);
  // A soft limit does not stop a purchase, and a postpaid account may go down to its limit.
  const floor = balance?.is_postpaid ? subtractMoney('0', balance.credit_limit ?? '0') : '0';
  const open = balance?.is_postpaid && balance.credit_limit_type === 'soft';
  return { before, after, ...(!open && compareMoney(after, floor) < 0 && { short: subtractMoney(floor, after) }) };
}
