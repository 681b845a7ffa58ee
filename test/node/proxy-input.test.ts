import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answering, browser, heard, host } from './proxy-ask.ts';

const buy = 'POST /numbers/purchase-from-inventory';
const e164 = '+918065354620';
const service = answering({ items: [], number: { e164 }, status: 'active', currency: 'INR' });

describe('a query', () => {
  const refused: [what: string, field: string, code: string][] = [
    ['DELETE /numbers/+918065354620?immediate=true', 'immediate', 'unknown'],
    ['DELETE /numbers/+918065354620/assign?force=true', 'force', 'unknown'],
    ['GET /numbers?include_subaccounts=false', 'include_subaccounts', 'unknown'],
    ['GET /numbers?account_id=MA_NILA', 'account_id', 'unknown'],
    ['GET /numbers?auth_id=MA_NILA', 'auth_id', 'unknown'],
    ['GET /numbers?page=1&page=2', 'page', 'duplicate'],
    ['GET /numbers?search=1&se%61rch=2', 'search', 'duplicate'],
    ['GET /numbers?per_page=101', 'per_page', 'invalid'],
    ['GET /numbers?page=0', 'page', 'invalid'],
    ['GET /numbers?page=1e3', 'page', 'invalid'],
    ['GET /numbers?search=', 'search', 'invalid'],
    ['GET /numbers?search=%2B91', 'search', 'invalid'],
    ['GET /numbers?__proto__=1', 'query', 'unknown'],
    ['GET /numbers?constructor=1', 'constructor', 'unknown'],
    ['GET /numbers?toString=1', 'toString', 'unknown'],
    ['GET /numbers?%3Cb%3E=1', 'query', 'unknown'],
    ['GET /inventory/numbers?country=in', 'country', 'invalid'],
    ['GET /inventory/numbers?exclude=9180;9192', 'exclude', 'invalid'],
    ['GET /balance?currency=../x', 'currency', 'invalid'],
    ['GET /session?x=1', 'x', 'unknown'],
  ];
  for (const [what, field, code] of refused)
    it(`that says more than it may is refused: ${what}`, async () => {
      const { ask, sent } = host({ service });
      const answer = await ask(what);
      assert.deepEqual([answer.status, answer.code, answer.body.errors], [400, 'invalid', [{ field, code }]]);
      assert.deepEqual(sent, []);
    });

  it('goes up written anew, and what is in the path is not said twice', async () => {
    const { ask, sent } = host({ service });
    await ask('GET /inventory/numbers?exclude=9180%2C9192&per_page=025&country=IN');
    await ask('GET /balance?currency=USD');
    await ask('GET /balance');
    assert.deepEqual(
      sent.map(({ url }) => url.split('/MA_ASHA')[1]),
      ['/inventory/numbers?country=IN&exclude=9180%2C9192&per_page=25', '/balance/USD', '/balance/INR'],
    );
  });
});

