import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { readTable, safeCell } from '../../src/server/table.ts';
import { Refusal } from '../../src/server/problem.ts';

const encoded = (text: string) => new TextEncoder().encode(text);

/** What a table becomes when its bytes are cut in pieces of these lengths. */
function through(text: string | Uint8Array, columns: string[], cuts: number[] = []): string {
  const bytes = typeof text === 'string' ? encoded(text) : text;
  const table = readTable(columns);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let said = '';
  let from = 0;
  for (const cut of cuts) {
    said += decoder.decode(table.push(bytes.slice(from, from + cut)), { stream: true });
    from += cut;
  }
  said += decoder.decode(table.push(bytes.slice(from)), { stream: true });
  return said + decoder.decode(table.end());
}

/** Reads a table all at once, the plainest way there is. */
function plainly(text: string): string[][] {
  const rows: string[][] = [[]];
  let rest = text;
  while (rest !== '') {
    const [whole, quoted, bare, end] = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\r|\n|$)/.exec(rest)!;
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? bare!);
    rest = rest.slice(whole.length);
    if (end !== ',' && rest !== '') rows.push([]);
    else if (end === ',' && rest === '') rows.at(-1)!.push('');
  }
  return rows;
}

// What may stand in a cell: anything, and more often what a reader of CSV or a spreadsheet stumbles over.
const sign = fc.constantFrom(
  '"',
  '""',
  ',',
  '\r',
  '\n',
  '\r\n',
  '\0',
  '=',
  '+91',
  '-',
  '@',
  '＝',
  '\t',
  ' ',
  '\ufeff',
  'é',
  '📞',
  'a',
);
const text = fc.array(fc.oneof(sign, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 6 }).map((parts) => wellFormed(parts.join(''))); // prettier-ignore
const wellFormed = (said: string) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(encoded(said));
const columns = ['uuid', 'cost', 'caller_id_name'];

const table = fc
  .record({
    names: fc.shuffledSubarray([...columns, 'carrier_ip', 'network_addr'], { minLength: 1 }),
    rows: fc.array(fc.array(text, { minLength: 5, maxLength: 5 }), { maxLength: 4 }),
    ending: fc.constantFrom('\r\n', '\n', '\r'),
    last: fc.boolean(),
  })
  .filter(({ names }) => names.some((name) => columns.includes(name)))
  .map(({ names, rows, ending, last }) => {
    const cells = [names, ...rows.map((row) => row.slice(0, names.length))];
    const lines = cells.map((row) => row.map((cell) => (/[",\r\n]/.test(cell) || cell === '' ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')); // prettier-ignore
    return { names, cells, csv: lines.join(ending) + (last ? ending : '') };
  });

describe('the table of somebody’s calls', () => {
  it('holds the wanted columns of every row, each cell safe, wherever the bytes were cut', () => {
    fc.assert(
      fc.property(table, fc.array(fc.nat({ max: 9 })), ({ names, cells, csv }, cuts) => {
        const kept = [...names.keys()].filter((index) => columns.includes(names[index]!));
        const bytes = csv.startsWith('\ufeff') ? csv.slice(1) : csv;
        assert.deepEqual(plainly(bytes), cells, 'the plain reader is right');
        const expected = cells.map((row) => `${kept.map((index) => safeCell(row[index]!)).join(',')}\r\n`).join('');
        assert.equal(through(csv, columns, cuts), expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the same when it is read again, its cells without the apostrophe', () => {
    fc.assert(
      fc.property(text, (cell) => {
        const [[again]] = plainly(safeCell(cell)) as [[string]];
        const bare = cell.replaceAll('\0', '');
        assert.ok(again === bare || again === `'${bare}`);
        assert.doesNotMatch(again, /^[\s\p{C}]*[=+\-@＝＋－＠]|^[\t\r\n]/u);
      }),
      { numRuns: 2_000 },
    );
  });

  for (const risky of [
    '=1+1',
    '+918012345678',
    '-1.5',
    '@SUM(A1)',
    ' =1',
    '\t=1',
    '\ttab',
    '\rreturn',
    '\nfeed',
    '\0=1',
    '\ufeff=1',
    '\u200b=1',
    '\u00a0=1',
    '＝1',
    '＋1',
    '－1',
    '＠1',
    '﹦1',
    '\u0301=1',
    '\u202e=1',
    '\u2060+1',
    '\u3000@x',
  ])
    // prettier-ignore
    it(`never computes ${JSON.stringify(risky)}`, () => {
      assert.equal(safeCell(risky), `"'${risky.replaceAll('\0', '')}"`);
    });

  it('leaves what computes nothing as it is, but for NUL', () => {
    for (const plain of ['Asha', '1.50', "O'Neil", '2026-03-25T10:00:00Z', 'a=b', 'sip:a@b', '', '\0x'])
      assert.equal(safeCell(plain), `"${plain.replaceAll('\0', '')}"`);
    assert.equal(safeCell('say "hi"'), '"say ""hi"""');
  });

  it('keeps the order of the service, names each column once, and does without what is not there', () => {
    const csv = '\ufeffcost, UUID ,secret,uuid\r\n1.5,a,s3cret,b\r\n\r\n2\r\n3,c,s3cret,d,e\r\n';
    assert.equal(through(csv, columns), '"cost","uuid"\r\n"1.5","a"\r\n"2",""\r\n"3","c"\r\n');
    assert.equal(through('', columns), '');
    assert.equal(through('uuid', columns), '"uuid"\r\n');
  });

  it('is refused when it is none, breaks off, or has a row without an end', () => {
    const refused = (csv: string) => assert.throws(() => through(csv, columns), (error) => error instanceof Refusal && error.code === 'upstream-unreadable'); // prettier-ignore
    refused('<!doctype html>\n<h1>Bad gateway</h1>');
    refused('account_id,carrier_ip\nMA_ASHA,10.0.0.1\n');
    refused('uuid,cost\na,"1');
    refused(`uuid\n"${'x'.repeat(70_000)}`);
    refused(`uuid\n${'x'.repeat(70_000)}`);
    refused(`uuid\n${','.repeat(70_000)}`);
    refused(`uuid\n${'""'.repeat(70_000)}`);
  });
});
