import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatPhone } from '../../src/format/phone.ts';
import { stdCodeLength } from '../../src/format/std-code.ts';
import { seriesOf, type Series } from '../../src/telephony/series.ts';

/** E.164, region, series, where. */
const numbers: [string, string | undefined, Series, string | undefined][] = [
  ['+911123456789', undefined, 'landline', 'Delhi'],
  ['+912067123456', undefined, 'landline', 'Pune'],
  ['+912271264217', undefined, 'landline', 'Mumbai'],
  ['+912271264217', 'Maharashtra', 'landline', 'Maharashtra'],
  ['+913340012345', undefined, 'landline', 'Kolkata'],
  ['+914066123456', undefined, 'landline', 'Hyderabad'],
  ['+914445678901', undefined, 'landline', 'Chennai'],
  ['+917971543210', 'Gujarat', 'landline', 'Gujarat'],
  ['+917971543210', undefined, 'landline', 'Ahmedabad'],
  ['+917971543210', 'Maharashtra', 'landline', 'Maharashtra'],
  ['+917972543210', 'Maharashtra', 'other', 'Maharashtra'],
  ['+918071387149', 'Karnataka', 'landline', 'Karnataka'],
  ['+918012345678', 'Karnataka', 'landline', 'Karnataka'],
  ['+918071387149', ' ', 'landline', 'Bengaluru'],
  ['+918072387149', 'Delhi', 'other', 'Delhi'],
  ['+918162345678', 'Karnataka', 'landline', 'Karnataka'],
  ['+918162345678', undefined, 'landline', undefined],
  ['+912882345678', undefined, 'landline', undefined],
  ['+918095012345', undefined, 'mobile', undefined],
  ['+911244123456', undefined, 'landline', 'Gurugram'],
  ['+911204567890', undefined, 'landline', 'Noida/Ghaziabad'],
  ['+914842345678', undefined, 'landline', 'Kochi'],
  ['+917314567890', undefined, 'landline', 'Indore'],
  ['+917310012345', undefined, 'mobile', undefined],
  ['+918913345678', undefined, 'landline', 'Visakhapatnam'],
  ['+911332234567', undefined, 'landline', undefined],
  ['+919240012345', undefined, 'mobile-92', undefined],
  ['+919240012345', 'Delhi', 'mobile-92', 'Delhi'],
  ['+919876543210', undefined, 'mobile', undefined],
  ['+916000123456', undefined, 'mobile', undefined],
  ['919876543210', undefined, 'mobile', undefined],
  ['+911401234567', undefined, '140', undefined],
  ['1401234567', undefined, '140', undefined],
  ['+911600112345', undefined, '1600', undefined],
  ['+911601221000', undefined, '1601', undefined],
  ['+911800123456', undefined, 'toll-free', undefined],
  ['+9118001234567', undefined, 'toll-free', undefined],
  ['+9118602662345', undefined, 'shared-cost', undefined],
  ['+14155551234', 'CA', 'other', 'CA'],
  ['+18001234567', undefined, 'other', undefined],
  ['+9198765', undefined, 'other', undefined],
  ['9876543210', undefined, 'other', undefined],
  ['anonymous', undefined, 'other', undefined],
  ['', undefined, 'other', undefined],
];

const oneWay: Partial<Record<Series, string>> = {
  '140': 'outbound',
  '1600': 'outbound',
  '1601': 'outbound',
  'toll-free': 'inbound',
  'shared-cost': 'inbound',
};

describe('A number on sale', () => {
  for (const [e164, region, series, city] of numbers) {
    const from = region?.trim() ? ` of ${region}` : '';
    it(`${e164 || 'that is missing'}${from} is ${series}${city ? ` in ${city}` : ''}`, () => {
      const direction = oneWay[series] ?? 'both';
      assert.deepEqual(
        seriesOf(e164, region, stdCodeLength),
        city ? { series, direction, city } : { series, direction },
      );
    });
  }

  it('is a landline here exactly when it is written like one', () => {
    const regions = fc.constantFrom(undefined, 'Gujarat', 'Karnataka', 'Delhi', 'IN-KA', 'Ahmedabad');
    const codes = fc.constantFrom('79', '80', '731', '612', '832', '124', '1332', '9', '7', '8', '140', '92');
    const number = fc
      .tuple(codes, fc.stringMatching(/^\d{9}$/))
      .map(([code, rest]) => `+91${(code + rest).slice(0, 10)}`);
    fc.assert(
      fc.property(number, regions, (e164, region) => {
        const isLandline = seriesOf(e164, region, stdCodeLength).series === 'landline';
        assert.equal(/^\+91 \d{2,4} \d{3,4} \d{3,4}$/.test(formatPhone(e164, region)), isLandline);
      }),
      { numRuns: 500 },
    );
  });
});
