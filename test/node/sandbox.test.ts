import { readFile, readdir } from 'node:fs/promises';
import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { describe, it } from 'node:test';
import {
  createSandbox,
  createWorld,
  sandboxAccount,
  sandboxAccounts,
  sandboxSubAccounts,
} from '../../src/sandbox/index.ts';
import { ask, fixture, question, shapeOf } from './sandbox-ask.ts';

const sandbox = createSandbox();
const asha = { as: 'MA_ASHA' };
const partner = { as: 'PA_SANDBOX' };
const at = (path: string) => `GET /api/v1/Account/MA_ASHA/${path}`;

const answers = {
  'inventory-numbers.200': [at('inventory/numbers'), asha],
  'inventory-numbers.200-empty': [at('inventory/numbers?search=words'), asha],
  'numbers-list.200-empty': ['GET /api/v1/Account/MA_NILA/numbers', { as: 'MA_NILA' }],
  'balance.200': [at('balance/INR'), asha],
  'number-health.200': ['GET /api/v1/account/MA_ASHA/numbers/%2B918071387149/health', asha],
  'account-me.200': ['GET /api/v1/auth/me', asha],
  'account-me.401': ['GET /api/v1/auth/me', {}],
  'error-401-gateway': [at('numbers'), {}],
  'error-403-account-mismatch': [at('numbers'), { as: 'MA_NILA' }],
  'trunks-list.200-empty': ['GET /api/v1/Account/MA_NILA/trunks', { as: 'MA_NILA' }],
  'partner-accounts-list.200': ['GET /api/v1/partner/accounts', partner],
  'partner-account-get.200': ['GET /api/v1/partner/accounts/MA_ASHA', partner],
  'partner-account-get.404': ['GET /api/v1/partner/accounts/MA_NOBODY', partner],
  'partner-account-balance.200': ['GET /api/v1/partner/accounts/MA_ASHA/balance', partner],
} as const;

describe('The bodies a developer reads', () => {
  for (const [name, [what, more]] of Object.entries(answers)) {
    it(`have the keys and kinds of ${name}`, async () => {
      const { status, body } = await ask(sandbox, what, more);
      assert.equal(status, Number(/(\d{3})/.exec(name)![1]));
      assert.deepEqual(shapeOf(body), shapeOf(await fixture(name)));
    });
  }

  it('leave out what an owned number has not got, and have nothing that the fixtures have not', async () => {
    const { items } = await fixture('numbers-list.200');
    const [application, trunk, neither] = items.map(shapeOf);
    const { body } = await ask(sandbox, at('numbers'), asha);
    assert.deepEqual(Object.keys(body), ['items', 'page', 'per_page', 'total']);
    const rowOf = (e164: string) => shapeOf(body.items.find((row: { e164: string }) => row.e164 === e164));
    assert.deepEqual(rowOf('+912271263984'), application);
    assert.deepEqual(rowOf('+918071387149'), trunk);
    assert.deepEqual(rowOf('+914471269005'), neither);
    const pending = body.items.find((row: { status: string }) => row.status === 'pending_purchase');
    assert.equal('purchased_at' in pending, false);
  });

  it('are those of the fixtures for trunks, inbound and outbound', async () => {
    const { body } = await ask(sandbox, at('trunks'), asha);
    const { objects } = await fixture('trunks-list.200');
    const keys = (row: object) => Object.keys(row).sort();
    assert.deepEqual(keys(body.objects[1]), keys(objects[0]));
    assert.deepEqual(
      keys(body.objects[2]),
      keys(objects[2]).filter((key) => key !== 'inbound_destination'),
    );
    assert.deepEqual(body.meta, { limit: 20, offset: 0, total: 3 });
    const second = await ask(sandbox, at('trunks?limit=1&offset=1'), asha);
    assert.deepEqual(second.body.objects, [body.objects[1]]);
  });

  it('tell the partner about a customer’s numbers and whose they are', async () => {
    const { body } = await ask(sandbox, 'GET /api/v1/partner/accounts/MA_ASHA/numbers?search=2271263984', partner);
    assert.deepEqual(shapeOf(body), shapeOf(await fixture('partner-numbers-list.200')));
    assert.equal(body.per_page, 20);
  });

  it('show every state of a number in the first account, its sub-account’s number included', async () => {
    const { body } = await ask(sandbox, at('numbers'), asha);
    const states = new Set(body.items.map((row: { status: string }) => row.status));
    assert.deepEqual([...states].sort(), ['active', 'blocked', 'pending_purchase', 'pending_release']);
    const restricted = (row: Record<string, unknown>) => row.aadhaar_verification_required && !row.aadhaar_verified;
    assert.equal(body.items.filter(restricted).length, 1);
    assert.equal(body.items.filter((row: { account_id: string }) => row.account_id === 'SA_ASHA1').length, 1);
  });
});

