import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, it, type TestContext } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { getRequestListener } from '@hono/node-server';
import express from 'express';
import Fastify from 'fastify';
import { Hono } from 'hono';
import { build, type Rolldown } from 'vite';
import { createClient, VobizError } from '../../src/client/client.ts';
import type { Handler } from '../../src/contract/handler.ts';
import { createProxy, toNodeListener } from '../../src/server/index.ts';
import { createSandbox, sandboxPartner } from '../../src/sandbox/index.ts';
import { whoseCookie } from './proxy-ask.ts';

async function listening(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function newProxy(): Handler {
  return createProxy({
    partner: sandboxPartner,
    customer: whoseCookie,
    mount: '/vobiz',
    fetch: createSandbox({ calls: 5 }),
  });
}

/** Each way to mount the proxy, as the README shows it; answers where it can be reached. */
const mounts: Record<string, (proxy: Handler, t: TestContext) => Promise<string>> = {
  'node:http': (proxy, t) => listening(t, toNodeListener(proxy)),

  Express: (proxy, t) => {
    const app = express();
    app.use('/vobiz', toNodeListener(proxy));
    app.use(express.json());
    return listening(t, app);
  },

  Fastify: async (proxy, t) => {
    const app = Fastify();
    app.register(async (portal) => {
      portal.removeAllContentTypeParsers();
      portal.addContentTypeParser('*', (_request, _body, done) => done(null));
      const listener = toNodeListener(proxy);
      portal.all('/vobiz/*', (request, reply) => {
        reply.hijack();
        listener(request.raw, reply.raw);
      });
    });
    app.post('/host', async (request) => request.body);
    t.after(() => app.close());
    return app.listen({ port: 0, host: '127.0.0.1' });
  },

  Hono: (proxy, t) => {
    const app = new Hono();
    app.all('/vobiz/*', (context) => proxy(context.req.raw));
    const listener = getRequestListener(app.fetch);
    return listening(t, (request, response) => void listener(request, response));
  },
};

/** The client as a page of this origin uses it: the browser adds the cookie and says where it is. */
const browserAt = (origin: string, send: Handler = fetch): Handler => {
  return (request) => {
    const headers = new Headers(request.headers);
    headers.set('Cookie', 'session=MA_ASHA');
    if (request.method !== 'GET') headers.set('Origin', origin);
    return send(new Request(request, { headers, mode: 'cors', credentials: 'omit' }));
  };
};

async function buysAndReleases(origin: string, send?: Handler): Promise<void> {
  const browser = browserAt(origin, send);
  const client = createClient({ endpoint: `${origin}/vobiz`, fetch: browser });
  const { items } = await client.listInventory({ per_page: 1 });
  const { e164 } = items[0]!;
  assert.equal((await client.buyNumber({ e164 }, { key: 'one-intent' })).number.e164, e164);
  assert.equal((await client.buyNumber({ e164 }, { key: 'one-intent' })).number.e164, e164);
  assert.equal((await client.releaseNumber(e164, { key: 'two-intent' })).status, 'pending_release');
  await assert.rejects(
    client.buyNumber({ e164: '91' }, { key: 'three-intent' }),
    (error) => error instanceof VobizError && error.kind === 'invalid' && error.fields.e164 === 'invalid',
  );
  const ask = async (path: string, init?: RequestInit) => {
    const headers = { 'X-Vobiz-Portal': '1', ...init?.headers };
    const response = await browser(new Request(`${origin}/vobiz${path}`, { ...init, headers }));
    return [response.status, await response.text()] as const;
  };
  const [found, table] = await ask('/cdrs/export');
  const rows = table.trimEnd().split('\r\n');
  assert.deepEqual([found, rows.length], [200, 6]);
  assert.match(rows[0]!, /^"answer_time",.*"uuid"$/);
  assert.doesNotMatch(rows[0]!, /carrier_ip|account_id/);
  const [status, text] = await ask('/numberz');
  assert.equal(status, 404);
  assert.match(text, /problem:no-such-call/);
  // An identical page elsewhere, which a browser says so of.
  const evil = { method: 'DELETE', headers: { Origin: 'https://evil.example' } };
  const foreign = new Request(`${origin}/vobiz/numbers/%2B918071387149`, evil);
  assert.equal((await (send ?? fetch)(foreign)).status, 403);
}

describe('somebody buys a number, gives it back and exports their calls', () => {
  for (const [name, mount] of Object.entries(mounts))
    it(`on ${name}`, async (t) => buysAndReleases(await mount(newProxy(), t)));

  it('on Fastify, whose own routes read their bodies as ever', async (t) => {
    const origin = await mounts.Fastify!(newProxy(), t);
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch(`${origin}/host`, { method: 'POST', body: '{"a":1}', headers });
    assert.deepEqual(await answer.json(), { a: 1 });
  });

  it('on anything that calls a fetch handler, where there is neither Node nor its modules', async () => {
    const fetch = createSandbox({ calls: 5 }); // before the build, which says that this is production
    const createProxy = await inAWorker();
    const proxy = createProxy({ partner: sandboxPartner, customer: whoseCookie, mount: '/vobiz', fetch });
    await buysAndReleases('http://localhost:8787', proxy);
  });
});

/** `createProxy` built for a browser, in a realm that has what the web has and nothing else. */
async function inAWorker(): Promise<typeof createProxy> {
  const output = (await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'es2022',
      lib: {
        entry: fileURLToPath(new URL('../../src/server/proxy.ts', import.meta.url)),
        formats: ['iife'],
        name: 'vobiz',
        fileName: 'proxy',
      },
    },
  })) as Rolldown.RolldownOutput[];
  const chunk = output[0]!.output[0];
  const web = {
    AbortController,
    AbortSignal,
    Headers,
    ReadableStream,
    Request,
    Response,
    TextDecoder,
    TextEncoder,
    URL,
  };
  const more = { URLSearchParams, Uint8Array, atob, btoa, clearTimeout, crypto, fetch, setTimeout };
  const realm = createContext({ ...web, ...more });
  return runInContext(`${chunk.code}; vobiz.createProxy`, realm) as typeof createProxy;
}
