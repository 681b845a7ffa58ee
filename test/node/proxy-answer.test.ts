import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { createClient, VobizError } from '../../src/client/client.ts';
import { fixture } from '../fixture.ts';
import { answering, browser, host, page } from './proxy-ask.ts';

const buy = 'POST /numbers/purchase-from-inventory';
const body = { e164: '+918065354620' };
const json = { 'Content-Type': 'application/json' };

describe('an answer that says yes', () => {
  it('carries what the schema names and nothing else', async () => {
    const service = answering(
      {
        items: [
          { e164: body.e164, auth_token: 's3cret', webhook_url: 'https://x', verified_data: { pan: 'ABCDE1234F' } },
        ],
        total: 1,
        auth_token: 's3cret',
      },
      {
        headers: { 'Set-Cookie': 'a=b', 'X-Auth-Token': 's3cret', Server: 'x', 'Cache-Control': 'public', ETag: '"1"' },
      },
    );
    const answer = await host({ service }).ask('GET /numbers');
    assert.deepEqual(answer.body, { items: [{ e164: body.e164 }], page: 1, pages: 1, total: 1 });
    const names = ['cache-control', 'content-length', 'content-type', 'vary', 'x-content-type-options', 'x-request-id'];
    assert.deepEqual([...answer.headers.keys()].sort(), names);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.equal(answer.headers.get('content-type'), 'application/json');
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
  });

  it('may begin with a byte order mark, and may be empty where nothing is needed', async () => {
    assert.equal((await host({ service: answering('\uFEFF{"items":[]}') }).ask('GET /numbers')).status, 200);
    const { ask } = host({ service: answering(null, { status: 204 }) });
    const assigned = await ask('POST /numbers/+918065354620/assign', { body: { trunk_group_id: 'abc' } });
    assert.deepEqual([assigned.status, assigned.body], [200, {}]);
  });

  it('of 2 MB is still read, and of more is cut off', async () => {
    const of = (bytes: number) =>
      host({ service: answering(`{"items":[]}${' '.repeat(bytes - 12)}`) }).ask('GET /numbers');
    assert.equal((await of(2 * 1024 * 1024)).status, 200);
    assert.equal((await of(2 * 1024 * 1024 + 1)).code, 'upstream-unreadable');
    let cancelled = false;
    const endless = new ReadableStream({
      pull: (stream) => stream.enqueue(new Uint8Array(65_536).fill(32)),
      cancel: () => void (cancelled = true),
    });
    assert.equal((await host({ service: async () => new Response(endless) }).ask('GET /numbers')).status, 502);
    assert.ok(cancelled);
  });
});

