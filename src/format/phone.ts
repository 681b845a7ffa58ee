import { stdCodeLength } from './std-code.ts';

interface Shape {
  /** Empty where a number can only be dialled inside India. */
  country: string;
  groups: string[];
}

/** The zeros of the scripts people type digits in: Arabic, Persian, the Indic ones, Ol Chiki, Meitei, full width. */
const zeros = [
  0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0x1c50, 0xabf0, 0xff10,
];

const services: [RegExp, number[]][] = [
  [/^140\d{7}$/, [3, 3, 4]],
  [/^160[01]\d{6}$/, [4, 3, 3]],
  [/^1800\d{6}$/, [4, 2, 4]],
  [/^18[06]0\d{7}$/, [4, 3, 4]],
];

/** By the length of the STD code. A mobile number has none, and what may be one is written like one. */
const indianGroups = { 0: [5, 5], 2: [2, 4, 4], 3: [3, 3, 4], 4: [4, 3, 3] };

/** Only countries whose grouping does not depend on the area; everything else stays as it is. */
const foreign: [RegExp, number[]][] = [
  [/^\+(1)([2-9]\d{9})$/, [3, 3, 4]],
  [/^\+(44)(7\d{9})$/, [4, 6]],
  [/^\+(65)(\d{8})$/, [4, 4]],
  [/^\+(971)(5\d{8})$/, [2, 3, 4]],
];

/** Takes the digits out of a text, whatever script they are in, as 0 to 9; everything else is dropped. */
export function readDigits(text: string): string {
  return text.replace(/\D/gu, (char) => {
    const code = char.codePointAt(0)!;
    const zero = zeros.find((zero) => code >= zero && code < zero + 10);
    return zero === undefined ? '' : String(code - zero);
  });
}

/**
 * Turns what a person types into a search box into the 1 to 12 digits to look for in E.164 numbers,
 * or says what is wrong with it.
 */
export function searchDigits(text: string): { digits: string } | { problem: 'letters' | 'too-long' | 'empty' } {
  if (/\p{L}/u.test(text)) return { problem: 'letters' };
  let digits = readDigits(text);
  let international = /^[^\p{Nd}]*[+＋]/u.test(text);
  // Zeros only open a number when a number follows: "000" is somebody looking for a fancy number.
  if (!international && /^00[1-9]/.test(digits)) {
    international = true;
    digits = digits.slice(2);
  }
  if (international) {
    digits = digits.replace(/^910(?=[1-9])/, '91'); // "+91 (0)80 …"; no Indian number begins with 0
  } else if (/^0[1-9]/.test(digits)) {
    digits = digits.slice(1); // what follows a trunk 0 is a national number, so a 91 there is not the country
  } else if (/^91\d{0,3}$/.test(digits)) {
    digits = digits.slice(2); // every number here begins with 91: on its own it narrows nothing
  }
  if (digits === '') return { problem: 'empty' };
  return digits.length > 12 ? { problem: 'too-long' } : { digits };
}

function cut(digits: string, sizes: number[]): string[] {
  let at = 0;
  return sizes.map((size) => digits.slice(at, (at += size)));
}

function shapeOf(e164: string, region = ''): Shape | undefined {
  const service = /^(?:\+?91)?(1\d{9,10})$/.exec(e164)?.[1] ?? '';
  const serviceGroups = services.find(([pattern]) => pattern.test(service))?.[1];
  if (serviceGroups) return { country: '', groups: cut(service, serviceGroups) };

  const national = /^\+?91([1-9]\d{9})$/.exec(e164)?.[1];
  if (national) {
    return { country: '91', groups: cut(national, indianGroups[stdCodeLength(national, region) ?? 0]) };
  }

  for (const [pattern, sizes] of foreign) {
    const [, country, digits] = pattern.exec(e164) ?? [];
    if (country && digits) return { country, groups: cut(digits, sizes) };
  }
  return undefined;
}

/**
 * Writes a phone number the way it is read in India: "+91 80 7138 7149", "140 123 4567".
 * `region` is the API's field of the same name; it tells landlines in 79… and 80… from mobile numbers.
 * A number of a shape it does not know stays as it is.
 */
export function formatPhone(e164: string, region?: string): string {
  const shape = shapeOf(e164, region);
  if (!shape) return e164;
  const national = shape.groups.join(' ');
  return shape.country ? `+${shape.country} ${national}` : national;
}

/** Writes a phone number as it is dialled inside India, for copying: "080 7138 7149"; a foreign one keeps its plus. */
export function nationalPhone(e164: string, region?: string): string {
  const shape = shapeOf(e164, region);
  return shape?.country === '91' ? `0${shape.groups.join(' ')}` : formatPhone(e164, region);
}

/** Spells a phone number for a screen reader, digit by digit in its groups: "plus 9 1, 8 0, 7 1 3 8, 7 1 4 9". */
export function spokenPhone(e164: string, region: string | undefined, plus: string): string {
  const text = formatPhone(e164, region);
  if (!/^\+?[\d ]+$/.test(text)) return text; // "anonymous" and the like are words already
  return text
    .replaceAll(' ', ', ')
    .replace(/\d(?=\d)/g, '$& ')
    .replace('+', `${plus} `);
}

/** Digits somebody searched for, and where in a number. */
export interface Sought {
  digits: string;
  /** Everywhere when left out. */
  where?: 'contains' | 'starts' | 'ends';
}

/**
 * Splits a formatted phone number into runs, so that the digits somebody searched for can be marked.
 * They are looked for in the E.164 number, the country code included; `starts` is after the country code, or with it.
 */
export function markDigits(
  e164: string,
  region: string | undefined,
  { digits, where }: Sought,
): { text: string; marked: boolean }[] {
  const text = formatPhone(e164, region);
  const number = readDigits(e164);
  const wanted = readDigits(digits);
  const hits = new Set<number>();
  for (let at = number.indexOf(wanted); wanted && at >= 0; at = number.indexOf(wanted, at + 1)) {
    if (where === 'ends' && at + wanted.length < number.length) continue;
    if (where === 'starts' && at > 0 && number.slice(0, at) !== '91') continue;
    for (let index = at; index < at + wanted.length; index++) hits.add(index);
  }

  const runs: { text: string; marked: boolean }[] = [];
  let index = number.length - readDigits(text).length; // of the next digit; 140, 160 and 18.0 are shown without their 91
  for (const char of text) {
    const isDigit = readDigits(char) !== '';
    // A space between two marked digits is marked too, so that the mark is one piece.
    const marked = hits.has(index) && (isDigit || hits.has(index - 1));
    const last = runs.at(-1);
    if (last?.marked === marked) last.text += char;
    else runs.push({ text: char, marked });
    if (isDigit) index++;
  }
  return runs;
}
