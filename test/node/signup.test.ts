import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Handler } from '../../src/contract/handler.ts';
import { memoryStore, type OpenedAccount, type ProxyOptions, type SignUp, type Store } from '../../src/server/index.ts';
import { createSandbox, createWorld, dropAfter, dropBefore, sandboxPartner } from '../../src/sandbox/index.ts';
import { host, testClock, type Said } from './proxy-ask.ts';

const signingUp = 'POST /accounts';
const ravi = {
  name: 'Ravi Prints',
  email: 'ravi@example.com',
  phone: '+918012345678',
  password: 'Secret#2026',
  country: 'IN',
};

/** A host whose visitors have a cookie before they have an account, in front of a sandbox that counts. */
function signUpPage(more: Partial<ProxyOptions> & { around?: (handler: Handler) => Handler } = {}) {
  const { around = (handler) => handler, ...options } = more;
  const clock = testClock();
  const world = createWorld({ now: () => new Date(clock.now()) });
  const before = world.accounts.size;
  const kept: OpenedAccount[] = [];
  const state: { onCreated: SignUp['onCreated'] } = { onCreated: (account) => void kept.push(account) };
  const signup: SignUp = {
    visitor: (request) => /visit=(\w+)/.exec(request.headers.get('cookie') ?? '')?.[1],
    onCreated: (account, request) => state.onCreated(account, request),
  };
  const service = around(createSandbox({ world }));
  const page = host({ clock, service, signup, ...options });
  const visit = (said: Said & { visitor?: string } = {}) =>
    page.ask(signingUp, {
      body: ravi,
      ...said,
      headers: { Cookie: `visit=${said.visitor ?? 'first'}`, ...said.headers },
    });
  return { ...page, world, kept, state, visit, opened: () => world.accounts.size - before };
}

describe('a visitor who has no account', () => {
  it('opens one; the host gets its credentials, the browser does not', async () => {
    const { visit, kept, sent, log, world, opened } = signUpPage();
    const answer = await visit();
    assert.equal(answer.status, 200);
    const created_at = '2026-03-25T10:00:00.000Z';
    const { name, email, country } = ravi;
    assert.deepEqual(answer.body, { name, email, status: 'active', currency: 'INR', country, created_at });
    const [account] = kept;
    assert.equal(world.accounts.get(account!.auth_id)!.auth_token, account!.auth_token);
    assert.equal(account!.email, email);
    for (const secret of [account!.auth_id, account!.auth_token, ravi.password])
      assert.ok(!JSON.stringify([answer.text, [...answer.headers], log]).includes(secret));
    const [{ headers, url, body }] = sent as [(typeof sent)[0]];
    assert.match(url, /\/api\/v1\/partner\/accounts$/);
    assert.equal(headers['x-auth-id'], sandboxPartner.auth_id);
    assert.deepEqual(JSON.parse(body), ravi);
    assert.deepEqual([kept.length, opened()], [1, 1]);
  });

  it('cannot where the host did not turn it on, and is not even asked who they are', async () => {
    const { visit, sent } = signUpPage({ signup: undefined, customer: () => assert.fail('asked who it is') });
    assert.deepEqual([(await visit()).code, sent], ['not-allowed', []]);
  });

  it('is not asked who is signed in, and may be somebody who is', async () => {
    const { visit, opened } = signUpPage({ customer: () => assert.fail('asked who it is') });
    assert.deepEqual([(await visit()).status, opened()], [200, 1]);
  });

  it('cannot when the host does not know them', async () => {
    const { visit, sent } = signUpPage();
    assert.deepEqual([(await visit({ headers: { Cookie: '' } })).code, sent], ['signed-out', []]);
  });

  for (const [what, visitor, code] of [
    [
      'throws',
      () => {
        throw new Error('db password 4711');
      },
      'visitor-check-failed',
    ],
    ['answers a number', () => 7 as never, 'bad-visitor'],
    ['answers nothing at all', () => '', 'bad-visitor'],
    ['answers a line break', () => 'a\nb', 'bad-visitor'],
  ] as [string, SignUp['visitor'], string][])
    // prettier-ignore
    it(`hears nothing of a host that ${what} when asked who visits`, async () => {
      const { visit, sent, log } = signUpPage({ signup: { visitor, onCreated: () => {} } });
      const answer = await visit();
      assert.deepEqual([answer.status, answer.code, sent], [500, code, []]);
      assert.ok(!answer.text.includes('4711'));
      assert.equal(log[0]!.cause instanceof Error, code === 'visitor-check-failed');
    });

  const wrong: [string, Said, string][] = [
    ['without the header', { headers: { 'X-Vobiz-Portal': undefined } }, 'missing-header'],
    ['from another site', { headers: { Origin: 'https://evil.example' } }, 'origin-not-allowed'],
    ['from a form', { headers: { 'Content-Type': 'text/plain' } }, 'media-type'],
    ['without a key', { headers: { 'Idempotency-Key': undefined } }, 'missing-idempotency-key'],
    ['with a field that nobody asked for', { body: { ...ravi, account_type: 'standard' } }, 'invalid'],
    ['with a weak password', { body: { ...ravi, password: 'password' } }, 'invalid'],
    ['with 17 KB', { body: `${JSON.stringify(ravi)}${' '.repeat(17_000)}` }, 'body-too-large'],
  ];
  for (const [what, said, code] of wrong)
    it(`is refused ${what}`, async () => {
      const { visit, sent, kept } = signUpPage();
      assert.deepEqual([(await visit(said)).code, sent, kept], [code, [], []]);
    });

  it('is refused with a query', async () => {
    const { ask, sent } = signUpPage();
    const answer = await ask(`${signingUp}?flag=1`, { body: ravi, headers: { Cookie: 'visit=first' } });
    assert.deepEqual([answer.code, sent], ['invalid', []]);
  });

  it('hears that the e-mail address is taken, whosever it is', async () => {
    const { visit, kept } = signUpPage();
    const answer = await visit({ body: { ...ravi, email: 'Asha@example.com' } });
    assert.deepEqual([answer.status, answer.code, kept], [409, 'conflict', []]);
  });

  it('may try ten times in ten minutes, while others are not held up', async () => {
    const { visit } = signUpPage({ limits: {} });
    const taken = { body: { ...ravi, email: 'asha@example.com' } };
    for (let index = 0; index < 10; index++) assert.equal((await visit(taken)).code, 'conflict');
    const tired = await visit(taken);
    assert.deepEqual([tired.status, tired.headers.get('retry-after')], [429, '60']);
    assert.equal((await visit({ visitor: 'second' })).status, 200);
  });
});

