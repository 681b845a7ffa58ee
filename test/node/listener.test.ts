import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request as httpRequest, type RequestListener, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import express from 'express';
import { createClient, VobizError } from '../../src/client/client.ts';
import type { Handler } from '../../src/contract/handler.ts';
import { createProxy, toNodeListener, type ProxyOptions } from '../../src/server/index.ts';
import { createSandbox, sandboxPartner } from '../../src/sandbox/index.ts';
import { whoseCookie } from './proxy-ask.ts';

async function listening(t: TestContext, listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const proxyOver = (more: Partial<ProxyOptions> = {}) =>
  createProxy({ partner: sandboxPartner, customer: whoseCookie, mount: '/vobiz', fetch: createSandbox(), ...more });

/** Sends bytes as they are, and answers the bytes that come back. */
async function raw(origin: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  let heard = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => (heard += chunk));
  socket.on('error', () => {});
  socket.write(text, 'latin1');
  await once(socket, 'close');
  return heard;
}

const statusOf = (text: string) => Number(text.split(' ')[1]);
const codeOf = (text: string) => /urn:vobiz-portal:problem:([\w-]+)/.exec(text)?.[1];
const ours = 'X-Vobiz-Portal: 1\r\nCookie: session=MA_ASHA\r\nConnection: close\r\n';

/** The client as a page of this origin uses it: the browser adds the cookie and says where it is. */
const browserAt = (origin: string): Handler => {
  return (request) => {
    const headers = new Headers(request.headers);
    headers.set('Cookie', 'session=MA_ASHA');
    if (request.method !== 'GET') headers.set('Origin', origin);
    return fetch(new Request(request, { headers, mode: 'cors', credentials: 'omit' }));
  };
};

const mounts: [string, (proxy: Handler) => RequestListener][] = [
  ['node:http', (proxy) => toNodeListener(proxy)],
  ['Express, at a path', (proxy) => express().use('/vobiz', toNodeListener(proxy))],
  ['Express, before its body parser', (proxy) => express().use('/vobiz', toNodeListener(proxy)).use(express.json())],
];

describe('somebody who buys a number over HTTP', () => {
  for (const [name, mount] of mounts)
    it(`can, on ${name}`, async (t) => {
      const origin = await listening(t, mount(proxyOver()));
      const client = createClient({ endpoint: `${origin}/vobiz`, fetch: browserAt(origin) });
      const { items } = await client.listInventory({ per_page: 1 });
      const { e164 } = items[0]!;
      const bought = await client.buyNumber({ e164 }, { key: 'one-intent' });
      assert.equal(bought.number.e164, e164);
      assert.equal((await client.buyNumber({ e164 }, { key: 'one-intent' })).number.e164, e164);
      assert.equal((await client.releaseNumber(e164, { key: 'two-intent' })).status, 'pending_release');
      await assert.rejects(
        client.buyNumber({ e164: '91' }, { key: 'three-intent' }),
        (error) => error instanceof VobizError && error.kind === 'invalid' && error.fields.e164 === 'invalid',
      );
    });

  it('learns from a host that parses bodies first what is wrong with it', async (t) => {
    const app = express().use(express.json()).use('/vobiz', toNodeListener(proxyOver()));
    const origin = await listening(t, app);
    const headers = { 'X-Vobiz-Portal': '1', Cookie: 'session=MA_ASHA', Origin: origin };
    const body = JSON.stringify({ e164: '+918065354620' });
    const buying = { method: 'POST', body, headers: { ...headers, 'Content-Type': 'application/json' } };
    const answer = await (await fetch(`${origin}/vobiz/numbers/purchase-from-inventory`, buying)).text();
    assert.equal(codeOf(answer), 'body-consumed');
    assert.match(answer, /before any body parser/);
    const { e164 } = (await (await fetch(`${origin}/vobiz/numbers`, { headers })).json()).items[0];
    const release = { method: 'DELETE', headers: { ...headers, 'Idempotency-Key': 'one-intent' } };
    assert.equal((await fetch(`${origin}/vobiz/numbers/${encodeURIComponent(e164)}`, release)).status, 200);
  });

  it('gets nothing from a page without cookie, header or origin', async (t) => {
    const origin = await listening(t, toNodeListener(proxyOver()));
    const status = async (method: string, headers: Record<string, string>) =>
      (await fetch(`${origin}/vobiz/numbers${method === 'DELETE' ? '/+918071387149' : ''}`, { method, headers }))
        .status;
    assert.equal(await status('GET', { Cookie: 'session=MA_ASHA' }), 403);
    assert.equal(await status('GET', { 'X-Vobiz-Portal': '1' }), 401);
    const evil = { Cookie: 'session=MA_ASHA', 'X-Vobiz-Portal': '1', 'Idempotency-Key': 'one-intent' };
    assert.equal(await status('DELETE', { ...evil, Origin: 'https://evil.example' }), 403);
    assert.equal(await status('DELETE', { ...evil, Origin: origin.replace('http', 'https') }), 403);
    assert.equal(await status('DELETE', { ...evil, Origin: origin }), 200);
  });
});

