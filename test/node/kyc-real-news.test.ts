import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import type { Handler } from '../../src/contract/handler.ts';
import { createProxy, sqliteStore, toNodeListener } from '../../src/server/index.ts';
import { createWorld, sandboxPartner } from '../../src/sandbox/index.ts';
import { deliverNow } from '../../src/sandbox/kyc/delivery.ts';
import { serveSandbox } from '../../src/sandbox/serve.ts';
import { asha, journey, redirect_url, verifyPerson, webhook_url } from './kyc-journey.ts';
import { visitPage } from './kyc-visitor.ts';
import { whoseCookie } from './proxy-ask.ts';

const names = (told: [string, unknown][]) => told.map(([hook]) => hook);

describe('news of a verification', () => {
  it('that comes by webhook first is not news again when the customer returns', async () => {
    const { open, posted, received, told, state } = journey();
    await verifyPerson(await open());
    await posted();
    assert.deepEqual([received, names(told)], [[200], ['onVerified']]);
    assert.equal((await state()).verified, true);
    assert.deepEqual(names(told), ['onVerified']);
  });

  it('that comes with the returning customer first is not news again by webhook', async () => {
    const { open, network, posted, received, told, state, clock, pending } = journey({ posts: false });
    await verifyPerson(await open());
    assert.equal((await state()).verified, true);
    assert.deepEqual([received, names(told), pending().length], [[], ['onVerified'], 1]);
    network.posts = true;
    clock.advance(10_000);
    await posted();
    assert.deepEqual([received, names(told), pending().length], [[200], ['onVerified'], 0]);
  });

  it('that comes by webhook alone is told, though the customer never returns', async () => {
    const { open, posted, told } = journey();
    await verifyPerson(await open());
    await posted();
    assert.deepEqual(names(told), ['onVerified']);
  });

  it('that comes with the customer alone is told, though every webhook is lost', async () => {
    const { open, posted, told, state, clock, world } = journey({ posts: false });
    await verifyPerson(await open());
    for (let hour = 0; hour < 3; hour++) {
      clock.advance(3_600_000);
      await posted();
    }
    assert.deepEqual([names(told), (await state()).verified, names(told)], [[], true, ['onVerified']]);
    for (let more = 0; more < 8; more++) {
      clock.advance(3_600_000);
      await posted();
    }
    assert.deepEqual(world.deliveries.map((one) => one.state), ['given-up']); // prettier-ignore
  });

  it('that nobody brought waits for whoever looks next, however much later', async () => {
    const { open, told, state, clock } = journey({ posts: false });
    await verifyPerson(await open());
    clock.advance(60 * 86_400_000);
    assert.deepEqual(told, []);
    assert.equal((await state()).verified, true);
    assert.deepEqual(names(told), ['onVerified']);
  });

  it('in a host that has no webhook comes with the customer', async () => {
    const { open, told, state, world } = journey({ kyc: { webhook_url: undefined } });
    await verifyPerson(await open());
    assert.deepEqual([world.deliveries, told], [[], []]);
    assert.equal((await state()).verified, true);
    assert.deepEqual(names(told), ['onVerified']);
  });

  it('whose hook throws is told again by the service’s own repetition', async () => {
    let throwing = 2;
    const ids: (string | undefined)[] = [];
    const onVerified = ({ session_id }: { session_id?: string }) => {
      ids.push(session_id);
      if (throwing-- > 0) throw new Error('database down');
    };
    const { open, posted, received, clock, pending, newest } = journey({ kyc: { onVerified } });
    await verifyPerson(await open());
    await posted();
    for (let times = 0; times < 12 && pending().length > 0; times++) {
      clock.advance(10_000 * 2 ** times);
      await posted();
    }
    assert.deepEqual([received.at(-1), pending(), ids], [200, [], Array(3).fill(newest().id)]);
    assert.ok(received.slice(0, -1).every((status) => status === 503));
  });

  it('about one customer changes nothing for another', async () => {
    const { open, posted, told, state, start, visit } = journey();
    await verifyPerson(await open());
    await posted();
    assert.deepEqual(await state('MA_NILA'), { verified: false, status: 'none', can_continue: false });
    const { body } = await start('redirect', { as: 'MA_NILA' });
    await verifyPerson(await visit(body.widget_url));
    await posted();
    assert.deepEqual(told.map(([, { account }]) => account), ['MA_ASHA', 'MA_NILA']); // prettier-ignore
  });
});

