import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Handler } from '../contract/handler.ts';
import { problem, Refusal } from './problem.ts';
import { noteLooked, urlOf } from './raw-target.ts';
import { insideOf, Whole } from './whole.ts';

/** What Express and others may have added to Node's request. */
type Incoming = IncomingMessage & { originalUrl?: string; body?: unknown };

/** A listener for `node:http`, and a handler for Express and Fastify. */
export interface NodeListener {
  (request: IncomingMessage, response: ServerResponse): void;
  /**
   * Resolves when everything that was begun is done, writes whose browser has left included; what comes from now on is
   * answered 503. Reads and streams get `reads_ms`, five seconds, because they can be asked for again.
   *
   * Nothing here waits for ever: what the host's own functions do has a limit too.
   *
   * Await it before the process ends: `server.close(); await listener.drain(); process.exit()`.
   */
  drain(how?: { reads_ms?: number }): Promise<void>;
}

const oneWrite = 256 * 1024;

/**
 * Makes a Handler a listener for `node:http`, Express and Fastify. Mount it before any body parser.
 *
 * The raw target and the raw headers are looked at before a `Request` is made of them. The scheme is the socket's own:
 * `X-Forwarded-Proto` can be sent by anybody, so behind a proxy that ends TLS name your `origins`. A client who takes
 * nothing of an answer for `idle_ms`, or sends nothing more of a body that was refused, is cut off.
 */
export function toNodeListener(
  handler: Handler,
  { max_body = 64 * 1024, idle_ms = 30_000 }: { max_body?: number; idle_ms?: number } = {},
): NodeListener {
  const underWay = new Map<Promise<void>, ServerResponse | undefined>();
  const inside = insideOf(handler);
  const isOurs = inside !== handler;
  let closing = false;

  const listener = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const gone = new AbortController();
    const closed = new Promise<void>((resolve) => {
      outgoing.once('close', () => {
        if (!outgoing.writableFinished) gone.abort();
        resolve();
      });
    });
    const said = closing
      ? Promise.resolve(turnedAway())
      : answer(inside, () => requestOf(incoming, max_body, gone.signal, isOurs));
    if (closing) outgoing.setHeader('Connection', 'close');
    const done = said
      .then((response) => deliver(response, incoming, outgoing, { max_body, idle_ms }))
      .catch(() => void outgoing.destroy());
    // A read that nobody waits for is over, whatever it waits for itself.
    const isRead = incoming.method === 'GET';
    const over = (isRead ? Promise.race([done, closed]) : done).finally(() => underWay.delete(over));
    underWay.set(over, isRead ? outgoing : undefined);
  };

  return Object.assign(listener, {
    async drain({ reads_ms = 5_000 } = {}) {
      closing = true;
      const cut = setTimeout(() => {
        for (const read of underWay.values()) read?.destroy();
      }, reads_ms);
      while (underWay.size > 0) await Promise.all(underWay.keys());
      clearTimeout(cut);
    },
  });
}

const turnedAway = () => problem(new Refusal('shutting-down', { retry_after: 1 }), crypto.randomUUID());

async function answer(inside: ReturnType<typeof insideOf>, request: () => Request) {
  try {
    return await inside(request());
  } catch (error) {
    return problem(error instanceof Refusal ? error : new Refusal('internal'), crypto.randomUUID());
  }
}

function requestOf(incoming: Incoming, max_body: number, signal: AbortSignal, isOurs: boolean): Request {
  const { method = 'GET', rawHeaders } = incoming;
  const encrypted = 'encrypted' in incoming.socket;
  const url = urlOf({ target: incoming.originalUrl ?? incoming.url ?? '', rawHeaders, encrypted });
  // `Request` knows no TRACE and no TRACK, and neither does any call.
  if (/^(TRACE|TRACK|CONNECT)$/i.test(method)) throw new Refusal('method-not-allowed');
  const length = declaredLength(incoming);
  if (length > 0 && /^(GET|HEAD)$/.test(method)) throw new Refusal('unexpected-body');
  if (length > max_body && length !== Infinity) throw new Refusal('body-too-large');
  if (length > 0 && (incoming.readableDidRead || incoming.readableEnded || incoming.body !== undefined))
    throw new Refusal('body-consumed');

  const headers: [string, string][] = [];
  for (let index = 0; index < rawHeaders.length; index += 2)
    if (!rawHeaders[index]!.startsWith(':')) headers.push([rawHeaders[index]!, rawHeaders[index + 1]!]);
  const body = length > 0 ? streamOf(incoming, max_body) : null;
  const said = { method, headers, body, duplex: 'half' } as RequestInit;
  // A host's handler may pass it on as another Request, which has to follow its signal; ours does not, and following costs
  // more than all the rest of making one.
  if (!isOurs) return noteLooked(new Request(url, { ...said, signal }));
  return Object.defineProperty(noteLooked(new Request(url, said)), 'signal', { value: signal });
}