describe('a raw target', () => {
  const escapes = [
    '/vobiz/../vobiz/numbers', '/vobiz/./numbers', '/x/%2e%2e/vobiz/numbers', '/x/.%2E/vobiz/numbers', '/x/%2e/../vobiz/numbers',
    '/vobiz/numbers#x', '/vobiz\\numbers', '\\vobiz\\numbers', 'http://127.0.0.1/vobiz/numbers', 'https://evil.example/vobiz/numbers',
    '*', 'vobiz/numbers', '//evil.example/vobiz/numbers', '/vobiz//numbers', '/vobiz/numb\u00e9rs', '/vobiz/numbers\u0001',
    '/vobiz/numbers\t', '/vobiz/numbers%00', '/vobizevil/numbers', '/vobiz/numbers/..%2f..%2fx', '/vobiz/numbers/%252e%252e',
    `/vobiz/numbers?${'x'.repeat(4100)}`, '/VOBIZ/numbers', '/vobiz/numbers/;/..', '/vobiz/%2e%2e',
  ]; // prettier-ignore
  for (const target of escapes)
    it(`that leads elsewhere leads nowhere: ${JSON.stringify(target.slice(0, 60))}`, async (t) => {
      const asked: string[] = [];
      const fetch: Handler = async (request) => (asked.push(request.url), Response.json({ items: [] }));
      for (const listener of [
        toNodeListener(proxyOver({ fetch })),
        express().use('/vobiz', toNodeListener(proxyOver({ fetch }))),
      ]) {
        const origin = await listening(t, listener);
        const status = statusOf(await raw(origin, `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\n${ours}\r\n`));
        assert.ok(status === 400 || status === 404, `${status}`);
      }
      assert.deepEqual(asked, []);
    });

  it('that is plain is answered', async (t) => {
    const origin = await listening(t, toNodeListener(proxyOver()));
    for (const target of ['/vobiz/numbers', '/vobiz/n%75mbers?page=1', '/vobiz/numbers?']) {
      const answer = await raw(origin, `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\n${ours}\r\n`);
      assert.equal(statusOf(answer), 200, target);
    }
  });
});

describe('raw headers', () => {
  const rows: [what: string, headers: string, status: number, code?: string][] = [
    ['the portal’s header twice', 'Host: a\r\nX-Vobiz-Portal: 1\r\n', 400, 'duplicate-header'],
    ['two cookies', 'Host: a\r\nCookie: session=MA_NILA\r\n', 400, 'duplicate-header'],
    ['two origins', 'Host: a\r\nOrigin: https://a.example\r\norigin: https://b.example\r\n', 400, 'duplicate-header'],
    ['two keys', 'Host: a\r\nIdempotency-Key: 12345678\r\nIdempotency-Key: 12345679\r\n', 400, 'duplicate-header'],
    ['two sites', 'Host: a\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site\r\n', 400, 'duplicate-header'],
    ['two types', 'Host: a\r\nContent-Type: a/b\r\nContent-Type: application/json\r\n', 400, 'duplicate-header'],
    ['two hosts', 'Host: a\r\nHost: b\r\n', 400],
    ['no host', '', 400],
    ['a host with a user', 'Host: user@a\r\n', 400, 'bad-host'],
    ['a host with a path', 'Host: a/b\r\n', 400, 'bad-host'],
    ['an impossible port', 'Host: a:99999\r\n', 400, 'bad-host'],
    ['more than 8 KB', `Host: a\r\nX-Long: ${'x'.repeat(8_300)}\r\n`, 431, 'headers-too-large'],
  ];
  for (const [what, headers, status, code] of rows)
    it(`with ${what} are refused`, async (t) => {
      const customer = () => assert.fail('nobody is asked who this is');
      const origin = await listening(t, toNodeListener(proxyOver({ customer })));
      const answer = await raw(origin, `GET /vobiz/numbers HTTP/1.1\r\n${headers}${ours}\r\n`);
      assert.equal(statusOf(answer), status);
      if (code) assert.equal(codeOf(answer), code);
    });

  it('cannot claim another scheme', async (t) => {
    let url = '';
    const origin = await listening(
      t,
      toNodeListener(async (request) => ((url = request.url), new Response())),
    );
    await raw(
      origin,
      `GET /x HTTP/1.1\r\nHost: a.example\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: b\r\n${ours}\r\n`,
    );
    assert.equal(url, 'http://a.example/x');
  });
});

