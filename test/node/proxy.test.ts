import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createProxy, type ProxyOptions } from '../../src/server/index.ts';
import { routes } from '../../src/contract/routes.ts';
import { sandboxPartner } from '../../src/sandbox/index.ts';
import { answering, browser, heard, host, page, whoseCookie } from './proxy-ask.ts';

const anything = answering({ items: [], status: 'active', number: { e164: '+918065354620' } });
const buy = 'POST /numbers/purchase-from-inventory';

describe('the order of the steps', () => {
  const nobody = () => {
    throw new Error('asked who it is too early');
  };

  it('sends away somebody who asks for what does not exist before asking who they are', async () => {
    const { ask, sent } = host({ customer: nobody });
    assert.equal((await ask('GET /numberz', { headers: { 'X-Vobiz-Portal': undefined } })).code, 'no-such-call');
    assert.deepEqual(sent, []);
  });

  it('sends away another site before asking who it is', async () => {
    const { ask } = host({ customer: nobody });
    assert.equal(
      (await ask('GET /numbers', { headers: { Origin: 'https://evil.example' } })).code,
      'origin-not-allowed',
    );
  });

  it('tells somebody who is signed out so before looking at what they say', async () => {
    const { ask, sent } = host();
    const answer = await ask(`${buy}?x=1`, { as: 'NOBODY', body: 'not json' });
    assert.deepEqual([answer.status, answer.code, answer.body.kind], [401, 'signed-out', 'session']);
    assert.deepEqual(sent, []);
  });

  it('tells somebody who may not do it so before looking at what they say', async () => {
    const { ask, sent } = host({ customer: (request) => ({ ...whoseCookie(request)!, can: ['listNumbers'] }) });
    const answer = await ask(buy, { body: 'not json' });
    assert.deepEqual([answer.status, answer.code], [403, 'not-allowed']);
    assert.equal((await ask('GET /numbers')).status, 200);
    assert.deepEqual((await ask('GET /session')).body.can, ['getSession', 'listNumbers']);
    assert.equal(sent.length, 1);
  });

  it('needs a key for a write before it reads the body', async () => {
    const { ask, sent } = host();
    for (const key of [undefined, 'short', 'with space 1', 'x'.repeat(129)])
      assert.equal(
        (await ask(buy, { body: 'not json', headers: { 'Idempotency-Key': key } })).code,
        'missing-idempotency-key',
      );
    assert.deepEqual(sent, []);
  });
});

