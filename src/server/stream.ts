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
export function tableOf(opened: Opened, columns: readonly string[], taker: Taker): Response {
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

/** A stream as an answer; only the headers named here go along. */
export function streamed(
  opened: Opened,
  taker: Taker,
  headers: Record<string, string>,
  through: TableReader = asItIs,
): Response {
  return new Response(passOn(opened, taker, through), {
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
 * The bytes of an answer as they come, no faster than they are taken, however many they are.
 *
 * It ends with an error, and the request behind it with it, when it stands still too long on either side; bytes of which
 * nothing is passed on are no movement. A reader who leaves ends the request too.
 */
function passOn(
  { heard, stop }: Opened,
  { clock, caller, left }: Taker,
  through: TableReader,
): ReadableStream<Uint8Array> | null {
  const reader = heard.pieces()?.getReader();
  if (!reader) {
    left();
    return null;
  }
  let forget = () => {};
  let over = false;
  const end = (reason: Refusal) => {
    over = true;
    forget();
    caller.removeEventListener('abort', gone);
    stop.abort(reason);
    void reader.cancel().catch(() => {});
    left();
  };
  let controller: ReadableStreamDefaultController<Uint8Array>;
  const fail = (reason: Refusal) => {
    if (over) return;
    end(reason);
    controller.error(reason);
  };
  const gone = () => fail(new Refusal('called-off'));
  const watch = () => {
    forget();
    forget = clock.after(clock.idle, () => fail(new Refusal('upstream-timeout')));
  };
  return new ReadableStream<Uint8Array>(
    {
      start(itself) {
        controller = itself;
        watch();
        if (caller.aborted) gone();
        else caller.addEventListener('abort', gone);
      },
      async pull() {
        watch();
        let forNothing = 0;
        for (let piece: Uint8Array = nothing; piece.length === 0;) {
          const read = await reader.read().catch(() => undefined);
          if (over) return;
          if (!read) return fail(new Refusal('upstream-failed'));
          forNothing += read.value?.byteLength ?? 0;
          if (forNothing > mostForNothing) return fail(new Refusal('upstream-unreadable'));
          try {
            piece = read.done ? through.end() : through.push(read.value);
          } catch (error) {
            return fail(error as Refusal);
          }
          if (piece.length === 0 && !read.done) continue;
          watch();
          if (piece.length > 0) controller.enqueue(piece);
          if (!read.done) continue;
          controller.close();
          return end(new Refusal('called-off'));
        }
      },
      cancel: () => end(new Refusal('called-off')),
    },
    // Nothing is read ahead: a reader who stops holds no more than one piece.
    { highWaterMark: 0 },
  );
}
