import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask, fixture, service, shapeOf } from './sandbox-ask.ts';

const john = {
  name: 'John Doe',
  email: 'john@example.com',
  phone: '+919000000001',
  password: 'correct-horse-1',
  country: 'IN',
  company: 'Acme Corp',
};

function partner() {
  const { sandbox, world } = service();
  const as = { as: 'PA_SANDBOX' };
  return {
    sandbox,
    world,
    create: (body: unknown) => ask(sandbox, 'POST /api/v1/partner/accounts', { ...as, body }),
    get: (path: string) => ask(sandbox, `GET /api/v1/partner/accounts${path}`, as),
    pay: (auth_id: string, body: unknown) =>
      ask(sandbox, `POST /api/v1/partner/accounts/${auth_id}/transfer-balance`, { ...as, body }),
  };
}

describe('A partner who opens an account', () => {
  it('reads the answer of the fixture, and the customer can sign in with it', async () => {
    const { create, get, sandbox } = partner();
    const { status, body } = await create(john);
    assert.equal(status, 201);
    assert.deepEqual(shapeOf(body), shapeOf(await fixture('partner-accounts-create.201')));
    assert.match(body.auth_id, /^MA_[0-9A-F]{8}$/);
    const profile = (await get(`/${body.auth_id}`)).body;
    assert.deepEqual([profile.kyc_status, profile.phone, profile.cash_credits], ['pending', john.phone, '0.00000']);
    assert.equal((await get('')).body.total, 7);
    const headers = { 'X-Auth-ID': body.auth_id, 'X-Auth-Token': body.auth_token };
    for (const path of [
      'numbers',
      'trunks',
      'cdr',
      'Recording/',
      'transactions',
      'balance/INR',
      'trunks/credentials',
    ]) {
      assert.equal((await ask(sandbox, `GET /api/v1/Account/${body.auth_id}/${path}`, { headers })).status, 200, path);
    }
  });

  it('is told about each field that is wrong, in the words of the fixture', async () => {
    const { create } = partner();
    const { status, body } = await create({ ...john, phone: '9876543210', password: 'abc' });
    assert.equal(status, 422);
    const expected = await fixture('partner-accounts-create.422-validation');
    const byField = (one: typeof expected) => ({ ...one, details: one.details.toSorted(inOrder) });
    const inOrder = (one: { loc: string[] }, other: { loc: string[] }) => (one.loc[1]! < other.loc[1]! ? -1 : 1);
    assert.deepEqual(byField(body), byField(expected));
    const nothing = await create({});
    assert.deepEqual(
      nothing.body.details.map(({ loc }: { loc: string[] }) => loc[1]),
      ['name', 'email', 'phone', 'password', 'country'],
    );
    for (const wrong of [
      { email: 'john' },
      { password: 'password' },
      { country: 'India' },
      { name: ' ' },
      { phone: 5 },
    ]) {
      assert.equal((await create({ ...john, ...wrong })).status, 422, JSON.stringify(wrong));
    }
    const broken = await create('{');
    assert.deepEqual([broken.status, broken.body.details[0].type], [422, 'json_invalid']);
  });

  it('can’t use an address twice, or open more accounts than allowed', async () => {
    const { create, world } = partner();
    const taken = await create({ ...john, email: 'Asha@Example.com' });
    assert.deepEqual([taken.status, taken.body], [409, await fixture('partner-accounts-create.409-email-in-use')]);
    world.partner.max_accounts = 6;
    const full = await create(john);
    assert.deepEqual([full.status, full.body], [403, await fixture('partner-accounts-create.403-limit')]);
    world.partner.can_create_accounts = false;
    assert.equal((await create(john)).status, 403);
  });
});

describe('A partner who moves money to a customer', () => {
  const order = { amount: 500, currency: 'INR', description: 'April recharge' };

  it('reads the answer of the fixture, and both sides have moved', async () => {
    const { pay, get, world } = partner();
    const { status, body } = await pay('MA_KAVERI', order);
    assert.equal(status, 200);
    assert.deepEqual(shapeOf(body), shapeOf(await fixture('partner-transfer-balance.200')));
    assert.deepEqual([body.customer_balance_after, body.partner_balance_after], [740, 49_500]);
    assert.equal((await get('/MA_KAVERI/balance')).body.cash_credits, '740.00000');
    assert.equal(world.partner.balance, 49_500_00);
  });

  it('lets the customer read about it', async () => {
    const { pay, sandbox } = partner();
    await pay('MA_KAVERI', order);
    const { body } = await ask(sandbox, 'GET /api/v1/Account/MA_KAVERI/transactions', { as: 'MA_KAVERI' });
    const [line] = body.transactions;
    assert.deepEqual(shapeOf(line), shapeOf((await fixture('partner-transactions-list.200')).transactions[0]));
    assert.deepEqual([line.amount, line.description], [500, 'Transfer from partner Sandbox Telecom: April recharge']);
    assert.equal(body.summary.by_reference_type.at(0).reference_type, 'unknown');
  });

  it('moves nothing where there is too little, or the order is wrong', async () => {
    const { pay, get, world } = partner();
    world.partner.balance = 200_00;
    const poor = await pay('MA_KAVERI', order);
    assert.deepEqual([poor.status, poor.body], [400, await fixture('partner-transfer-balance.400-insufficient')]);
    for (const wrong of [
      { amount: 0 },
      { amount: -5 },
      { amount: '5' },
      { amount: 1.005 },
      { currency: 'USD' },
      { description: 5 },
    ]) {
      assert.equal((await pay('MA_KAVERI', { ...order, amount: 5, ...wrong })).status, 400, JSON.stringify(wrong));
    }
    assert.equal((await pay('MA_NOBODY', order)).status, 404);
    assert.equal((await pay('SA_ASHA1', order)).status, 404);
    assert.equal((await get('/MA_KAVERI/balance')).body.cash_credits, '240.00000');
    assert.equal(world.partner.balance, 200_00);
  });
});
