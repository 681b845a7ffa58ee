/**
 * Exact money: a canonical decimal string ("500", "23906.83", "-0.45"), never a float.
 *
 * The API writes money as a number (500.00), as a string with five decimals ("23906.83000") or as an integer; all become
 * this one form. The arithmetic is on integers of any size, so no rupee is lost.
 */
export type Money = string;

const decimal = /^([+-]?)(\d+)(?:\.(\d*))?$/;
// JSON numbers print small and large values with an exponent (1e-7, 1e+21); more digits than this are not money.
const scientific = /^([+-]?\d(?:\.\d+)?)e([+-]\d{1,2})$/i;

/** The canonical form of an amount, or undefined when it is not one. */
export function readMoney(value: unknown): Money | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return undefined;
  const said = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  // A number's own text is canonical, unless it has an exponent.
  if (typeof value === 'number' && !said.includes('e')) return said;
  const text = typeof value === 'number' ? plain(said) : said;
  const parts = decimal.exec(text);
  if (!parts || text.length > 64) return undefined;
  const whole = parts[2]!.replace(/^0+(?=\d)/, '');
  const fraction = (parts[3] ?? '').replace(/0+$/, '');
  const zero = whole === '0' && fraction === '';
  return `${parts[1] === '-' && !zero ? '-' : ''}${whole}${fraction && '.'}${fraction}`;
}

/** A number's own text without an exponent. */
function plain(text: string): string {
  const parts = scientific.exec(text);
  if (!parts) return text;
  const [mantissa, exponent] = [parts[1]!, Number(parts[2])];
  const [whole = '', fraction = ''] = mantissa.replace(/^[+-]/, '').split('.');
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = whole + fraction;
  const point = whole.length + exponent;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits.slice(0, point).padEnd(point, '0')}.${digits.slice(point)}`;
}

/** The sum of amounts in one currency. */
export const addMoney = (...amounts: Money[]): Money => amounts.reduce((a, b) => combine(a, b, (x, y) => x + y), '0');

/** What is left of `a` when `b` is taken away. */
export const subtractMoney = (a: Money, b: Money): Money => combine(a, b, (x, y) => x - y);

/** Below zero when `a` is less than `b`, zero when they are equal, above zero when it is more. */
export function compareMoney(a: Money, b: Money): number {
  const difference = subtractMoney(a, b);
  return difference === '0' ? 0 : difference.startsWith('-') ? -1 : 1;
}

function combine(a: Money, b: Money, act: (x: bigint, y: bigint) => bigint): Money {
  const scale = Math.max(decimals(a), decimals(b));
  const total = act(units(a, scale), units(b, scale));
  const digits = (total < 0n ? -total : total).toString().padStart(scale + 1, '0');
  const text = scale ? `${digits.slice(0, -scale)}.${digits.slice(-scale)}` : digits;
  return readMoney(`${total < 0n ? '-' : ''}${text}`)!;
}

const decimals = (amount: Money) => amount.split('.')[1]?.length ?? 0;

function units(amount: Money, scale: number): bigint {
  if (!decimal.test(amount)) throw new TypeError(`Not an amount of money: ${amount}`);
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(scale, '0'));
}
