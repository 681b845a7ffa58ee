import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import type { Handler } from '../../src/contract/handler.ts';
import { createProxy, toNodeListener, type NodeListener } from '../../src/server/index.ts';
import { wallClock } from '../../src/server/clock.ts';
import { sandboxPartner } from '../../src/sandbox/index.ts';
import { whoseCookie } from './proxy-ask.ts';

const soon = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function listening(t: TestContext, listener: NodeListener): Promise<{ origin: string; server: Server }> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

/** A proxy on a real clock whose patience is short. */
const hasty = (fetch: Handler) =>
  createProxy(
    { partner: sandboxPartner, customer: whoseCookie, mount: '/vobiz', fetch },
    { ...wallClock, total: 150, idle: 150 },
  );

/** Sends bytes over a socket that the test keeps. */
function call(origin: string, text: string): Socket & { heard: string } {
  const socket = Object.assign(connect(Number(new URL(origin).port), '127.0.0.1'), { heard: '' });
  socket.setEncoding('latin1').on('error', () => {});
  socket.write(text, 'latin1');
  return socket;
}

const ours = 'Host: 127.0.0.1\r\nX-Vobiz-Portal: 1\r\nCookie: session=MA_ASHA\r\n';
const writes = `${ours}Sec-Fetch-Site: same-origin\r\nIdempotency-Key: one-intent\r\n`;

/** A service that answers when it is told to. */
function patient(body: object = { items: [], status: 'pending_release' }) {
  const asked: Request[] = [];
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const fetch: Handler = async (request) => {
    asked.push(request);
    await released;
    return Response.json(body);
  };
  return { asked, fetch, release: () => release() };
}

describe('a host that shuts down', () => {
  it('finishes a write whose browser has left, and tells whoever comes to come again', async (t) => {
    const service = patient();
    const listener = toNodeListener(hasty(service.fetch));
    const { origin } = await listening(t, listener);
    const socket = call(origin, `DELETE /vobiz/numbers/%2B918071387149 HTTP/1.1\r\n${writes}\r\n`);
    while (service.asked.length === 0) await soon(2);
    socket.destroy();
    await soon(10);
    assert.equal(service.asked[0]!.signal.aborted, false);

    let drained = false;
    const drain = listener.drain().then(() => (drained = true));
    const turned = await fetch(`${origin}/vobiz/session`, { headers: { 'X-Vobiz-Portal': '1' } });
    assert.deepEqual([turned.status, turned.headers.get('connection')], [503, 'close']);
    assert.match(await turned.text(), /problem:shutting-down/);
    assert.equal(drained, false);
    service.release();
    await drain;
  });

  it('lets reads end, and cuts those that do not', async (t) => {
    const service = patient();
    const listener = toNodeListener(hasty(service.fetch));
    const { origin } = await listening(t, listener);
    const read = fetch(`${origin}/vobiz/numbers`, { headers: { 'X-Vobiz-Portal': '1', Cookie: 'session=MA_ASHA' } });
    while (service.asked.length === 0) await soon(2);
    const drain = listener.drain();
    service.release();
    assert.equal((await read).status, 200);
    await drain;

    const drip = async (stream: ReadableStreamDefaultController) => (await soon(5), stream.enqueue(new Uint8Array(1)));
    const endless = toNodeListener(async () => new Response(new ReadableStream({ pull: drip })));
    const other = await listening(t, endless);
    const streaming = await fetch(other.origin);
    const cut = assert.rejects(streaming.text());
    await endless.drain({ reads_ms: 10 });
    await cut;
  });

  it('is ready at once when nothing is under way', async () => {
    await toNodeListener(async () => new Response()).drain();
  });
});

