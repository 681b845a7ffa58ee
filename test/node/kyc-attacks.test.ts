import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryStore, type Store } from '../../src/server/index.ts';
import { fixture } from '../fixture.ts';
import { heard, type Heard } from './proxy-ask.ts';
import { kycHost, redirect_url } from './kyc-host.ts';
import { partner, rowsOf, secrets, webhookBody, type Session } from './kyc-service.ts';

type Host = ReturnType<typeof kycHost>;

/** What an attacker can do: ask as a customer who is signed in, and post webhooks. */
interface Reach {
  ask: (what: string) => Promise<Heard>;
  hook: (body: unknown) => Promise<Heard>;
}

/** A host that believes what it is told, as one is written in an afternoon: every attack that is one succeeds there. */
function trusting({ vobiz, told }: Host): Reach {
  const account = 'MA_ASHA';
  const rows = async () => {
    const url = `https://api.vobiz.ai/api/v1/partner/kyc-sessions?account_auth_id=${account}`;
    const headers = { 'X-Auth-ID': partner.auth_id, 'X-Auth-Token': partner.auth_token };
    const body = await (await vobiz.handler(new Request(url, { headers }))).json();
    return ((body as { sessions?: Session[] }).sessions ?? []).map(({ id, status }) => ({ id, status }));
  };
  return {
    ask: async (what) => {
      const query = new URL(what.split(' ')[1]!, 'https://x.example').searchParams;
      const named = vobiz.sessions.find(({ id }) => id === query.get('session_id'));
      const all = await rows();
      const verified =
        query.get('status') === 'kyc_completed' ||
        named?.status === 'kyc_completed' ||
        all.some(({ status }) => String(status).trim().toLowerCase() === 'kyc_completed') ||
        /^completed$/i.test(String(vobiz.accounts.get(account)?.kyc_status));
      return heard(Response.json({ verified }));
    },
    hook: async (body) => {
      const { status, event, account_auth_id, session_id } = body as Record<string, string>;
      if (event === 'kyc.completed' || status === 'kyc_completed')
        told.push(['onVerified', { account: account_auth_id!, session_id, status: status! }]);
      return heard(Response.json({}));
    },
  };
}

/** How somebody who is not verified tries to be: what they do, and what was there before. */
interface Attack {
  name: string;
  before?: (host: Host) => Promise<void> | void;
  attack: (reach: Reach, host: Host) => Promise<Heard>;
}

const newest = ({ vobiz }: Host) => vobiz.sessions.find(({ account_auth_id }) => account_auth_id === 'MA_ASHA')!;
const replaced = async (host: Host) => {
  const done = newest(host);
  host.vobiz.page.finish(done);
  host.vobiz.accounts.get('MA_ASHA')!.kyc_status = 'pending';
  host.clock.advance(1_000);
  host.vobiz.begin('MA_ASHA', { flow_type: 'redirect', redirect_url });
};
/** An older session is finished, and the newest was begun by this host. */
const replacedHere = async (host: Host) => {
  host.vobiz.page.finish(host.vobiz.begin('MA_ASHA', { flow_type: 'redirect', redirect_url }));
  host.vobiz.accounts.get('MA_ASHA')!.kyc_status = 'pending';
  host.vobiz.sessions[0]!.status = 'revoked';
  host.clock.advance(1_000);
  await host.start();
  host.vobiz.sessions[1]!.status = 'kyc_completed';
};
const otherFinished = async (host: Host) => {
  await host.start('redirect', { as: 'MA_NILA' });
  host.vobiz.page.finish(host.vobiz.sessions.find(({ account_auth_id }) => account_auth_id === 'MA_NILA')!);
};
/** The service answers something of its own at one path. */
const answering = (host: Host, part: string, change: (body: Record<string, unknown>) => unknown) => {
  const { handler } = host.vobiz;
  host.vobiz.handler = async (request) => {
    const response = await handler(request);
    const isIt = request.method === 'GET' && new URL(request.url).pathname.includes(part);
    return isIt ? Response.json(change((await response.json()) as Record<string, unknown>)) : response;
  };
};
const saying = (status: unknown) => (host: Host) => {
  newest(host).status = status as never;
};

