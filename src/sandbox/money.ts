/** Whole paise of an amount written with two decimals; everything inside counts in paise, so nothing is ever rounded. */
export function paise(amount: string): number {
  const parts = /^(-?)(\d+)\.(\d\d)$/.exec(amount);
  if (!parts) throw new RangeError(`An amount is written with two decimals, such as 12500.00, not ${amount}.`);
  const total = Number(parts[2]) * 100 + Number(parts[3]);
  return parts[1] ? -total : total;
}

/** The amount as the JSON number that most of the API uses. */
export const rupees = (amount: number): number => amount / 100;

/** The amount as the string with five decimals that the partner's pages use. */
export function fiveDecimals(amount: number): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}000`;
}
