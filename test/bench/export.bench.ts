/** What the proxy's heap grows by while a customer takes 100,000 calls home, beside a plain pass-through. */
import { once } from 'node:events';
import { serveSandbox } from '../../src/sandbox/serve.ts';
import { sandboxAccounts } from '../../src/sandbox/index.ts';
import { row } from './figures.ts';
import { startPart } from './part.ts';

const calls = 100_000;
const { auth_id, auth_token } = sandboxAccounts[0]!;

/** What a part of the bench says about its memory, in bytes. */
interface Memory {
  before: number;
  most: number;
  after: number;
  rss: number;
}

async function start(part: string, upstream: string) {
  const { at, child } = await startPart(part, upstream, auth_id, auth_token);
  const tell = async (order: string) => {
    child.send(order);
    const [memory] = (await once(child, 'message')) as [Memory];
    return memory;
  };
  return { at, tell, close: () => child.disconnect() };
}

async function download(at: string) {
  const began = performance.now();
  const headers = { 'X-Vobiz-Portal': '1', 'Sec-Fetch-Site': 'same-origin' };
  const response = await fetch(`${at}/vobiz/cdrs/export`, { headers });
  if (response.status !== 200) throw new Error(`The export was answered ${response.status}`);
  let bytes = 0;
  let rows = 0;
  for await (const chunk of response.body! as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    for (const byte of chunk) if (byte === 0x0d) rows++;
  }
  return { seconds: (performance.now() - began) / 1000, bytes, rows };
}

const sandbox = await serveSandbox({ port: 0, calls });
try {
  row(`${calls.toLocaleString('en')} calls`, 'seconds', 'MB', 'line ends', 'heap + MB', 'after + MB', 'RSS + MB');
  for (const [name, part] of [
    ['bare fetch, streamed', 'stream'],
    ['token proxy (budget: heap + 50 MB)', 'exports'],
  ] as const) {
    const { at, tell, close } = await start(part, `${sandbox.url}/api/v1`);
    await download(at); // the first warms up and does not count
    await tell('begin');
    const { seconds, bytes, rows } = await download(at);
    const { before, most, after, rss } = await tell('end');
    const mega = (count: number) => (count / 1e6).toFixed(1);
    row(name, seconds.toFixed(1), mega(bytes), String(rows), mega(most - before), mega(after - before), mega(rss));
    close();
  }
} finally {
  await sandbox.close();
}