const attacks: Attack[] = [
  {
    name: 'a status in the address they come back with',
    attack: ({ ask }, host) => ask(`GET /kyc?session_id=${newest(host).id}&status=kyc_completed&auth_id=MA_ASHA`),
  },
  {
    name: 'the finished session of another customer',
    before: otherFinished,
    attack: ({ ask }, { vobiz }) => ask(`GET /kyc?session_id=${vobiz.sessions[0]!.id}`),
  },
  {
    name: 'a list that the service did not filter',
    before: async (host) => {
      await otherFinished(host);
      answering(host, '/kyc-sessions', (body) =>
        Array.isArray(body.sessions) ? { ...body, sessions: rowsOf(host.vobiz.sessions) } : body,
      );
    },
    attack: ({ ask }) => ask('GET /kyc'),
  },
  {
    name: 'an old return after a newer session was begun',
    before: replaced,
    attack: ({ ask }, { vobiz }) => ask(`GET /kyc?session_id=${vobiz.sessions.at(-1)!.id}&status=kyc_completed`),
  },
  { name: 'no return at all, after a newer session was begun', before: replaced, attack: ({ ask }) => ask('GET /kyc') },
  { name: 'a status that only looks like it', before: saying('KYC_COMPLETED'), attack: ({ ask }) => ask('GET /kyc') },
  { name: 'a status with a space', before: saying('kyc_completed '), attack: ({ ask }) => ask('GET /kyc') },
  { name: 'a status in a list', before: saying(['kyc_completed']), attack: ({ ask }) => ask('GET /kyc') },
  {
    name: 'an account’s word that only looks like it',
    before: ({ vobiz }) => void (vobiz.accounts.get('MA_ASHA')!.kyc_status = 'COMPLETED' as never),
    attack: ({ ask }) => ask('GET /kyc'),
  },
  {
    name: 'a webhook about a session that is not finished',
    attack: ({ hook }, host) => hook({ ...webhookBody(newest(host), 'kyc.completed'), status: 'kyc_completed' }),
  },
  {
    name: 'a webhook that names another’s finished session for their own account',
    before: otherFinished,
    attack: ({ hook }, { vobiz }) =>
      hook({ ...webhookBody(vobiz.sessions[0]!, 'kyc.completed'), account_auth_id: 'MA_ASHA' }),
  },
  {
    name: 'a webhook about a session that never was',
    attack: ({ hook }) => hook({ ...(fixture('webhook-kyc-completed') as object), account_auth_id: 'MA_ASHA' }),
  },
  {
    name: 'a true webhook again, after a newer session was begun',
    before: replaced,
    attack: ({ hook }, { vobiz }) => hook(webhookBody(vobiz.sessions.at(-1)!, 'kyc.completed')),
  },
];

const unlocked = ({ told }: Host, { body }: Heard) =>
  body?.verified === true || told.some(([hook, { account }]) => hook === 'onVerified' && account === 'MA_ASHA');

