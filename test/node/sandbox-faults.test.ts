import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import {
  createSandbox,
  dropAfter,
  dropBefore,
  failing,
  failingAt,
  html,
  huge,
  infinite,
  late,
  malformed,
  malformedRow,
  redirecting,
  slow,
  tooMany,
} from '../../src/sandbox/index.ts';
import type { Handler } from '../../src/contract/handler.ts';
import { ask, fixture, question, shapeOf } from './sandbox-ask.ts';

const list = 'GET /api/v1/Account/MA_ASHA/numbers';
const stock = 'GET /api/v1/Account/MA_ASHA/inventory/numbers';
const release = 'DELETE /api/v1/Account/MA_ASHA/numbers/%2B918071387149';
const asha = { as: 'MA_ASHA' };

const stateOf = async (sandbox: Handler) =>
  (await ask(sandbox, `${list}?search=8071387149`, asha)).body.items[0].status;
const lost = { name: 'TypeError', message: 'fetch failed' };

describe('A developer who wants things to go wrong', () => {
  it('makes the first so many requests fail, or those of one path', async () => {
    const first = failing(createSandbox(), 503, 2);
    const statuses = [];
    for (let index = 0; index < 3; index++) statuses.push((await ask(first, list, asha)).status);
    assert.deepEqual(statuses, [503, 503, 200]);
    const there = failingAt('/inventory', createSandbox(), 409, 1);
    assert.equal((await ask(there, list, asha)).status, 200);
    assert.equal((await ask(there, stock, asha)).status, 409);
    assert.equal((await ask(there, stock, asha)).status, 200);
  });

  it('names method, path and times together, and what does not fit does not count', async () => {
    const handler = failing(createSandbox(), 500, { method: 'DELETE', path: '/numbers/', times: 1 });
    assert.equal((await ask(handler, list, asha)).status, 200);
    assert.equal((await ask(handler, release, asha)).status, 500);
    assert.equal((await ask(handler, release, asha)).status, 200);
  });

  it('puts a fault in at the making', async () => {
    const sandbox = createSandbox({ fault: (handler) => failing(handler, 502, 1) });
    assert.equal((await ask(sandbox, list, asha)).status, 502);
    assert.equal((await ask(sandbox, list, asha)).status, 200);
  });

  it('is asked to wait, with the seconds or without', async () => {
    const { status, body, headers } = await ask(tooMany(createSandbox(), 7), list, asha);
    assert.deepEqual([status, headers.get('retry-after')], [429, '7']);
    assert.deepEqual(shapeOf(body), shapeOf(await fixture('error-429-rate-limit')));
    assert.equal((await ask(tooMany(createSandbox(), undefined), list, asha)).headers.get('retry-after'), null);
  });

  it('loses a request before it has done anything', async () => {
    const sandbox = createSandbox();
    await assert.rejects(ask(dropBefore(sandbox), release, asha), lost);
    assert.equal(await stateOf(sandbox), 'active');
  });

  it('loses an answer after everything has been done', async () => {
    const sandbox = createSandbox();
    const dropping = dropAfter(sandbox, { method: 'DELETE', times: 1 });
    await assert.rejects(ask(dropping, release, asha), lost);
    assert.equal(await stateOf(dropping), 'pending_release');
  });

  it('loses the body of a purchase neither before nor after', async () => {
    const sandbox = createSandbox();
    const { e164 } = (await ask(sandbox, stock, asha)).body.items[0];
    const buy = 'POST /api/v1/Account/MA_ASHA/numbers/purchase-from-inventory';
    await assert.rejects(ask(dropAfter(sandbox), buy, { ...asha, body: { e164 } }), lost);
    assert.equal((await ask(sandbox, `${list}?search=${encodeURIComponent(e164)}`, asha)).body.total, 1);
  });

  it('hears of a lost connection first, and the work is done later', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      let done: () => void;
      const worked = new Promise<void>((resolve) => (done = resolve));
      const sandbox = createSandbox();
      const working: Handler = async (request) => {
        const response = await sandbox(request);
        done();
        return response;
      };
      await assert.rejects(ask(late(working, 5000), release, asha), lost);
      assert.equal(await stateOf(sandbox), 'active');
      mock.timers.tick(5000);
      await worked;
      assert.equal(await stateOf(sandbox), 'pending_release');
    } finally {
      mock.timers.reset();
    }
  });

  it('reads JSON that breaks off, after the work was done', async () => {
    const sandbox = createSandbox();
    const response = await malformed(sandbox)(question(release, asha));
    assert.equal(response.status, 200);
    await assert.rejects(response.json(), SyntaxError);
    assert.equal(await stateOf(sandbox), 'pending_release');
  });

  it('reads a page for people', async () => {
    const response = await html(createSandbox())(question(list, asha));
    assert.match(response.headers.get('content-type')!, /^text\/html/);
    assert.match(await response.text(), /^<!doctype html>/);
  });

  it('reads many megabytes of good JSON', async () => {
    const text = await (await huge(createSandbox(), 3)(question(list, asha))).text();
    assert.ok(text.length > 3_000_000);
    assert.equal(JSON.parse(text).items.length, 4);
  });

  it('is sent elsewhere with the same path', async () => {
    const response = await redirecting(createSandbox(), 'https://other.example')(question(`${list}?page=2`, asha));
    assert.equal(response.status, 307);
    assert.equal(response.headers.get('location'), 'https://other.example/api/v1/Account/MA_ASHA/numbers?page=2');
  });

  it('finds one broken row among good ones', async () => {
    const { body } = await ask(malformedRow(createSandbox()), list, asha);
    assert.deepEqual(body.items[0], { e164: { toString: 'x' } });
    assert.equal(body.items[1].e164, '+912271263984');
    assert.equal((await ask(malformedRow(createSandbox(), Infinity, 42), list, asha)).body.items[0], 42);
    const balance = 'GET /api/v1/Account/MA_ASHA/balance/INR';
    assert.equal((await ask(malformedRow(createSandbox()), balance, asha)).body.balance, 12_500);
  });

  it('waits, and the request goes through when it is time', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      const answer = ask(slow(createSandbox(), 60_000), list, asha);
      mock.timers.tick(60_000);
      assert.equal((await answer).status, 200);
    } finally {
      mock.timers.reset();
    }
  });
});

