import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatMoney } from '../../src/format/money.ts';

describe('An amount of rupees', () => {
  for (const [amount, shown] of [
    ['0.3', '₹0.30'],
    ['500', '₹500.00'],
    ['99999', '₹99,999.00'],
    ['100000', '₹1,00,000.00'],
    ['350806', '₹3,50,806.00'],
    ['1234567.5', '₹12,34,567.50'],
    ['12345678.9', '₹1,23,45,678.90'],
    ['-500', '-₹500.00'],
    // the price of a call
    ['0.45', '₹0.45'],
    ['0.004', '₹0.004'],
    ['0.0065', '₹0.0065'],
    ['0.12', '₹0.12'],
    ['0.125', '₹0.125'],
    ['0.12345', '₹0.1235'],
    ['0.45000', '₹0.45'],
    ['-0.004', '-₹0.004'],
    ['0.00005', '₹0.0001'],
    ['0.00004', '< ₹0.01'],
    ['-0.00004', '> -₹0.01'],
    ['0.99999', '₹1.00'],
    // nothing, and rounding
    ['0', '₹0.00'],
    ['-0', '₹0.00'],
    ['0.00000', '₹0.00'],
    ['23906.83000', '₹23,906.83'],
    ['1.005', '₹1.01'],
    ['1.00499', '₹1.00'],
    ['-1.005', '-₹1.01'],
    ['999.995', '₹1,000.00'],
    ['99999.999', '₹1,00,000.00'],
    ['007', '₹7.00'],
    ['9007199254740993.01', '₹9,00,71,99,25,47,40,993.01'],
    ['123456789012345678901234567890.12', '₹1,23,45,67,89,01,23,45,67,89,01,23,45,67,890.12'],
    // not an amount
    ['', '—'],
    ['NaN', '—'],
    ['1e5', '—'],
    ['1,000', '—'],
    ['.5', '—'],
    ['5.', '—'],
    ['+5', '—'],
    ['--5', '—'],
    ['5\n', '—'],
    ['१२', '—'],
  ] as const) {
    it(`of "${amount}" reads ${shown}`, () => assert.equal(formatMoney(amount, 'INR'), shown));
  }

  it('agrees with counting paise, however large', () => {
    const grouped = new Intl.NumberFormat('en-IN');
    fc.assert(
      fc.property(fc.bigInt({ min: 100n, max: 10n ** 30n }), (paise) => {
        const cents = String(paise % 100n).padStart(2, '0');
        const shown = `${grouped.format(paise / 100n)}.${cents}`;
        assert.equal(formatMoney(`${paise / 100n}.${cents}`, 'INR'), `₹${shown}`);
        assert.equal(formatMoney(`-${paise / 100n}.${cents}`, 'INR'), `-₹${shown}`);
      }),
    );
  });

  it('that is not nothing never reads like nothing', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^-?0\.\d{1,12}$/), (amount) => {
        assert.equal(/^₹0\.0+$/.test(formatMoney(amount, 'INR')), !/[1-9]/.test(amount));
      }),
    );
  });
});

describe('An amount of other money', () => {
  for (const [amount, currency, shown] of [
    ['1234567.5', 'USD', '$12,34,567.50'],
    ['-12', 'EUR', '-€12.00'],
    ['0.0065', 'GBP', '£0.0065'],
    ['500', 'inr', '₹500.00'],
    ['1500', 'AED', 'AED 1,500.00'],
    ['-1500', 'XYZ', '-XYZ 1,500.00'],
    ['0.00001', 'AED', '< AED 0.01'],
    ['5', '', '5.00'],
    ['x', 'USD', '—'],
  ] as const) {
    it(`of ${amount} ${currency || '(unknown)'} reads ${shown}`, () =>
      assert.equal(formatMoney(amount, currency), shown));
  }
});
