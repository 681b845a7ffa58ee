import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { monthAfter } from '../../src/format/month-after.ts';

describe('Who buys a number', () => {
  for (const [moment, zone, day] of [
    ['2027-01-30T20:00:00Z', 'Asia/Kolkata', '2027-02-28'], // the night to 31 January
    ['2027-01-31T20:00:00Z', 'Asia/Kolkata', '2027-03-01'], // the night to 1 February
    ['2027-01-31T20:00:00Z', 'UTC', '2027-02-28'],
    ['2028-01-31T06:00:00Z', 'Asia/Kolkata', '2028-02-29'],
    ['2026-12-31T12:00:00Z', 'Asia/Kolkata', '2027-01-31'],
    ['2026-12-31T19:00:00Z', 'Asia/Kolkata', '2027-02-01'],
    ['2026-11-24T10:00:00Z', 'Nowhere/AtAll', '2026-12-24'],
    ['2026-03-01T03:00:00Z', 'America/New_York', '2026-03-28'],
  ] as const)
    it(`at ${moment} in ${zone} gets the next bill on ${day}`, () =>
      assert.equal(monthAfter(new Date(moment), zone), day));
});
