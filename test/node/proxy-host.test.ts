import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import type { Handler } from '../../src/contract/handler.ts';
import { createProxy, toNodeListener, type Customer } from '../../src/server/index.ts';
import { sandboxPartner } from '../../src/sandbox/index.ts';
import { host, whoseCookie } from './proxy-ask.ts';

const forever = () => new Promise<never>(() => {});
const turn = () => new Promise(setImmediate);

describe('a customer whose host answers a whole row of its users', () => {
  // Such rows have fields of the host's own, and nothing says that they are not called like ours.
  const row = { account: 'acme', key: 'k', call: 'c', body: {}, send: () => assert.fail('asked'), query: { a: 1 } };

  for (const [what, account] of [['the same', 'acme'], ['no', undefined]] as const)
    it(`hears nothing of another one's write, with ${what} account in the row`, async () => {
      let lost = true;
      const trunks: Record<string, object[]> = { MA_ASHA: [], MA_NILA: [] };
      const service: Handler = async (request) => {
        const whose = request.url.includes('MA_ASHA') ? 'MA_ASHA' : 'MA_NILA';
        if (request.method === 'GET') return Response.json({ items: trunks[whose], page: 1, pages: 1, total: trunks[whose]!.length });
        const made = { trunk_id: `trunk-of-${whose}`, name: 'Office', created_at: '2026-03-25T10:00:01Z' };
        trunks[whose]!.push(made);
        if (whose === 'MA_ASHA' && lost) return ((lost = false), new Response('late', { status: 504 }));
        return Response.json(made);
      };
      const customer = (request: Request) => ({ ...row, account, ...(whoseCookie(request) as Customer) });
      const { ask } = host({ service, customer });
      const trunk = { name: 'Office', trunk_direction: 'inbound' };
      const create = (as: string, key: string) => ask('POST /trunks', { as, key, body: trunk });
      assert.equal((await create('MA_ASHA', 'asha-intent')).code, 'unknown-outcome');
      assert.equal((await create('MA_NILA', 'nila-intent')).body.trunk_id, 'trunk-of-MA_NILA');
      assert.equal((await create('MA_ASHA', 'asha-intent')).body.trunk_id, 'trunk-of-MA_ASHA');
    }); // prettier-ignore

  it('is told of it only what the portal shows, and only as words', async () => {
    const customer = () => ({
      ...sandboxPartner,
      name: { auth_token: 'secret' } as never,
      currency: 'INR',
      password: 'secret',
    });
    const session = await host({ customer }).ask('GET /session');
    assert.deepEqual(session.body.account, { currency: 'INR' });
    assert.ok(!session.text.includes('secret'));
  });
});

describe('somebody whose host', () => {
  it('does not say who they are gets an answer after ten seconds', async () => {
    const { ask, clock, log } = host({ customer: forever });
    const asked = ask('GET /numbers');
    await turn();
    clock.advance(10_000);
    const { status, code } = await asked;
    assert.deepEqual([status, code], [500, 'sign-in-check-failed']);
    assert.match(String(log[0]!.cause), /10 seconds/);
  });

  it('has a log that never ends is answered all the same', async () => {
    for (const log of [forever, () => Promise.reject(new Error('full'))] as never[])
      assert.equal((await host({ log }).ask('GET /numbers')).status, 200);
  });

  it('has a fault in its own row is told so, and the host’s log is told which', async () => {
    const fault = new Error('no such column');
    const customer = () =>
      Object.defineProperty({ ...sandboxPartner }, 'name', { get: () => assert.fail(fault) }) as Customer;
    const { ask, log } = host({ customer });
    assert.equal((await ask('GET /numbers')).code, 'internal');
    assert.equal(log[0]!.cause, fault);
  });

  it('ends does not keep it from ending, though its own function never answers', async () => {
    const proxy = createProxy({ partner: sandboxPartner, customer: forever, mount: '/vobiz' });
    const listener = toNodeListener(proxy);
    const server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/vobiz/numbers`;
    const arrived = once(server, 'request');
    const gone = new AbortController();
    const asked = fetch(address, { headers: { 'X-Vobiz-Portal': '1' }, signal: gone.signal }).catch(() => 'gone');
    await arrived;
    server.close();
    await listener.drain({ reads_ms: 1 });
    assert.equal(await asked, 'gone');
  });
});

describe('a visitor whose host cannot keep the account in time', () => {
  it('is told after thirty seconds that it may be open', async () => {
    const signup = { visitor: () => 'first', onCreated: forever };
    const made = { auth_id: 'MA_RAVI', auth_token: 'token', name: 'Ravi' };
    const { ask, clock, sent } = host({ signup, service: async () => Response.json(made) });
    const body = { name: 'Ravi', email: 'ravi@example.com', phone: '+918012345678', password: 'Secret#2026', country: 'IN' };
    const asked = ask('POST /accounts', { body });
    while (sent.length === 0) await turn();
    for (let index = 0; index < 10; index++) await turn();
    clock.advance(30_000);
    assert.equal((await asked).body.kind, 'unknown-outcome');
  }); // prettier-ignore
});