describe('a webhook of the sandbox', () => {
  it('that is signed is let in by a host that insists, with no key but the partner’s token', async () => {
    const { open, posted, received, told } = journey({ sign_webhooks: true, kyc: { requireSignature: true } });
    await verifyPerson(await open());
    await posted();
    assert.deepEqual([received, names(told)], [[200], ['onVerified']]);
  });

  it('is signed as the documents say: the HMAC-SHA256 of the raw body in hexadecimal', async () => {
    const { open, posted, world } = journey({ sign_webhooks: true });
    let headers = new Headers();
    let text: unknown;
    world.fetch = async (_, init) => ((headers = new Headers(init?.headers)), (text = init?.body), new Response());
    await verifyPerson(await open());
    await posted();
    const digest = createHmac('sha256', sandboxPartner.auth_token).update(String(text)).digest('hex');
    assert.equal(headers.get('X-Vobiz-Signature'), `sha256=${digest}`);
  });

  it('that is not signed is refused by a host that insists, and the customer is verified when they look', async () => {
    const { open, posted, received, told, state, world, pending, clock } = journey({ kyc: { requireSignature: true } });
    await verifyPerson(await open());
    await posted();
    assert.deepEqual([received, told], [[403], []]);
    world.sign_webhooks = true;
    clock.advance(10_000);
    await posted();
    assert.deepEqual([received, names(told), pending()], [[403, 200], ['onVerified'], []]);
    assert.equal((await state()).verified, true);
  });

  it('that is signed with another key is refused, whether the host insists or not', async () => {
    const { open, posted, received, told } = journey({ sign_webhooks: true, kyc: { secret: 'a key of this host' } });
    await verifyPerson(await open());
    await posted();
    assert.deepEqual([received, told], [[403], []]);
  });

  it('that is delivered again and again is taken, and told no more', async () => {
    const { open, posted, received, told, world } = journey();
    await verifyPerson(await open());
    await posted();
    for (let times = 0; times < 3; times++) await deliverNow(world, world.deliveries[0]!);
    assert.deepEqual([received, names(told)], [[200, 200, 200, 200], ['onVerified']]);
  });
});

