import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Handler } from '../../src/contract/handler.ts';
import { host, type Said } from './proxy-ask.ts';

const tick = () => new Promise(setImmediate);

/** A service that answers each request when it is told to. */
function patient() {
  const waiting: { request: Request; answer: (body: object) => void }[] = [];
  const service: Handler = (request) =>
    new Promise((resolve) => waiting.push({ request, answer: (body) => resolve(Response.json(body)) }));
  return { waiting, ...host({ fetch: service }) };
}

const numbers = (e164: string) => ({ items: [{ e164 }] });
const nila: Said = { as: 'MA_NILA' };

describe('people who read the same at the same time', () => {
  it('share one request to the service when they are one account', async () => {
    const { ask, waiting } = patient();
    const all = [1, 2, 3].map(() => ask('GET /numbers?per_page=10&page=1'));
    const same = ask('GET /numbers?page=1&per_page=10');
    const other = ask('GET /numbers?page=2&per_page=10');
    await tick();
    assert.equal(waiting.length, 2);
    waiting[0]!.answer(numbers('+918071387149'));
    waiting[1]!.answer(numbers('+918071387150'));
    for (const one of [...all, same]) assert.equal((await one).body.items[0].e164, '+918071387149');
    assert.equal((await other).body.items[0].e164, '+918071387150');
  });

  it('never do across accounts', async () => {
    const { ask, waiting } = patient();
    const hers = ask('GET /numbers');
    const theirs = ask('GET /numbers', nila);
    await tick();
    assert.deepEqual(
      waiting.map(({ request }) => request.headers.get('x-auth-id')),
      ['MA_ASHA', 'MA_NILA'],
    );
    waiting[0]!.answer(numbers('+918071387149'));
    waiting[1]!.answer(numbers('+918071387150'));
    assert.equal((await hers).body.items[0].e164, '+918071387149');
    assert.equal((await theirs).body.items[0].e164, '+918071387150');
  });

  it('never do with somebody who has another token', async () => {
    let logins = 0;
    const sent: string[] = [];
    const { ask } = host({
      customer: () => ({ auth_id: 'MA_ASHA', auth_token: `token-${++logins}` }),
      fetch: async (request) => {
        sent.push(request.headers.get('x-auth-token')!);
        return Response.json({ items: [] });
      },
    });
    await Promise.all([ask('GET /numbers'), ask('GET /numbers')]);
    assert.deepEqual(sent, ['token-1', 'token-2']);
  });

  it('get a new answer when the old one is there', async () => {
    const { ask, waiting } = patient();
    const first = ask('GET /numbers');
    await tick();
    waiting[0]!.answer(numbers('+918071387149'));
    await first;
    const second = ask('GET /numbers');
    await tick();
    waiting[1]!.answer(numbers('+918071387150'));
    assert.equal((await second).body.items[0].e164, '+918071387150');
  });

  it('do not lose it when one of them leaves; when the last one leaves it is called off', async () => {
    const { ask, waiting } = patient();
    const leaving = [new AbortController(), new AbortController()];
    const [one, other] = leaving.map(({ signal }) => ask('GET /numbers', { signal }));
    const stays = ask('GET /numbers');
    await tick();
    leaving[0]!.abort();
    assert.equal((await one!).code, 'called-off');
    leaving[1]!.abort();
    await other;
    assert.equal(waiting[0]!.request.signal.aborted, false);
    waiting[0]!.answer(numbers('+918071387149'));
    assert.equal((await stays).status, 200);

    const last = new AbortController();
    const alone = ask('GET /numbers', { signal: last.signal });
    await tick();
    last.abort();
    assert.equal((await alone).code, 'called-off');
    assert.equal(waiting[1]!.request.signal.aborted, true);
    const next = ask('GET /numbers');
    await tick();
    waiting[2]!.answer(numbers('+918071387149'));
    assert.equal((await next).status, 200);
  });

  it('do not hear what was true before somebody wrote', async () => {
    const { ask, waiting } = patient();
    const early = ask('GET /numbers');
    await tick();
    const release = ask('DELETE /numbers/+918071387149');
    while (waiting.length < 2) await tick();
    waiting[1]!.answer({ status: 'pending_release' });
    await release;
    const late = ask('GET /numbers');
    await tick();
    assert.equal(waiting.length, 3);
    waiting[2]!.answer({ items: [] });
    waiting[0]!.answer(numbers('+918071387149'));
    assert.deepEqual([(await late).body.items, (await early).body.items.length], [[], 1]);
  });
});

