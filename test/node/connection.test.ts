import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttp, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTcp, type AddressInfo, type Server, type Socket } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { createProxy } from '../../src/server/index.ts';

const partner = { auth_id: 'PA_1', auth_token: 'token' };

async function at(t: TestContext, server: Server, host = '127.0.0.1'): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket)).listen(0, host);
  await once(server, 'listening');
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
}

/** A host whose service is at this address; the requests are sent as in production, by nothing of the test's own. */
function host(upstream: string) {
  const proxy = createProxy({ partner, customer: () => ({ ...partner, auth_id: 'MA_1' }), mount: '/vobiz', upstream });
  return async (method: string, path: string, said?: object) => {
    const headers: Record<string, string> = { 'X-Vobiz-Portal': '1', 'Sec-Fetch-Site': 'same-origin' };
    if (method !== 'GET') headers['Idempotency-Key'] = crypto.randomUUID();
    if (said) headers['Content-Type'] = 'application/json';
    const body = said && JSON.stringify(said);
    const response = await proxy(new Request(`http://localhost/vobiz${path}`, { method, headers, body }));
    const answer = (await response.json()) as { type?: string; items?: { e164: string }[]; status?: string };
    return { status: response.status, code: answer.type?.split(':').at(-1), answer };
  };
}

const e164 = '+918071387149';
const page = JSON.stringify({ items: [{ e164 }], page: 1, pages: 1, total: 1 });

async function service(t: TestContext, listener: RequestListener, where?: string) {
  return host(`http://${await at(t, createHttp(listener), where)}/api/v1`);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) text += piece;
  return text;
}

describe('somebody whose host asks the service over a connection of its own', () => {
  it('sees their numbers, and the next page comes over the same connection', async (t) => {
    const ports = new Set<number | undefined>();
    const ask = await service(t, (request, response) => {
      ports.add(request.socket.remotePort);
      response.end(page);
    });
    for (let number = 1; number <= 3; number++)
      assert.equal((await ask('GET', `/numbers?page=${number}`)).answer.items?.[0]?.e164, e164);
    assert.equal(ports.size, 1);
  });

  it('is understood in every script, and the service hears how long their words are', async (t) => {
    const heard: [string | undefined, string | undefined, string][] = [];
    const ask = await service(t, (request, response) => {
      void bodyOf(request).then((body) => {
        heard.push([request.headers['content-length'], request.headers['transfer-encoding'], body]);
        response.writeHead(201).end(JSON.stringify({ trunk_id: 't1' }));
      });
    });
    const said = { name: 'कार्यालय ☎', trunk_direction: 'inbound' };
    await ask('POST', '/trunks', said);
    const [[length, encoding, body] = []] = heard;
    assert.deepEqual(JSON.parse(body!), said);
    assert.deepEqual([length, encoding], [String(Buffer.byteLength(body!)), undefined]);
  });

  it('sees numbers that came packed', async (t) => {
    const ask = await service(t, (request, response) => {
      assert.equal(request.headers['accept-encoding'], 'gzip');
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(page));
    });
    assert.equal((await ask('GET', '/numbers')).answer.items?.[0]?.e164, e164);
  });

  for (const [what, encoding, bytes] of [
    ['packed in a way that was not asked for', 'br', brotliCompressSync(page)],
    ['packed, and cut short', 'gzip', gzipSync(page).subarray(0, 40)],
    ['said to be packed, and not', 'gzip', Buffer.from(page)],
  ] as const)
    it(`is told that the answer cannot be read when it is ${what}, and asks again in vain without harm`, async (t) => {
      const ask = await service(t, (_, response) => {
        response.writeHead(200, { 'Content-Encoding': encoding }).end(bytes);
      });
      for (let time = 0; time < 2; time++) assert.equal((await ask('GET', '/numbers')).code, 'upstream-unreadable');
    });

  it('is told so when an answer ends before it is whole', async (t) => {
    const ask = await service(t, (_, response) => {
      response.writeHead(200, { 'Content-Length': page.length + 1 }).write(page);
      setImmediate(() => response.destroy());
    });
    assert.equal((await ask('GET', '/numbers')).code, 'upstream-unreadable');
  });

  it('is told so when the service wants to speak another language than HTTP', async (t) => {
    const server = createTcp((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.write('HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'));
    });
    const ask = host(`http://${await at(t, server)}/api/v1`);
    assert.equal((await ask('GET', '/numbers')).code, 'upstream-unreachable');
  });

  it('can have a service that has only an address of the new kind', async (t) => {
    const ask = await service(t, (_, response) => void response.end(page), '::1');
    assert.equal((await ask('GET', '/numbers')).status, 200);
  });
});

describe('somebody whose write never had a connection', () => {
  const release = `/numbers/${encodeURIComponent(e164)}`;

  it('hears for certain that it was not sent, when nobody speaks TLS there', async (t) => {
    const server = createTcp((socket) => void socket.on('error', () => {}).once('data', () => socket.destroy()));
    const ask = host(`https://${await at(t, server)}/api/v1`);
    const { status, code } = await ask('DELETE', release);
    assert.deepEqual([status, code], [502, 'upstream-unreachable']);
  });

  it('hears it after three seconds, when nobody answers there at all', async (t) => {
    const ask = host(
      `https://${await at(
        t,
        createTcp(() => {}),
      )}/api/v1`,
    );
    const { status, code } = await ask('DELETE', release);
    assert.deepEqual([status, code], [502, 'upstream-unreachable']);
  });

  it('is not told so when the connection was there and was cut: then nobody knows', async (t) => {
    const ask = await service(t, (request) => void request.socket.destroy());
    assert.equal((await ask('DELETE', release)).code, 'unknown-outcome');
  });
});
