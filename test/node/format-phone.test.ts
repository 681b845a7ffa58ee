import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatPhone, markDigits, nationalPhone, readDigits, spokenPhone } from '../../src/format/phone.ts';
import { phoneInText } from '../../src/format/phone-in-text.ts';

/** E.164, region, as shown, as dialled inside India. */
const numbers: [string, string | undefined, string, string][] = [
  ['+919876543210', undefined, '+91 98765 43210', '098765 43210'],
  ['+918071387149', undefined, '+91 80 7138 7149', '080 7138 7149'],
  ['+911244123456', undefined, '+91 124 412 3456', '0124 412 3456'],
  ['+911234567890', undefined, '+91 1234 567 890', '01234 567 890'],
  ['+911401234567', undefined, '140 123 4567', '140 123 4567'],
  ['+911601123456', undefined, '1601 123 456', '1601 123 456'],
  ['+9118001234567', undefined, '1800 123 4567', '1800 123 4567'],
  ['+14155551234', undefined, '+1 415 555 1234', '+1 415 555 1234'],
  // mobiles, 92 included
  ['+916000123456', undefined, '+91 60001 23456', '060001 23456'],
  ['+917042123456', undefined, '+91 70421 23456', '070421 23456'],
  ['+918527012345', undefined, '+91 85270 12345', '085270 12345'],
  ['+919000000001', undefined, '+91 90000 00001', '090000 00001'],
  ['+919240012345', 'Delhi', '+91 92400 12345', '092400 12345'],
  ['+919999999999', 'Karnataka', '+91 99999 99999', '099999 99999'],
  // metros
  ['+911123456789', undefined, '+91 11 2345 6789', '011 2345 6789'],
  ['+911161234567', 'Delhi', '+91 11 6123 4567', '011 6123 4567'],
  ['+912067123456', undefined, '+91 20 6712 3456', '020 6712 3456'],
  ['+912271264217', 'Mumbai', '+91 22 7126 4217', '022 7126 4217'],
  ['+912271263984', undefined, '+91 22 7126 3984', '022 7126 3984'],
  ['+913340012345', undefined, '+91 33 4001 2345', '033 4001 2345'],
  ['+914066123456', undefined, '+91 40 6612 3456', '040 6612 3456'],
  ['+914445678901', undefined, '+91 44 4567 8901', '044 4567 8901'],
  // 79 and 80: their own region makes a landline; without it, what may be either is written like a mobile number
  ['+917971543210', 'Gujarat', '+91 79 7154 3210', '079 7154 3210'],
  ['+917971543210', 'Ahmedabad', '+91 79 7154 3210', '079 7154 3210'],
  ['+917971543210', undefined, '+91 79 7154 3210', '079 7154 3210'],
  ['+917971543210', 'Karnataka', '+91 79 7154 3210', '079 7154 3210'],
  ['+917972543210', 'Karnataka', '+91 79725 43210', '079725 43210'],
  ['+917990012345', undefined, '+91 79900 12345', '079900 12345'],
  ['+917990012345', 'GJ', '+91 79 9001 2345', '079 9001 2345'],
  ['+918065354620', 'Karnataka', '+91 80 6535 4620', '080 6535 4620'],
  ['+918012345678', 'karnataka ', '+91 80 1234 5678', '080 1234 5678'],
  ['+918012345678', 'IN-KA', '+91 80 1234 5678', '080 1234 5678'],
  ['+918012345678', undefined, '+91 80123 45678', '080123 45678'],
  ['+918072387149', 'Delhi', '+91 80723 87149', '080723 87149'],
  ['+918069876543', 'Bangalore', '+91 80 6987 6543', '080 6987 6543'],
  ['+918095012345', undefined, '+91 80950 12345', '080950 12345'],
  ['+918071387149', '', '+91 80 7138 7149', '080 7138 7149'],
  // codes of three digits
  ['+911204567890', undefined, '+91 120 456 7890', '0120 456 7890'],
  ['+911412345678', undefined, '+91 141 234 5678', '0141 234 5678'],
  ['+911722345678', undefined, '+91 172 234 5678', '0172 234 5678'],
  ['+912612345678', undefined, '+91 261 234 5678', '0261 234 5678'],
  ['+912812345678', undefined, '+91 281 234 5678', '0281 234 5678'],
  ['+913612345678', undefined, '+91 361 234 5678', '0361 234 5678'],
  ['+914224567890', undefined, '+91 422 456 7890', '0422 456 7890'],
  ['+914842345678', undefined, '+91 484 234 5678', '0484 234 5678'],
  ['+915224567890', undefined, '+91 522 456 7890', '0522 456 7890'],
  ['+916122345678', undefined, '+91 612 234 5678', '0612 234 5678'],
  ['+916742345678', undefined, '+91 674 234 5678', '0674 234 5678'],
  ['+917122345678', undefined, '+91 712 234 5678', '0712 234 5678'],
  ['+917314567890', undefined, '+91 731 456 7890', '0731 456 7890'],
  ['+918322345678', undefined, '+91 832 234 5678', '0832 234 5678'],
  ['+918662345678', undefined, '+91 866 234 5678', '0866 234 5678'],
  ['+918913345678', undefined, '+91 891 334 5678', '0891 334 5678'],
  // the same codes, followed by what only a mobile number has
  ['+917310012345', undefined, '+91 73100 12345', '073100 12345'],
  ['+918320123456', undefined, '+91 83201 23456', '083201 23456'],
  ['+916129012345', undefined, '+91 61290 12345', '061290 12345'],
  // codes of four digits
  ['+911332234567', undefined, '+91 1332 234 567', '01332 234 567'],
  ['+912112234567', undefined, '+91 2112 234 567', '02112 234 567'],
  ['+914562234567', undefined, '+91 4562 234 567', '04562 234 567'],
  ['+915944234567', undefined, '+91 5944 234 567', '05944 234 567'],
  // service series, with and without their country code
  ['+911409999999', undefined, '140 999 9999', '140 999 9999'],
  ['1401234567', undefined, '140 123 4567', '140 123 4567'],
  ['+911600112345', undefined, '1600 112 345', '1600 112 345'],
  ['911600112345', undefined, '1600 112 345', '1600 112 345'],
  ['+911601221000', 'Mumbai', '1601 221 000', '1601 221 000'],
  ['+911800123456', undefined, '1800 12 3456', '1800 12 3456'],
  ['18001234567', undefined, '1800 123 4567', '1800 123 4567'],
  ['+9118602662345', undefined, '1860 266 2345', '1860 266 2345'],
  ['918602662345', undefined, '+91 86026 62345', '086026 62345'],
  ['919876543210', undefined, '+91 98765 43210', '098765 43210'],
  // foreign
  ['+447700900123', undefined, '+44 7700 900123', '+44 7700 900123'],
  ['+6561234567', undefined, '+65 6123 4567', '+65 6123 4567'],
  ['+971501234567', undefined, '+971 50 123 4567', '+971 50 123 4567'],
  ['+18001234567', undefined, '+1 800 123 4567', '+1 800 123 4567'],
  // shapes nobody knows stay as they are
  ['+442079460958', undefined, '+442079460958', '+442079460958'],
  ['+4930123456', undefined, '+4930123456', '+4930123456'],
  ['+9198765', undefined, '+9198765', '+9198765'],
  ['+91987654321012', undefined, '+91987654321012', '+91987654321012'],
  ['+910807138714', undefined, '+910807138714', '+910807138714'],
  ['9876543210', undefined, '9876543210', '9876543210'],
  ['anonymous', undefined, 'anonymous', 'anonymous'],
  ['', undefined, '', ''],
];

