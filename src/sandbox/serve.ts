import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Handler } from '../contract/handler.ts';
import { createSandboxDesk } from './desk.ts';
import { deliverDue } from './kyc/delivery.ts';
import type { SandboxOptions } from './sandbox.ts';
import { catchUp, createWorld, refuseProduction } from './world.ts';

/** Where the sandbox listens, and what it is made of. */
export interface ServeSandboxOptions extends SandboxOptions {
  /** 0 takes any free port. */
  port?: number;
  /** Only this machine's own names. */
  host?: string;
}

const loopback = ['127.0.0.1', 'localhost', '::1'];
const BODY_LIMIT = 2 ** 20;

// How often what the clock brings is looked for: reminders, and events that are tried again.
const TICK = 1000;

/** Serves the sandbox and its control page on this machine, and on no other address. */
export async function serveSandbox({ port = 4010, host = '127.0.0.1', ...options }: ServeSandboxOptions = {}): Promise<{
  url: string;
  close: () => Promise<void>;
}> {
  refuseProduction();
  if (!loopback.includes(host)) {
    throw new RangeError(`The sandbox listens only on ${loopback.join(', ')}, not on ${host}.`);
  }
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new RangeError(`The sandbox option port must be a whole number from 0 to 65535, not ${String(port)}.`);
  }
  const world = options.world ?? createWorld(options);
  const desk = createSandboxDesk({ ...options, world });
  const server = createServer((incoming, outgoing) => {
    // An answer that is lost has to look lost: no status, no body, the connection gone.
    serve(desk, incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(inWords(error, port)));
    server.listen(port, host, resolve);
  });
  const ticking = setInterval(() => {
    catchUp(world);
    void deliverDue(world);
  }, TICK).unref();
  const address = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${name}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        clearInterval(ticking);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(handler: Handler, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const address = addressOf(incoming);
  if (!address) return refuse(outgoing, 400, 'The request target must be a plain path, and Host a plain name.');
  const body = await bodyOf(incoming);
  if (!body) return refuse(outgoing, 413, `The request body must not be longer than ${BODY_LIMIT} bytes.`);

  const gone = new AbortController();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) gone.abort();
  });
  const request = new Request(address, {
    method: incoming.method,
    headers: headersOf(incoming),
    body: incoming.method === 'GET' || incoming.method === 'HEAD' ? undefined : body,
    signal: gone.signal,
  });
  const response = await handler(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (!response.body) return void outgoing.end();
  // `pipeline` waits for slow readers, and stops the source when the reader leaves.
  await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), outgoing);
}

// The target must come out of the URL as it went in: letter case, `%2B` and a raw plus sign are what this API is about.
function addressOf({ url = '', headers }: IncomingMessage): string | undefined {
  const address = `http://${headers.host}${url}`;
  if (!url.startsWith('/') || url.includes('#') || !headers.host || !URL.canParse(address)) return undefined;
  const parsed = new URL(address);
  return parsed.href === parsed.origin + url ? address : undefined;
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2) headers.append(rawHeaders[index]!, rawHeaders[index + 1]!);
  return headers;
}

async function bodyOf(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Destroyed, the request would take the connection with it, and the refusal would not be heard.
  for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > BODY_LIMIT) return undefined;
    chunks.push(chunk);
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}

function refuse(outgoing: ServerResponse, status: number, message: string): void {
  // The rest of a body that is too long is not worth reading.
  outgoing.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  outgoing.end(JSON.stringify({ error: 'invalid request', message }));
}

function inWords(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') return new Error(`Port ${port} is already in use; choose another one.`);
  if (error.code === 'EACCES') return new Error(`Port ${port} may not be used by you; choose one above 1023.`);
  return error;
}