describe('A developer with the wrong credentials', () => {
  const cases: [string, string, object, number][] = [
    ['has none', at('numbers'), {}, 401],
    ['forgot the token', at('numbers'), { headers: { 'X-Auth-ID': 'MA_ASHA' } }, 401],
    ['has another’s token', at('numbers'), { ...asha, headers: { 'X-Auth-Token': 'sandbox-ma_nila-token' } }, 401],
    ['is another customer', at('balance/INR'), { as: 'MA_NILA' }, 403],
    ['is the partner', at('trunks'), partner, 403],
    ['is the partner and asks who it is', 'GET /api/v1/auth/me', partner, 401],
    ['is a customer at the partner’s door', 'GET /api/v1/partner/accounts', asha, 403],
    ['is nobody at the partner’s door', 'GET /api/v1/partner/accounts', {}, 401],
    ['is the parent of a sub-account', 'GET /api/v1/Account/SA_ASHA1/numbers', asha, 403],
    ['spells the account in lower case', 'GET /api/v1/Account/ma_asha/numbers', asha, 403],
  ];
  for (const [who, what, more, status] of cases) {
    it(`is told ${status} who ${who}`, async () => assert.equal((await ask(sandbox, what, more)).status, status));
  }

  it('is told that the account is inactive, in the words of the fixture', async () => {
    const closed = createSandbox({
      accounts: [sandboxAccount({ auth_id: 'MA_SHUT', name: 'Shut', is_active: false })],
    });
    const headers = { 'X-Auth-ID': 'MA_SHUT', 'X-Auth-Token': 'sandbox-ma_shut-token' };
    const { status, body } = await ask(closed, 'GET /api/v1/Account/MA_SHUT/numbers', { headers });
    assert.equal(status, 403);
    const expected = await fixture('error-403-account-inactive');
    assert.deepEqual(body.error, expected.error);
    assert.deepEqual(shapeOf(body), shapeOf(expected));
  });
});

describe('A developer who misspells a path', () => {
  const cases: [string, string, number][] = [
    ['lower-case account on a number page', 'GET /api/v1/account/MA_ASHA/numbers', 404],
    ['lower-case account on stock', 'GET /api/v1/account/MA_ASHA/inventory/numbers', 404],
    ['capital Account on health', 'GET /api/v1/Account/MA_ASHA/numbers/%2B918071387149/health', 404],
    ['lower-case account on trunks', 'GET /api/v1/account/MA_ASHA/trunks', 401],
    ['lower-case account on the balance', 'GET /api/v1/account/MA_ASHA/balance/INR', 401],
    ['a capital Partner', 'GET /api/v1/Partner/accounts', 401],
    ['a slash too many', 'GET /api/v1/Account/MA_ASHA/numbers/', 404],
    ['no base', 'GET /Account/MA_ASHA/numbers', 404],
    ['the base twice', 'GET /api/v1/api/v1/Account/MA_ASHA/numbers', 404],
    ['another method', 'PATCH /api/v1/Account/MA_ASHA/numbers', 404],
    ['a currency there is no money in', at('balance/inr'), 404],
  ];
  for (const [mistake, what, status] of cases) {
    it(`is told ${status} for ${mistake}`, async () => assert.equal((await ask(sandbox, what, asha)).status, status));
  }
  it('reads two different bodies for the two', async () => {
    const shapes = [(await ask(sandbox, cases[0]![1], asha)).body, (await ask(sandbox, cases[3]![1], asha)).body];
    assert.deepEqual(shapes.map(shapeOf), [
      { error: 'string', message: 'string' },
      { error: { code: 'number', message: 'string' } },
    ]);
  });

  it('finds everything at any origin all the same', async () => {
    const { url, headers } = question(at('numbers'), asha);
    const elsewhere = new Request(url.replace('http://localhost', 'https://api.example'), { headers });
    assert.equal((await sandbox(elsewhere)).status, 200);
  });
});

