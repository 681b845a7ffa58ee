import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Handler } from '../../src/contract/handler.ts';
import { memoryStore } from '../../src/server/index.ts';
import {
  createSandbox,
  createWorld,
  dropAfter,
  dropBefore,
  failing,
  html,
  malformed,
  sandboxAccount,
  type World,
} from '../../src/sandbox/index.ts';
import { host, testClock, type Heard, type TestClock } from './proxy-ask.ts';

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const runs = Number(process.env.RUNS ?? 1000);

// Money is not what goes wrong here.
const rich = sandboxAccount({ auth_id: 'MA_ASHA', name: 'Asha Textiles', balance: '9999999.00' });

/** Random numbers that come again with the same seed. */
function mulberry32(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What somebody wants, under one key, and everything they were answered. */
interface Intent {
  what: 'buy' | 'release' | 'cancel';
  e164: string;
  key: string;
  answers: Heard[];
}

it(`nobody pays twice in ${runs} days on which everything goes wrong (SEED=${seed})`, async () => {
  const seen: Record<string, number> = {};
  let now = () => new Date();
  let world: World | undefined;
  for (let run = 0; run < runs; run++) {
    // Some days share a world, because making one takes longer than a day in it.
    if (run % 50 === 0) world = createWorld({ now: () => now(), accounts: [rich], numbers: 100 });
    const clock = testClock();
    now = () => new Date(clock.now());
    const diary: string[] = [];
    try {
      await aDay(mulberry32(seed + run), clock, world!, seen, diary);
    } catch (error) {
      throw new Error(`SEED=${seed + run} RUNS=1 shows it again:\n${diary.join('\n')}`, { cause: error });
    }
  }
  const told = Object.entries(seen).map(([what, times]) => `${what} ${times}`);
  console.log(`seed ${seed}: ${told.sort().join(', ')}`);
  // Days on which nothing goes wrong would prove nothing.
  if (runs < 1000) return;
  for (const what of ['ok', 'found', 'replayed', 'unknown-outcome', 'in-flight', 'already-done', 'sent again'])
    assert.ok(seen[what]! > 50, `${what} was seen ${seen[what]} times`);
});

async function aDay(
  random: () => number,
  clock: TestClock,
  world: World,
  seen: Record<string, number>,
  diary: string[],
): Promise<void> {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const see = (what: string) => (seen[what] = (seen[what] ?? 0) + 1);
  const store = memoryStore({ now: () => clock.now() });
  const numbers = [...world.stock().keys()].slice(0, 2);
  const isActive = (e164: string) => world.owned.get(e164)?.status === 'active';
  const sandbox = createSandbox({ world });
  const commits: Intent[] = [];
  const sends: Intent[] = [];
  // An assertion inside the service would look like a lost connection.
  const wrong: string[] = [];
  const note = (what: string, { key, what: wanted, e164 }: Intent) =>
    diary.push(`${new Date(clock.now()).toISOString().slice(11, 23)} ${key} ${wanted} ${e164} ${what}`);
  /** Lets time pass, and what became due in it happen. */
  const pass = async (milliseconds: number) => {
    clock.advance(milliseconds);
    await new Promise(setImmediate);
  };

  let left = 4 + Math.floor(random() * 6);
  /** The service as one intent meets it: it does not know the keys, but the test has to, wherever a request has got to. */
  const serviceFor = (intent: Intent): Handler => {
    const { what, e164 } = intent;
    const counted: Handler = async (request) => {
      const response = await sandbox(request);
      if (request.method !== 'GET' && response.ok) {
        commits.push(intent);
        note('happens', intent);
      }
      return response;
    };
    const unhurried: Handler = async (request) => {
      await new Promise(setImmediate);
      return counted(request);
    };
    const slow: Handler = async (request) => {
      const response = await counted(request);
      await pass(pick([5_000, 20_000, 31_000]));
      return response;
    };
    // Lost at once, and done up to a minute later all the same. Not so what would change nothing now: that the world is
    // as somebody wanted is all a look can show, and nobody can see that a needless request is still on its way.
    const late: Handler = async (request) => {
      if (request.method === 'GET' || isActive(e164) !== (what === 'release')) return unhurried(request);
      const body = await request.text();
      const { url, method, headers } = request;
      const copy = new Request(url, { method, headers, body: body || undefined });
      clock.after(1_000 + Math.floor(random() * 59_000), () => void counted(copy));
      throw new TypeError('fetch failed');
    };
    const hanging: Handler = async (request) => {
      if (random() < 0.5) await counted(request);
      setImmediate(() => clock.advance(20_000));
      return new Promise(() => {});
    };
    const unreachable: Handler = async () => {
      throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
    };
    const afterwards =
      (status: number): Handler =>
      async (request) => {
        await counted(request);
        return new Response('', { status });
      };
    const faults: (() => Handler)[] = [
      () => dropBefore(counted), () => dropAfter(counted), () => malformed(counted), () => html(counted),
      ...[429, 500, 504].map((status) => () => failing(counted, status)),
      ...[500, 502, 504].map((status) => () => afterwards(status)),
      ...[slow, late, late, hanging, unreachable, unhurried].map((fault) => () => fault),
    ]; // prettier-ignore
    return (request) => {
      if (request.method !== 'GET') {
        if (sends.includes(intent)) see('sent again');
        const last = commits.filter((one) => one.e164 === e164).at(-1);
        if (commits.includes(intent)) wrong.push(`${what} was done, and was sent again under the same key`);
        else if (last?.what === what) wrong.push(`${what} was done, and was sent again under another key`);
        sends.push(intent);
        note('is sent', intent);
      }
      if (left <= 0 || random() < 0.3) return random() < 0.5 ? unhurried(request) : counted(request);
      left--;
      return pick(faults)()(request);
    };
  };

  // Each press meets another process over the same store, as after a restart, or with several of them behind one address.
  const press = async (intent: Intent) => {
    const { what, key, e164, answers } = intent;
    const { ask } = host({ clock, store, service: serviceFor(intent), log: undefined });
    const sent = sends.length;
    const answer = await (what === 'buy'
      ? ask('POST /numbers/purchase-from-inventory', { key, body: { e164 } })
      : ask(what === 'release' ? `DELETE /numbers/${e164}` : `POST /numbers/${e164}/cancel-release`, { key }));
    const replayed = answer.headers.has('idempotency-replayed');
    const found = answer.status === 200 && !replayed && !sends.slice(sent).includes(intent);
    const told = replayed ? 'replayed' : found ? 'found' : (answer.code ?? 'ok');
    see(told);
    note(`is told ${told}`, intent);
    if (answer.status === 200 && !replayed) assert.equal(isActive(e164), what !== 'release', `${what} is told wrongly`);
    answers.push(answer);
    // Of two presses side by side only one is sent; what that one hears is the last word about the intent.
    answers.sort((a, b) => weight(a) - weight(b));
  };
  const weight = ({ status, code }: Heard) => (status === 200 ? 2 : code === 'unknown-outcome' ? 1 : 0);

  const intents: Intent[] = [];
  const intend = (what: Intent['what'], e164: string) => {
    intents.push({ what, e164, key: `intent-${intents.length}-abcd`, answers: [] });
    return intents.at(-1)!;
  };
  const isOpen = ({ answers }: Intent) => ['unknown-outcome', 'in-flight'].includes(answers.at(-1)?.code ?? '');
  for (let step = 0; step < 5; step++) {
    const e164 = pick(numbers);
    const undecided = intents.filter(isOpen);
    // People press what they see: a number they have can be released, one that is leaving can be kept.
    const status = world.owned.get(e164)?.status;
    const sensible = status === undefined ? 'buy' : status === 'active' ? 'release' : 'cancel';
    const anything = pick(['buy', 'release', 'cancel'] as const);
    const again = undecided.length > 0 && random() < 0.5;
    const intent = again ? pick(undecided) : intend(random() < 0.8 ? sensible : anything, e164);
    const presses = [press(intent)];
    if (random() < 0.3) presses.push(press(intent));
    if (random() < 0.3) presses.push(press(intend(intent.what, intent.e164)));
    await Promise.all(presses);
    assert.deepEqual(wrong, []);
    if (random() < 0.5) await pass(Math.floor(random() * 60_000));
  }

  // The weather clears, and everybody presses until they know.
  left = 0;
  await pass(120_000);
  for (const intent of intents)
    for (let tries = 0; isOpen(intent); tries++) {
      assert.ok(tries < 4, `${intent.what} never ends: ${intent.answers.at(-1)!.text}`);
      intent.answers = intent.answers.filter(({ status }) => status === 200);
      await press(intent);
      if (isOpen(intent)) await pass(90_000);
    }
  assert.deepEqual(wrong, []);
  for (const intent of intents) {
    const { what, answers } = intent;
    const last = answers.at(-1)!;
    const times = commits.filter((one) => one === intent).length;
    assert.ok(times <= 1, `${what} was done ${times} times`);
    assert.ok(times === 0 || last.status === 200, `${what} was done, and the last word is ${last.text}`);
    const yes = new Set(answers.filter(({ status }) => status === 200).map(({ text }) => text));
    assert.ok(yes.size <= 1, `${what} was answered in two ways`);
    if (what === 'buy' && yes.size > 0)
      assert.ok(commits.some((one) => one.what === 'buy' && one.e164 === intent.e164));
  }
  for (const e164 of numbers) {
    const last = commits.filter((one) => one.e164 === e164).at(-1)?.what;
    assert.equal(isActive(e164), last === 'buy' || last === 'cancel', `${e164} is not as it was told`);
  }
}
