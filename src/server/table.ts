import { Refusal } from './problem.ts';

/** Makes the bytes of one table from those of another, piece by piece. */
export interface TableReader {
  /** What is certain after some more bytes; throws a Refusal when they are no table. */
  push(bytes: Uint8Array): Uint8Array;
  /** What is left when no more bytes come. */
  end(): Uint8Array;
}

// Wider than any record of a call. What is longer has no end of a row in it, and would fill the memory.
const longestRow = 64 * 1024;

/**
 * Reads CSV (RFC 4180, line ends of any kind) and writes of it only the columns named, each cell made safe for a
 * spreadsheet. It holds one row at a time, wherever the pieces were cut.
 *
 * The first row names the columns, and stays in their order; a table with none of those wanted is refused.
 */
export function readTable(columns: readonly string[]): TableReader {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  const wanted = new Set(columns);
  /** Which cells of each row are written; undefined until the first row was read. */
  let kept: number[] | undefined;
  let isKept = new Set<number>();
  /** The cells of the row that are written; of the first row all. */
  let row: string[] = [];
  let column = 0;
  let cell = '';
  let length = 0;
  let at: 'start' | 'bare' | 'quoted' | 'quote' = 'start';
  let afterReturn = false;

  function read(text: string): string {
    let written = '';
    let from = 0;
    // Counts the sign it ends at too, or a row of nothing but commas would have no length.
    const take = (to: number) => {
      if (!kept || isKept.has(column)) cell += text.slice(from, to);
      length += to - from + 1;
      if (length > longestRow) throw new Refusal('upstream-unreadable');
    };
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (at === 'quoted') {
        if (code !== quote) continue;
        take(index);
        from = index + 1;
        at = 'quote';
        continue;
      }
      const wasReturn = afterReturn;
      afterReturn = false;
      if (code === comma) {
        if (at !== 'quote') take(index);
        endCell();
      } else if (code === lineFeed || code === carriageReturn) {
        if (at !== 'quote') take(index);
        if (!(wasReturn && code === lineFeed)) written += endRow();
        afterReturn = code === carriageReturn;
      } else if (code === quote && at === 'start') {
        at = 'quoted';
      } else if (code === quote && at === 'quote') {
        cell += '"';
        at = 'quoted';
      } else {
        if (at === 'quote') from = index;
        at = 'bare';
        continue;
      }
      from = index + 1;
    }
    if (at === 'bare' || at === 'quoted') take(text.length);
    return written;
  }

  function endCell(): void {
    if (!kept || isKept.has(column)) row.push(cell);
    column++;
    cell = '';
    at = 'start';
  }

  function endRow(): string {
    const isEmpty = column === 0 && cell === '' && at === 'start';
    endCell();
    const cells = row;
    row = [];
    column = 0;
    length = 0;
    if (isEmpty) return '';
    if (kept) return line(kept.map((_, index) => cells[index] ?? ''));
    const names = cells.map((name) => name.trim().toLowerCase());
    kept = [...names.keys()].filter((index) => wanted.has(names[index]!) && names.indexOf(names[index]!) === index);
    isKept = new Set(kept);
    if (kept.length === 0) throw new Refusal('upstream-unreadable');
    return line(kept.map((index) => names[index]!));
  }

  return {
    push: (bytes) => encoder.encode(read(decoder.decode(bytes, { stream: true }))),
    end() {
      const written = read(decoder.decode());
      // A quote that is never closed is a table that broke off.
      if (at === 'quoted') throw new Refusal('upstream-unreadable');
      return encoder.encode(written + endRow());
    },
  };
}

const quote = 0x22;
const comma = 0x2c;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

const line = (cells: readonly string[]) => `${cells.map(safeCell).join(',')}\r\n`;

// What a spreadsheet takes for a formula: its first sign, full width and small forms too, whatever cannot be seen before it.
const formula = /^[\s\p{C}\p{Z}\p{M}]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212]|^[\t\r\n]/u;

// Nearly every cell: nothing before its first letter or digit, and nothing to double or to leave out.
const plain = /^[A-Za-z\d][^"\0]*$/;

/**
 * A cell that every spreadsheet shows as it is: without NUL, with an apostrophe before what would be computed, quoted
 * (OWASP ASVS 1.2.10). A phone number is one too; without its first apostrophe it is the number again.
 */
export function safeCell(text: string): string {
  if (text === '' || plain.test(text)) return `"${text}"`;
  const shown = text.replaceAll('\0', '');
  return `"${formula.test(shown) ? "'" : ''}${shown.replaceAll('"', '""')}"`;
}