describe('who is signed in', () => {
  it('is told to the page without any credential', async () => {
    const customer = () => ({ auth_id: 'MA_ASHA', auth_token: 't0ken', name: 'Asha Textiles', currency: 'INR' });
    const { ask, sent } = host({ customer, time_zone: 'Asia/Dubai' });
    const { body } = await ask('GET /session');
    assert.deepEqual(body, {
      account: { name: 'Asha Textiles', currency: 'INR' },
      // Nobody can sign somebody up, or have somebody verified, where the host did not turn that on.
      can: Object.keys(routes).filter((name) => name !== 'createAccount' && !name.endsWith('Kyc')),
      kyc_origins: ['https://kyc.vobiz.ai'],
      time_zone: 'Asia/Dubai',
    });
    assert.deepEqual(sent, []);
  });

  it('is nobody’s secret when the host’s check fails', async () => {
    const secret = 'db password 4711';
    const { ask, log } = host({
      customer: () => {
        throw new Error(secret);
      },
    });
    const answer = await ask('GET /numbers');
    assert.deepEqual([answer.status, answer.code], [500, 'sign-in-check-failed']);
    assert.ok(!JSON.stringify([answer.text, log]).includes(secret));
    assert.equal(log[0]!.problem, 'sign-in-check-failed');
    assert.match(String(log[0]!.cause), /4711/);
  });

  it('is asked of the host, who hears on the console why it failed where there is no log', async (t) => {
    const told = t.mock.method(console, 'error', () => {});
    const thrown = new Error('no such table: users');
    const { ask } = host({ log: undefined, customer: () => Promise.reject(thrown) });
    const answer = await ask('GET /numbers');
    assert.equal(told.mock.callCount(), 1);
    const [sentence, cause] = told.mock.calls[0]!.arguments as [string, unknown];
    assert.equal(sentence, `vobiz-portal: sign-in-check-failed, request ${answer.body.request_id}`);
    assert.equal(cause, thrown);
    await ask('GET /numberz');
    assert.equal(told.mock.callCount(), 1, 'what is nobody’s fault is not told');
  });

  it('is refused, and the host told which name, when they may do what does not exist', async () => {
    const can = ['listNumbers', 'buyNumbers'] as never;
    const { ask, log, sent } = host({ customer: (request) => ({ ...whoseCookie(request)!, can }) });
    assert.deepEqual([(await ask('GET /numbers')).code, sent], ['bad-credentials', []]);
    assert.match(String(log[0]!.cause), /"buyNumbers" is not one that there is; did you mean "buyNumber"\?/);
  });

  for (const [what, bad] of Object.entries({
    'an id that climbs': { auth_id: '../../partner', auth_token: 't' },
    'no token': { auth_id: 'MA_ASHA', auth_token: '' },
    'a token with a line break': { auth_id: 'MA_ASHA', auth_token: 'a\r\nX-Evil: 1' },
    'a list that is none': { auth_id: 'MA_ASHA', auth_token: 't', can: 'listNumbers' },
    'only a name': 'MA_ASHA',
  }))
    it(`is refused when the host says ${what}`, async () => {
      const { ask, sent } = host({ customer: () => bad as never });
      assert.equal((await ask('GET /numbers')).code, 'bad-credentials');
      assert.deepEqual(sent, []);
    });
});

