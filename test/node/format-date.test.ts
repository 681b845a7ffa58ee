import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatDate, formatDateTime, formatRemaining, zoneName } from '../../src/format/date.ts';
import { formatDuration } from '../../src/format/duration.ts';

const india = 'Asia/Kolkata';

describe('A moment', () => {
  for (const [iso, zone, date, time] of [
    ['2026-03-25T10:00:00Z', india, '25 Mar 2026', '25 Mar 2026, 3:30 pm'],
    ['2026-03-25T18:45:07Z', india, '26 Mar 2026', '26 Mar 2026, 12:15 am'],
    ['2026-03-25T06:30:00Z', india, '25 Mar 2026', '25 Mar 2026, 12:00 pm'],
    ['2026-03-25T15:30:00+05:30', india, '25 Mar 2026', '25 Mar 2026, 3:30 pm'],
    ['2026-05-07T11:54:13.620089+00:00', india, '7 May 2026', '7 May 2026, 5:24 pm'],
    ['2026-03-25T10:00:00', india, '25 Mar 2026', '25 Mar 2026, 3:30 pm'],
    ['2026-03-25T10:00Z', 'America/New_York', '25 Mar 2026', '25 Mar 2026, 6:00 am'],
    ['2026-03-25', india, '25 Mar 2026', '25 Mar 2026'],
    ['2026-03-25', 'America/New_York', '25 Mar 2026', '25 Mar 2026'],
    ['2026-03-25T10:00:00Z', 'Mars/Olympus', '25 Mar 2026', '25 Mar 2026, 3:30 pm'],
    ['2026-03-25T10:00:00Z', '', '25 Mar 2026', '25 Mar 2026, 3:30 pm'],
    ['', india, '—', '—'],
    ['soon', india, '—', '—'],
    ['1', india, '—', '—'],
    ['2026-13-45', india, '—', '—'],
    ['2026-03-25T99:00:00Z', india, '—', '—'],
    ['25 Mar 2026', india, '—', '—'],
  ] as const) {
    it(`${iso || 'that is missing'} reads "${time}" in ${zone || 'no zone'}`, () => {
      assert.equal(formatDate(iso, zone), date);
      assert.equal(formatDateTime(iso, zone), time);
    });
  }

  it('shows its seconds where the detail of a call asks for them', () => {
    const text = formatDateTime('2026-03-25T18:45:07Z', india, 'en', { seconds: true });
    assert.equal(text, '26 Mar 2026, 12:15:07 am');
  });

  it('has its month in the language of the reader, and Latin digits in the same order in all of them', () => {
    assert.equal(formatDateTime('2026-03-25T10:00:00Z', india, 'hi'), '25 मार्च 2026, 3:30 pm');
    for (const lang of ['hi', 'hi-IN', 'mr', 'gu', 'ta', 'te', 'kn', 'bn', 'ml', 'pa', 'ur-IN', 'fa', 'th', 'ar-SA']) {
      assert.match(formatDate('2026-03-25T10:00:00Z', india, lang), /^25 [^\d ]+ 2026$/u);
    }
  });

  it('reads Indian English in every English, and where the language is misspelt', () => {
    for (const lang of ['en', 'en-US', 'EN-gb', 'x', 'not a language']) {
      assert.equal(formatDateTime('2026-03-25T10:00:00Z', india, lang), '25 Mar 2026, 3:30 pm');
    }
  });

  it('has plain spaces only', () => {
    assert.doesNotMatch(formatDateTime('2026-03-25T10:00:00Z', india, 'en-US'), /[^\S ]/);
  });
});

describe('A zone', () => {
  for (const [zone, iso, name] of [
    [india, undefined, 'IST'],
    ['Asia/Calcutta', undefined, 'IST'],
    ['asia/kolkata', undefined, 'IST'],
    ['Mars/Olympus', undefined, 'IST'],
    ['Asia/Dubai', undefined, 'GMT+4'],
    ['Asia/Kathmandu', undefined, 'GMT+5:45'],
    ['UTC', undefined, 'GMT'],
    ['Europe/London', '2026-01-15T00:00:00Z', 'GMT'],
    ['Europe/London', '2026-07-15T00:00:00Z', 'GMT+1'],
    ['America/New_York', '2026-07-15T00:00:00Z', 'GMT-4'],
    ['Asia/Dubai', 'soon', 'GMT+4'],
    ['Pacific/Honolulu', undefined, 'GMT-10'],
  ] as const) {
    it(`${zone}${iso ? ` on ${iso}` : ''} is called ${name}`, () => assert.equal(zoneName(zone, iso), name));
  }
});

describe('A length of time', () => {
  for (const [seconds, shown] of [
    [0, '0:00'],
    [7, '0:07'],
    [177, '2:57'],
    [3599.9, '59:59'],
    [3600, '1:00:00'],
    [3729, '1:02:09'],
    [360_000, '100:00:00'],
    [-1, '—'],
    [NaN, '—'],
    [Infinity, '—'],
  ] as const) {
    it(`of ${seconds} seconds reads ${shown} in a table`, () => assert.equal(formatDuration(seconds), shown));
  }

  for (const [seconds, shown] of [
    [86_347, '23:59:07'],
    [1799, '29:59'],
    [245, '4:05'],
    [0.2, '0:01'],
    [0, '0:00'],
    [-30, '0:00'],
    [NaN, '—'],
  ] as const) {
    it(`of ${seconds} seconds still to wait reads ${shown}`, () => assert.equal(formatRemaining(seconds), shown));
  }
});
