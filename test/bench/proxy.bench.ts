/** What the token proxy adds on loopback, beside a bare `fetch` pass-through and no proxy at all. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { inTurn, percentile, row } from './figures.ts';

const children: ChildProcess[] = [];

async function start(part: string, upstream = ''): Promise<string> {
  const child = fork(fileURLToPath(new URL('proxy-parts.ts', import.meta.url)), [part, upstream], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  children.push(child);
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  return line.toString().trim();
}

const upstream = await start('upstream');
const bare = await start('bare', `${upstream}/api/v1`);
const proxy = await start('proxy', `${upstream}/api/v1`);

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
  const worker = async () => {
    while (samples.length < size) samples.push(await once200(url));
  };
  await Promise.all(Array.from({ length: together }, worker));
  return samples;
};

try {
  for (const together of [1, 16]) {
    const size = together === 1 ? 100 : 400;
    const began = performance.now();
    const { direct, plain, ours } = await inTurn(10, {
      direct: batch(`${upstream}/api/v1/Account/MA_XXXXXXXX/numbers`, size, together),
      plain: batch(`${bare}/vobiz/numbers?page=1`, size, together),
      ours: batch(`${proxy}/vobiz/numbers?page=1`, size, together),
    });
    const took = ((performance.now() - began) / 1000).toFixed(0);
    console.log(`\n${together} at a time, ${ours.length} requests each, in turn, ${took} s`);
    row('milliseconds', 'p50', 'p99', 'per second');
    for (const [name, samples] of Object.entries({
      'the service itself': direct,
      'bare fetch': plain,
      'token proxy': ours,
    })) {
      const rate = (1000 * samples.length * together) / samples.reduce((sum, ms) => sum + ms, 0);
      row(name, percentile(samples, 0.5).toFixed(2), percentile(samples, 0.99).toFixed(2), rate.toFixed(0));
    }
    const ratio = (share: number) => (percentile(ours, share) / percentile(plain, share)).toFixed(2);
    const added = (share: number) => {
      const base = percentile(direct, share);
      return ((percentile(ours, share) - base) / (percentile(plain, share) - base)).toFixed(2);
    };
    row('proxy / bare, whole latency (budget 1.5)', ratio(0.5), ratio(0.99));
    row('proxy / bare, added latency', added(0.5), added(0.99));
  }
} finally {
  agent.destroy();
  for (const child of children) child.disconnect();
}