/** How long the body says it is; Infinity when it comes in chunks, 0 when there is none. */
function declaredLength({ headers }: IncomingMessage): number {
  return headers['transfer-encoding'] !== undefined ? Infinity : Number(headers['content-length'] ?? 0);
}

/** The body as it comes, no faster than it is read, and no further than `most` bytes. */
function streamOf(incoming: IncomingMessage, most: number): ReadableStream<Uint8Array> {
  let length = 0;
  let over = false;
  return new ReadableStream({
    start(stream) {
      const fail = (error: unknown) => {
        if (!over) stream.error(error);
        over = true;
      };
      incoming.on('data', (chunk: Uint8Array) => {
        length += chunk.byteLength;
        if (over) return;
        if (length > most) return fail(new Refusal('body-too-large'));
        stream.enqueue(new Uint8Array(chunk));
        if ((stream.desiredSize ?? 0) <= 0) incoming.pause();
      });
      incoming.once('end', () => {
        if (!over) stream.close();
        over = true;
      });
      incoming.once('error', fail);
      incoming.once('close', () => fail(new Error('The body was cut off')));
      incoming.pause();
    },
    pull: () => void incoming.resume(),
    cancel: () => {
      over = true;
    },
  });
}

/** Writes the response, no faster than it is taken, and stops when nobody is there any more or nobody takes it. */
async function deliver(
  response: Response | Whole,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { max_body, idle_ms }: { max_body: number; idle_ms: number },
) {
  const { status, headers } = response;
  const said = [...headers].flat();
  // Node reads away what is left of a body to keep the connection; of a long or a slow one that is not worth it.
  if (!incoming.complete && (declaredLength(incoming) > max_body || status === 408)) said.push('Connection', 'close');
  outgoing.writeHead(status, said);
  // An answer that waits for another one's turn on a pipelined connection has no connection yet, and hears nothing of its end.
  const cutOff = () => {
    outgoing.destroy();
    incoming.socket.destroy();
  };
  const isHead = incoming.method === 'HEAD';
  const whole = isHead ? undefined : await wholeOf(response);
  const reader = whole !== undefined || isHead || response instanceof Whole ? undefined : response.body?.getReader();
  try {
    while (reader) {
      const { done, value } = await reader.read();
      if (done) break;
      if (outgoing.destroyed) return;
      if (!outgoing.write(value)) await taken(outgoing, 'drain', cutOff, idle_ms);
    }
    outgoing.end(whole);
    if (!outgoing.writableFinished) await taken(outgoing, 'finish', cutOff, idle_ms);
    if (!incoming.complete) setTimeout(() => incoming.complete || incoming.destroy(), idle_ms).unref();
  } finally {
    void reader?.cancel().catch(() => {});
  }
}

/** A short body whose length is known goes out in one piece with its headers. */
async function wholeOf(response: Response | Whole): Promise<Uint8Array | string | undefined> {
  if (response instanceof Whole) return response.text;
  const isShort = Number(response.headers.get('content-length') ?? Infinity) <= oneWrite;
  return isShort ? new Uint8Array(await response.arrayBuffer()) : undefined;
}

/** Waits until the client has taken what was written; one who does not is cut off. */
const taken = (outgoing: ServerResponse, event: 'drain' | 'finish', cutOff: () => void, idle_ms: number) =>
  new Promise<void>((resolve) => {
    const late = setTimeout(() => {
      cutOff();
      go();
    }, idle_ms);
    const go = () => {
      clearTimeout(late);
      outgoing.off(event, go).off('close', go);
      resolve();
    };
    outgoing.once(event, go).once('close', go);
    if (outgoing.destroyed) go();
  });
