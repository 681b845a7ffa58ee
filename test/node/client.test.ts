import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createClient, VobizError, type Client } from '../../src/client/client.ts';
import type { Handler } from '../../src/contract/handler.ts';
import { problemMediaType, problemType } from '../../src/contract/problem.ts';
import { fixture } from '../fixture.ts';

const endpoint = 'https://shop.example/vobiz';
const intent = { key: '5b1f7f0e-6d53-4a8e-9c69-0a5e4a7f3a11' };
const e164 = '+918012345678';

type Answer = () => Response | Promise<Response>;
const json = (status: number, body: unknown, headers?: HeadersInit) => Response.json(body, { status, headers });
const list = () => json(200, fixture('numbers-list.200'));
/** An answer that a read may be repeated after at once. */
const again = (status: number) => json(status, {}, { 'Retry-After': '0' });

/** A client, and what it sent; the answers are given one after the other, the last of them for ever. */
function clientOver(...answers: Answer[]) {
  const sent: Request[] = [];
  const fetch: Handler = async (request) => {
    sent.push(request);
    return answers[Math.min(sent.length, answers.length) - 1]!();
  };
  return { client: createClient({ endpoint, fetch }), sent };
}

/** What a call that must not succeed fails with. */
async function failureOf(call: Promise<unknown>): Promise<VobizError> {
  const error = await call.then(
    () => assert.fail('it succeeded'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof VobizError, String(error));
  return error;
}

const writes: [name: string, (client: Client) => Promise<unknown>][] = [
  ['buyNumber', (client) => client.buyNumber({ e164 }, intent)],
  ['releaseNumber', (client) => client.releaseNumber(e164, intent)],
  ['cancelRelease', (client) => client.cancelRelease(e164, intent)],
  ['assignNumber', (client) => client.assignNumber(e164, { trunk_group_id: 't-1' }, intent)],
  ['unassignNumber', (client) => client.unassignNumber(e164, intent)],
];

describe('a request', () => {
  it('goes to the call’s address, with the portal’s header and no more than was asked', async () => {
    const { client, sent } = clientOver(list);
    await client.listNumbers({ page: 2, search: '' });
    const [request] = sent;
    assert.equal(request?.url, `${endpoint}/numbers?page=2`);
    assert.equal(request.method, 'GET');
    assert.equal(request.headers.get('x-vobiz-portal'), '1');
    assert.equal(request.headers.get('idempotency-key'), null);
    assert.deepEqual([request.redirect, request.cache, request.referrerPolicy], ['error', 'no-store', 'no-referrer']);
  });

  it('that writes carries the intent’s key, and numbers with their plus sign encoded', async () => {
    const { client, sent } = clientOver(() => json(200, fixture('numbers-purchase.200')), () => new Response(null, { status: 204 })); // prettier-ignore
    await client.buyNumber({ e164, currency: 'INR' }, intent);
    await client.assignNumber(e164, { trunk_group_id: 't-1' }, intent);
    assert.deepEqual(sent.map(({ method, url }) => `${method} ${url}`), [`POST ${endpoint}/numbers/purchase-from-inventory`, `POST ${endpoint}/numbers/%2B918012345678/assign`]); // prettier-ignore
    assert.ok(sent.every(({ headers }) => headers.get('idempotency-key') === intent.key));
    assert.deepEqual(await sent[0]?.json(), { e164, currency: 'INR' });
  });

  it('is not made to a wrong address: a sentence says what is wrong', () => {
    const wrong = ['/vobiz', '', 'vobiz', 'ftp://shop.example/vobiz', 'javascript:alert(1)'];
    for (const endpoint of wrong) assert.throws(() => createClient({ endpoint }), { name: 'TypeError', message: /endpoint must be/ }); // prettier-ignore
    for (const endpoint of ['https://api.vobiz.ai/api/v1', 'https://vobiz.ai', 'https://API.VOBIZ.AI/'])
      assert.throws(() => createClient({ endpoint }), { name: 'TypeError', message: /your own token proxy/ });
    assert.ok(createClient({ endpoint: 'https://notvobiz.ai/x' }));
  });

  it('that writes is not made without an intent', async () => {
    const { client, sent } = clientOver(list);
    await assert.rejects(client.releaseNumber(e164, undefined as never), TypeError);
    assert.equal(sent.length, 0);
  });
});

describe('a read', () => {
  it('is repeated at most twice, and then says what was wrong', async () => {
    for (const status of [408, 429, 500, 502, 503, 504]) {
      const { client, sent } = clientOver(() => again(status));
      const { kind } = await failureOf(client.listNumbers());
      assert.deepEqual([status, sent.length, kind], [status, 3, status === 429 ? 'wait' : status === 408 ? 'network' : 'server']); // prettier-ignore
    }
  });

  it('succeeds when a repetition does', async () => {
    const { client, sent } = clientOver(() => again(503), list);
    assert.equal((await client.listNumbers()).items.length, 6);
    assert.equal(sent.length, 2);
  });

  it('is not repeated when the answer would be the same', async () => {
    const kinds = { 400: 'invalid', 401: 'session', 403: 'denied', 404: 'missing', 409: 'conflict' };
    for (const [status, kind] of Object.entries(kinds)) {
      const { client, sent } = clientOver(() => json(Number(status), {}));
      assert.deepEqual([(await failureOf(client.listNumbers())).kind, sent.length], [kind, 1]);
    }
  });

  it('does not sleep through a long wait but hands it over', async () => {
    const { client, sent } = clientOver(() => json(429, {}, { 'Retry-After': '31' }));
    const { kind, retryAfter } = await failureOf(client.listNumbers());
    assert.deepEqual([kind, retryAfter, sent.length], ['wait', 31, 1]);
  });

  it('says “network” when no answer comes', async () => {
    const { client } = clientOver(() => Promise.reject(new TypeError('fetch failed')));
    const error = await failureOf(client.getBalance());
    assert.deepEqual([error.kind, error.code, error.status], ['network', 'no-answer', 0]);
    assert.ok(error.cause instanceof TypeError);
  });

  it('says “server” when the answer cannot be read', async () => {
    const html = () => new Response('<html>Sign in</html>', { headers: { 'Content-Type': 'text/html' } });
    for (const answer of [html, () => new Response(''), () => new Response('{"items": [')]) {
      const { kind, code } = await failureOf(clientOver(answer).client.listNumbers());
      assert.deepEqual([kind, code], ['server', 'unreadable']);
    }
  });

  it('reads an answer that begins with a byte order mark', async () => {
    const { client } = clientOver(() => new Response(`\uFEFF${JSON.stringify(fixture('balance.200'))}`));
    assert.equal((await client.getBalance()).balance, '23906.83');
  });

  it('that is called off fails with the signal’s own reason', async () => {
    const reason = new Error('the element is gone');
    const controller = new AbortController();
    const slow: Handler = ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('called off')));
        controller.abort(reason);
      });
    const call = createClient({ endpoint, fetch: slow }).listNumbers({}, controller.signal);
    await assert.rejects(call, (error) => error === reason);

    const { client, sent } = clientOver(list);
    await assert.rejects(client.listNumbers({}, AbortSignal.abort(reason)), (error) => error === reason);
    assert.equal(sent.length, 0);
  });
});