describe('a service that has two paths for call records', () => {
  /** Answers each path with its status, and lists what was asked. */
  function paths(statuses: (path: string) => number) {
    const asked: string[] = [];
    const service: Handler = async (request) => {
      const path = new URL(request.url).pathname.replace('/api/v1/Account/MA_ASHA', '');
      asked.push(path);
      const status = statuses(path);
      return Response.json(
        status === 200 ? { data: path.endsWith('0000') ? { uuid: 'a1b2c3d4-0000' } : [] } : { error: 'no' },
        { status },
      );
    };
    return { asked, ...host({ service }) };
  }
  const one = 'GET /cdrs/a1b2c3d4-0000';

  for (const refusal of [404, 401])
    it(`is asked at the other where the first says ${refusal}, and there at once the next time`, async () => {
      const { ask, asked } = paths((path) => (path.startsWith('/cdrs') ? refusal : 200));
      assert.equal((await ask('GET /cdrs?status=failed')).status, 200);
      assert.equal((await ask('GET /cdrs')).status, 200);
      assert.equal((await ask(one)).status, 200);
      assert.deepEqual(asked, ['/cdrs', '/cdr', '/cdr', '/cdr/a1b2c3d4-0000']);
    });

  it('is believed that a call is not there once it is known where calls are', async () => {
    const { ask, asked } = paths((path) => (path === '/cdrs' ? 200 : 404));
    assert.equal((await ask(one)).code, 'not-found');
    assert.deepEqual(asked.splice(0), ['/cdrs/a1b2c3d4-0000', '/cdr/a1b2c3d4-0000']);
    await ask('GET /cdrs');
    assert.equal((await ask(one)).code, 'not-found');
    assert.deepEqual(asked, ['/cdrs', '/cdrs/a1b2c3d4-0000']);
  });

  it('is asked at the first again when the second is given up', async () => {
    let now = '/cdr';
    const { ask, asked } = paths((path) => (path === now ? 200 : 404));
    await ask('GET /cdrs');
    now = '/cdrs';
    assert.equal((await ask('GET /cdrs')).status, 200);
    assert.deepEqual(asked, ['/cdrs', '/cdr', '/cdr', '/cdrs']);
  });

  it('is asked once where it fails, and twice where the credentials are wrong', async () => {
    const down = paths(() => 500);
    assert.equal((await down.ask('GET /cdrs')).code, 'upstream-failed');
    assert.deepEqual(down.asked, ['/cdrs']);
    const wrong = paths(() => 401);
    assert.equal((await wrong.ask('GET /cdrs')).code, 'upstream-credentials');
    assert.deepEqual(wrong.asked, ['/cdrs', '/cdr']);
  });
});

describe('people who ask at the same time how far their verification is', () => {
  const kyc = { redirect_url: 'https://signup.example/verified' };
  const pending: Handler = async ({ url }) => {
    await tick();
    const account = /accounts\/(\w+)/.exec(url)?.[1];
    return Response.json(account ? { auth_id: account, kyc_status: 'pending' } : { sessions: [], total: 0, page: 1 });
  };

  it('share the partner’s requests when they are one account, and never across accounts', async () => {
    const { ask, sent } = host({ kyc, service: pending });
    const hers = Array.from({ length: 30 }, () => ask('GET /kyc'));
    const theirs = Array.from({ length: 30 }, () => ask('GET /kyc', nila));
    for (const one of [...hers, ...theirs]) assert.equal((await one).status, 200);
    assert.deepEqual(sent.map(({ url }) => /MA_\w+/.exec(url)![0]).sort(), ['MA_ASHA', 'MA_ASHA', 'MA_NILA', 'MA_NILA']); // prettier-ignore
    await ask('GET /kyc');
    assert.equal(sent.length, 6, 'nothing is kept once it is answered');
  });

  it('each hear it when it cannot be read, and who leaves does not call it off for the others', async () => {
    const gone = new AbortController();
    const { ask, sent } = host({ kyc, service: async () => (await tick(), Response.json({}, { status: 500 })) });
    const left = ask('GET /kyc', { signal: gone.signal });
    const others = [1, 2, 3].map(() => ask('GET /kyc'));
    gone.abort();
    assert.equal((await left).code, 'called-off');
    for (const one of others) assert.equal((await one).code, 'upstream-failed');
    assert.equal(sent.length, 2);
  });
});
