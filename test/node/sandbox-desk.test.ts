import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSandboxDesk, createWorld, failing } from '../../src/sandbox/index.ts';
import type { Handler } from '../../src/contract/handler.ts';
import { ask, question } from './sandbox-ask.ts';

const now = () => new Date('2026-03-25T10:00:00.000Z');
const list = 'GET /api/v1/Account/MA_ASHA/numbers';
const asha = { as: 'MA_ASHA' };
const order = (desk: Handler, what: string, body: unknown = {}) => ask(desk, `POST /__sandbox/${what}`, { body });
const look = async (desk: Handler) =>
  (await ask(desk, 'GET /__sandbox', { headers: { accept: 'application/json' } })).body;

describe('A developer at the sandbox’s desk', () => {
  it('sees accounts with their credentials, the clock, and the requests without their headers', async () => {
    const desk = createSandboxDesk({ now });
    await ask(desk, `${list}?page=1`, asha);
    await ask(desk, list);
    const state = await look(desk);
    assert.deepEqual(state.partner, { auth_id: 'PA_SANDBOX', auth_token: 'sandbox-partner-token' });
    assert.deepEqual(state.accounts[0], {
      auth_id: 'MA_ASHA',
      auth_token: 'sandbox-ma_asha-token',
      name: 'Asha Textiles',
      kyc_status: 'completed',
      available_balance: 12_500,
      numbers: 9,
    });
    assert.equal(state.accounts.length, 6);
    assert.equal(state.clock, '2026-03-25T10:00:00.000Z');
    const path = '/api/v1/Account/MA_ASHA/numbers';
    const at = '2026-03-25T10:00:00.000Z';
    assert.deepEqual(state.requests, [
      { at, method: 'GET', path, status: 200 },
      { at, method: 'GET', path, status: 401 },
    ]);
    assert.deepEqual([state.faults, state.mails, state.webhooks], [[], [], []]);
  });

  it('remembers only the last 500 requests', async () => {
    const desk = createSandboxDesk({ now });
    for (let index = 0; index < 503; index++) await ask(desk, `GET /api/v1/${index}`);
    const { requests } = await look(desk);
    assert.deepEqual([requests.length, requests[0].path], [500, '/api/v1/3']);
  });

  it('reads a page with headings, labels and no script, under a strict policy', async () => {
    const response = await createSandboxDesk({ now })(question('GET /__sandbox', { headers: { accept: 'text/html' } }));
    assert.match(response.headers.get('content-security-policy')!, /^default-src 'none'; style-src 'self';/);
    const page = await response.text();
    assert.match(page, /<html lang="en">[\s\S]*<h1>Vobiz sandbox<\/h1>[\s\S]*Asha Textiles/);
    assert.doesNotMatch(page, /<script|style=|onclick/);
    const css = await createSandboxDesk()(question('GET /__sandbox/desk.css'));
    assert.match(css.headers.get('content-type')!, /^text\/css/);
  });

  it('presses a button of the page and comes back to it', async () => {
    const desk = createSandboxDesk({ now });
    const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };
    const body = 'fault=failing&status=503&method=&path=%3Cb%3E&times=1';
    const response = await desk(question('POST /__sandbox/faults', { headers, body }));
    assert.deepEqual([response.status, response.headers.get('location')], [303, '/__sandbox']);
    assert.deepEqual((await look(desk)).faults, [{ fault: 'failing', path: '<b>', times: 1, status: 503 }]);
    const page = await (await desk(question('GET /__sandbox', { headers: { accept: 'text/html' } }))).text();
    assert.ok(page.includes('&#60;b&#62;') && !page.includes('<b>'));
  });

  it('moves the clock, and what takes a day is done', async () => {
    const desk = createSandboxDesk({ now });
    assert.equal((await order(desk, 'clock', { advance_seconds: 6 * 3600 })).body.clock, '2026-03-25T16:00:00.000Z');
    assert.equal((await ask(desk, `${list}?search=7971543210`, asha)).body.total, 0);
    assert.equal((await order(desk, 'clock', { now: '2026-12-31T00:00:00Z' })).body.clock, '2026-12-31T00:00:00.000Z');
    assert.equal((await order(desk, 'clock', { reset: true })).body.clock, '2026-03-25T10:00:00.000Z');
  });

  it('orders each fault, sees the requests it dropped, and takes all back', async () => {
    const desk = createSandboxDesk({ now });
    const first = await order(desk, 'faults', { fault: 'drop-after', method: 'GET', times: 1 });
    assert.deepEqual(first.body.faults, [{ fault: 'drop-after', method: 'GET', times: 1 }]);
    await assert.rejects(ask(desk, list, asha), /fetch failed/);
    assert.equal((await look(desk)).requests[0].status, 'dropped');
    await order(desk, 'faults', { fault: 'too-many', retry_after: 3 });
    const { status, headers } = await ask(desk, list, asha);
    assert.deepEqual([status, headers.get('retry-after')], [429, '3']);
    for (const [fault, expected] of [
      ['failing', 503],
      ['redirecting', 307],
      ['huge', 200],
      ['infinite', 200],
      ['html', 200],
      ['malformed', 200],
      ['malformed-row', 200],
    ] as const) {
      await order(desk, 'faults', { clear: true });
      await order(desk, 'faults', { fault });
      const response = await desk(question(list, asha));
      await response.body?.cancel();
      assert.equal(response.status, expected, fault);
    }
    assert.deepEqual((await order(desk, 'faults', { clear: true })).body.faults, []);
    assert.equal((await ask(desk, list, asha)).status, 200);
  });

  it('sells a number to a stranger while somebody is looking at it', async () => {
    const desk = createSandboxDesk({ now });
    const { items } = (await ask(desk, 'GET /api/v1/Account/MA_ASHA/inventory/numbers', asha)).body;
    assert.equal((await order(desk, 'sell', { e164: items[0].e164 })).status, 200);
    const buy = 'POST /api/v1/Account/MA_ASHA/numbers/purchase-from-inventory';
    assert.equal((await ask(desk, buy, { ...asha, body: { e164: items[0].e164 } })).status, 404);
  });

  it('starts over with everything as it was', async () => {
    const desk = createSandboxDesk({ now });
    const before = await look(desk);
    await ask(desk, 'DELETE /api/v1/Account/MA_ASHA/numbers/%2B918071387149', asha);
    await order(desk, 'clock', { advance_seconds: 90 * 24 * 3600 });
    await order(desk, 'faults', { fault: 'failing' });
    assert.deepEqual((await order(desk, 'reset')).body, before);
    assert.deepEqual((await ask(desk, `${list}?search=8071387149`, asha)).body.total, 1);
  });

  it('brings a fault along, which ends when it said it would', async () => {
    const desk = createSandboxDesk({ now, fault: (handler) => failing(handler, 502, 1) });
    assert.equal((await ask(desk, list, asha)).status, 502);
    assert.equal((await ask(desk, list, asha)).status, 200);
  });

  it('brings a world along, and its clock is moved too', async () => {
    const world = createWorld({ now });
    await order(createSandboxDesk({ world }), 'clock', { advance_seconds: 60 });
    assert.equal(world.now().toISOString(), '2026-03-25T10:01:00.000Z');
  });

  it('is told which field is wrong and what is allowed', async () => {
    const desk = createSandboxDesk({ now });
    const cases: [string, unknown, RegExp][] = [
      ['clock', {}, /^Give exactly one of advance_seconds, now and reset\.$/],
      ['clock', { advance_seconds: 1, reset: true }, /^Give exactly one/],
      ['clock', { advance_seconds: -5 }, /^advance_seconds must be a number from 0 to 31622400, not -5\.$/],
      ['clock', { advance_seconds: 'soon' }, /^advance_seconds must be a number/],
      ['clock', { now: 'tomorrow' }, /^now must be a date from 2000 to 2099, such as .*, not "tomorrow"\.$/],
      ['clock', { reset: 'no' }, /^reset must be true, or be left out/],
      ['clock', { hours: 5 }, /^Unknown field hours; allowed are advance_seconds, now, reset\.$/],
      ['faults', {}, /^fault must be one of failing, too-many, slow, drop-before, drop-after, late,/],
      ['faults', { fault: 'toString' }, /^fault must be one of/],
      ['faults', { fault: 'failing', status: 200 }, /^status must be a number from 400 to 599, not 200\.$/],
      ['faults', { fault: 'slow', method: 'get' }, /^method must be one of GET, POST, PUT, PATCH, DELETE\.$/],
      ['faults', { fault: 'slow', path: 5 }, /^path must be a text, not 5\.$/],
      ['sell', { e164: '918065354620' }, /^e164 must be a phone number with its plus sign/],
      ['sell', { e164: '+918071387149' }, /^e164 must be a number that is for sale, and \+918071387149 is not\.$/],
      ['reset', { hard: true }, /^Unknown field hard; allowed are none at all\.$/],
      ['reset', '{', /^The body must be valid JSON, or a form\.$/],
      ['reset', '[]', /^The body must be a JSON object\.$/],
    ];
    for (const [what, body, words] of cases) {
      const answer = await order(desk, what, body);
      assert.equal(answer.status, 400, what);
      assert.deepEqual(Object.keys(answer.body), ['error', 'message']);
      assert.match(answer.body.message, words);
    }
    const lost = await ask(desk, 'GET /__sandbox/nowhere');
    assert.equal(lost.status, 404);
    assert.match(lost.body.message, /there is GET \/__sandbox, POST \/__sandbox\/clock/);
  });

  it('is refused at any name but this machine’s, and so are other people’s pages', async () => {
    const desk = createSandboxDesk({ now });
    assert.equal((await desk(new Request('http://rebound.example/__sandbox'))).status, 403);
    assert.equal((await ask(desk, list, { ...asha, headers: { host: 'rebound.example' } })).status, 403);
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example', 'content-type': 'text/plain' },
      { origin: 'null' },
      { origin: 'null', 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of foreign) {
      assert.equal((await ask(desk, 'POST /__sandbox/reset', { headers })).status, 403);
    }
    assert.equal(
      (await ask(desk, 'POST /__sandbox/reset', { headers: { origin: 'http://localhost:4010' } })).status,
      200,
    );
    assert.equal((await desk(new Request('http://[::1]:4010/__sandbox'))).status, 200);
  });
});