describe('a body', () => {
  const echo: Handler = async (request) => new Response(await request.text());
  const head = (more: string) => `POST /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${more}\r\n`;

  it('arrives whole, by length or in chunks', async (t) => {
    const origin = await listening(t, toNodeListener(echo));
    assert.match(await raw(origin, `${head('Content-Length: 5\r\n')}hello`), /\r\n\r\n(?:5\r\n)?hello/);
    const chunks = 'Transfer-Encoding: chunked\r\n';
    assert.match(await raw(origin, `${head(chunks)}2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n`), /hello/);
  });

  it('of more than 64 KB is refused, whether it says so or not', async (t) => {
    const origin = await listening(t, toNodeListener(echo));
    const long = 'x'.repeat(70_000);
    const send = (headers: Record<string, string>) =>
      new Promise<number>((resolve, reject) => {
        const request = httpRequest(`${origin}/x`, { method: 'POST', headers }, (response) => {
          response.resume();
          resolve(response.statusCode!);
        });
        request.on('error', reject);
        request.end(long);
      });
    assert.equal(await send({ 'Content-Length': '70000' }), 413);
    assert.equal(await send({ 'Transfer-Encoding': 'chunked' }), 413);
  });

  it('on a read is refused', async (t) => {
    const origin = await listening(t, toNodeListener(echo));
    const answer = await raw(origin, 'GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}');
    assert.equal(codeOf(answer), 'unexpected-body');
  });
});

describe('an answer', () => {
  it('of somebody who throws is a problem without a word of it', async (t) => {
    const origin = await listening(
      t,
      toNodeListener(() => Promise.reject(new Error('secret stack'))),
    );
    const response = await fetch(`${origin}/x`);
    const text = await response.text();
    assert.equal(response.status, 500);
    assert.equal(response.headers.get('content-type'), 'application/problem+json');
    assert.deepEqual([codeOf(text), /secret|at /.test(text)], ['internal', false]);
  });

  it('flows no faster than it is taken, and stops when nobody takes it any more', async (t) => {
    let pulled = 0;
    let signal: AbortSignal | undefined;
    const cancelled = new Promise<void>((resolve) => {
      const body = () =>
        new ReadableStream({
          pull: (stream) => {
            pulled++;
            stream.enqueue(new Uint8Array(65_536));
          },
          cancel: () => resolve(),
        });
      void listening(
        t,
        toNodeListener(async (request) => ((signal = request.signal), new Response(body()))),
      ).then((origin) => {
        const socket = connect(Number(new URL(origin).port), '127.0.0.1');
        socket.write('GET /x HTTP/1.1\r\nHost: a\r\n\r\n');
        socket.pause();
        setTimeout(() => socket.destroy(), 200);
      });
    });
    await cancelled;
    assert.ok(pulled > 0 && pulled < 1000, `${pulled}`);
    assert.equal(signal!.aborted, true);
  });

  it('that nobody waits for any more is called off upstream, unless it was a write', async (t) => {
    const wrapped =
      (handler: Handler): Handler =>
      (request) =>
        handler(new Request(request, { headers: new Headers(request.headers) }));
    for (const [what, called, around] of [
      ['GET /vobiz/numbers', true, (handler: Handler) => handler],
      ['GET /vobiz/numbers', true, wrapped],
      ['DELETE /vobiz/numbers/+918071387149', false, (handler: Handler) => handler],
    ] as const) {
      let asked: (request: Request) => void = () => {};
      const upstream = new Promise<Request>((resolve) => (asked = resolve));
      const fetch: Handler = async (request) => {
        asked(request);
        await new Promise((resolve) => setTimeout(resolve, 100));
        return Response.json({ status: 'pending_release' });
      };
      const origin = await listening(t, toNodeListener(around(proxyOver({ fetch }))));
      const socket = connect(Number(new URL(origin).port), '127.0.0.1');
      const { host } = new URL(origin);
      socket.write(`${what} HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\nIdempotency-Key: 12345678\r\n${ours}\r\n`);
      const { signal } = await upstream;
      socket.destroy();
      await new Promise((resolve) => setTimeout(resolve, 50));
      assert.equal(signal.aborted, called, what);
    } // prettier-ignore
  });
});