describe('a write', () => {
  it('is never repeated, whatever is answered', async () => {
    for (const [name, write] of writes)
      for (const status of [408, 429, 500, 502, 503, 504]) {
        const { client, sent } = clientOver(() => again(status));
        const { kind } = await failureOf(write(client));
        assert.deepEqual([name, status, sent.length, kind], [name, status, 1, status === 429 ? 'wait' : 'unknown-outcome']); // prettier-ignore
      }
  });

  it('whose answer is lost, cut off or unreadable has an unknown outcome', async () => {
    const cut = new ReadableStream({ start: (stream) => stream.error(new TypeError('terminated')) });
    const lost: Answer[] = [
      () => Promise.reject(new TypeError('fetch failed')),
      () => Promise.reject(new SyntaxError('a host’s own fetch may fail in its own way')),
      () => new Response(cut),
      () => new Response('<html>Sign in</html>'),
      () => json(500, fixture('numbers-purchase.500-debit-failed')),
      () => json(500, { kind: 'Failure', message: 'a field of that name is not our proxy’s word' }),
      () => new Response('Bad gateway', { status: 502 }),
    ];
    for (const answer of lost) {
      const { client, sent } = clientOver(answer);
      assert.deepEqual(
        [(await failureOf(client.buyNumber({ e164 }, intent))).kind, sent.length],
        ['unknown-outcome', 1],
      );
    }
  });

  it('believes our proxy when it says that nothing happened', async () => {
    const body = { type: `${problemType}upstream-credentials`, status: 502, kind: 'server' };
    const { client } = clientOver(() => json(502, body, { 'Content-Type': problemMediaType }));
    const { kind, code } = await failureOf(client.buyNumber({ e164 }, intent));
    assert.deepEqual([kind, code], ['server', 'upstream-credentials']);
  });

  it('that was refused says why, with the figures', async () => {
    const { client } = clientOver(() => json(402, fixture('numbers-purchase.402-insufficient')));
    const error = await failureOf(client.buyNumber({ e164 }, intent));
    const { kind, code, required, available, shortfall, currency, requestId, fields } = error;
    assert.deepEqual({ kind, code, required, available, shortfall, currency, requestId, fields }, {
      kind: 'denied', code: 'insufficient-balance', required: '1000', available: '450', shortfall: '550', currency: 'INR', requestId: 'req_7a8b9c0d1e2f', fields: {},
    }); // prettier-ignore
    assert.ok(!error.message.includes('Insufficient'), 'in our words');
  });

  it('is not sent while the machine is offline: nothing happened, for certain', async () => {
    const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
    Object.defineProperty(globalThis, 'navigator', { value: { onLine: false }, configurable: true });
    try {
      for (const [name, write] of writes) {
        const { client, sent } = clientOver(list);
        const { kind, code } = await failureOf(write(client));
        assert.deepEqual([name, kind, code, sent.length], [name, 'network', 'offline', 0]);
      }
    } finally {
      if (before) Object.defineProperty(globalThis, 'navigator', before);
      else delete (globalThis as { navigator?: unknown }).navigator;
    }
  });

  it('that has no body to answer is done all the same', async () => {
    const { client } = clientOver(() => new Response(null, { status: 204 }));
    assert.equal(await client.unassignNumber(e164, intent), undefined);
    assert.deepEqual(await client.releaseNumber(e164, intent), {});
  });
});