describe('somebody who is not verified', () => {
  for (const { name, before, attack } of attacks)
    it(`is not by ${name}`, async () => {
      for (const trusts of [true, false]) {
        const host = kycHost();
        await host.start();
        await before?.(host);
        const answer = await attack(trusts ? trusting(host) : host, host);
        assert.equal(unlocked(host, answer), trusts, `${answer.status} ${answer.text}`);
        if (!trusts) assert.equal(unlocked(host, await host.ask('GET /kyc')), false);
      }
    });

  it('is not when the service answers about another session, or another account', async () => {
    const wrong: [string, (host: Host) => void][] = [
      ['another id', (host) => answering(host, '/kyc-sessions/', (body) => ({ ...body, id: 'another-session' }))],
      ['another account', (host) => answering(host, '/kyc-sessions/', (body) => ({ ...body, account_auth_id: 'MA_NILA' }))], // prettier-ignore
      ['an older state', (host) => answering(host, '/kyc-sessions/', (body) => ({ ...body, status: 'in_progress' }))],
    ];
    for (const [name, change] of wrong) {
      const host = kycHost();
      await host.start();
      host.vobiz.page.finish(newest(host));
      host.vobiz.accounts.get('MA_ASHA')!.kyc_status = 'pending';
      change(host);
      const answer = await host.ask('GET /kyc');
      assert.equal(unlocked(host, answer), false, name);
      await host.deliver(newest(host), 'kyc.completed');
      assert.equal(unlocked(host, answer), false, name);
    }
    const other = kycHost();
    answering(other, '/accounts/', (body) => ({ ...body, auth_id: 'MA_NILA', kyc_status: 'completed' }));
    assert.equal(unlocked(other, await other.ask('GET /kyc')), false);
  });

  it('is not through a word that stands on every object', async () => {
    const host = kycHost();
    await host.start();
    answering(host, '/accounts/', ({ kyc_status: _, ...body }) => body);
    try {
      Object.defineProperty(Object.prototype, 'kyc_status', { value: 'completed', configurable: true, writable: true });
      assert.equal(unlocked(host, await host.ask('GET /kyc')), false);
      assert.equal(host.log.at(-1)!.problem, undefined);
    } finally {
      delete (Object.prototype as { kyc_status?: string }).kyc_status;
    }
  });

  it('is not by a list that may hide a newer session', async () => {
    const hiding: [string, (all: Session[]) => object][] = [
      ['the newest is on another page', (all) => ({ sessions: [all.at(-1)], total: 2, page: 1, size: 1 })],
      ['a row cannot be read', (all) => ({ sessions: [{ ...all[0], id: null }, all.at(-1)], total: 2 })],
      ['a row has no date', (all) => ({ sessions: [all.at(-1), { ...all[0], created_at: null }], total: 2 })],
    ];
    for (const [name, list] of hiding) {
      const host = kycHost({ store: memoryStore() });
      host.vobiz.begin('MA_ASHA', { flow_type: 'redirect', redirect_url });
      await replaced(host);
      host.vobiz.begin('MA_NILA', { flow_type: 'redirect', redirect_url });
      answering(host, '/kyc-sessions', (body) =>
        Array.isArray(body.sessions) ? list(body.sessions as Session[]) : body,
      );
      // Not newest first, so that what comes on other pages may be newer.
      if (name.includes('page'))
        answering(host, '/kyc-sessions', (body) => {
          const { sessions } = body as { sessions?: Session[] };
          return sessions
            ? { ...body, sessions: rowsOf([host.vobiz.sessions.at(-1)!, host.vobiz.sessions[0]!]), total: 3 }
            : body;
        });
      assert.equal(unlocked(host, await host.ask('GET /kyc')), false, name);
    }
  });

  it('is not while the list lags behind the session that was begun here', async () => {
    const host = kycHost();
    await replacedHere(host);
    answering(host, '/kyc-sessions', (body) =>
      Array.isArray(body.sessions) ? { ...body, sessions: body.sessions.slice(1) } : body,
    );
    const { body } = await host.ask('GET /kyc');
    assert.deepEqual([body.verified, body.status, body.can_continue], [false, 'link_ready', true]);
    assert.deepEqual(host.told, []);
  });

  it('sees their own session, though the service filters nothing', async () => {
    const host = kycHost();
    await host.start();
    host.clock.advance(1_000);
    await otherFinished(host);
    answering(host, '/kyc-sessions', (body) =>
      Array.isArray(body.sessions) ? { ...body, sessions: rowsOf(host.vobiz.sessions) } : body,
    );
    const { body } = await host.ask('GET /kyc');
    assert.deepEqual([body.verified, body.status, body.can_continue], [false, 'link_ready', true]);
  });
});

