import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatPhone } from '../../src/format/phone.ts';

/** STD codes and what they are for (the Indian numbering plan); two digits for the metros, else three. */
const metros = '11 20 22 33 40 44 79 80'.split(' ');
const cities =
  '120 121 124 129 135 141 161 172 181 183 191 194 231 233 241 253 261 265 278 281 291 294 341 342 343 353 361 364 381 413 416 422 424 427 431 452 462 471 474 477 484 487 495 497 512 522 532 542 551 562 571 581 591 612 621 641 651 657 661 663 671 674 680 712 721 731 734 744 751 755 761 771 821 824 831 832 836 861 863 866 870 877 884 891'.split(
    ' ',
  );
/** Codes of small towns have four digits; these begin with digits that no mobile number begins with. */
const towns = '1234 1332 1482 1582 1662 1732 1874 1972 2114 2352 2482 2562 2692 2762 2838 2952 3174 3212 3451 3592 3842 4112 4254 4322 4542 4632 4862 4994 5112 5248 5442 5542 5692 5842'.split(' '); // prettier-ignore
/** What mobile numbers begin with. */
const mobiles = '60000 62051 63000 70110 73009 75000 76100 77000 78000 81050 82000 83055 84000 85900 86000 87000 88000 89000 90000 91000 92050 92401 93000 94000 95000 96000 97000 98100 98765 99999'.split(' '); // prettier-ignore

const landline = (code: string, subscriber: string, at: number): [string, string] => [
  `+91${code}${subscriber}`,
  `+91 ${code} ${subscriber.slice(0, at)} ${subscriber.slice(at)}`,
];

const table: [string, string][] = [
  ...metros.flatMap((code) => ['23456789', '40012345', '61234567', '71543210'].map((rest) => landline(code, rest, 4))),
  ...cities.flatMap((code) => ['2345678', '6700123'].map((rest) => landline(code, rest, 3))),
  ...towns.map((code) => landline(code, '234567', 3)),
  ...mobiles.map((first): [string, string] => [`+91${first}12345`, `+91 ${first} 12345`]),
  ['+911401234567', '140 123 4567'],
  ['+911409876543', '140 987 6543'],
  ['+911600110123', '1600 110 123'],
  ['+911600225958', '1600 225 958'],
  ['+911601123456', '1601 123 456'],
  ['+911601440001', '1601 440 001'],
  ['+9118001234567', '1800 123 4567'],
  ['+911800123456', '1800 12 3456'],
  ['+9118601234567', '1860 123 4567'],
];

describe('whoever reads an Indian number', () => {
  it('has a table of every kind to go by', () => {
    assert.ok(table.length >= 200, `${table.length} numbers`);
    assert.equal(new Set(table.map(([e164]) => e164)).size, table.length);
  });

  for (const [e164, shown] of table) it(`sees ${e164} as ${shown}`, () => assert.equal(formatPhone(e164), shown));

  for (const strange of ['+91123', '+9100000000000', '+91999999999999', '+999123456789', 'anonymous', ''])
    it(`sees “${strange}” as it came, because it has no shape that is known`, () =>
      assert.equal(formatPhone(strange), strange));
});