describe('A phone number', () => {
  for (const [e164, region, shown, dialled] of numbers) {
    it(`${e164 || 'that is missing'}${region ? ` of ${region}` : ''} reads "${shown}" and is dialled "${dialled}"`, () => {
      assert.equal(formatPhone(e164, region), shown);
      assert.equal(nationalPhone(e164, region), dialled);
    });
  }

  it('keeps all its digits in their order, whatever it is', () => {
    const digits = fc.stringMatching(/^\+?(91)?\d{0,14}$/);
    fc.assert(
      fc.property(digits, fc.option(fc.string(), { nil: undefined }), (number, region) => {
        const shown = readDigits(formatPhone(number, region));
        assert.ok([readDigits(number), readDigits(number).replace(/^91/, '')].includes(shown), shown);
        assert.ok(readDigits(number).endsWith(readDigits(nationalPhone(number, region)).replace(/^0/, '')));
      }),
    );
  });

  it('may be any text at all', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof formatPhone(text, text) === 'string'));
  });
});

describe('A screen reader', () => {
  for (const [e164, spoken] of [
    ['+918071387149', 'plus 9 1, 8 0, 7 1 3 8, 7 1 4 9'],
    ['+919876543210', 'plus 9 1, 9 8 7 6 5, 4 3 2 1 0'],
    ['+911401234567', '1 4 0, 1 2 3, 4 5 6 7'],
    ['+14155551234', 'plus 1, 4 1 5, 5 5 5, 1 2 3 4'],
    ['+4930123456', 'plus 4 9 3 0 1 2 3 4 5 6'],
    ['anonymous', 'anonymous'],
    ['', ''],
  ] as const) {
    it(`says ${e164 || 'nothing'} as "${spoken}"`, () => assert.equal(spokenPhone(e164, undefined, 'plus'), spoken));
  }
});