describe('a name of a session that is none', () => {
  const tricks: unknown[] = [
    '../accounts/MA_ASHA', '..%2faccounts%2fMA_ASHA', '....//accounts', '%2e%2e/%2e%2e', 'a/../../accounts', '1a0f7da5/resend',
    '1a0f7da5?x=1', '1a0f7da5#x', '1a0f7da5\\..\\accounts', '1a0f7da5;x=1', '1a0f7da5\u0000', '1a0f7da5\n', '1a0f7da5 ', ' 1a0f7da5',
    'short', '', 'x'.repeat(65), '１ａ０ｆ７ｄａ５', '１..／accounts', 'сессия-номер', null, 42, true, {}, [], ['1a0f7da5-2abb'],
    { toString: '1a0f7da5' }, { '$ne': '' },
  ]; // prettier-ignore
  for (const session_id of tricks)
    it(`asks nobody anything: ${JSON.stringify(session_id)?.slice(0, 40)}`, async () => {
      const { hook, sent, told } = kycHost();
      const { status, code, text } = await hook({ ...(fixture('webhook-kyc-completed') as object), session_id });
      assert.deepEqual([status, code], [400, 'invalid']);
      assert.doesNotMatch(text, /accounts|resend/);
      assert.deepEqual([sent, told], [[], []]);
    });

  it('asks nobody anything when the body is none', async () => {
    const bodies = ['', '{', 'null', '[]', '"text"', '{"session_id":1}', '{"__proto__":{"event":"kyc.completed","session_id":"1a0f7da5-2abb"}}', `${'['.repeat(20)}${']'.repeat(20)}`]; // prettier-ignore
    for (const body of bodies) {
      const { hook, sent } = kycHost();
      assert.equal((await hook(body)).status, 400, body);
      assert.deepEqual(sent, []);
    }
    const { hook, sent } = kycHost();
    assert.equal((await hook(`{"event":"${'x'.repeat(64 * 1024)}"}`)).status, 413);
    assert.deepEqual(sent, []);
  });

  it('is no part of any call of the browser’s', async () => {
    const { ask, sent } = kycHost();
    for (const what of ['GET /kyc/1a0f7da5-2abb', 'POST /kyc/1a0f7da5-2abb/resend', 'DELETE /kyc/1a0f7da5-2abb'])
      assert.equal((await ask(what)).code, 'no-such-call', what);
    assert.deepEqual(sent, []);
  });
});

