/** What one customer notices while another asks 500 times in 10 seconds, as shipped and without limits. */
import type { ChildProcess } from 'node:child_process';
import { Agent, get } from 'node:http';
import { percentile, row } from './figures.ts';
import { startPart } from './part.ts';

const children: ChildProcess[] = [];
async function start(...words: string[]): Promise<string> {
  const { at, child } = await startPart(...words);
  children.push(child);
  return at;
}

const agent = new Agent({ keepAlive: true });
interface Answer {
  status: number;
  ms: number;
}

/** One request of a customer, for a page of its own. */
const ask = (at: string, customer: string, page: number) =>
  new Promise<Answer>((resolve, reject) => {
    const began = performance.now();
    const headers = { 'X-Vobiz-Portal': '1', 'Sec-Fetch-Site': 'same-origin', Cookie: `customer=${customer}` };
    get(`${at}/vobiz/numbers?page=${page}`, { agent, headers }, (response) => {
      const { statusCode: status = 0 } = response;
      response.resume().on('end', () => resolve({ status, ms: performance.now() - began }));
    }).on('error', reject);
  });

/** So many requests of a customer, evenly over ten seconds, however long each takes. */
async function tenSeconds(at: string, customer: string, times: number): Promise<Answer[]> {
  const asked: Promise<Answer>[] = [];
  const began = performance.now();
  for (let index = 0; index < times; index++) {
    const due = began + (index * 10_000) / times;
    await new Promise((go) => setTimeout(go, Math.max(0, due - performance.now())));
    asked.push(ask(at, customer, index + 1));
  }
  return Promise.all(asked);
}

const upstream = await start('upstream');
const rounds = 3;
try {
  row(`p95, ms, of 45 reads in 10 s, ${rounds} times each`, 'alone', 'beside 500', 'ratio', '500: served', 'refused');
  for (const [name, part] of [
    ['limits as shipped', 'limited'],
    ['no limits', 'unlimited'],
  ] as const) {
    const at = await start(part, `${upstream}/api/v1`);
    for (let index = 0; index < 200; index++) await ask(at, `MA_WARM${index}`, 1); // the first do not count
    const alone: Answer[] = [];
    const beside: Answer[] = [];
    const busy: Answer[] = [];
    for (let round = 0; round < rounds; round++) {
      alone.push(...(await tenSeconds(at, `MA_ALONE${round}`, 45)));
      const [much, little] = await Promise.all([
        tenSeconds(at, `MA_BUSY${round}`, 500),
        tenSeconds(at, `MA_BESIDE${round}`, 45),
      ]);
      busy.push(...much);
      beside.push(...little);
    }
    const refused = [...alone, ...beside].filter(({ status }) => status !== 200).length;
    if (refused > 0) throw new Error(`${refused} reads of those who asked little were refused`);
    const p95 = (answers: Answer[]) => percentile(answers.map(({ ms }) => ms), 0.95); // prettier-ignore
    const count = (status: number) => String(busy.filter((answer) => answer.status === status).length / rounds);
    const figures = [p95(alone), p95(beside), p95(beside) / p95(alone)].map((figure) => figure.toFixed(2));
    row(name, ...figures, count(200), count(429));
  }
} finally {
  agent.destroy();
  for (const child of children) child.disconnect();
}