describe('a session that was begun elsewhere', () => {
  const order = { account_auth_id: 'MA_ASHA', flow_type: 'redirect', redirect_url } as const;

  it('is seen, is not replaced, and verifies whoever finishes it', async () => {
    const { partner, state, start, visit, told, newest } = journey();
    const begun = await partner.createKycSession(order);
    const { status, can_continue, verified } = await state();
    assert.deepEqual([status, can_continue, verified], ['link_ready', false, false]);
    assert.equal((await start()).code, 'kyc-live');
    assert.equal(newest().id, begun.id);
    await verifyPerson(await visit(begun.widget_url!));
    assert.equal((await state()).verified, true);
    assert.deepEqual(told.map(([hook, { session_id }]) => [hook, session_id]), [['onVerified', begun.id]]); // prettier-ignore
  });

  it('brings its own webhook, if it has one', async () => {
    const { partner, visit, posted, received, told } = journey();
    const { widget_url } = await partner.createKycSession({ ...order, webhook_url });
    await verifyPerson(await visit(widget_url!));
    await posted();
    assert.deepEqual([received, names(told)], [[200], ['onVerified']]);
  });

  it('takes the place of the one begun here, whose link dies, and whose end is no news of the account', async () => {
    const { partner, start, state, visit, posted, received, told, clock } = journey();
    const { body } = await start();
    clock.advance(1_000);
    const begun = await partner.createKycSession(order);
    await posted();
    assert.deepEqual([received, told], [[200], []]);
    assert.equal((await visit(body.widget_url)).status, 410);
    assert.deepEqual([(await state()).status, (await start()).code], ['link_ready', 'kyc-live']);
    await verifyPerson(await visit(begun.widget_url!));
    assert.equal((await state()).verified, true);
    assert.deepEqual(names(told), ['onVerified']);
  });

  it('by mail goes on here, and its mail can be sent again', async () => {
    const { partner, start, ask, world, clock, state } = journey();
    await partner.createKycSession({ account_auth_id: 'MA_ASHA', flow_type: 'email', customer_email: 'asha@work.example' });
    assert.deepEqual([(await state()).email_hint, (await start('email')).status], ['a***@work.example', 200]);
    clock.advance(30 * 60_000);
    assert.equal((await ask('POST /kyc/resend')).status, 200);
    assert.deepEqual(world.mails.map(({ to }) => to), ['asha@work.example', 'asha@work.example']); // prettier-ignore
  }); // prettier-ignore

  it('is taken back by the partner, which the customer sees and the host hears', async () => {
    const { partner, open, newest, state, told, posted, start } = journey();
    const visitor = await open();
    await visitor.follow('Continue as a person');
    await partner.revokeKycSession(newest().id, { reason: 'Wrong customer' });
    await visitor.press('Continue', asha);
    assert.equal(visitor.status, 410);
    await posted();
    assert.deepEqual([(await state()).status, names(told)], ['revoked', ['onRevoked']]);
    assert.equal((await start()).status, 200);
  });
});

// Whoever waits for news that never comes must not wait for ever.
it(
  'a customer is verified over real connections, with a host that is restarted on the way',
  { timeout: 60_000 },
  async () => {
    const world = createWorld({ sign_webhooks: true });
    world.accounts.get('MA_ASHA')!.kyc_status = 'pending';
    const sandbox = await serveSandbox({ port: 0, world });
    const store = sqliteStore(':memory:');
    let proxy: Handler;
    const server = createServer(toNodeListener((request) => proxy(request)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const told: unknown[] = [];
    let hear = () => {};
    const heard = new Promise<void>((resolve) => (hear = resolve));
    const boot = () =>
      createProxy({
        partner: sandboxPartner,
        customer: whoseCookie,
        mount: '/vobiz',
        store,
        upstream: `${sandbox.url}/api/v1`,
        kyc: {
          redirect_url: `${own}/verified`,
          webhook_url: `${own}/vobiz/kyc/webhook`,
          allowed_origins: [sandbox.url],
          requireSignature: true,
          onVerified: (news) => (told.push(news.session_id), hear()),
        },
      });
    const ask = async (method: string, body?: object) => {
      const headers = { 'X-Vobiz-Portal': '1', Cookie: 'session=MA_ASHA', Origin: own };
      const more = body && { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() };
      const init = { method, headers: { ...headers, ...more }, body: body && JSON.stringify(body) };
      return (await (await fetch(`${own}/vobiz/kyc`, init)).json()) as Record<string, unknown>;
    };
    try {
      proxy = boot();
      const { widget_url } = await ask('POST', { flow_type: 'redirect' });
      assert.ok(String(widget_url).startsWith(`${sandbox.url}/kyc/verify?token=kst_`));
      proxy = boot();
      assert.equal((await ask('POST', { flow_type: 'redirect' })).widget_url, widget_url);
      await verifyPerson(await visitPage(String(widget_url)));
      await heard;
      proxy = boot();
      assert.deepEqual([(await ask('GET')).verified, told], [true, [...world.kycSessions.keys()]]);
    } finally {
      server.closeAllConnections();
      server.close();
      await sandbox.close();
      store.close();
    }
  },
);
