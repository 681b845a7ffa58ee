import { compareMoney, type Money } from '../contract/money.ts';
import { barOf } from '../contract/bar.ts';
import type { InventoryNumber } from '../contract/number.ts';
import { patternsOf, patterns, type Pattern } from '../telephony/easy-number.ts';
import type { Series } from '../telephony/series.ts';
import { kindOf } from './kind.ts';

type Order = 'rent' | 'easy' | 'number';

/** What a customer wants of a number beside the digits in it; the service cannot search for any of this. */
export interface Refinement {
  /** Where in the number the digits are. */
  where: 'contains' | 'starts' | 'ends';
  /** A part of the name of a state or a city. */
  place: string;
  series: Series | '';
  /** A pattern, `any` of them, or none. */
  pattern: Pattern | 'any' | '';
  /** Digits that may not be in it. */
  avoid: string;
  /** The highest rent a month, or empty. */
  rent: Money;
  /** Whether it needs no Aadhaar check. */
  plain: boolean;
  sort: Order | '';
}

export const unrefined: Refinement = {
  where: 'contains',
  place: '',
  series: '',
  pattern: '',
  avoid: '',
  rent: '',
  plain: false,
  sort: '',
};

/** How many wishes there are; where the digits are is one only if there are `digits`. */
export const wishes = (refinement: Refinement, digits: string): number =>
  (Object.keys(unrefined) as (keyof Refinement)[]).filter(
    (key) => refinement[key] !== unrefined[key] && (key !== 'where' || digits),
  ).length;

const placesOf = ({ e164, region }: InventoryNumber) =>
  [region, kindOf({ e164 }).city].filter((place) => place !== undefined);

/** The places of some numbers, in the order of the alphabet. */
export const placesIn = (numbers: InventoryNumber[]): string[] =>
  [...new Set(numbers.flatMap(placesOf))].sort((one, other) => one.localeCompare(other));

function fits(number: InventoryNumber, digits: string, wanted: Refinement): boolean {
  const { where, place, series, pattern, avoid, rent, plain } = wanted;
  if (barOf(number)) return false;
  const whole = number.e164.slice(1);
  const national = whole.replace(/^91(?=\d{10,11}$)/, '');
  if (digits && where === 'starts' && !national.startsWith(digits) && !whole.startsWith(digits)) return false;
  if (digits && where === 'ends' && !whole.endsWith(digits)) return false;
  if (place && !placesOf(number).some((name) => name.toLowerCase().includes(place.toLowerCase()))) return false;
  if (series && kindOf(number).series !== series) return false;
  if (pattern && !patternsOf(number.e164).some((one) => pattern === 'any' || one === pattern)) return false;
  if ([...avoid].some((digit) => national.includes(digit))) return false;
  if (rent && !(number.monthly_fee && compareMoney(number.monthly_fee, rent) <= 0)) return false;
  return !(plain && number.aadhaar_verification_required && !number.aadhaar_verified);
}

// The more striking a pattern is, the more it counts.
const score = ({ e164 }: InventoryNumber) =>
  patternsOf(e164).reduce((sum, pattern) => sum + patterns.length - patterns.indexOf(pattern), 0);

const orders: Record<Order, (one: InventoryNumber, other: InventoryNumber) => number> = {
  // What has no price known comes last.
  rent: ({ monthly_fee: one }, { monthly_fee: other }) =>
    one && other ? compareMoney(one, other) : Number(!one) - Number(!other),
  easy: (one, other) => score(other) - score(one),
  number: (one, other) => (one.e164 < other.e164 ? -1 : 1),
};

/** The numbers that are as wanted, in the order that is wanted. */
export function refine(numbers: InventoryNumber[], digits: string, wanted: Refinement): InventoryNumber[] {
  const found = numbers.filter((number) => fits(number, digits, wanted));
  return wanted.sort ? found.sort(orders[wanted.sort]) : found;
}