describe('a path', () => {
  const escapes = [
    '/vobizevil/numbers', '/Vobiz/numbers', '/vobiz', '/vobiz/', '/vobiz//numbers', '/vobiz/numbers/', '/numbers',
    '/vobiz/Numbers', '/vobiz/../api/v1/partner/accounts', '/vobiz/%2e%2e/partner', '/vobiz/numbers/%2e%2e%2fpartner',
    '/vobiz/numbers/..%2f..%2fpartner', '/vobiz/numbers/..%5cpartner', '/vobiz/numbers/%252e%252e', '/vobiz/numbers/..;',
    '/vobiz/numbers/%252B918065354620', '/vobiz/numbers/+91806535%2F4620', '/vobiz/numbers/+918065354620%00',
    '/vobiz/numbers/+918065354620%0a', '/vobiz/numbers/918065354620', '/vobiz/numbers/+918065354620%3Fimmediate=true',
    '/vobiz/%6eumbers%2f%2b918065354620', '/vobiz/numbers/+918065354620;x', '/vobiz/numbers/%ff', '/vobiz/numbers/%',
    '/vobiz/session/..%2fnumbers', '/vobiz/numbers/__proto__', '/vobiz/kyc/webhook', '/vobiz/numbers/%EF%BC%8B918065354620',
  ]; // prettier-ignore
  for (const path of escapes)
    it(`that leads elsewhere leads nowhere: ${path}`, async () => {
      const { proxy, sent } = host({ service: anything });
      for (const method of ['GET', 'POST', 'DELETE']) {
        const { headers } = browser('DELETE /numbers');
        const answer = await heard(await proxy(new Request(page + path, { method, headers })));
        assert.ok([400, 404, 405].includes(answer.status), `${method} ${answer.status}`);
      }
      assert.deepEqual(sent, []);
    });

  it('may carry the plus sign raw or encoded, and goes up in one form', async () => {
    const { ask, sent } = host({ service: anything });
    await ask('DELETE /numbers/+918065354620');
    await ask('DELETE /numbers/%2B918065354621');
    await ask('DELETE /n%75mbers/%2b%3918065354622');
    assert.deepEqual(
      sent.map(({ url }) => url.split('/numbers/')[1]),
      ['%2B918065354620', '%2B918065354621', '%2B918065354622'],
    );
  });

  it('with a segment that hides another is no call at all, rather than one with a wrong number', async () => {
    const { ask, sent } = host({ service: anything });
    for (const hidden of ['%2e%2e', '..%2f..%2fpartner', '..%5cpartner', '%252B918065354620', '+918065354620%00'])
      assert.equal((await ask(`DELETE /numbers/${hidden}/assign`)).code, 'no-such-call', hidden);
    assert.deepEqual(sent, []);
  });

  it('whose number lacks its plus sign is wrong input, and not something that is not there', async () => {
    const { ask, sent } = host({ service: anything });
    for (const what of ['DELETE /numbers/918065354620', 'POST /numbers/8065354620/cancel-release', 'GET /trunks/x']) {
      const answer = await ask(what);
      const field = what.startsWith('GET') ? 'trunk_id' : 'e164';
      assert.deepEqual([answer.status, answer.body.kind, answer.body.errors], [400, 'invalid', [{ field, code: 'invalid' }]]); // prettier-ignore
    }
    assert.deepEqual(sent, []);
  });

  it('says which methods it has', async () => {
    const { ask, proxy } = host({ service: anything });
    for (const [what, allow] of [
      ['POST /numbers', 'GET, OPTIONS'],
      ['DELETE /numbers/purchase-from-inventory', 'POST, OPTIONS'],
      ['PUT /numbers/+918065354620/assign', 'POST, DELETE, OPTIONS'],
      ['PATCH /balance', 'GET, OPTIONS'],
    ] as const) {
      const answer = await ask(what);
      assert.deepEqual([answer.status, answer.headers.get('allow')], [405, allow], what);
    }
    const head = await proxy(new Request(`${page}/vobiz/numbers`, { method: 'HEAD' }));
    assert.deepEqual([head.status, head.headers.get('allow')], [405, 'GET, OPTIONS']);
  });

  it('is found below a mount of several segments, and at the root', async () => {
    for (const mount of ['/a/b', '/a/b/', '/']) {
      const { proxy } = host({ mount, service: anything });
      const { headers } = browser('GET /numbers');
      const path = mount === '/' ? '/numbers' : '/a/b/numbers';
      assert.equal((await proxy(new Request(page + path, { headers }))).status, 200, mount);
      assert.equal((await proxy(new Request(`${page}/a/numbers`, { headers }))).status, 404, mount);
    }
  });
});