describe('Whoever makes a sandbox', () => {
  it('is told which option is wrong and what is allowed', () => {
    assert.throws(() => createSandbox({ seed: -1 }), /option seed must be a whole number from 0 to 4294967295, not -1/);
    assert.throws(() => createSandbox({ numbers: 1.5 }), /option numbers must be a whole number from 0 to 200000/);
    assert.throws(() => createSandbox({ calls: 2_000_000 }), /option calls must be a whole number from 0 to 1000000/);
    assert.throws(() => createSandbox({ now: 5 as never }), /option now must be a function/);
    const accounts = [sandboxAccount({ auth_id: 'MA_X', name: 'X', balance: '12,5' })];
    assert.throws(() => createSandbox({ accounts }), /two decimals, such as 12500.00, not 12,5/);
  });

  it('cannot make one in production', () => {
    const before = process.env.NODE_ENV;
    process.env.NODE_ENV = 'production';
    try {
      assert.throws(() => createSandbox(), /NODE_ENV=production/);
      assert.throws(() => createWorld(), /NODE_ENV=production/);
    } finally {
      if (before === undefined) delete process.env.NODE_ENV;
      else process.env.NODE_ENV = before;
    }
  });

  it('finds the six customers with the tokens that are told everywhere', () => {
    assert.deepEqual(
      sandboxAccounts.map(({ auth_id, auth_token, name }) => [auth_id, auth_token, name].join(' ')),
      [
        'MA_ASHA sandbox-ma_asha-token Asha Textiles',
        'MA_NILA sandbox-ma_nila-token Nila Voice Labs',
        'MA_KAVERI sandbox-ma_kaveri-token Kaveri Clinic',
        'MA_MALABAR sandbox-ma_malabar-token Malabar Spices',
        'MA_DECCAN sandbox-ma_deccan-token Deccan Logistics',
        'MA_TAPTI sandbox-ma_tapti-token Tapti Traders',
      ],
    );
    assert.equal(sandboxSubAccounts[0]!.parent_auth_id, 'MA_ASHA');
  });
});

describe('A developer who runs the sandbox in a page', () => {
  it('needs nothing of Node, and the sandbox learns nothing from the code it is to test', async () => {
    const room = new URL('../../src/sandbox/', import.meta.url);
    const files = (await readdir(room, { recursive: true })).filter(
      (file) => file.endsWith('.ts') && file !== 'serve.ts',
    );
    assert.ok(files.length > 20);
    for (const file of files) {
      const source = await readFile(new URL(file, room), 'utf8');
      const imported = [...source.matchAll(/from '([^']+)'/g)].map(([, from]) =>
        posix.join('sandbox', file, '..', from!),
      );
      const allowed = /^(sandbox\/.+|contract\/handler\.ts|telephony\/[\w-]+\.ts)$/;
      assert.deepEqual(
        imported.filter((from) => !allowed.test(from)),
        [],
        file,
      );
    }
  });
});
