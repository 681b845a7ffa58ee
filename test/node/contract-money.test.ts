import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addMoney, compareMoney, readMoney, subtractMoney } from '../../src/contract/money.ts';

/** An amount as an integer of its smallest part, and how many decimals that part has. */
const amounts = fc.record({ units: fc.bigInt(-(10n ** 24n), 10n ** 24n), scale: fc.integer({ min: 0, max: 9 }) });

/** The amount as plain decimal text with all its decimals, as the API writes it. */
function written({ units, scale }: { units: bigint; scale: number }): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${units < 0n ? '-' : ''}${digits.slice(0, point)}${scale > 0 ? `.${digits.slice(point)}` : ''}`;
}

const scaled = ({ units, scale }: { units: bigint; scale: number }) => units * 10n ** BigInt(9 - scale);

/** A canonical amount in billionths. */
function billionths(amount: string): bigint {
  const [whole = '', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(9, '0'));
}

describe('money', () => {
  it('has one form, however the API writes it', () => {
    const forms: [unknown, string | undefined][] = [
      [500.0, '500'],
      [23906.83, '23906.83'],
      ['23906.83000', '23906.83'],
      ['108.24', '108.24'],
      ['10470.00', '10470'],
      [0, '0'],
      [-0, '0'],
      ['-0.00', '0'],
      ['0.10000', '0.1'],
      ['007', '7'],
      ['+5', '5'],
      [' 12.50 ', '12.5'],
      [-0.45, '-0.45'],
      [1e-7, '0.0000001'],
      [1.5e-7, '0.00000015'],
      [1e21, '1000000000000000000000'],
      [-2.5e21, '-2500000000000000000000'],
      ['99999999999999999999.99', '99999999999999999999.99'],
      ['', undefined],
      ['1,000', undefined],
      ['₹5', undefined],
      ['1e3', undefined],
      ['.5', undefined],
      ['0x10', undefined],
      ['1'.repeat(65), undefined],
      [NaN, undefined],
      [Infinity, undefined],
      [null, undefined],
      [undefined, undefined],
      [true, undefined],
      [{ toString: 'x' }, undefined],
      [[5], undefined],
    ];
    for (const [given, money] of forms) assert.equal(readMoney(given), money, JSON.stringify(given));
  });

  it('never loses a part of a rupee', () => {
    assert.equal(addMoney('0.1', '0.2'), '0.3');
    assert.equal(addMoney('100', '500.5', '0.45'), '600.95');
    assert.equal(addMoney(), '0');
    assert.equal(subtractMoney('450', '1000'), '-550');
    assert.equal(subtractMoney('9007199254740993.01', '0.01'), '9007199254740993');
    assert.equal(compareMoney('9007199254740993', '9007199254740992'), 1);
    assert.equal(compareMoney('10', '9'), 1);
    assert.equal(compareMoney('-10', '9'), -1);
    assert.equal(compareMoney('5', '5'), 0);
  });

  it('says so when it is given something else', () => {
    assert.throws(() => addMoney('five'), TypeError);
    assert.throws(() => subtractMoney('1', ''), TypeError);
  });

  it('reads what it writes, and every amount as itself', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        const read = readMoney(written(amount))!;
        assert.equal(billionths(read), scaled(amount));
        assert.equal(readMoney(read), read);
        assert.match(read, /^(0|-?([1-9]\d*|0\.\d*[1-9]|[1-9]\d*\.\d*[1-9]))$/);
      }),
    );
  });

  it('reads a JSON number as the number it is', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e15, max: 1e15 }), (number) => {
        fc.pre(number === 0 || Math.abs(number) > 1e-12); // less is not money
        assert.equal(Number(readMoney(number)), number === 0 ? 0 : number);
      }),
    );
  });

  it('adds, subtracts and compares as integers do', () => {
    fc.assert(
      fc.property(amounts, amounts, (one, other) => {
        const [a, b] = [readMoney(written(one))!, readMoney(written(other))!];
        assert.equal(billionths(addMoney(a, b)), scaled(one) + scaled(other));
        assert.equal(billionths(subtractMoney(a, b)), scaled(one) - scaled(other));
        const difference = scaled(one) - scaled(other);
        assert.equal(compareMoney(a, b), difference > 0n ? 1 : difference < 0n ? -1 : 0);
      }),
    );
  });
});