describe('a visitor who presses again', () => {
  it('with the same key hears the same, and has one account', async () => {
    const { visit, kept, opened } = signUpPage();
    const [first, second] = [await visit({ key: 'one-intent' }), await visit({ key: 'one-intent' })];
    assert.deepEqual([second.text, second.headers.get('idempotency-replayed')], [first.text, 'true']);
    assert.deepEqual([kept.length, opened()], [1, 1]);
  });

  it('after their answer was lost gets the account, which is handed over from the partner’s list', async () => {
    const { visit, kept, opened, world } = signUpPage({
      around: (sandbox) => dropAfter(sandbox, { method: 'POST', times: 1 }),
    });
    assert.equal((await visit({ key: 'one-intent' })).code, 'unknown-outcome');
    assert.deepEqual([kept.length, opened()], [0, 1]);
    const again = await visit({ key: 'one-intent' });
    assert.deepEqual([again.status, again.body.email], [200, ravi.email]);
    assert.deepEqual([kept.length, opened()], [1, 1]);
    assert.equal(world.accounts.get(kept[0]!.auth_id)!.auth_token, kept[0]!.auth_token);
    assert.ok(!again.text.includes(kept[0]!.auth_token) && !again.text.includes(kept[0]!.auth_id));
  });

  it('with another key after that is told that it is done, and the host has the account', async () => {
    const { visit, kept, opened } = signUpPage({
      around: (sandbox) => dropAfter(sandbox, { method: 'POST', times: 1 }),
    });
    await visit({ key: 'one-intent' });
    assert.equal((await visit({ key: 'two-intent' })).code, 'already-done');
    assert.deepEqual([kept.length, opened()], [1, 1]);
    const first = await visit({ key: 'one-intent' });
    assert.deepEqual([first.status, first.headers.get('idempotency-replayed')], [200, 'true']);
    assert.ok(!first.text.includes(kept[0]!.auth_token));
  });

  it('waits until it is certain that a request that was lost will not come any more', async () => {
    const { visit, clock, kept, opened } = signUpPage({
      around: (sandbox) => dropBefore(sandbox, { method: 'POST', times: 1 }),
    });
    await visit({ key: 'one-intent' });
    assert.equal((await visit({ key: 'one-intent' })).code, 'unknown-outcome');
    clock.advance(90_000);
    assert.equal((await visit({ key: 'one-intent' })).status, 200);
    assert.deepEqual([kept.length, opened()], [1, 1]);
  });

  it('is never given an account that somebody else opened with their address', async () => {
    const { visit, clock, kept, opened } = signUpPage({
      around: (sandbox) => dropBefore(sandbox, { method: 'POST', times: 1 }),
    });
    await visit({ key: 'one-intent' });
    assert.equal((await visit({ visitor: 'second', body: { ...ravi, phone: '+918087654321' } })).status, 200);
    clock.advance(90_000);
    assert.equal((await visit({ key: 'one-intent' })).code, 'conflict');
    assert.deepEqual([kept.length, opened()], [1, 1]);
  });

  it('is never given the account of somebody whose address and telephone they typed', async () => {
    const { visit, kept, opened } = signUpPage({
      around: (sandbox) => dropBefore(sandbox, { method: 'POST', times: 1 }),
    });
    await visit({ key: 'one-intent' });
    assert.equal((await visit({ visitor: 'second' })).status, 200);
    const wrong = await visit({ key: 'one-intent' });
    assert.deepEqual([wrong.status, wrong.code], [409, 'conflict']);
    assert.equal((await visit({ key: 'two-intent' })).code, 'conflict');
    assert.deepEqual([kept.length, opened()], [1, 1]);
  });

  it('as another visitor with the same key is somebody else', async () => {
    const { visit, opened } = signUpPage();
    await visit({ key: 'one-intent' });
    const other = await visit({ key: 'one-intent', visitor: 'second', body: { ...ravi, email: 'other@example.com' } });
    assert.deepEqual([other.status, opened()], [200, 2]);
  });
});

