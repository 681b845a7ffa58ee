import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { join, TooLarge } from './bytes.ts';
import { NotSent, type Heard, type Send } from './heard.ts';
import { Refusal } from './problem.ts';

type Builtin = <K extends keyof Modules>(name: K) => Modules[K];
interface Modules {
  'node:http': typeof import('node:http');
  'node:https': typeof import('node:https');
  'node:stream': typeof import('node:stream');
  'node:zlib': typeof import('node:zlib');
}

// Everybody's servers close a connection that rested for five seconds; one that is about to be closed is not written to.
const rest = 4_000;
const connecting = 3_000;

/**
 * Sends by Node's own `http`, with connections that are kept; undefined where this is not Node. It takes a quarter of the
 * time of Node's `fetch`, and knows whether a request that failed can have been heard.
 *
 * Node hands its modules out at run time, so that nothing here is in the way of a build for another platform.
 */
export function sendByNode(): Send | undefined {
  const { process, navigator } = globalThis as unknown as {
    process?: { getBuiltinModule?: Builtin };
    navigator?: { userAgent?: string };
  };
  // Bun, Deno and Workers hand them out too, and have a better `fetch`. Node says its name since version 21.
  if (!process?.getBuiltinModule || !(navigator?.userAgent ?? 'Node.js/').startsWith('Node.js/')) return undefined;
  return (known ??= create((name) => process.getBuiltinModule!(name)));
}

let known: Send | undefined;

function create(builtin: Builtin): Send {
  const http = builtin('node:http');
  const https = builtin('node:https');
  const kept = { keepAlive: true, timeout: rest };
  const ways: Record<string, { request: typeof http.request; agent: Agent }> = {
    'http:': { request: http.request, agent: new http.Agent(kept) },
    'https:': { request: https.request, agent: new https.Agent(kept) },
  };

  return ({ url, method, headers, body }, signal) =>
    new Promise((resolve, reject) => {
      const { protocol, hostname, port, pathname, search } = new URL(url);
      const { request, agent } = ways[protocol]!;
      const bytes = body === undefined ? undefined : new TextEncoder().encode(body);
      const length = bytes && { 'Content-Length': bytes.byteLength };
      const asked = request({
        agent,
        method,
        hostname: hostname.replace(/^\[|\]$/g, ''),
        port,
        path: pathname + search,
        headers: { 'User-Agent': 'vobiz-portal', 'Accept-Encoding': 'gzip', ...headers, ...length },
      });
      const stop = () => asked.destroy(signal.reason as Error);
      if (signal.aborted) stop();
      signal.addEventListener('abort', stop);
      const isConnected = watchConnection(asked);
      asked.once('response', (message) => resolve(heardOf(message, builtin)));
      // There is nothing to switch to, and no other answer comes.
      asked.once('upgrade', (_, socket) => {
        socket.destroy();
        reject(new Error('Another protocol'));
      });
      // After the answer has begun, an error is its reader's to hear.
      asked.on('error', (error) => reject(isConnected() ? error : new NotSent('', { cause: error })));
      asked.once('close', () => signal.removeEventListener('abort', stop));
      asked.end(bytes);
    });
}

/** Gives a new connection three seconds; says whether there was one. */
function watchConnection(asked: ClientRequest): () => boolean {
  let connected = false;
  asked.once('socket', (socket) => {
    connected = !socket.connecting;
    if (connected) return;
    const late = setTimeout(() => asked.destroy(new Error('No connection in time')), connecting);
    const made = 'encrypted' in socket ? 'secureConnect' : 'connect';
    socket.once(made, () => {
      connected = true;
      clearTimeout(late);
    });
    socket.once('close', () => clearTimeout(late));
  });
  return () => connected;
}

function heardOf(message: IncomingMessage, builtin: Builtin): Heard {
  // An error that nobody is there to hear would end the process.
  message.on('error', () => {});
  const body = () => unpacked(message, builtin);
  return {
    status: message.statusCode!,
    headers: {
      get: (name) => {
        const value = message.headers[name.toLowerCase()];
        return value === undefined ? null : String(value);
      },
    },
    whole: async (most) => gather(body(), most),
    pieces: () => builtin('node:stream').Readable.toWeb(body()) as ReadableStream<Uint8Array>,
    drop: () => void message.destroy(),
  };
}

/** The body as it was before it was packed; what is packed in a way that was not asked for cannot be read. */
function unpacked(message: IncomingMessage, builtin: Builtin): Readable {
  const packing = message.headers['content-encoding'] ?? 'identity';
  if (packing === 'identity') return message;
  const { createGunzip } = builtin('node:zlib');
  if (!/^(x-)?gzip$/i.test(packing)) {
    message.destroy();
    throw new Refusal('upstream-unreadable');
  }
  return builtin('node:stream').pipeline(message, createGunzip(), () => {});
}

function gather(body: Readable, most: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const pieces: Uint8Array[] = [];
    let length = 0;
    if (body.destroyed) throw new Error('The answer was cut off');
    body.on('data', (piece: Uint8Array) => {
      length += piece.byteLength;
      if (length > most) body.destroy(new TooLarge());
      else pieces.push(piece);
    });
    body.once('end', () => resolve(join(pieces, length)));
    body.on('error', reject);
    body.once('close', () => reject(new Error('The answer was cut off')));
  });
}