describe('a page that is not Vobiz’s', () => {
  const hostile: unknown[] = [
    'javascript:alert(1)', 'data:text/html,x', 'blob:https://kyc.vobiz.ai/x', 'https://evil.example/verify?token=kst_1',
    'https://kyc.vobiz.ai@evil.example/', 'https://user@kyc.vobiz.ai/verify', 'https://kyc.vobiz.ai:8443/', 'http://kyc.vobiz.ai/verify',
    'HTTPS://KYC.VOBIZ.AI/verify', 'https://kyc.vobiz.ai.evil.example/', 'https://kус.vobiz.ai/', 'https://kyc.vobiz.ai\\.evil.example/',
    'https://kyc.vobiz.ai/\tx', '\nhttps://kyc.vobiz.ai/x', '//kyc.vobiz.ai/x', '/verify', '', null, 42, {}, ['https://kyc.vobiz.ai/x'],
  ]; // prettier-ignore
  for (const widget_url of hostile)
    it(`is where nobody is sent: ${JSON.stringify(widget_url)}`, async () => {
      const kept: string[] = [];
      const memory = memoryStore();
      const store: Store = { ...memory, add: (key, value, ttl) => (kept.push(value), memory.add(key, value, ttl)) };
      const { ask, vobiz, start } = kycHost({ store });
      const { handler } = vobiz;
      vobiz.handler = async (request) => {
        const response = await handler(request);
        if (request.method !== 'POST') return response;
        return Response.json({ ...((await response.json()) as object), widget_url }, { status: 201 });
      };
      const { status, code, text } = await start();
      assert.deepEqual([status, code], [502, 'kyc-address-not-allowed']);
      assert.doesNotMatch(text, /evil|javascript:|kst_|blob:/);
      assert.ok(!kept.some((value) => value.includes('"link"')));
      assert.equal((await ask('GET /kyc')).body.can_continue, false);
    });

  it('is not where a customer comes back to, whatever the browser says', async () => {
    const { ask, sent } = kycHost();
    const bodies = [{ redirect_url: 'https://evil.example/' }, { account_auth_id: 'MA_NILA' }, { customer_email: 'x@evil.example' }, { webhook_url: 'https://evil.example/' }, { metadata: {} }, { expires_in_days: 365 }]; // prettier-ignore
    for (const extra of bodies)
      assert.equal((await ask('POST /kyc', { body: { flow_type: 'redirect', ...extra } })).status, 422);
    for (const query of [
      'redirect_url=https://evil.example/',
      'next=//evil.example',
      'account=MA_NILA',
      'status=kyc_completed',
    ])
      assert.equal((await ask(`POST /kyc?${query}`, { body: { flow_type: 'redirect' } })).status, 400, query);
    assert.deepEqual(sent, []);
  });

  it('cannot begin, resend or end a verification for somebody who is signed in', async () => {
    for (const what of ['POST /kyc', 'POST /kyc/resend', 'DELETE /kyc', 'GET /kyc']) {
      const { ask, sent } = kycHost();
      const body = what === 'GET /kyc' ? undefined : {};
      for (const headers of [
        { Origin: 'https://evil.example' },
        { Origin: undefined, 'Sec-Fetch-Site': 'cross-site' },
        { 'X-Vobiz-Portal': undefined },
      ])
        assert.equal((await ask(what, { headers, body })).status, 403, what);
      assert.equal((await ask(what, { as: 'MA_NOBODY', body })).status, 401, what);
      assert.deepEqual(sent, []);
    }
  });
});

describe('everything a host says and keeps', () => {
  it('is without the link, the person and the partner’s credentials', async () => {
    const kept: string[] = [];
    const memory = memoryStore();
    const store: Store = {
      ...memory,
      add: (key, value, ttl) => (kept.push(key, value), memory.add(key, value, ttl)),
      replace: (key, before, value, ttl) => (kept.push(value), memory.replace(key, before, value, ttl)),
    };
    const { ask, start, hook, vobiz, log, told } = kycHost({ store });
    const said: Heard[] = [];
    for (const end of ['fail', 'revoke', 'finish'] as const) {
      const { body } = await start();
      assert.match(body.widget_url, /kst_/);
      const session = newest({ vobiz } as Host);
      vobiz.page.pan(session);
      said.push(await ask('GET /kyc'), await ask('POST /kyc/resend'));
      vobiz.page[end](session);
      said.push(await hook(webhookBody(session, 'kyc.completed')), await ask('GET /kyc'), await ask('DELETE /kyc', { body: {} })); // prettier-ignore
    }
    said.push(await ask('GET /session'), await start(), await hook('{'), await hook({ event: 'kyc.completed', session_id: '../x' })); // prettier-ignore
    const everything = JSON.stringify([said.map(({ text, headers }) => [text, [...headers]]), log, told, kept]);
    assert.doesNotMatch(everything, secrets);
    const answers = said.map(({ text }) => text).join();
    for (const name of ['MA_ASHA', ...vobiz.sessions.map(({ id }) => id)]) assert.ok(!answers.includes(name), name);
    assert.deepEqual(told.map(([name]) => name), ['onFailed', 'onRevoked', 'onVerified']); // prettier-ignore
  });
});