describe('The digits somebody searched for', () => {
  const marked = (e164: string, digits: string, region?: string) =>
    markDigits(e164, region, { digits })
      .map(({ text, marked }) => (marked ? `[${text}]` : text))
      .join('');

  for (const [e164, digits, expected] of [
    ['+918071387149', '7149', '+91 80 7138 [7149]'],
    ['+918071387149', '87149', '+91 80 713[8 7149]'],
    ['+918071387149', '7', '+91 80 [7]138 [7]149'],
    ['+918071387149', '71', '+91 80 [71]38 [71]49'],
    ['+918071387149', '9180', '+[91 80] 7138 7149'],
    ['+919111111111', '111', '+91 9[1111 11111]'],
    ['+911401234567', '9114', '[14]0 123 4567'],
    ['+911401234567', '91', '140 123 4567'],
    ['+918071387149', '०७१', '+91 8[0 71]38 7149'],
    ['+918071387149', '', '+91 80 7138 7149'],
    ['+918071387149', '555', '+91 80 7138 7149'],
    ['+4930123456', '123', '+4930[123]456'],
    ['', '1', ''],
  ] as const) {
    it(`${digits || 'none'} in ${e164 || 'nothing'} are marked ${expected}`, () =>
      assert.equal(marked(e164, digits), expected));
  }

  it('are marked in the number exactly as it is shown', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+91\d{10}$/), fc.stringMatching(/^\d{0,4}$/), (e164, digits) => {
        const runs = markDigits(e164, 'Gujarat', { digits });
        assert.equal(runs.map(({ text }) => text).join(''), formatPhone(e164, 'Gujarat'));
      }),
    );
  });
});

describe('A sentence', () => {
  it('never ends a line inside a phone number', () => {
    assert.equal(phoneInText('+918071387149'), '+91\u00a080\u00a07138\u00a07149');
    assert.equal(phoneInText('anonymous'), 'anonymous');
  });

  it('is spoken with a plus in its own language', () =>
    assert.equal(spokenPhone('+919876543210', undefined, 'प्लस'), 'प्लस 9 1, 9 8 7 6 5, 4 3 2 1 0'));
});
