import { MINUTE, later } from './dates.ts';
import type { StockNumber } from './number.ts';
import { hashOf, randomOf } from './random.ts';
import { series, type Series } from './series.ts';

const newest = new Date('2026-04-18T11:02:10.120Z');

// Endings that people pay attention to; `a` and `b` are any two digits.
const fancy = ['aaaa', 'aabb', 'abba', 'abab', '1234', '4321', 'a000', '0ab0', 'baaa', '7860', '5678'];

/**
 * Makes phone numbers for sale, believable and never twice the same, newest first.
 * `taken` holds those that exist already and gains the new ones.
 */
export function* newNumbers(count: number, seed: number, taken: Set<string>): Generator<StockNumber> {
  const random = randomOf(seed);
  const exchanges = new Map(series.map((one) => [one, one.exchanges ?? inventedExchanges(one, seed)]));
  const weights = series.reduce((sum, { weight }) => sum + weight, 0);
  let oddFees = true;
  for (let made = 0; made < count;) {
    const one = pickSeries(random() * weights);
    const e164 = one.prefix + subscriber(one, exchanges.get(one)!, random);
    if (taken.has(e164)) continue;
    taken.add(e164);
    made++;
    const number = stockNumber(one, e164, later(newest, -made * 7 * MINUTE));
    // One number with fees that are not whole rupees, near the front, where whoever rounds will meet it.
    if (oddFees && made > 4 && number.monthly_fee === 500_00) {
      oddFees = false;
      Object.assign(number, { setup_fee: 99_50, monthly_fee: 499_50 });
    }
    yield number;
  }
}

/** A number of a series at its usual price, added to the stock at `created_at`. */
export function stockNumber(of: Series, e164: string, created_at: Date): StockNumber {
  const hash = hashOf(e164);
  return {
    e164,
    setup_fee: hash % 11 === 0 ? 0 : 100_00,
    monthly_fee: of.monthly_fee,
    minimum_commitment_months: of.minimum_commitment_months ?? 0,
    aadhaar_verification_required: of.aadhaar_verification_required ?? false,
    created_at,
    updated_at: created_at,
    // A few rows of the real stock have no region.
    ...(hash % 53 === 0 ? {} : { region: of.region }),
  };
}

function pickSeries(at: number): Series {
  for (const one of series) {
    at -= one.weight;
    if (at < 0) return one;
  }
  return series[0]!;
}

// Enough exchanges for a big stock, few enough that neighbours look like neighbours. Private operators start with 6 or 7.
function inventedExchanges({ prefix, digits }: Series, seed: number): string[] {
  const random = randomOf(hashOf(prefix) ^ seed);
  return Array.from({ length: 24 }, () => String(6 + Math.floor(random() * 2)) + tail(random, digits - 5));
}

function subscriber({ digits }: Series, exchanges: readonly string[], random: () => number): string {
  const exchange = exchanges[Math.floor(random() * exchanges.length)]!;
  const rest = digits - exchange.length;
  if (rest < 4 || random() > 0.04) return exchange + tail(random, rest);
  const a = String(Math.floor(random() * 10));
  const b = String(Math.floor(random() * 10));
  const ending = fancy[Math.floor(random() * fancy.length)]!.replaceAll('a', a).replaceAll('b', b);
  return exchange + tail(random, rest - 4) + ending;
}

const tail = (random: () => number, length: number) =>
  length > 0
    ? Math.floor(random() * 10 ** length)
        .toString()
        .padStart(length, '0')
    : '';