describe('an answer that cannot be believed', () => {
  const rows: [what: string, body: string | null, init: ResponseInit, status: number, code: string][] = [
    ['a page for people', '<html>Log in</html>', { headers: { 'Content-Type': 'text/html' } }, 502, 'upstream-unreadable'],
    ['JSON that calls itself a page', '{"items":[]}', { headers: { 'Content-Type': 'text/html' } }, 502, 'upstream-unreadable'],
    ['half an answer', '{"items":[', { headers: json }, 502, 'upstream-unreadable'],
    ['another shape', '{"items":5}', { headers: json }, 502, 'upstream-unreadable'],
    ['nothing', '', { headers: json }, 502, 'upstream-unreadable'],
    ['a tower', `{"items":${'['.repeat(40)}${']'.repeat(40)}}`, { headers: json }, 502, 'upstream-unreadable'],
    ['a redirect', null, { status: 307, headers: { Location: 'https://evil.example' } }, 502, 'upstream-redirect'],
    ['not modified', null, { status: 304 }, 502, 'upstream-redirect'],
    ['wrong credentials', '{"error":{"code":401,"message":"Invalid token"}}', { status: 401 }, 502, 'upstream-credentials'],
    ['a failure', '{"error":"x"}', { status: 500 }, 502, 'upstream-failed'],
    ['a gateway’s failure', '<html>', { status: 503 }, 502, 'upstream-failed'],
    ['a tired gateway', '', { status: 504 }, 502, 'upstream-failed'],
    ['a request time-out', '', { status: 408 }, 504, 'upstream-timeout'],
  ]; // prettier-ignore
  for (const [what, text, init, status, code] of rows)
    it(`is ${code} to somebody who reads: ${what}`, async () => {
      const { ask, sent } = host({ service: answering(text, init) });
      const answer = await ask('GET /numbers');
      assert.deepEqual([answer.status, answer.code, answer.body.kind], [status, code, 'server']);
      assert.equal(answer.headers.get('content-type'), 'application/problem+json');
      assert.equal(sent.length, 1);
    });

  it('is called off when the person has gone, and a write is not', async () => {
    for (const [what, aborted] of [
      ['GET /numbers', true],
      ['DELETE /numbers/+918065354620', false],
    ] as const) {
      const gone = new AbortController();
      let signal: AbortSignal | undefined;
      const { proxy } = host({
        fetch: async (request) => {
          signal = request.signal;
          gone.abort();
          if (aborted) await new Promise(() => {});
          return Response.json({ status: 'pending_release' });
        },
      });
      const { status } = await proxy(browser(what, { signal: gone.signal }));
      assert.deepEqual([signal!.aborted, status], [aborted, aborted ? 499 : 200]);
    }
  });

  it('that does not come is not waited for: 10 seconds for a read, 30 for its end', async () => {
    const never = host({ service: () => new Promise(() => {}) });
    const asked = never.ask('GET /numbers');
    await new Promise(setImmediate);
    never.clock.advance(9_999);
    never.clock.advance(1);
    assert.deepEqual([(await asked).status, (await asked).code], [504, 'upstream-timeout']);

    const drip = host({ service: async () => new Response(new ReadableStream({ pull: () => new Promise(() => {}) })) });
    const dripping = drip.ask('GET /numbers');
    await new Promise((resolve) => setTimeout(resolve, 20));
    drip.clock.advance(29_999);
    assert.equal(await Promise.race([dripping, Promise.resolve('waiting')]), 'waiting');
    drip.clock.advance(1);
    assert.equal((await dripping).code, 'upstream-timeout');
  });

  it('to a write is waited for twice as long, and then nobody knows what became of it', async () => {
    const { ask, clock } = host({ service: () => new Promise(() => {}) });
    const asked = ask(buy, { body });
    for (let index = 0; index < 20; index++) await new Promise(setImmediate);
    clock.advance(19_999);
    assert.equal(await Promise.race([asked, new Promise((resolve) => setImmediate(resolve, 'waiting'))]), 'waiting');
    clock.advance(1);
    assert.deepEqual([(await asked).status, (await asked).code], [504, 'unknown-outcome']);
  });

  it('that takes a while is waited for', async () => {
    let answer = (_response: Response) => {};
    const { ask, clock } = host({ service: () => new Promise((resolve) => (answer = resolve)) });
    const asked = ask('GET /numbers');
    await new Promise(setImmediate);
    clock.advance(9_000);
    answer(Response.json({ items: [] }));
    assert.equal((await asked).status, 200);
  });

  it('that says it was the wrong place, or too early, leaves a write open: something may have sent it again', async () => {
    for (const status of [421, 425])
      assert.equal((await host({ service: answering({}, { status }) }).ask(buy, { body })).code, 'unknown-outcome');
  });

  it('that could not even be asked for is said so', async () => {
    const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const service = () => Promise.reject(new TypeError('fetch failed', { cause }));
    assert.equal((await host({ service }).ask('GET /numbers')).code, 'upstream-unreachable');
    const { ask } = host({ service });
    const answer = await ask(buy, { body });
    assert.deepEqual([answer.status, answer.code, answer.body.kind], [502, 'upstream-unreachable', 'server']);
  });
});

