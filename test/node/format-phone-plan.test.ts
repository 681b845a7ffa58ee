import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatPhone, nationalPhone } from '../../src/format/phone.ts';
import { stdCodeLength } from '../../src/format/std-code.ts';
import { seriesOf, type Series } from '../../src/telephony/series.ts';
import { eithers, landlines, mobiles, rowsOf, services } from './indian-numbers.ts';

const table: [Series | '', string][] = [
  ['landline', landlines],
  ['mobile', mobiles],
  ['other', eithers],
  ['', services],
];
const rows = table.flatMap(([series, text]) => rowsOf(text).map((row) => ({ ...row, series })));
const seriesByStart: [string, Series][] = [
  ['140', '140'],
  ['1600', '1600'],
  ['1601', '1601'],
  ['1800', 'toll-free'],
  ['1860', 'shared-cost'],
];

describe('whoever reads an Indian number', () => {
  it('has a table of every kind to go by', () => {
    assert.ok(rows.length >= 200, `${rows.length} numbers`);
    assert.equal(new Set(rows.map(({ e164 }) => e164)).size, rows.length);
    for (const length of [2, 3, 4]) assert.ok(rows.some(({ shown }) => shown.split(' ')[1]?.length === length));
  });

  for (const { place, e164, shown, series } of rows) {
    const kind = series || seriesByStart.find(([start]) => shown.replaceAll(' ', '').startsWith(start))?.[1];
    it(`sees ${e164}${place && ` of ${place}`} as ${shown}, and is told that it is ${kind}`, () => {
      assert.equal(formatPhone(e164), shown);
      assert.equal(seriesOf(e164, undefined, stdCodeLength).series, kind);
    });
  }

  it('dials what may be either like any other', () => assert.equal(nationalPhone('+917252234567'), '072522 34567'));

  for (const [e164, region, shown, series] of [
    ['+918052345678', 'Karnataka', '+91 80 5234 5678', 'landline'],
    ['+918067123456', 'IN-KA', '+91 80 6712 3456', 'landline'],
    ['+918072345678', ' bengaluru ', '+91 80 7234 5678', 'landline'],
    ['+917972345678', 'Gujarat', '+91 79 7234 5678', 'landline'],
    ['+917990012345', 'IN-GJ', '+91 79 9001 2345', 'landline'],
    ['+918052345678', 'Delhi', '+91 80523 45678', 'other'],
    ['+917972345678', 'Maharashtra', '+91 79723 45678', 'other'],
    ['+917972345678', 'Karnataka', '+91 79723 45678', 'other'],
    ['+918071387149', 'India', '+91 80 7138 7149', 'landline'],
    ['+918012345678', 'Tamil Nadu', '+91 80123 45678', 'mobile'],
    ['+918162345678', 'Karnataka', '+91 816 234 5678', 'landline'],
  ] as const)
    it(`sees ${e164} of ${region} as ${shown}, and is told that it is ${series}`, () => {
      assert.equal(formatPhone(e164, region), shown);
      assert.equal(seriesOf(e164, region, stdCodeLength).series, series);
    });

  for (const strange of ['+91123', '+9100000000000', '+91999999999999', '+999123456789', 'anonymous', ''])
    it(`sees “${strange}” as it came, because it has no shape that is known`, () =>
      assert.equal(formatPhone(strange), strange));
});