describe('over a real connection, the service', () => {
  it('hears the credentials once, and never at the end of a redirect', async (t) => {
    const heard: string[] = [];
    const elsewhere = await listening(t, (request, response) => {
      heard.push(`elsewhere ${String(request.headers['x-auth-token'])}`);
      response.end('{"items":[]}');
    });
    const service = await listening(t, (request, response) => {
      const { host, connection, ...rest } = request.headers;
      heard.push(Object.keys(rest).filter((name) => !/^(accept-|sec-fetch-mode|user-agent|content-length)/.test(name)).sort().join()); // prettier-ignore
      response.writeHead(307, { Location: `${elsewhere}${request.url}`, 'Set-Cookie': 'a=b' }).end();
      void [host, connection];
    });
    const origin = await listening(t, toNodeListener(proxyOver({ upstream: `${service}/api/v1`, fetch: undefined })));
    const headers = {
      'X-Vobiz-Portal': '1',
      Cookie: 'session=MA_ASHA',
      Authorization: 'Bearer x',
      'X-Auth-ID': 'MA_NILA',
    };
    const response = await fetch(`${origin}/vobiz/numbers`, { headers });
    assert.equal(codeOf(await response.text()), 'upstream-redirect');
    assert.equal(response.headers.get('set-cookie'), null);
    assert.deepEqual(heard, ['accept,x-auth-id,x-auth-token']);
  });

  it('that is not there is said not to be, and a write was not sent', async (t) => {
    const gone = await listening(t, () => {});
    const port = connect(Number(new URL(gone).port));
    port.destroy();
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const upstream = `http://127.0.0.1:${(closed.address() as AddressInfo).port}/api/v1`;
    closed.close();
    await once(closed, 'close');
    const origin = await listening(t, toNodeListener(proxyOver({ upstream, fetch: undefined })));
    const headers = { 'X-Vobiz-Portal': '1', Cookie: 'session=MA_ASHA', Origin: origin, 'Idempotency-Key': '12345678' };
    for (let press = 0; press < 2; press++) {
      const response = await fetch(`${origin}/vobiz/numbers/+918071387149`, { method: 'DELETE', headers });
      assert.equal(codeOf(await response.text()), 'upstream-unreachable');
    }
  });

  it('that cuts the connection leaves a write open, and was asked once', async (t) => {
    let asked = 0;
    const service = await listening(t, (request) => {
      if (request.method === 'DELETE') asked++;
      request.socket.destroy();
    });
    const options = { upstream: `${service}/api/v1`, fetch: undefined };
    const origin = await listening(t, toNodeListener(proxyOver(options)));
    const headers = { 'X-Vobiz-Portal': '1', Cookie: 'session=MA_ASHA', Origin: origin, 'Idempotency-Key': '12345678' };
    for (const status of [502, 503]) {
      const response = await fetch(`${origin}/vobiz/numbers/+918071387149`, { method: 'DELETE', headers });
      assert.deepEqual([response.status, codeOf(await response.text())], [status, 'unknown-outcome']);
    }
    assert.equal(asked, 1);
  });
});
