import type { ServedRoute } from '../contract/accepts.ts';
import { readAnswer, type Outcome } from './answer.ts';
import type { Clock } from './clock.ts';
import type { Heard, Outgoing } from './heard.ts';
import { Refusal } from './problem.ts';
import { sendOnce, type Ways } from './send.ts';
import { readTable, type TableReader } from './table.ts';

/** An answer whose headers are there and whose body is still to come. */
export interface Opened {
  is: 'open';
  heard: Heard;
  /** Stops the request behind it. */
  stop: AbortController;
}

/** Whom a stream is for. */
export interface Taker {
  clock: Clock;
  /** Aborts when they have gone. */
  caller: AbortSignal;
  /** Hears that it is over, however it ended. */
  left(): void;
}

/** Opens a stream: nothing of its body is read, unless it is a refusal. It never rejects. */
export const openStream = (outgoing: Outgoing, route: ServedRoute, ways: Ways): Promise<Opened | Outcome> =>
  sendOnce<Opened | Outcome>(outgoing, ways, (heard, stop) =>
    heard.status === 200 || heard.status === 206 ? { is: 'open', heard, stop } : readAnswer(heard, route, stop.signal),
  );

/** Gives an opened stream up; nobody is going to read it. */
export function giveUp({ heard, stop }: Opened): void {
  heard.drop();
  stop.abort(new Refusal('called-off'));
}

/** The types a table may come as; some servers name none, and a page of HTML or JSON is not one. */
const tables = /^(text\/(csv|plain)|application\/(csv|octet-stream))\b/i;

/** Answers a table as a download, under a name of ours: of its columns those that are named, and no cell that computes. */
export async function tableOf(opened: Opened, columns: readonly string[], taker: Taker): Promise<Response> {
  if (!tables.test(opened.heard.headers.get('content-type') ?? 'text/csv')) {
    giveUp(opened);
    throw new Refusal('upstream-unreadable');
  }
  const headers = {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': 'attachment; filename="calls.csv"',
  };
  return streamed(opened, taker, headers, readTable(columns));
}

/** A stream as an answer, once it has begun; only the headers named here go along. */
export async function streamed(
  opened: Opened,
  taker: Taker,
  headers: Record<string, string>,
  through: TableReader = asItIs,
): Promise<Response> {
  return new Response(await passOn(opened, taker, through), {
    status: opened.heard.status,
    headers: {
      ...headers,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      // Opened as a page of its own it can do nothing.
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
  });
}

const nothing = new Uint8Array();

// No row is nearly as long. What goes on without one for so long was made to keep this process busy.
const mostForNothing = 16 * 1024 * 1024;

const asItIs: TableReader = { push: (bytes) => bytes, end: () => nothing };

/**
 * The bytes of an answer as they come, no faster than they are taken, however many they are; it resolves when the first are
 * there, so that what cannot be read from its beginning is refused, and not just cut off.
 *
 * It ends with an error, and the request behind it with it, when it stands still too long on either side; bytes of which
 * nothing is passed on are no movement. A reader who leaves ends the request too.
 */
async function passOn(
  { heard, stop }: Opened,
  { clock, caller, left }: Taker,
  through: TableReader,
): Promise<ReadableStream<Uint8Array> | null> {
  const reader = heard.pieces()?.getReader();
  if (!reader) {
    left();
    return null;
  }
  let forget = () => {};
  let reason: Refusal | undefined;
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const end = (why: Refusal) => {
    reason = why;
    forget();
    caller.removeEventListener('abort', gone);
    stop.abort(why);
    void reader.cancel().catch(() => {});
    left();
  };
  const fail = (why: Refusal) => {
    if (reason) return;
    end(why);
    controller?.error(why);
  };
  const gone = () => fail(new Refusal('called-off'));
  const watch = () => {
    forget();
    forget = clock.after(clock.idle, () => fail(new Refusal('upstream-timeout')));
  };

  /** Reads until there is something to pass on; what came before the end may be nothing. */
  async function next(): Promise<{ piece: Uint8Array; isLast: boolean } | undefined> {
    watch();
    for (let forNothing = 0; ;) {
      const read = await reader!.read().catch(() => undefined);
      if (reason) return undefined;
      if (!read) return void fail(new Refusal('upstream-failed'));
      forNothing += read.value?.byteLength ?? 0;
      if (forNothing > mostForNothing) return void fail(new Refusal('upstream-unreadable'));
      let piece: Uint8Array;
      try {
        piece = read.done ? through.end() : through.push(read.value);
      } catch (error) {
        return void fail(error as Refusal);
      }
      if (piece.length > 0 || read.done) return { piece, isLast: read.done };
    }
  }

  if (caller.aborted) gone();
  else caller.addEventListener('abort', gone);
  let first = reason ? undefined : await next();
  if (reason) throw reason;
  return new ReadableStream<Uint8Array>(
    {
      start: (itself) => void (controller = itself),
      async pull(stream) {
        const read = first ?? (await next());
        first = undefined;
        if (!read) return;
        watch();
        if (read.piece.length > 0) stream.enqueue(read.piece);
        if (!read.isLast) return;
        stream.close();
        end(new Refusal('called-off'));
      },
      cancel: () => end(new Refusal('called-off')),
    },
    // Nothing is read ahead but the first piece: a reader who stops holds no more than one.
    { highWaterMark: 0 },
  );
}