describe('a request from somewhere else', () => {
  type Row = [what: string, headers: Record<string, string | undefined>, read: string, write: string];
  const none = undefined;
  const table: Row[] = [
    ['the host’s own page', { Origin: page, 'Sec-Fetch-Site': 'same-origin' }, 'ok', 'ok'],
    ['an own page that names no origin', { Origin: none, 'Sec-Fetch-Site': 'same-origin' }, 'ok', 'ok'],
    ['a page without the header', { 'X-Vobiz-Portal': none }, 'missing-header', 'missing-header'],
    ['a page with another header value', { 'X-Vobiz-Portal': '1, 1' }, 'missing-header', 'missing-header'],
    ['another site', { Origin: 'https://evil.example' }, 'origin-not-allowed', 'origin-not-allowed'],
    ['a site with a longer name', { Origin: `${page}.evil` }, 'origin-not-allowed', 'origin-not-allowed'],
    ['the same host without TLS', { Origin: 'http://signup.example' }, 'origin-not-allowed', 'origin-not-allowed'],
    ['the same host on another port', { Origin: `${page}:8443` }, 'origin-not-allowed', 'origin-not-allowed'],
    ['an origin with a path', { Origin: `${page}/` }, 'origin-not-allowed', 'origin-not-allowed'],
    ['a sandboxed frame', { Origin: 'null' }, 'origin-not-allowed', 'origin-not-allowed'],
    ['an empty origin', { Origin: '' }, 'origin-not-allowed', 'origin-not-allowed'],
    ['another site that hides its origin', { Origin: none, 'Sec-Fetch-Site': 'cross-site' }, 'cross-site', 'cross-site'],
    ['a subdomain that hides its origin', { Origin: none, 'Sec-Fetch-Site': 'same-site' }, 'ok', 'cross-site'],
    ['the address bar', { Origin: none, 'Sec-Fetch-Site': 'none' }, 'ok', 'cross-site'],
    ['something that is no browser', { Origin: none, 'Sec-Fetch-Site': none }, 'ok', 'cross-site'],
  ]; // prettier-ignore
  for (const [what, headers, read, write] of table)
    it(`comes from ${what}: a read is ${read}, a write is ${write}`, async () => {
      const { ask, sent } = host({ service: anything });
      assert.equal((await ask('GET /numbers', { headers })).code ?? 'ok', read);
      assert.equal((await ask('DELETE /numbers/+918065354620', { headers })).code ?? 'ok', write);
      assert.equal(sent.length, [read, write].filter((one) => one === 'ok').length);
    });

  it('may come from the own origin without configuration, but only on this machine', async () => {
    const from = async (own: string, Origin: string) => {
      const { proxy } = host({ origins: undefined, service: anything });
      const { headers } = browser('DELETE /numbers/+918065354620', { headers: { Origin } });
      return (await proxy(new Request(`${own}/vobiz/numbers/+918065354620`, { method: 'DELETE', headers }))).status;
    };
    for (const own of ['http://localhost:5173', 'http://127.0.0.1:5173', 'http://[::1]:5173'])
      assert.equal(await from(own, own), 200);
    assert.equal(await from('http://localhost:5173', 'http://localhost:5174'), 403);
    assert.equal(await from('http://rebound.example', 'http://rebound.example'), 403);
    assert.equal(await from('http://127.0.0.1.evil.example', 'http://127.0.0.1.evil.example'), 403);
  });

  it('gets its preflight answered here, by name and never by wildcard', async () => {
    const { proxy, sent } = host({ customer: () => assert.fail('a preflight has no identity') });
    const asked = (Origin: string) =>
      proxy(new Request(`${page}/vobiz/numbers/+918065354620`, { method: 'OPTIONS', headers: { Origin } }));
    const yes = await asked(page);
    assert.equal(yes.status, 204);
    assert.equal(yes.headers.get('access-control-allow-origin'), page);
    assert.equal(yes.headers.get('access-control-allow-credentials'), 'true');
    assert.equal(yes.headers.get('access-control-allow-methods'), 'DELETE');
    assert.equal(yes.headers.get('access-control-allow-headers'), 'content-type, idempotency-key, x-vobiz-portal');
    assert.equal(yes.headers.get('access-control-max-age'), '600');
    assert.equal(yes.headers.get('vary'), 'Origin');
    for (const Origin of ['https://evil.example', 'null', '*']) {
      const no = await asked(Origin);
      assert.equal(no.status, 403);
      assert.equal(no.headers.get('access-control-allow-origin'), null);
    }
    assert.deepEqual(sent, []);
  });

  it('may read its answer, a refusal too, when its origin is allowed', async () => {
    const { ask } = host({ origins: ['https://pages.example'] });
    for (const what of ['GET /numbers', 'GET /nope']) {
      const { headers } = await ask(what, {
        headers: { Origin: 'https://pages.example', 'Sec-Fetch-Site': 'cross-site' },
      });
      assert.equal(headers.get('access-control-allow-origin'), 'https://pages.example');
      assert.equal(headers.get('access-control-allow-credentials'), 'true');
      assert.equal(headers.get('access-control-expose-headers'), 'Retry-After, X-Request-Id');
      assert.equal(headers.get('vary'), 'Origin');
    }
    const evil = await ask('GET /numbers', { headers: { Origin: 'https://evil.example' } });
    assert.equal(evil.headers.get('access-control-allow-origin'), null);
  });
});