describe('a client who is slow, or hostile', () => {
  const buying = `POST /vobiz/numbers/purchase-from-inventory HTTP/1.1\r\n${writes}Content-Type: application/json\r\n`;

  it('does not hold a request whose body never ends', async (t) => {
    const service = patient();
    const { origin } = await listening(t, toNodeListener(hasty(service.fetch)));
    for (const framing of ['Content-Length: 100\r\n\r\n{"e164', 'Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n']) {
      const socket = call(origin, buying + framing);
      socket.on('data', (chunk: string) => (socket.heard += chunk));
      const drip = setInterval(() => socket.write(framing.startsWith('T') ? '1\r\n \r\n' : ' '), 40);
      await once(socket, 'close');
      clearInterval(drip);
      assert.match(socket.heard, /^HTTP\/1\.1 408 /);
      assert.match(socket.heard, /body-too-slow/);
      assert.match(socket.heard, /\r\nConnection: close\r\n/);
    }
    assert.deepEqual(service.asked, []);
  });

  it('does not hold an answer, a stream or the request behind it by not reading it', async (t) => {
    let upstream: AbortSignal | undefined;
    let made = 0;
    const megabyte = new Uint8Array(1024 * 1024);
    const endless: Handler = async (request) => {
      upstream = request.signal;
      const body = new ReadableStream({ pull: (stream) => (made++, stream.enqueue(megabyte)) });
      return new Response(body, { headers: { 'Content-Type': 'text/csv' } });
    };
    const listener = toNodeListener(hasty(endless), { idle_ms: 200 });
    const { origin, server } = await listening(t, listener);
    const socket = call(origin, `GET /vobiz/cdrs/export HTTP/1.1\r\n${ours}\r\n`);
    socket.pause();
    while (!upstream?.aborted) await soon(10);
    assert.ok(made < 30, `${made} MB were made for nobody`);
    await listener.drain();
    socket.destroy();
    const connections = () => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));
    while ((await connections()) > 0) await soon(10);
  });

  it('does not keep a connection by a body that is too long', { timeout: 5_000 }, async (t) => {
    const { origin, server } = await listening(t, toNodeListener(hasty(patient().fetch)));
    server.keepAliveTimeout = 0;
    const socket = call(origin, `${buying}Content-Length: 70000\r\n\r\n{`);
    socket.on('data', (chunk: string) => (socket.heard += chunk));
    await once(socket, 'close');
    assert.match(socket.heard, /^HTTP\/1\.1 413 [^]*\r\nConnection: close\r\n/);
  });

  it('does not hold short answers by taking none of them', { timeout: 10_000 }, async (t) => {
    const short = 'x'.repeat(200 * 1024);
    const listener = toNodeListener(
      async () => new Response(short, { headers: { 'Content-Length': `${short.length}` } }),
      {
        idle_ms: 100,
      },
    );
    const { origin, server } = await listening(t, listener);
    const socket = call(origin, `GET /vobiz/session HTTP/1.1\r\n${ours}\r\n`.repeat(100));
    socket.pause();
    await once(server, 'connection');
    const connections = () => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));
    while ((await connections()) > 0) await soon(20);
    await listener.drain();
    socket.destroy();
  });

  it('does not hold a connection with a body that was refused before it was read', { timeout: 5_000 }, async (t) => {
    const { origin, server } = await listening(t, toNodeListener(hasty(patient().fetch), { idle_ms: 50 }));
    // Node itself ends a connection that rests, unless it is told not to.
    server.keepAliveTimeout = 0;
    const socket = call(origin, `POST /vobiz/numberz HTTP/1.1\r\n${writes}Content-Length: 100\r\n\r\n{`);
    socket.on('data', (chunk: string) => (socket.heard += chunk));
    await once(socket, 'close');
    assert.match(socket.heard, /^HTTP\/1\.1 404 /);
  });

  it('who leaves in the middle of a read ends it for the service too', async (t) => {
    const service = patient();
    const { origin } = await listening(t, toNodeListener(hasty(service.fetch)));
    const socket = call(origin, `GET /vobiz/numbers HTTP/1.1\r\n${ours}\r\n`);
    while (service.asked.length === 0) await soon(2);
    socket.destroy();
    while (!service.asked[0]!.signal.aborted) await soon(2);
  });
});
