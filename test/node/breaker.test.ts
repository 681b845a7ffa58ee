import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Handler } from '../../src/contract/handler.ts';
import { host, type Said } from './proxy-ask.ts';

const nila: Said = { as: 'MA_NILA' };
const tapti: Said = { as: 'MA_TAPTI' };
const release = 'DELETE /numbers/+918071387149';

/** A service that fails until it is mended, and counts who asks. */
function broken(fails: Handler = async () => new Response('down', { status: 503 })) {
  const state = { asked: 0, mended: false };
  const service: Handler = async (request) => {
    state.asked++;
    return state.mended ? Response.json({ items: [], status: 'pending_release' }) : fails(request);
  };
  return { state, ...host({ service }) };
}

describe('a service that keeps failing', () => {
  it('is left alone after five failures in a row, and whoever comes is told when to come again', async () => {
    const { ask, state, clock } = broken();
    for (let index = 0; index < 5; index++) assert.equal((await ask('GET /numbers')).code, 'upstream-failed');
    clock.advance(3_000);
    const resting = await ask('GET /numbers');
    assert.deepEqual([resting.status, resting.code, resting.body.kind], [503, 'upstream-resting', 'server']);
    assert.equal(resting.headers.get('retry-after'), '7');
    for (let index = 0; index < 100; index++) await ask('GET /balance');
    assert.equal(state.asked, 5);
  });

  it('is asked by one only when the rest is over, and by all when that one succeeds', async () => {
    const { ask, state, clock } = broken();
    for (let index = 0; index < 5; index++) await ask('GET /numbers');
    clock.advance(10_000);
    const [probe, other] = await Promise.all([ask('GET /numbers'), ask('GET /balance')]);
    assert.deepEqual([probe.code, other.code], ['upstream-failed', 'upstream-resting']);
    assert.equal(state.asked, 6);
    clock.advance(9_999);
    assert.equal((await ask('GET /numbers')).code, 'upstream-resting');
    state.mended = true;
    clock.advance(1);
    assert.equal((await ask('GET /numbers')).status, 200);
    const all = await Promise.all([ask('GET /numbers'), ask('GET /balance'), ask(release)]);
    assert.deepEqual(all.map(({ status }) => status), [200, 200, 200]); // prettier-ignore
  });

  it('never hears of a write that is refused meanwhile, so the same key can be used again', async () => {
    const { ask, state, clock, sent } = broken();
    for (let index = 0; index < 5; index++) await ask('GET /numbers');
    const refused = await ask(release, { key: 'one-intent' });
    assert.deepEqual([refused.status, refused.code], [503, 'upstream-resting']);
    assert.equal(sent.filter(({ method }) => method === 'DELETE').length, 0);
    state.mended = true;
    clock.advance(10_000);
    assert.equal((await ask(release, { key: 'one-intent' })).status, 200);
    assert.equal(sent.filter(({ method }) => method === 'DELETE').length, 1);
  });

  it('is not looked at either: what became of a write stays unknown until it is back', async () => {
    const { ask, state, clock, sent } = broken();
    assert.equal((await ask(release, { key: 'intent-0' })).code, 'unknown-outcome');
    for (let index = 0; index < 5; index++) await ask('GET /numbers');
    const before = sent.length;
    const looked = await ask(release, { key: 'intent-0' });
    assert.deepEqual([looked.status, looked.code], [503, 'unknown-outcome']);
    assert.equal(sent.length, before);
    state.mended = true;
    clock.advance(10_000);
    assert.equal((await ask(release, { key: 'intent-0' })).status, 200);
  });

  it('counts as failing too when it cannot be reached, or does not answer', async () => {
    const unreachable = broken(() => Promise.reject(new TypeError('fetch failed')));
    for (let index = 0; index < 5; index++) await unreachable.ask('GET /numbers');
    assert.equal((await unreachable.ask('GET /numbers')).code, 'upstream-resting');

    const silent = broken(() => new Promise(() => {}));
    for (let index = 0; index < 5; index++) {
      const asked = silent.ask('GET /numbers');
      await new Promise(setImmediate);
      silent.clock.advance(10_000);
      assert.equal((await asked).code, 'upstream-timeout');
    }
    assert.equal((await silent.ask('GET /numbers')).code, 'upstream-resting');
  });
});