describe('the log', () => {
  it('names the call and the account’s hash, and nothing a person said', async () => {
    const { ask, log, clock } = host({ service: async () => (clock.advance(7), Response.json({ items: [] })) });
    await ask('GET /numbers?search=918065354620');
    const { request_id, account, ...entry } = log[0]!;
    const at = '2026-03-25T10:00:00.007Z';
    assert.deepEqual(entry, { at, method: 'GET', call: 'listNumbers', status: 200, ms: 7 });
    assert.match(account!, /^[0-9a-f]{12}$/);
    assert.match(request_id, /^[0-9a-f-]{36}$/);
  });

  it('hurts nobody when it fails', async () => {
    for (const log of [() => assert.fail('log'), async () => assert.fail('log')] as ProxyOptions['log'][])
      assert.equal((await host({ log }).ask('GET /numbers')).status, 200);
  });

  it('gives the id that the person was given', async () => {
    const { ask, log } = host();
    const answer = await ask('GET /nope');
    assert.equal(answer.body.request_id, answer.headers.get('x-request-id'));
    assert.equal(log[0]!.request_id, answer.body.request_id);
    assert.equal(log[0]!.problem, 'no-such-call');
  });
});

describe('an option that is wrong', () => {
  const good: ProxyOptions = { partner: sandboxPartner, customer: whoseCookie, mount: '/vobiz' };
  const wrong: [string, object, RegExp][] = [
    ['partner', { partner: { auth_id: 'PA_X' } }, /^partner must/],
    ['customer', { customer: {} }, /^customer must be a function/],
    ['mount', { mount: 'vobiz' }, /^mount must .* "\/"/],
    ['mount', { mount: '/a/../b' }, /^mount must/],
    ['origins', { origins: ['https://signup.example/'] }, /^origins must hold exact origins/],
    ['origins', { origins: ['*'] }, /^origins must/],
    ['origins', { origins: ['null'] }, /^origins must/],
    ['origins', { origins: page }, /^origins must be a list/],
    ['kyc', { kyc: { allowed_origins: ['javascript:x'] } }, /^kyc\.allowed_origins must/],
    ['store', { store: { get() {} } }, /^store must/],
    ['time_zone', { time_zone: 'India' }, /^time_zone must/],
    ['log', { log: 'yes' }, /^log must be a function/],
    ['fetch', { fetch: 'yes' }, /^fetch must be a function/],
    ['upstream', { upstream: 'ftp://x/api/v1' }, /^upstream must be an http/],
    ['upstream', { upstream: 'https://a:b@x/api/v1' }, /^upstream must .* without credentials/],
    ['upstream', { upstream: 'https://x/api/v1?y' }, /^upstream must .* without credentials, query/],
    ['signup', { signup: () => 'me' }, /^signup must be \{ visitor, onCreated \}/],
    ['signup', { signup: { onCreated: () => {} } }, /^signup\.visitor must be a function/],
    ['signup', { signup: { visitor: () => 'me', oncreated: () => {} } }, /"oncreated" .* did you mean "onCreated"\?/],
    ['orgins', { orgins: [page] }, /^The option "orgins" is not one that there is; did you mean "origins"\?$/],
    ['mediaHosts', { mediaHosts: [] }, /^The option "mediaHosts" .* did you mean "media_hosts"\?$/],
    ['retries', { retries: 3 }, /^The option "retries" is not one that there is$/],
    ['upstream', { upstream: 'https://x' }, /^upstream must end with "\/api\/v1"/],
  ];
  for (const [name, option, message] of wrong)
    it(`is a sentence about ${name}: ${JSON.stringify(option)}`, () => {
      assert.throws(() => createProxy({ ...good, ...option }), { name: 'TypeError', message });
    });

  it('is a sentence too when there are none at all', () => {
    for (const none of [undefined, null, '/vobiz'])
      assert.throws(() => createProxy(none as never), { name: 'TypeError', message: /^createProxy needs options/ });
  });

  it('is not a slash at the end of the upstream', async () => {
    const { ask, sent } = host({ upstream: 'http://127.0.0.1:4010/api/v1/' });
    await ask('GET /numbers');
    assert.equal(sent[0]!.url, 'http://127.0.0.1:4010/api/v1/Account/MA_ASHA/numbers');
  });
});