describe('a host that fails to keep a new account', () => {
  it('is given it again when the visitor presses again, by whatever clock, and no second one is opened', async () => {
    const { visit, state, kept, log, clock, world, opened } = signUpPage();
    const keep = state.onCreated;
    state.onCreated = () => {
      throw new Error('db password 4711');
    };
    for (let index = 0; index < 2; index++) {
      const failed = await visit({ key: 'one-intent' });
      const { status, code, body } = failed;
      assert.deepEqual([status, code, body.kind], [503, 'account-not-kept', 'unknown-outcome']);
      assert.ok(!failed.text.includes('4711'));
    }
    assert.match(String(log.at(-1)!.cause), /4711/);
    // Their clocks are a day apart.
    for (const account of world.accounts.values())
      if (account.email === ravi.email) account.created_at = new Date(clock.now() - 86_400_000);
    state.onCreated = keep;
    assert.equal((await visit({ key: 'one-intent' })).status, 200);
    assert.deepEqual([kept.length, opened()], [1, 1]);
    assert.equal(world.accounts.get(kept[0]!.auth_id)!.auth_token, kept[0]!.auth_token);
  });

  it('has it kept safe while the partner’s list does not show it yet', async () => {
    const lists = { late: true };
    const { visit, state, kept, sent, opened } = signUpPage({
      around: (sandbox) => async (request) => {
        const answer = await sandbox(request);
        return lists.late && request.method === 'GET' ? Response.json({ accounts: [], total: 0 }) : answer;
      },
    });
    const keep = state.onCreated;
    state.onCreated = () => Promise.reject(new Error('down'));
    await visit({ key: 'one-intent' });
    state.onCreated = keep;
    for (const key of ['one-intent', 'two-intent']) assert.equal((await visit({ key })).code, 'unknown-outcome');
    lists.late = false;
    assert.equal((await visit({ key: 'one-intent' })).status, 200);
    assert.deepEqual([kept.length, opened(), sent.filter(({ method }) => method === 'POST').length], [1, 1, 1]);
  });

  it('and dies is given it again after a restart', async () => {
    const store = memoryStore();
    const { visit, state, clock, opened, kept } = signUpPage({ store });
    const keep = state.onCreated;
    state.onCreated = () => new Promise(() => {});
    void visit({ key: 'one-intent' });
    while (opened() === 0) await new Promise(setImmediate);
    assert.equal((await visit({ key: 'one-intent' })).code, 'in-flight');
    state.onCreated = keep;
    clock.advance(35_000);
    assert.equal((await visit({ key: 'one-intent' })).status, 200);
    assert.deepEqual([kept.length, opened()], [1, 1]);
  });

  it('leaves neither the token nor the password in the store', async () => {
    const said: unknown[] = [];
    const inner = memoryStore();
    const store = new Proxy(inner, {
      get:
        (target, name: keyof Store) =>
        (...given: unknown[]) => {
          said.push(given);
          return (target[name] as (...given: unknown[]) => unknown)(...given);
        },
    });
    const { visit, state, kept } = signUpPage({ store });
    const keep = state.onCreated;
    state.onCreated = () => Promise.reject(new Error('down'));
    await visit({ key: 'one-intent' });
    state.onCreated = keep;
    await visit({ key: 'one-intent' });
    assert.ok(JSON.stringify(said).includes(kept[0]!.auth_id));
    assert.ok(!JSON.stringify(said).includes(kept[0]!.auth_token));
    assert.ok(!JSON.stringify(said).includes(ravi.password));
  });
});

describe('who is signed in', () => {
  it('has an account, and is not offered another', async () => {
    const { ask } = signUpPage();
    assert.ok(!(await ask('GET /session')).body.can.includes('createAccount'));
  });
});
