// Figures: DoT's National Numbering Plan (2003) and its allotment of mobile codes, as libphonenumber's tables have them.

/**
 * What numbers that begin with 100 to 899 are, in this order: how long their STD code is, 0 for mobile numbers only, `?`
 * for codes of four digits among which mobile numbers were given out too. What begins with 9 is a mobile number.
 */
const plan =
  '4444444444222222222233343444433334434444434433444443443444443344344444433443434433433434444344344444' +
  '2222222222443443434422222222223343444444334444444433434443443344434434444444443443444334344344344444' +
  '4444444444444444444444444434442222222222433344444444433444443344344433343334344443444344434444444444' +
  '2222222222444344344443333443444344434444222222222243344444443334443333333433333333433343443344333344' +
  '4444444444343443444444344444444434434444443444443443444444444434434444434444444443444444444344434444' +
  '0000000000043404004003404404000344400000034404440003444443440343440440034434404434444440000000000000' +
  '0000000000443444444??3??3?????03?330??0?0???3??3??03???3?????3??4??????3???????????????0302222222222' +
  '22222222220?0?0?3???33??3????0?33?0?3??????0????????????????03?3??3???3??????3300??33??00003???00000';

/** Where mobile series were given out inside other codes. */
const shared = /^(6786|6828|(674|788)[0189]|79(313|7[^1])|80(5|6[67]|7[^1])|7615|771(5|\d[0189])|8912)/;

/** Where 79 and 80 are STD codes. */
const homes = /^(79.*(gujarat|ahmedabad|gandhinagar|\bGJ\b)|80.*(karnataka|bengaluru|bangalore|\bKA\b))/i;

/**
 * How long the STD code of a national number is: 0 for a mobile number, undefined where it may be either.
 *
 * From 6 on both kinds begin alike. After its code a landline goes on with 2 to 6, in some places with 7, and which
 * mobile series were given out decides most of the rest. In 79 and 80 the region decides, where it is the code's own.
 */
export function stdCodeLength(national: string, region = ''): 0 | 2 | 3 | 4 | undefined {
  const kind = plan.charAt(Number(national.slice(0, 3)) - 100);
  const length = (kind === '?' ? 4 : +kind) as 0 | 2 | 3 | 4;
  if (national < '6' || homes.test(`${national} ${region}`)) return length;
  if (shared.test(national)) return undefined;
  const next = national.charAt(length);
  if (!length || !/[2-7]/.test(next)) return 0;
  return kind === '?' || (length === 3 && next === '7') ? undefined : length;
}
