/** Beside the rupee only the signs that an Indian reader can't mistake; other currencies show their code. */
const signs: Record<string, string> = { INR: '₹', USD: '$', EUR: '€', GBP: '£' };

/** Lakh and crore grouping of a whole number's digits: 12345678 becomes 1,23,45,678. */
const group = (digits: string) => digits.replace(/\B(?=(\d\d)*\d{3}$)/g, ',');

/**
 * Writes an amount of money with Indian grouping and Latin digits in every language: "₹12,34,567.50"
 * (CLDR, en-IN). `amount` is a canonical decimal string in whole units, like "-500" or "0.004"; it never
 * becomes a float, and by hand it looks the same in every engine.
 *
 * Two decimals from 1 on, rounded half away from zero; two to four as recorded below that, where the price of a call
 * is. What is smaller still shows as "< ₹0.01", never as nothing. Anything that is not an amount is "—".
 */
export function formatMoney(amount: string, currency: string): string {
  const [, minus, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  if (whole === undefined) return '—';
  const code = currency.toUpperCase();
  const unit = signs[code] ?? (code && `${code} `);

  const small = /^0+$/.test(whole);
  const decimals = small ? 4 : 2;
  const kept = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  const rounded = kept + (fraction.charAt(decimals) >= '5' ? 1n : 0n);
  if (rounded === 0n) {
    if (!/[1-9]/.test(fraction)) return `${unit}0.00`;
    return minus ? `> -${unit}0.01` : `< ${unit}0.01`;
  }

  const digits = String(rounded).padStart(decimals + 1, '0');
  const cents = small ? digits.slice(-4).replace(/0{1,2}$/, '') : digits.slice(-2);
  return `${minus}${unit}${group(digits.slice(0, -decimals))}.${cents}`;
}
