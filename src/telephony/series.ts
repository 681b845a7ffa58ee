import { ruledSeriesOf, type Direction, type RuledSeries } from './ruled-series.ts';

/** The number series that India keeps apart by law, and what is none of them or not known. */
export type Series = RuledSeries | 'landline' | 'mobile' | 'other';

/** City by STD code (the numbering plan); a hint, because a code covers more than its city. */
const cities: Record<string, string> = {
  11: 'Delhi',
  20: 'Pune',
  22: 'Mumbai',
  33: 'Kolkata',
  40: 'Hyderabad',
  44: 'Chennai',
  79: 'Ahmedabad',
  80: 'Bengaluru',
  120: 'Noida/Ghaziabad',
  121: 'Meerut',
  124: 'Gurugram',
  129: 'Faridabad',
  135: 'Dehradun',
  141: 'Jaipur',
  161: 'Ludhiana',
  172: 'Chandigarh',
  181: 'Jalandhar',
  183: 'Amritsar',
  191: 'Jammu',
  194: 'Srinagar',
  231: 'Kolhapur',
  233: 'Sangli',
  241: 'Ahmednagar',
  253: 'Nashik',
  261: 'Surat',
  265: 'Vadodara',
  278: 'Bhavnagar',
  281: 'Rajkot',
  291: 'Jodhpur',
  294: 'Udaipur',
  341: 'Asansol',
  342: 'Bardhaman',
  343: 'Durgapur',
  353: 'Siliguri',
  361: 'Guwahati',
  364: 'Shillong',
  381: 'Agartala',
  413: 'Puducherry',
  416: 'Vellore',
  422: 'Coimbatore',
  424: 'Erode',
  427: 'Salem',
  431: 'Tiruchirappalli',
  452: 'Madurai',
  462: 'Tirunelveli',
  471: 'Thiruvananthapuram',
  474: 'Kollam',
  477: 'Alappuzha',
  484: 'Kochi',
  487: 'Thrissur',
  495: 'Kozhikode',
  497: 'Kannur',
  512: 'Kanpur',
  522: 'Lucknow',
  532: 'Prayagraj',
  542: 'Varanasi',
  551: 'Gorakhpur',
  562: 'Agra',
  571: 'Aligarh',
  581: 'Bareilly',
  591: 'Moradabad',
  612: 'Patna',
  621: 'Muzaffarpur',
  641: 'Bhagalpur',
  651: 'Ranchi',
  657: 'Jamshedpur',
  661: 'Rourkela',
  663: 'Sambalpur',
  671: 'Cuttack',
  674: 'Bhubaneswar',
  680: 'Berhampur',
  712: 'Nagpur',
  721: 'Amravati',
  731: 'Indore',
  734: 'Ujjain',
  744: 'Kota',
  751: 'Gwalior',
  755: 'Bhopal',
  761: 'Jabalpur',
  771: 'Raipur',
  821: 'Mysuru',
  824: 'Mangaluru',
  831: 'Belagavi',
  832: 'Goa',
  836: 'Hubballi',
  861: 'Nellore',
  863: 'Guntur',
  866: 'Vijayawada',
  870: 'Warangal',
  877: 'Tirupati',
  884: 'Kakinada',
  891: 'Visakhapatnam',
};

/** How long a national number's STD code is: 0 for a mobile number, undefined where it may be either. */
export type CodeLength = (national: string, region: string) => number | undefined;

/**
 * Tells what kind of number one is, which way it may carry calls, and where it belongs: the API's `region` if there is
 * one, else the city of its STD code (the Indian numbering plan).
 * What may be a landline or a mobile number is `other`, because the two have different rules.
 */
export function seriesOf(
  e164: string,
  region: string | undefined,
  codeLength: CodeLength,
): { series: Series; direction: Direction; city?: string } {
  const place = region?.trim() ?? '';
  const at = (series: Series, direction: Direction, city = place) => ({ series, direction, ...(city && { city }) });

  const known = ruledSeriesOf(e164);
  if (known) return at(known.series, known.direction);
  const national = /^\+?91([1-9]\d{9})$/.exec(e164)?.[1];
  if (!national) return at('other', 'both');

  const length = codeLength(national, place);
  if (!length) return at(length === 0 ? 'mobile' : 'other', 'both');
  return at('landline', 'both', place || cities[national.slice(0, length)]);
}
