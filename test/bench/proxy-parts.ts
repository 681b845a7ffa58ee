/** One server of the proxy's bench, in a process of its own. Prints its address. */
import { readFileSync } from 'node:fs';
import { Agent, createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import express from 'express';
import { Hono } from 'hono';
import { createProxyMiddleware } from 'http-proxy-middleware';
import { Pool } from 'undici';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';

// As partners get it: built.
const built = new URL('../../dist/server/index.js', import.meta.url).href;
const { createProxy, toNodeListener } = (await import(built)) as typeof import('../../src/server/index.ts');

const [part = '', upstream = '', auth_id = 'MA_XXXXXXXX', auth_token = 'bench-token'] = process.argv.slice(2);
const body = readFileSync(new URL('../fixtures/numbers-list.200.json', import.meta.url));
const credentials = { auth_id, auth_token };
/** Whoever the cookie names. */
const byCookie = (request: Request) => ({ auth_id: /customer=(\w+)/.exec(request.headers.get('cookie') ?? '')![1]!, auth_token }); // prettier-ignore
const headers = { 'Content-Type': 'application/json' };

const parts: Record<string, () => RequestListener> = {
  upstream: () => (_request, response) => response.writeHead(200, headers).end(body),
  // What a partner would write in five lines, and all that it does not do.
  bare: () => async (_request, response) => {
    const answer = await fetch(`${upstream}/Account/${credentials.auth_id}/numbers?page=1`, {
      headers: { 'X-Auth-ID': credentials.auth_id, 'X-Auth-Token': credentials.auth_token },
    });
    response.writeHead(answer.status, headers).end(await answer.text());
  },
  undici: () => {
    const pool = new Pool(new URL(upstream).origin, { connections: 64 });
    const path = `${new URL(upstream).pathname}/Account/${credentials.auth_id}/numbers?page=1`;
    const pass = async (response: ServerResponse) => {
      const answer = await pool.request({ method: 'GET', path, headers: { 'X-Auth-ID': credentials.auth_id } });
      response.writeHead(answer.statusCode, headers).end(await answer.body.text());
    };
    return (_request, response) => void pass(response);
  },
  // The same in the frameworks that people use for it.
  hono: () => {
    const app = new Hono();
    app.get('/vobiz/numbers', async () => {
      const answer = await fetch(`${upstream}/Account/${credentials.auth_id}/numbers?page=1`, {
        headers: { 'X-Auth-ID': credentials.auth_id, 'X-Auth-Token': credentials.auth_token },
      });
      return new Response(await answer.text(), { headers });
    });
    const listen = getRequestListener(app.fetch, { overrideGlobalObjects: false });
    return (request, response) => void listen(request, response);
  },
  middleware: () =>
    express().use(
      '/vobiz',
      createProxyMiddleware({
        target: upstream,
        pathRewrite: (path) => `/Account/${credentials.auth_id}${path}`,
        agent: new Agent({ keepAlive: true, maxSockets: 64 }),
      }),
    ),
  // An export passed on as it comes, with nothing of it looked at.
  stream: () => async (_request, response) => {
    const answer = await fetch(`${upstream}/Account/${auth_id}/cdrs/export`, {
      headers: { 'X-Auth-ID': auth_id, 'X-Auth-Token': auth_token },
    });
    response.writeHead(answer.status, { 'Content-Type': 'text/csv' });
    await pipeline(Readable.fromWeb(answer.body as WebStream), response);
  },
  proxy: () => toNodeListener(createProxy({ ...options, limits: false })),
  exports: () => toNodeListener(createProxy(options)),
  limited: () => toNodeListener(createProxy({ ...options, customer: byCookie })),
  unlimited: () => toNodeListener(createProxy({ ...options, customer: byCookie, limits: false })),
};
const options = { partner: credentials, customer: () => credentials, mount: '/vobiz', upstream };

const listener = parts[part];
if (!listener) throw new Error(`There is no part ${part}`);
const server = createServer(listener()).listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.once('disconnect', () => process.exit(0));

/** Bytes of the heap and of the buffers beside it. */
const memory = () => {
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  return { heap: heapUsed + arrayBuffers, rss };
};
let began = memory();
let most = began;
const look = () => {
  const now = memory();
  most = { heap: Math.max(most.heap, now.heap), rss: Math.max(most.rss, now.rss) };
};
process.on('message', (order) => {
  if (order === 'begin') {
    globalThis.gc!();
    began = most = memory();
    setInterval(look, 10).unref();
    process.send!({});
  } else {
    look();
    globalThis.gc!();
    const { heap } = memory();
    process.send!({ before: began.heap, most: most.heap, after: heap, rss: most.rss - began.rss });
  }
});
