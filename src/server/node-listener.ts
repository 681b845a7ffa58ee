import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Handler } from '../contract/handler.ts';
import { problem, Refusal } from './problem.ts';
import { urlOf } from './raw-target.ts';

/** What Express and others may have added to Node's request. */
type Incoming = IncomingMessage & { originalUrl?: string; body?: unknown };

/** A listener for `node:http`, and a handler for Express. */
export type NodeListener = (request: IncomingMessage, response: ServerResponse) => void;

const oneWrite = 256 * 1024;

/**
 * Makes a Handler a listener for `node:http`, Express and Fastify. Mount it before any body parser.
 *
 * The raw target and the raw headers are looked at before a `Request` is made of them. The scheme is the socket's own:
 * `X-Forwarded-Proto` can be sent by anybody, so behind a proxy that ends TLS name your `origins`.
 */
export function toNodeListener(handler: Handler, { max_body = 64 * 1024 }: { max_body?: number } = {}): NodeListener {
  return (incoming, outgoing) => {
    const gone = new AbortController();
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) gone.abort();
    });
    void answer(handler, incoming, max_body, gone.signal)
      .then((response) => deliver(response, incoming, outgoing, max_body))
      .catch(() => outgoing.destroy());
  };
}

async function answer(handler: Handler, incoming: Incoming, max_body: number, signal: AbortSignal): Promise<Response> {
  try {
    return await handler(requestOf(incoming, max_body, signal));
  } catch (error) {
    return problem(error instanceof Refusal ? error : new Refusal('internal'), crypto.randomUUID());
  }
}

function requestOf(incoming: Incoming, max_body: number, signal: AbortSignal): Request {
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

  const headers = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2)
    if (!rawHeaders[index]!.startsWith(':')) headers.append(rawHeaders[index]!, rawHeaders[index + 1]!);
  const body = length > 0 ? streamOf(incoming, max_body) : null;
  return new Request(url, { method, headers, body, signal, duplex: 'half' } as RequestInit);
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

/** Writes the response, no faster than it is taken, and stops when nobody is there any more. */
async function deliver(response: Response, incoming: IncomingMessage, outgoing: ServerResponse, max_body: number) {
  const { status, headers, body } = response;
  outgoing.statusCode = status;
  for (const [name, value] of headers) outgoing.appendHeader(name, value);
  // Node reads away what is left of a body to keep the connection; of a long one that is not worth it.
  if (!incoming.complete && declaredLength(incoming) > max_body) outgoing.setHeader('Connection', 'close');
  if (!body || incoming.method === 'HEAD') return void outgoing.end();
  // A short body whose length is known goes out in one piece with its headers.
  if (Number(headers.get('content-length') ?? Infinity) <= oneWrite)
    return void outgoing.end(new Uint8Array(await response.arrayBuffer()));
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return void outgoing.end();
      if (outgoing.destroyed) return;
      if (!outgoing.write(value)) await drained(outgoing);
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
}

const drained = (outgoing: ServerResponse) =>
  new Promise<void>((resolve) => {
    outgoing.once('drain', resolve);
    outgoing.once('close', resolve);
  });