describe('an answer that says no', () => {
  const rows: [what: string, status: number, body: object, expected: object][] = [
    ['too little money', 402, { error: 'insufficient_balance', message: 'Insufficient balance', required: 600, available: '40.50000', shortfall: 559.5, currency: 'INR' },
      { status: 402, kind: 'denied', type: 'urn:vobiz-portal:problem:insufficient-balance', required: '600', available: '40.5', shortfall: '559.5', currency: 'INR' }],
    ['gone', 404, { error: 'not_found', message: 'number not found in inventory' },
      { status: 404, kind: 'missing', type: 'urn:vobiz-portal:problem:not-in-stock' }],
    ['not verified', 403, { error: 'forbidden', message: 'KYC is not complete' },
      { status: 403, kind: 'denied', type: 'urn:vobiz-portal:problem:kyc-required' }],
    ['wrong field', 422, { error: 'ValidationError', message: 'x', details: [{ type: 'string_too_short', loc: ['body', 'e164'], input: 's3cret' }, { type: 'x', loc: ['body', 's3cret'] }] },
      { status: 422, kind: 'invalid', type: 'urn:vobiz-portal:problem:invalid', errors: [{ field: 'e164', code: 'string-too-short' }] }],
    ['too fast', 429, { message: 'Please wait 17 seconds' },
      { status: 429, kind: 'wait', type: 'urn:vobiz-portal:problem:too-many-requests', retry_after: 17 }],
    ['too fast, without a word', 429, {},
      { status: 429, kind: 'wait', type: 'urn:vobiz-portal:problem:too-many-requests', retry_after: 30 }],
    ['calls too lately', 409, { error: 'did_cool_off_in_effect', message: 's3cret', cool_off_until: '2026-06-09T15:30:00.123456+05:30', cool_off_remaining_seconds: 1209600 },
      { status: 409, kind: 'conflict', type: 'urn:vobiz-portal:problem:did-cool-off-in-effect', retry_after: 1209600, cool_off_until: '2026-06-09T10:00:00.123Z' }],
    ['calls too lately, until nobody knows when', 409, { error: 'did_cool_off_in_effect', cool_off_until: 's3cret' },
      { status: 409, kind: 'conflict', type: 'urn:vobiz-portal:problem:did-cool-off-in-effect' }],
    ['a word nobody knows', 400, { error: 's3cret', message: 's3cret', kind: 'session' },
      { status: 400, kind: 'invalid', type: 'urn:vobiz-portal:problem:invalid' }],
    ['a status nobody knows', 418, { type: 'urn:vobiz-portal:problem:s3cret', currency: 's3cret' },
      { status: 400, kind: 'invalid', type: 'urn:vobiz-portal:problem:refused' }],
    // A browser asks again by itself when it hears one of these, and would buy the number a second time.
    ...[405, 413, 431].map((status): (typeof rows)[number] => [`a status that something may act on: ${status}`, status, {},
      { status: 400, kind: 'invalid', type: 'urn:vobiz-portal:problem:refused' }]),
  ]; // prettier-ignore
  for (const [what, status, said, expected] of rows)
    it(`is passed on in our own words: ${what}`, async () => {
      const answer = await host({ service: answering(said, { status }) }).ask(buy, { body });
      const { title, request_id, ...rest } = answer.body;
      assert.deepEqual(rest, expected);
      assert.ok(title && request_id && !answer.text.includes('s3cret'));
      if (status === 429) assert.equal(answer.headers.get('retry-after'), String(answer.body.retry_after));
    });

  it('names a field as the person knows it, and not as the service does', async () => {
    const details = [{ type: 'value_error', loc: ['body', 'sip_uri'] }];
    const service = answering({ error: 'ValidationError', details }, { status: 422 });
    const uri = { name: 'Office', uri: 'sip:office@pbx.example.com' };
    const answer = await host({ service }).ask('POST /origination-uris', { body: uri });
    assert.deepEqual(answer.body.errors, [{ field: 'uri', code: 'value-error' }]);
    const number = await host({ service }).ask(buy, { body });
    assert.equal(number.body.errors, undefined);
  });

  /** A client in front of the proxy, before a service that refuses everything with one answer. */
  const clientOf = (said: object, status: number) => {
    const { proxy } = host({ service: answering(said, { status }) });
    return createClient({
      endpoint: `${page}/vobiz`,
      fetch: async (request) => {
        const { headers } = browser(`${request.method} /`, {
          headers: { 'Idempotency-Key': request.headers.get('idempotency-key') ?? undefined },
        });
        const text = await request.text();
        const type = text && { 'Content-Type': 'application/json' };
        const all = { ...Object.fromEntries(headers), ...type };
        return proxy(new Request(request.url, { method: request.method, headers: all, body: text || undefined }));
      },
    });
  };

  it('is one VobizError to somebody who uses the client', async () => {
    const client = clientOf({ error: 'insufficient_balance', required: 600, available: 40 }, 402);
    await assert.rejects(client.buyNumber(body, { key: 'one-intent' }), (error) => {
      assert.ok(error instanceof VobizError);
      assert.deepEqual([error.kind, error.code, error.required], ['denied', 'insufficient-balance', '600']);
      return true;
    });
  });

  it('says until when a number cools off to somebody who uses the client', async () => {
    const client = clientOf(fixture('number-unassign-subaccount.409-cool-off') as object, 409);
    await assert.rejects(client.releaseNumber(body.e164, { key: 'one-intent' }), (error) => {
      assert.ok(error instanceof VobizError);
      assert.deepEqual([error.kind, error.coolOffUntil], ['conflict', '2026-06-09T10:00:00.000Z']);
      return true;
    });
  });
});