describe('a body', () => {
  const deep = `${'['.repeat(20)}${']'.repeat(20)}`;
  const refused: [why: string, body: string, status: number, code: string, errors?: object[]][] = [
    ['names an account', `{"e164":"${e164}","account_id":"MA_NILA"}`, 422, 'invalid', [{ field: 'account_id', code: 'unknown' }]],
    ['names nothing', '{}', 422, 'invalid', [{ field: 'e164', code: 'missing' }]],
    ['is a list', '[]', 422, 'invalid', [{ field: 'e164', code: 'missing' }]],
    ['is null', 'null', 422, 'invalid', [{ field: 'body', code: 'invalid' }]],
    ['has the wrong type', '{"e164":918065354620}', 422, 'invalid', [{ field: 'e164', code: 'invalid' }]],
    ['has an object for a text', '{"e164":{"toString":"x"}}', 400, 'body-not-json'],
    ['has a prototype', `{"e164":"${e164}","__proto__":{"currency":"USD"}}`, 400, 'body-not-json'],
    ['has a constructor inside', `{"e164":"${e164}","x":[{"constructor":{}}]}`, 400, 'body-not-json'],
    ['is cut off', '{"e164":', 400, 'body-not-json'],
    ['is empty', '', 400, 'body-not-json'],
    ['is nested deep', deep, 400, 'body-not-json'],
    ['is long', `{"e164":"${e164}","currency":"${'I'.repeat(17_000)}"}`, 413, 'body-too-large'],
  ]; // prettier-ignore
  for (const [why, body, status, code, errors] of refused)
    it(`that ${why} is refused`, async () => {
      const { ask, sent } = host({ service });
      const answer = await ask(buy, { body });
      assert.deepEqual([answer.status, answer.code, answer.body.errors], [status, code, errors]);
      assert.deepEqual(sent, []);
    });

  it('must be JSON by its type, exactly', async () => {
    const { ask, sent } = host({ service });
    const asked = (type: string | undefined) =>
      ask(buy, { body: { e164 }, key: 'the-same-key', headers: { 'Content-Type': type } });
    for (const type of [
      'text/plain',
      'application/jsonp',
      'application/json, text/plain',
      'application/x-www-form-urlencoded',
      'application/json; charset=utf-16',
      'application/problem+json',
      undefined,
    ])
      // prettier-ignore
      assert.equal((await asked(type)).status, 415, type);
    assert.deepEqual(sent, []);
    for (const type of ['application/json', 'application/json; charset=utf-8', 'application/json;charset=UTF-8'])
      assert.equal((await asked(type)).status, 200, type);
  });

  it('is counted, whatever its header says, and not read beyond what is allowed', async () => {
    let pulled = 0;
    const endless = new ReadableStream({
      pull(stream) {
        pulled += 1024;
        stream.enqueue(new Uint8Array(1024).fill(32));
      },
    });
    const { headers } = browser(buy, { body: { e164 }, headers: { 'Content-Length': '2' } });
    const { proxy, sent } = host({ service });
    const init = { method: 'POST', headers, body: endless, duplex: 'half' } as RequestInit;
    const answer = await heard(await proxy(new Request('https://signup.example/vobiz' + buy.slice(5), init)));
    assert.equal(answer.status, 413);
    assert.ok(pulled < 32 * 1024, `${pulled}`);
    assert.deepEqual(sent, []);
  });

  it('is refused where the call takes none', async () => {
    const { ask, sent } = host({ service });
    for (const what of ['POST /numbers/+918065354620/cancel-release', 'DELETE /numbers/+918065354620'])
      assert.deepEqual([(await ask(what, { body: {} })).code], ['unexpected-body']);
    assert.deepEqual(sent, []);
  });

  it('that somebody has read before is a mistake of the host’s, and is called that', async () => {
    const { proxy } = host({ service });
    const request = browser(buy, { body: { e164 } });
    await request.text();
    assert.equal((await heard(await proxy(request))).code, 'body-consumed');
  });

  it('goes up written anew', async () => {
    const { ask, sent } = host({ service });
    await ask(buy, { body: `\uFEFF { "currency":"INR",\n "e164" : "${e164}" } ` });
    assert.equal(sent[0]!.body, `{"e164":"${e164}","currency":"INR"}`);
  });
});

describe('what the service hears', () => {
  const smuggled = {
    'X-Auth-ID': 'MA_NILA', 'X-Auth-Token': 'stolen', Authorization: 'Bearer stolen', 'X-Forwarded-For': '1.2.3.4',
    'X-HTTP-Method-Override': 'DELETE', Connection: 'X-Auth-Token', Forwarded: 'for=1.2.3.4', Accept: 'text/html',
    Referer: 'https://signup.example/secret', 'User-Agent': 'curl', 'X_Auth_ID': 'MA_NILA', Range: 'bytes=0-1',
  }; // prettier-ignore

  it('is the customer’s own credentials and nothing else the browser sent', async () => {
    const { ask, sent } = host({ service });
    await ask('GET /numbers', { headers: smuggled });
    await ask(buy, { body: { e164 }, headers: smuggled });
    const credentials = { 'x-auth-id': 'MA_ASHA', 'x-auth-token': 'sandbox-ma_asha-token', accept: 'application/json' };
    assert.deepEqual(sent[0]!.headers, credentials);
    assert.deepEqual(sent[1]!.headers, { ...credentials, 'content-type': 'application/json' });
  });

  it('is each customer’s own account, whoever else asks at the same time', async () => {
    const { ask, sent } = host();
    await Promise.all(['MA_ASHA', 'MA_NILA', 'MA_DECCAN'].map((as) => ask('GET /balance', { as })));
    for (const { url, headers } of sent) assert.ok(url.includes(`/Account/${headers['x-auth-id']}/`));
    assert.equal(new Set(sent.map(({ url }) => url)).size, 3);
  });
});
