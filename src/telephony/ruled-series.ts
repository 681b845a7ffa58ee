/** The series that the rules set apart, by their first digits; every other number is an ordinary one. */
export type RuledSeries =
  | '140' // promotional calls
  | '1600' // service calls of government bodies
  | '1601' // service calls of regulated financial companies
  | 'toll-free'
  | 'shared-cost'
  | 'mobile-92'; // sold for calls to consumers who agreed; Aadhaar per number

/** Which way calls of a series may go. */
export type Direction = 'both' | 'inbound' | 'outbound';

/** By the national number (the numbering plan and TRAI's rules for commercial calls). */
const series: [RegExp, RuledSeries, Direction][] = [
  [/^140\d{7}$/, '140', 'outbound'],
  [/^1600\d{6}$/, '1600', 'outbound'],
  [/^1601\d{6}$/, '1601', 'outbound'],
  [/^1800\d{6,7}$/, 'toll-free', 'inbound'],
  [/^1860\d{7}$/, 'shared-cost', 'inbound'],
  [/^92\d{8}$/, 'mobile-92', 'both'],
];

/** The series of a number that the rules set apart, with the way its calls may go; undefined for an ordinary number. */
export function ruledSeriesOf(e164: string): { series: RuledSeries; direction: Direction } | undefined {
  const national = /^(?:\+?91)?(1\d{9,10})$/.exec(e164)?.[1] ?? /^\+?91([1-9]\d{9})$/.exec(e164)?.[1] ?? '';
  const known = series.find(([pattern]) => pattern.test(national));
  return known && { series: known[1], direction: known[2] };
}