describe('a service that is well', () => {
  const says =
    (status: number): Handler =>
    async () =>
      Response.json({ error: 'no' }, { status });

  it('is asked on whatever it refuses', async () => {
    for (const status of [400, 401, 403, 404, 409, 422, 429]) {
      const { ask, state } = broken(says(status));
      for (let index = 0; index < 20; index++) await ask('GET /numbers');
      assert.equal(state.asked, 20, `${status}`);
    }
  });

  it('is asked on when a person leaves again and again', async () => {
    const { ask, state } = broken(() => new Promise(() => {}));
    for (let index = 0; index < 20; index++) {
      const gone = new AbortController();
      const asked = ask('GET /numbers', { signal: gone.signal });
      await new Promise(setImmediate);
      gone.abort();
      assert.equal((await asked).code, 'called-off');
    }
    assert.equal(state.asked, 20);
  });

  it('is asked on by others when it fails for one customer alone', async () => {
    const service: Handler = async (request) =>
      request.url.includes('MA_ASHA') ? new Response('no money', { status: 500 }) : Response.json({ items: [] });
    const { ask } = host({ service });
    for (let index = 0; index < 5; index++) await ask('GET /numbers');
    assert.equal((await ask('GET /numbers')).code, 'upstream-resting');
    for (let index = 0; index < 10; index++) assert.equal((await ask('GET /numbers', nila)).status, 200);
    assert.equal((await ask('GET /numbers')).code, 'upstream-resting');
  });

  it('rests for everybody once it fails for three, and then each may look once', async () => {
    const { ask, state, clock } = broken();
    for (let index = 0; index < 3; index++) await ask('GET /numbers');
    assert.equal((await ask('GET /numbers', nila)).code, 'upstream-failed');
    assert.equal((await ask('GET /numbers', nila)).code, 'upstream-failed');
    assert.equal((await ask('GET /numbers', tapti)).code, 'upstream-failed');
    for (const one of [{}, nila, tapti]) assert.equal((await ask('GET /numbers', one)).code, 'upstream-resting');
    assert.equal(state.asked, 6);
    clock.advance(10_000);
    for (const one of [nila, {}]) assert.equal((await ask('GET /numbers', one)).code, 'upstream-failed');
    for (const one of [nila, {}]) assert.equal((await ask('GET /numbers', one)).code, 'upstream-resting');
    state.mended = true;
    assert.equal((await ask('GET /numbers', tapti)).status, 200);
    for (const one of [nila, tapti]) assert.equal((await ask('GET /numbers', one)).status, 200);
  });

  it('is asked on by others whatever one customer does who cannot pay', async () => {
    const service: Handler = async ({ method }) =>
      method === 'POST' ? new Response('no money', { status: 500 }) : Response.json({ items: [] });
    const { ask } = host({ service });
    for (let index = 0; index < 30; index++) {
      const e164 = `+9180713871${10 + index}`;
      const said = { body: { e164 }, key: `intent-${index}` };
      await ask('POST /numbers/purchase-from-inventory', index % 2 ? said : { ...said, ...nila });
      assert.equal((await ask('GET /numbers', tapti)).status, 200);
    }
  });

  it('is asked again after ten seconds though the clock was set back by an hour', async () => {
    const { ask, state, clock } = broken();
    for (let index = 0; index < 5; index++) await ask('GET /numbers');
    state.mended = true;
    clock.advance(-3_600_000);
    assert.equal((await ask('GET /numbers')).status, 200);
  });
});
