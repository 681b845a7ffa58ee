import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask, fixture, service, shapeOf } from './sandbox-ask.ts';

function partner(calls = 500) {
  const { sandbox, world, clock, own } = service('MA_ASHA', { calls });
  const get = (path: string) => ask(sandbox, `GET /api/v1/partner/${path}`, { as: 'PA_SANDBOX' });
  const pay = (amount: number) =>
    ask(sandbox, 'POST /api/v1/partner/accounts/MA_ASHA/transfer-balance', {
      as: 'PA_SANDBOX',
      body: { amount, currency: 'INR', description: 'April recharge' },
    });
  return { get, pay, world, clock, own };
}

describe('A partner who looks at itself', () => {
  it('reads its profile, with its money as a text', async () => {
    const { get, pay } = partner();
    const { status, body } = await get('me');
    assert.equal(status, 200);
    assert.deepEqual(shapeOf(body), shapeOf(await fixture('partner-me.200')));
    await pay(500);
    assert.deepEqual([body.balance, (await get('me')).body.balance], ['50000.00000', '49500.00000']);
    assert.equal(body.account_count, 6);
  });

  it('reads a dashboard whose parts add up', async () => {
    const { get } = partner();
    const { body } = await get('dashboard');
    assert.deepEqual(shapeOf(body), shapeOf(await fixture('partner-dashboard.200')));
    const { calls, traffic, by_product, time_series } = body;
    assert.ok(calls.total_calls > 100, String(calls.total_calls));
    type Figures = { total_calls: number; answered_calls: number };
    for (const key of ['total_calls', 'answered_calls'] as const) {
      const sum = (parts: Figures[]) => parts.reduce((total, part) => total + part[key], 0);
      assert.equal(sum(Object.values(traffic)), calls[key]);
      assert.equal(sum(Object.values(by_product)), calls[key]);
      assert.equal(sum(time_series), calls[key]);
    }
    assert.deepEqual(body.period, { from: '2026-02-23', to: '2026-03-25' });
    assert.equal(body.accounts.customers.length, 6);
  });

  it('has a dashboard before anybody has called', async () => {
    const { get } = partner(0);
    const { calls, time_series } = (await get('dashboard')).body;
    assert.deepEqual(calls, { total_calls: 0, answered_calls: 0, total_minutes: 0, total_cost: '0.00' });
    assert.deepEqual(time_series, []);
  });

  it('reads the capacity of a customer', async () => {
    const { get } = partner();
    const { body } = await get('accounts/MA_ASHA/concurrency');
    assert.deepEqual(shapeOf(body), shapeOf(await fixture('partner-concurrency-get.200')));
    assert.equal((await get('accounts/MA_NOBODY/concurrency')).status, 404);
  });
});

describe('A partner who looks at a customer’s calls', () => {
  const cdrs = 'accounts/MA_ASHA/cdrs';

  it('reads what the customer reads, in the envelope of the fixture', async () => {
    const { get, own } = partner();
    const { body } = await get(`${cdrs}?per_page=2`);
    const expected = await fixture('partner-cdrs-list.200');
    const { data, ...envelope } = body;
    const { data: rows, ...wanted } = expected;
    assert.deepEqual(shapeOf(envelope), shapeOf(wanted));
    assert.deepEqual(Object.keys(data[0]).sort(), Object.keys(rows[0]).sort());
    assert.deepEqual(data, (await own('GET cdrs?per_page=2')).body.data);
  });

  it('filters as in the seed’s example, and from one day on', async () => {
    const { get } = partner();
    const { data } = (await get(`${cdrs}?call_direction=inbound&status=answered&min_duration=10&per_page=100`)).body;
    assert.ok(data.length > 3);
    for (const row of data) {
      assert.deepEqual([row.call_direction, row.billsec > 0, row.duration >= 10], ['inbound', true, true]);
    }
    const all = (await get(cdrs)).body.pagination.total;
    const since = (await get(`${cdrs}?start_date=2026-03-20`)).body.pagination.total;
    const until = (await get(`${cdrs}?end_date=2026-03-19`)).body.pagination.total;
    assert.ok(since > 0 && until > 0);
    assert.equal(since + until, all);
    assert.equal((await get(`${cdrs}?start_date=yesterday`)).status, 400);
  });

  it('reads one call without an envelope, and none of another customer’s', async () => {
    const { get } = partner();
    const [row] = (await get(cdrs)).body.data;
    const { body } = await get(`${cdrs}/${row.uuid}`);
    assert.deepEqual(body, row);
    assert.deepEqual(Object.keys(body).sort(), Object.keys(await fixture('partner-cdr-get.200')).sort());
    assert.equal((await get(`accounts/MA_DECCAN/cdrs/${row.uuid}`)).status, 404);
  });

  it('reads none where Vobiz does not let it', async () => {
    const { get, world } = partner();
    world.partner.can_view_cdrs = false;
    assert.deepEqual([(await get(cdrs)).status, (await get(`${cdrs}/x`)).status], [403, 403]);
  });
});

describe('A partner who looks at a customer’s ledger', () => {
  const ledger = 'accounts/MA_ASHA/transactions';

  it('reads the transfer it made, in the envelope of the fixture', async () => {
    const { get, pay } = partner(0);
    await pay(200);
    const { body } = await get(`${ledger}?transaction_type=transfer`);
    assert.deepEqual(shapeOf(body), shapeOf(await fixture('partner-transactions-list.200')));
    assert.deepEqual([body.total, body.transactions[0].amount, body.account_auth_id], [1, 200, 'MA_ASHA']);
  });

  it('finds each line under exactly one of the four words', async () => {
    const { get, pay } = partner();
    await pay(200);
    const { total } = (await get(ledger)).body;
    const words = ['recharge', 'debit', 'refund', 'transfer'];
    const totals = await Promise.all(
      words.map(async (word) => (await get(`${ledger}?transaction_type=${word}`)).body.total as number),
    );
    assert.equal(totals.reduce((one, other) => one + other), total); // prettier-ignore
    assert.ok(totals[0]! > 0 && totals[1]! > 0);
  });

  it('asks for days and pages, and is told what it may not ask for', async () => {
    const { get, pay } = partner(0);
    await pay(200);
    assert.equal((await get(`${ledger}?from_date=2026-03-25&to_date=2026-03-25&per_page=100`)).body.total, 1);
    assert.equal((await get(`${ledger}?from_date=2026-03-26`)).body.total, 0);
    assert.equal((await get(`${ledger}?per_page=1&page=2`)).body.page, 2);
    for (const query of ['per_page=201', 'from_date=25-03-2026', 'to_date=x', 'transaction_type=gift']) {
      const { status, body } = await get(`${ledger}?${query}`);
      assert.deepEqual([status, body.details[0].loc], [422, ['query', query.split('=')[0]]]);
    }
    assert.equal((await get('accounts/SA_ASHA1/transactions')).status, 404);
  });
});
