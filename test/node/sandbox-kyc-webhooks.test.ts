import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { createSandboxDesk, createWorld, deliverDue } from '../../src/sandbox/index.ts';
import { ask, fixture, shapeOf } from './sandbox-ask.ts';
import { emailOrder, kyc, redirectOrder } from './sandbox-kyc-ask.ts';

const webhook_url = 'http://127.0.0.1:4999/kyc-webhook';

/** A receiver that answers what it is told to, and remembers what it got. */
function receiver(...answers: (number | Error)[]) {
  const got: { url: string; body: string; headers: Headers; redirect?: string }[] = [];
  const send: typeof fetch = async (url, init = {}) => {
    const answer = answers[Math.min(got.length, answers.length - 1)] ?? 200;
    const { body, redirect } = init;
    got.push({ url: url as string, body: body as string, headers: new Headers(init.headers), redirect });
    if (answer instanceof Error) throw answer;
    return new Response(null, { status: answer });
  };
  return { got, send };
}

/** Waits until nothing is on its way. */
async function settled({ deliveries }: { deliveries: { state: string }[] }) {
  while (deliveries.some(({ state }) => state === 'sending')) await new Promise((resolve) => setImmediate(resolve));
}

describe('A partner who listens for events', () => {
  it('hears that a customer is verified, in the words of the fixture', async () => {
    const { got, send } = receiver();
    const { start, verify, world } = kyc({ fetch: send });
    const { session_id } = (await start({ ...redirectOrder, webhook_url, metadata: emailOrder.metadata })).body;
    await verify(session_id);
    await settled(world);
    assert.equal(got.length, 1);
    const body = JSON.parse(got[0]!.body);
    const { session_id: _id, account_auth_id: _account, ...expected } = await fixture('webhook-kyc-completed');
    assert.deepEqual(body, { ...expected, session_id, account_auth_id: 'MA_MALABAR' });
    assert.deepEqual([got[0]!.url, got[0]!.redirect], [webhook_url, 'manual']);
    assert.equal(got[0]!.headers.get('content-type'), 'application/json');
    assert.equal(got[0]!.headers.get('x-vobiz-signature'), null);
  });

  it('hears of failures and of links taken back, also of those that a newer one ended', async () => {
    const { got, send } = receiver();
    const { start, revoke, send: fill, tokenOf, world } = kyc({ fetch: send });
    const begin = async (more = {}) => (await start({ ...emailOrder, webhook_url, ...more })).body.session_id as string;
    const first = await begin({ metadata: undefined });
    const second = await begin();
    await revoke(second, { reason: 'Wrong email' });
    const third = await begin();
    const token = tokenOf(third);
    await fill('pan', { token, as: 'individual', pan: 'SBXPR0000M', birth_date: '1990-01-15' });
    await settled(world);
    const [replaced, revoked, failed] = got.map(({ body }) => JSON.parse(body));
    const { reason, ...silent } = await fixture('webhook-kyc-session-revoked-guess');
    assert.deepEqual(replaced, { ...silent, session_id: first, account_auth_id: 'MA_MALABAR' });
    assert.deepEqual([revoked.session_id, revoked.reason], [second, reason]);
    const expected = await fixture('webhook-kyc-failed-guess');
    assert.deepEqual(failed, { ...expected, session_id: third, account_auth_id: 'MA_MALABAR' });
  });

  it('hears nothing of a link that is opened or runs out, and needs no address', async () => {
    const { got, send } = receiver();
    const { start, page, tokenOf, clock, list, verify } = kyc({ fetch: send });
    const { session_id } = (await start({ ...redirectOrder, webhook_url })).body;
    await page(`/kyc/verify?token=${tokenOf(session_id)}`);
    clock.advance(15 * 24 * 3600);
    await list();
    await verify((await start({ ...redirectOrder, webhook_url: undefined })).body.session_id);
    assert.deepEqual(got, []);
  });

  it('can check a signature over the very text that came', async () => {
    const { got, send } = receiver();
    const { start, verify, world } = kyc({ fetch: send, sign_webhooks: true });
    await verify((await start({ ...redirectOrder, webhook_url, metadata: { city: 'बेंगलुरु' } })).body.session_id);
    await settled(world);
    const { body, headers } = got[0]!;
    const digest = createHmac('sha256', 'sandbox-partner-token').update(body, 'utf8').digest('hex');
    assert.equal(headers.get('x-vobiz-signature'), `sha256=${digest}`);
  });

  it('is tried eight times, each time after twice as long, with the same text', async () => {
    const { got, send } = receiver(500, new TypeError('fetch failed'), 302);
    const { start, verify, world, clock, list } = kyc({ fetch: send });
    await verify((await start({ ...redirectOrder, webhook_url })).body.session_id);
    await settled(world);
    const [delivery] = world.deliveries;
    const pauses = [10, 20, 40, 80, 160, 320, 640];
    for (const [index, pause] of pauses.entries()) {
      assert.equal(delivery!.state, 'waiting');
      clock.advance(pause - 1);
      await list();
      await settled(world);
      assert.equal(got.length, index + 1, `not before ${pause} seconds`);
      clock.advance(1);
      await list();
      await settled(world);
      assert.equal(got.length, index + 2, `after ${pause} seconds`);
    }
    clock.advance(24 * 3600);
    await list();
    assert.deepEqual([got.length, delivery!.state, delivery!.next_at], [8, 'given-up', undefined]);
    assert.deepEqual(
      delivery!.attempts.slice(0, 3).map(({ status, error }) => status ?? error),
      [500, 'fetch failed', 302],
    );
    assert.equal(new Set(got.map(({ body }) => body)).size, 1);
  });

  it('is left in peace once it has answered', async () => {
    const { got, send } = receiver(503, 204);
    const { start, verify, world, clock, list } = kyc({ fetch: send });
    await verify((await start({ ...redirectOrder, webhook_url })).body.session_id);
    await settled(world);
    clock.advance(10);
    await list();
    await settled(world);
    clock.advance(3600);
    await list();
    assert.deepEqual([got.length, world.deliveries[0]!.state], [2, 'delivered']);
  });

  it('gets nothing twice at once, however often somebody asks for it', async () => {
    const { got, send } = receiver(200);
    const { start, verify, world } = kyc({ fetch: send });
    await verify((await start({ ...redirectOrder, webhook_url })).body.session_id);
    await Promise.all([deliverDue(world), deliverDue(world), deliverDue(world)]);
    assert.deepEqual([got.length, world.deliveries[0]!.state], [1, 'delivered']);
  });

  it('is not reached beyond this machine, and can read why', async () => {
    const { got, send } = receiver();
    const { start, verify, revoke, world } = kyc({ fetch: send });
    await verify((await start(redirectOrder)).body.session_id);
    for (const url of ['https://127.0.0.1.example/hook', 'https://localhost.example/', 'https://10.0.0.1/hook']) {
      await revoke((await start({ ...redirectOrder, webhook_url: url })).body.session_id);
    }
    await settled(world);
    assert.deepEqual(got, []);
    assert.deepEqual(new Set(world.deliveries.map(({ state }) => state)), new Set(['not-sent']));
    assert.match(world.deliveries[0]!.note!, /this machine only/);
    for (const url of ['http://localhost:1/hook', 'http://[::1]:1/hook', 'https://127.0.0.2/hook']) {
      await revoke((await start({ ...redirectOrder, webhook_url: url })).body.session_id);
    }
    await settled(world);
    assert.equal(got.length, 3);
  });

  it('asks back for the session while the event is on its way', async () => {
    const heard: string[] = [];
    const desk = createSandboxDesk({ world: createWorld() });
    const hear = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
      const { session_id } = JSON.parse(Buffer.concat(await incoming.toArray()).toString());
      const { body } = await ask(desk, `GET /api/v1/partner/kyc-sessions/${session_id}`, { as: 'PA_SANDBOX' });
      heard.push(body.status);
      outgoing.end();
    };
    const server = createServer((incoming, outgoing) => void hear(incoming, outgoing));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const body = { ...redirectOrder, webhook_url: `http://127.0.0.1:${port}/hook` };
    const created = await ask(desk, 'POST /api/v1/partner/kyc-sessions', { as: 'PA_SANDBOX', body });
    await ask(desk, `DELETE /api/v1/partner/kyc-sessions/${created.body.session_id}`, { as: 'PA_SANDBOX' });
    while (heard.length === 0) await new Promise((resolve) => setImmediate(resolve));
    server.close();
    assert.deepEqual(heard, ['revoked']);
  });
});

