import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from 'redis';
import { createProxy, redisStore, sqliteStore, toNodeListener } from '../../src/server/index.ts';
import { wallClock } from '../../src/server/clock.ts';
import { sandboxPartner } from '../../src/sandbox/index.ts';
import { page, whoseCookie } from './proxy-ask.ts';

/** A process of its own with a proxy in it, as a host runs one: says its port, and lives until it is killed. */

const [, , upstream, where = '', ahead = '0'] = process.argv;
const now = () => Date.now() + Number(ahead);

async function redis() {
  const client = createClient({ url: where });
  client.on('error', () => {});
  await client.connect();
  return redisStore(client);
}

const store = where.startsWith('redis:') ? await redis() : sqliteStore(where, { now });
const options = { partner: sandboxPartner, customer: whoseCookie, mount: '/vobiz', origins: [page] };
const proxy = createProxy({ ...options, limits: false, store, upstream }, { ...wallClock, now });
const server = createServer(toNodeListener(proxy)).listen(0, '127.0.0.1', () => {
  console.log((server.address() as AddressInfo).port);
});
