/** What the token proxy adds on loopback, beside plain pass-throughs and no proxy at all. */
import type { ChildProcess } from 'node:child_process';
import { Agent, get } from 'node:http';
import { inTurn, percentile, row } from './figures.ts';
import { startPart } from './part.ts';

const children: ChildProcess[] = [];
async function start(...words: string[]): Promise<string> {
  const { at, child } = await startPart(...words);
  children.push(child);
  return at;
}

const upstream = await start('upstream');
const ways = {
  'bare fetch': 'bare',
  'bare undici': 'undici',
  'hono and fetch': 'hono',
  'express and http-proxy-middleware': 'middleware',
  'token proxy': 'proxy',
};
const addresses: Record<string, string> = {};
for (const [name, part] of Object.entries(ways)) addresses[name] = await start(part, `${upstream}/api/v1`);

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Milliseconds until the whole answer is there. */
const once200 = (url: string) =>
  new Promise<number>((resolve, reject) => {
    const began = performance.now();
    get(url, { agent, headers: { 'X-Vobiz-Portal': '1', 'Sec-Fetch-Site': 'same-origin' } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`));
      response.resume().on('end', () => resolve(performance.now() - began));
    }).on('error', reject);
  });

const batch = (url: string, size: number, together: number) => async () => {
  const samples: number[] = [];
  // Each asks for a page of its own: the proxy lets equal reads that meet share one request, and these shall not.
  const worker = async (_: unknown, index: number) => {
    while (samples.length < size) samples.push(await once200(`${url}?page=${index + 1}`));
  };
  await Promise.all(Array.from({ length: together }, worker));
  return samples;
};

try {
  for (const together of [1, 16]) {
    const size = together === 1 ? 100 : 400;
    const began = performance.now();
    const samples = await inTurn<string>(10, {
      'the service itself': batch(`${upstream}/api/v1/Account/MA_XXXXXXXX/numbers`, size, together),
      ...Object.fromEntries(
        Object.entries(addresses).map(([name, at]) => [name, batch(`${at}/vobiz/numbers`, size, together)]),
      ),
    });
    const took = ((performance.now() - began) / 1000).toFixed(0);
    console.log(`\n${together} at a time, ${10 * size} requests each, in turn, ${took} s`);
    const at = (name: string, share: number) => percentile(samples[name]!, share);
    const added = (name: string, share: number) => {
      const base = at('the service itself', share);
      return ((at(name, share) - base) / (at('bare fetch', share) - base)).toFixed(2);
    };
    row('milliseconds', 'p50', 'p99', 'per second', 'added p50', 'added p99');
    for (const [name, taken] of Object.entries(samples)) {
      const rate = (1000 * taken.length * together) / taken.reduce((sum, ms) => sum + ms, 0);
      row(
        name,
        at(name, 0.5).toFixed(2),
        at(name, 0.99).toFixed(2),
        rate.toFixed(0),
        added(name, 0.5),
        added(name, 0.99),
      );
    }
    const whole = (share: number) => (at('token proxy', share) / at('bare fetch', share)).toFixed(2);
    row('token proxy / bare fetch, whole latency', whole(0.5), whole(0.99));
  }
  console.log(
    '\nAdded: what a way adds to the service itself, over what bare fetch adds; the budget of both ratios is 1.5.',
  );
} finally {
  agent.destroy();
  for (const child of children) child.disconnect();
}
