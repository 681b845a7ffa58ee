import type { PhoneNumber } from '../contract/number.ts';
import { stdCodeLength } from '../format/std-code.ts';
import { seriesOf } from '../telephony/series.ts';

/** What kind of number one is: its series, the way it carries calls, and where it belongs. */
export const kindOf = ({ e164, region }: Pick<PhoneNumber, 'e164' | 'region'>) => seriesOf(e164, region, stdCodeLength);