describe('A developer at the desk', () => {
  const look = async (desk: ReturnType<typeof createSandboxDesk>) =>
    (await ask(desk, 'GET /__sandbox', { headers: { accept: 'application/json' } })).body;
  const order = (desk: ReturnType<typeof createSandboxDesk>, what: string, body: unknown = {}) =>
    ask(desk, `POST /__sandbox/${what}`, { body });

  function atDesk(...answers: (number | Error)[]) {
    const { got, send } = receiver(...answers);
    const { start, verify, revoke, world, page } = kyc({ fetch: send });
    return { got, start, verify, revoke, world, page, desk: createSandboxDesk({ world }) };
  }

  it('sees sessions, mails and events, and no link but in the mail', async () => {
    const { desk, start, verify, world } = atDesk(503);
    const { session_id } = (await start({ ...emailOrder, webhook_url })).body;
    await verify(session_id);
    await settled(world);
    const { mails, ...state } = await look(desk);
    assert.deepEqual(state.kyc_sessions, [
      {
        id: session_id,
        account_auth_id: 'MA_MALABAR',
        flow_type: 'email',
        kyc_type: 'individual',
        status: 'kyc_completed',
        created_at: '2026-03-25T10:00:00.000Z',
        expires_at: '2026-04-08T10:00:00.000Z',
        expired: false,
      },
    ]);
    assert.deepEqual([state.webhooks.length, state.webhooks[0].state], [1, 'waiting']);
    assert.deepEqual(state.webhooks[0].attempts, [{ at: '2026-03-25T10:00:00.000Z', status: 503 }]);
    assert.equal(state.webhooks[0].next_at, '2026-03-25T10:00:10.000Z');
    assert.match(mails[0].link, /kst_/);
    assert.ok(!JSON.stringify(state).includes('kst_'));
  });

  it('opens a mail, and from it the page', async () => {
    const { desk, start } = atDesk();
    await start({ ...emailOrder, customer_email: '<b>@example.com' });
    const response = await desk(
      new Request('http://localhost/__sandbox/mails/1', { headers: { accept: 'text/html' } }),
    );
    const html = await response.text();
    assert.match(response.headers.get('content-security-policy')!, /^default-src 'none'/);
    assert.ok(html.includes('&#60;b&#62;@example.com') && !html.includes('<b>'));
    const [, link] = /<a href="([^"]+)" rel="noreferrer">Verify your identity<\/a>/.exec(html)!;
    assert.equal((await desk(new Request(link!))).status, 200);
    const json = await ask(desk, 'GET /__sandbox/mails/1', { headers: { accept: 'application/json' } });
    assert.equal(json.body.link, link);
    assert.equal((await ask(desk, 'GET /__sandbox/mails/2')).status, 404);
  });

  it('delivers now, whatever the clock says, and again what was delivered', async () => {
    const { desk, got, start, verify, world } = atDesk(503, 200);
    await verify((await start({ ...redirectOrder, webhook_url })).body.session_id);
    await settled(world);
    assert.equal((await order(desk, 'deliver')).body.webhooks[0].state, 'delivered');
    await order(desk, 'deliver');
    assert.equal(got.length, 2);
    assert.equal((await order(desk, 'deliver', { id: '1' })).body.webhooks[0].attempts.length, 3);
    assert.match(
      (await order(desk, 'deliver', { id: '7' })).body.message,
      /^id must name an event, and 7 names none\.$/,
    );
  });

  it('moves the clock, and what is due is delivered before the answer', async () => {
    const { desk, start, verify, world } = atDesk(503, 200);
    await verify((await start({ ...redirectOrder, webhook_url })).body.session_id);
    await settled(world);
    const { webhooks } = (await order(desk, 'clock', { advance_seconds: 10 })).body;
    assert.equal(webhooks[0].state, 'delivered');
  });

  it('has events signed from now on, or not', async () => {
    const { desk, got, start, revoke } = atDesk();
    const event = async () => {
      await revoke((await start({ ...redirectOrder, webhook_url })).body.session_id);
      await order(desk, 'deliver');
      return got.at(-1)!.headers.has('x-vobiz-signature');
    };
    assert.equal((await order(desk, 'webhooks', { sign: true })).body.sign_webhooks, true);
    assert.equal(await event(), true);
    assert.equal((await order(desk, 'webhooks', { sign: 'false' })).body.sign_webhooks, false);
    assert.equal(await event(), false);
    assert.equal((await order(desk, 'webhooks', {})).status, 400);
  });

  it('starts over without sessions, and still with its own way to deliver', async () => {
    const { desk, got, start, revoke } = atDesk();
    await start({ ...emailOrder, webhook_url });
    const state = (await order(desk, 'reset')).body;
    assert.deepEqual([state.kyc_sessions, state.mails, state.webhooks], [[], [], []]);
    await revoke((await start({ ...redirectOrder, webhook_url })).body.session_id);
    await order(desk, 'deliver');
    assert.equal(got.length, 1);
    assert.deepEqual(shapeOf(JSON.parse(got[0]!.body).event), 'string');
  });
});