describe('A developer who gives up waiting', () => {
  it('is let go at once, and what was not begun is not done', async () => {
    const sandbox = createSandbox();
    const leaving = new AbortController();
    const answer = ask(slow(sandbox, 600_000), release, { ...asha, signal: leaving.signal });
    leaving.abort(new Error('gone'));
    await assert.rejects(answer, /gone/);
    assert.equal(await stateOf(sandbox), 'active');
  });

  it('is let go by every fault', async () => {
    const hanging: Handler = () => new Promise(() => undefined);
    for (const fault of [dropAfter, malformed, malformedRow, (handler: Handler) => slow(handler, 0)]) {
      const leaving = new AbortController();
      const answer = fault(hanging)(question(list, { ...asha, signal: leaving.signal }));
      leaving.abort(new Error('gone'));
      await assert.rejects(answer, /gone/);
    }
    await assert.rejects(
      failing(hanging, 503)(question(list, { signal: AbortSignal.abort(new Error('gone')) })),
      /gone/,
    );
  });

  it('stops an answer that never ends', async () => {
    const leaving = new AbortController();
    const response = await infinite(createSandbox())(question(list, { ...asha, signal: leaving.signal }));
    const reader = response.body!.getReader();
    let read = 0;
    while (read < 5_000_000) read += (await reader.read()).value!.length;
    leaving.abort(new Error('gone'));
    await assert.rejects(async () => {
      while (!(await reader.read()).done);
    }, /gone/);
  });
});
