import { createProxy } from '../../src/server/index.ts';

/** A process that asks a service for so many bombs through the proxy, and says what each did to its memory. */

const [, , upstream, ...paths] = process.argv;

let bomb = 0;
const options = {
  partner: { auth_id: 'PA_BOMB', auth_token: 'token' },
  // Another customer each time, so that nobody has to wait; the service knows the bomb by them.
  customer: () => ({ auth_id: `MA_BOMB${bomb}`, auth_token: 'token' }),
  mount: '/vobiz',
  kyc: { redirect_url: 'http://localhost/verified' },
  media_hosts: [new URL(upstream!).host],
  limits: false as const,
  upstream,
};
let proxy = createProxy(options);

/** A body that goes on until nobody takes it any more. */
const endless = () => {
  const piece = new TextEncoder().encode(' '.repeat(64 * 1024));
  return new ReadableStream({ pull: (stream) => stream.enqueue(piece) });
};

const ask = async (path: string) => {
  const [method, rest] = path.startsWith('POST ') ? ['POST', path.slice(5)] : ['GET', path];
  const headers = {
    'X-Vobiz-Portal': '1',
    'Content-Type': 'application/json',
    'Idempotency-Key': 'one-intent',
    'Sec-Fetch-Site': 'same-origin',
  };
  const body = method === 'POST' ? endless() : undefined;
  const sent = new Request(`http://localhost/vobiz${rest}`, { method, headers, body, duplex: 'half' } as RequestInit);
  const response = await proxy(sent);
  let length = 0;
  try {
    for await (const piece of response.body!) length += (piece as Uint8Array).byteLength;
  } catch {
    // Broken off, as it should be.
  }
  return { status: response.status, length };
};

await ask('/session');
globalThis.gc?.();
const before = process.memoryUsage().rss;
const found: object[] = [];
for (bomb = 0; bomb < paths.length; bomb++) {
  // A service that failed would be left alone.
  proxy = createProxy(options);
  globalThis.gc?.();
  let most = 0;
  const look = () => (most = Math.max(most, process.memoryUsage().rss));
  const watch = setInterval(look, 1);
  const answer = await ask(paths[bomb]!);
  look();
  clearInterval(watch);
  found.push({ ...answer, mb: Math.round((most - before) / 1024 / 1024) });
}
console.log(JSON.stringify(found));
process.exit();
