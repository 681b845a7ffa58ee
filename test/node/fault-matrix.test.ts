import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Handler } from '../../src/contract/handler.ts';
import {
  createSandbox,
  createWorld,
  dropAfter,
  dropBefore,
  failing,
  html,
  huge,
  infinite,
  malformed,
  redirecting,
  tooMany,
} from '../../src/sandbox/index.ts';
import { host, testClock, type Heard } from './proxy-ask.ts';

/** What one fault does to a read and to a purchase: the status and the word, and whether the number was bought. */
interface Row {
  fault: string;
  around: (sandbox: Handler) => Handler;
  read: [status: number, code: string];
  buy: [status: number, code: string];
  bought: boolean;
}

const refused: Handler = async () => {
  throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
};
const badGzip: Handler = async () => {
  const broken = new ReadableStream({ pull: (stream) => stream.error(new TypeError('terminated')) });
  return new Response(broken, { headers: { 'Content-Type': 'application/json' } });
};
const unknown = 'unknown-outcome';

// The proxy's column of the fault matrix, a row each, with the service as it is behind the fault.
const rows: Row[] = [
  { fault: 'is not there', around: () => refused, read: [502, 'upstream-unreachable'], buy: [502, 'upstream-unreachable'], bought: false },
  { fault: 'cuts the connection before it has done anything', around: dropBefore, read: [502, 'upstream-unreachable'], buy: [502, unknown], bought: false },
  { fault: 'cuts the connection after it has done it', around: dropAfter, read: [502, 'upstream-unreachable'], buy: [502, unknown], bought: true },
  { fault: 'says 400', around: (service) => failing(service, 400), read: [400, 'invalid'], buy: [400, 'invalid'], bought: false },
  { fault: 'says 422', around: (service) => failing(service, 422), read: [422, 'invalid'], buy: [422, 'invalid'], bought: false },
  { fault: 'says 401', around: (service) => failing(service, 401), read: [502, 'upstream-credentials'], buy: [502, 'upstream-credentials'], bought: false },
  { fault: 'says 403', around: (service) => failing(service, 403), read: [403, 'forbidden'], buy: [403, 'forbidden'], bought: false },
  { fault: 'says 404', around: (service) => failing(service, 404), read: [404, 'not-found'], buy: [404, 'not-found'], bought: false },
  { fault: 'says 409', around: (service) => failing(service, 409), read: [409, 'conflict'], buy: [409, 'conflict'], bought: false },
  { fault: 'says 429 and how long', around: (service) => tooMany(service, 7), read: [429, 'too-many-requests'], buy: [429, 'too-many-requests'], bought: false },
  { fault: 'says 429 and nothing else', around: (service) => tooMany(service, undefined), read: [429, 'too-many-requests'], buy: [429, 'too-many-requests'], bought: false },
  { fault: 'says 500', around: (service) => failing(service, 500), read: [502, 'upstream-failed'], buy: [502, unknown], bought: false },
  { fault: 'says 503', around: (service) => failing(service, 503), read: [502, 'upstream-failed'], buy: [502, unknown], bought: false },
  { fault: 'is behind a gateway that gave up', around: (service) => failing(service, 504), read: [502, 'upstream-failed'], buy: [502, unknown], bought: false },
  { fault: 'answers JSON that breaks off', around: malformed, read: [502, 'upstream-unreadable'], buy: [502, unknown], bought: true },
  { fault: 'answers a page for people', around: html, read: [502, 'upstream-unreadable'], buy: [502, unknown], bought: false },
  { fault: 'answers a body that cannot be unpacked', around: () => badGzip, read: [502, 'upstream-unreadable'], buy: [502, unknown], bought: false },
  { fault: 'answers 8 MB', around: (service) => huge(service, 8), read: [502, 'upstream-unreadable'], buy: [502, unknown], bought: false },
  { fault: 'answers without end', around: infinite, read: [502, 'upstream-unreadable'], buy: [502, unknown], bought: false },
  { fault: 'sends elsewhere', around: redirecting, read: [502, 'upstream-redirect'], buy: [502, unknown], bought: false },
]; // prettier-ignore

/** A customer in front of a service with a fault in it, and what happened there. */
function shop(around: (sandbox: Handler) => Handler) {
  const clock = testClock();
  const world = createWorld({ now: () => new Date(clock.now()) });
  const sandbox = createSandbox({ world });
  const state = { service: around(sandbox) };
  const { ask, sent } = host({ clock, service: (request) => state.service(request) });
  const e164 = [...world.stock().keys()][5]!;
  const buy = (key: string) => ask('POST /numbers/purchase-from-inventory', { key, body: { e164 } });
  const heal = () => void (state.service = sandbox);
  const isBought = () => world.owned.get(e164)?.account_id === 'MA_ASHA';
  return { ask, buy, clock, sent, heal, isBought };
}

const says = ({ status, code }: Heard) => [status, code];

describe('a service that', () => {
  for (const { fault, around, read, buy: bought, bought: isDone } of rows) {
    it(`${fault} is asked once by somebody who reads, who hears ${read.join(' ')}`, async () => {
      const { ask, sent } = shop(around);
      const answer = await ask('GET /numbers');
      assert.deepEqual(says(answer), read);
      assert.equal(sent.length, 1);
      assert.equal(answer.headers.get('content-type'), 'application/problem+json');
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      assert.doesNotMatch(answer.text, /Fault|Welcome|CPS|elsewhere/);
      const wait = fault.endsWith('how long') ? '7' : fault.endsWith('nothing else') ? '30' : null;
      assert.equal(answer.headers.get('retry-after'), wait);
    });

    it(`${fault} is asked once by somebody who buys, who hears ${bought.join(' ')} and later the truth`, async () => {
      const { buy, sent, isBought, heal, clock } = shop(around);
      assert.deepEqual(says(await buy('one-intent')), bought);
      assert.equal(sent.length, 1);
      assert.equal(isBought(), isDone);
      heal();
      clock.advance(90_000);
      assert.equal((await buy('one-intent')).status, 200);
      assert.ok(isBought());
      const sends = sent.filter(({ method }) => method === 'POST').length;
      assert.equal(sends, isDone ? 1 : 2, 'what was done is not sent again');
    });
  }

  it('is asked no more after five failures, whoever comes hears when to come again, and nothing of it is kept', async () => {
    const { ask, sent, heal, clock } = shop((service) => failing(service, 503));
    for (let index = 0; index < 5; index++) assert.equal((await ask(`GET /numbers?page=${index + 1}`)).status, 502);
    const resting = await ask('GET /numbers');
    assert.deepEqual([...says(resting), resting.headers.get('retry-after')], [503, 'upstream-resting', '10']);
    assert.equal(sent.length, 5);
    heal();
    clock.advance(10_000);
    assert.equal((await ask('GET /numbers')).status, 200);
  });
});
