import type { CallLog, Selection } from './call-log.ts';
import { callRow } from './call-row.ts';

// Bytes that are ready before anybody asks for more.
const CHUNK = 16_384;

/** A table of the selected calls, written row by row as fast as it is read; nothing in it is made safe for a spreadsheet. */
export function csvOf(log: CallLog, selection: Selection): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder();
  const rows = log.select(selection);
  let head = true;
  return new ReadableStream({
    pull(controller) {
      let text = '';
      while (text.length < CHUNK) {
        const next = rows.next();
        if (next.done) {
          if (text) controller.enqueue(bytes.encode(text));
          return controller.close();
        }
        const row = callRow(log, next.value);
        if (head) text += line(Object.keys(row));
        head = false;
        text += line(Object.values(row));
      }
      controller.enqueue(bytes.encode(text));
    },
    cancel() {
      rows.return(undefined);
    },
  });
}

const line = (cells: readonly (string | number | null)[]) => `${cells.map(cell).join(',')}\r\n`;

function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