describe('nothing the service says', () => {
  const secrets = ['sandbox-ma_asha-token', 'sandbox-partner-token', 'kst_', 'ABCDE1234F', 'leaked-sentence'];

  it('leaks, whatever its status and shape', async () => {
    const folder = new URL('../fixtures/', import.meta.url);
    const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
    const bodies = await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')));
    const poison = secrets.map((secret) => ({
      error: { code: secret, message: secret, details: { errors: [{ field: secret, code: secret }], currency: secret } },
      message: secret, detail: secret, code: secret, requestId: secret, api_id: secret, currency: secret, kind: secret,
      type: `urn:vobiz-portal:problem:${secret}`, title: secret, auth_token: secret, widget_url: secret, cool_off_until: secret,
    })); // prettier-ignore
    const all = [
      ...bodies,
      ...poison.map((one) => JSON.stringify(one)),
      ...secrets,
      ...secrets.map((one) => `"${one}"`),
    ];
    for (const status of [200, 400, 401, 402, 403, 404, 409, 418, 422, 429, 500])
      for (const text of all) {
        const headers = {
          'Content-Type': 'application/json',
          'X-Auth-Token': secrets[0]!,
          'Set-Cookie': 'leaked-sentence',
        };
        const { ask } = host({ service: answering(text, { status, headers }) });
        for (const what of ['GET /numbers', 'DELETE /numbers/+918065354620', 'GET /balance']) {
          const answer = await ask(what);
          const whole = answer.text + JSON.stringify([...answer.headers]);
          // A yes carries words of the service in the fields that are for words; a no carries none.
          const never = ['auth_token', 'verified_data', 'widget_url', 'set-cookie', 'x-auth-token'];
          for (const secret of answer.status === 200 ? never : [...never, ...secrets])
            assert.ok(!whole.includes(secret), `${status} ${what} ${secret}: ${whole}`);
          if (answer.status !== 200) assert.ok(!/message|detail|Fault|Invalid token/.test(answer.text), answer.text);
        }
      }
  });
});
