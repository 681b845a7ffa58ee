import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sandboxAccounts } from '../../src/sandbox/index.ts';
import { ask, fixture, service, shapeOf } from './sandbox-ask.ts';

type Line = Record<string, string> & { amount: number };

const ledger = async ({ own }: ReturnType<typeof service>, query = '') => (await own(`GET transactions${query}`)).body;
const number = '+918071387149';

describe('A customer who looks into the ledger', () => {
  it('reads pages in the shape of the fixture', async () => {
    const asha = service('MA_ASHA', { calls: 500 });
    const expected = await fixture('transactions-list.200');
    const body = await ledger(asha);
    assert.deepEqual(shapeOf({ ...body, transactions: [] }), shapeOf({ ...expected, transactions: [] }));
    assert.deepEqual(
      shapeOf((await ledger(asha, '?reference_type=cdr')).transactions[0]),
      shapeOf(expected.transactions[0]),
    );
    assert.deepEqual(
      shapeOf((await ledger(asha, '?type=did_rental')).transactions[0]),
      shapeOf(expected.transactions[1]),
    );
    const manual = (await ledger(asha, '?reference_type=manual_adjustment')).transactions[0];
    assert.deepEqual(shapeOf(manual), shapeOf(expected.transactions[2]));
    const types = await ask(asha.sandbox, 'GET /api/v1/account/MA_ASHA/transactions/reference-types', {
      as: 'MA_ASHA',
    });
    assert.deepEqual(shapeOf(types.body), shapeOf(await fixture('transactions-reference-types.200')));
    assert.deepEqual(types.body.reference_types, [
      'cdr',
      'did_rental',
      'manual_adjustment',
      'ncc',
      'payment',
      'stream_cdr',
    ]);
  });

  it('finds that it adds up to the balance, in every account, before and after', async () => {
    for (const { auth_id } of sandboxAccounts) {
      const one = service(auth_id, { calls: 500 });
      assert.equal((await ledger(one)).summary.net_amount, await one.balance(), auth_id);
    }
    const asha = service();
    await asha.buy({ e164: (await asha.stock()).items[0].e164 });
    await asha.release(number);
    const { summary } = await ledger(asha);
    assert.equal(summary.net_amount, await asha.balance());
    assert.equal(summary.total_credit - summary.total_debit, summary.net_amount);
  });

  it('sees a purchase, a release fee and its refund, newest first', async () => {
    const asha = service();
    const { e164, setup_fee, monthly_fee } = (await asha.stock()).items[0];
    await asha.buy({ e164 });
    asha.clock.advance(60);
    await asha.release(number);
    asha.clock.advance(60);
    await asha.takeBack(number);
    const { transactions } = await ledger(asha, '?from_date=2026-03-25');
    assert.deepEqual(
      transactions.map((line: Line) => [line.type, line.amount, line.reference, line.reference_type].join(' ')),
      [
        `credit 700 did:${number} refund`,
        `debit 700 did:${number} manual_adjustment`,
        `debit ${setup_fee + monthly_fee} did:${e164} did_purchase`,
      ],
    );
    const found = await ledger(asha, `?transaction_id=${transactions[1].id}`);
    assert.deepEqual(found.transactions, [transactions[1]]);
    assert.equal((await ledger(asha, `?reference=did:${encodeURIComponent(e164)}`)).total, 1);
    assert.equal((await ledger(asha, '?description=refunded')).total, 1);
  });

  it('finds a call of the ledger among the calls', async () => {
    const asha = service('MA_ASHA', { calls: 500 });
    const { transactions } = await ledger(asha, '?reference_type=cdr');
    const call = (await asha.own(`GET cdr/${transactions[0].reference.slice(4)}`)).body.data;
    assert.equal(call.cost, transactions[0].amount);
  });

  it('filters by class or word, and by days that both count', async () => {
    const deccan = service('MA_DECCAN');
    const debits = await ledger(deccan, '?type=debit&per_page=1000');
    assert.ok(debits.transactions.some(({ type }: Line) => type === 'did_rental'));
    assert.equal(debits.summary.total_credit, 0);
    assert.equal((await ledger(deccan, '?type=credit')).total, 2);
    const day = debits.transactions[5].created_at.slice(0, 10);
    const within = await ledger(deccan, `?from_date=${day}&to_date=${day}&per_page=1000`);
    const expected = debits.transactions.filter((line: Line) => line.created_at!.startsWith(day));
    assert.deepEqual(within.transactions, expected);
    const at = encodeURIComponent(expected[0].created_at.replace(/\d{3}Z$/, '+00:00'));
    assert.ok((await ledger(deccan, `?from_date=${at}&to_date=${at}`)).total >= 1);
    for (const nothing of ['status=pending', 'currency=USD', 'reference_type=recording']) {
      assert.equal((await ledger(deccan, `?${nothing}`)).total, 0);
    }
  });

  it('gets fifty lines who asks for too many, and an error of the service for a date that is none', async () => {
    const deccan = service('MA_DECCAN');
    const { per_page, total_pages, total, transactions } = await ledger(deccan, '?per_page=1001');
    assert.deepEqual([per_page, total_pages, transactions.length], [50, Math.ceil(total / 50), 50]);
    for (const date of ['yesterday', '2026-02-31', '25-03-2026']) {
      const { status, body } = await deccan.own(`GET transactions?from_date=${date}`);
      assert.deepEqual([status, body], [500, await fixture('transactions-list.500-bad-date')]);
    }
  });

  it('is a sub-account and reads its parent’s', async () => {
    const options = { as: 'SA_ASHA1' };
    const { sandbox, own } = service();
    const { body } = await ask(sandbox, 'GET /api/v1/Account/SA_ASHA1/transactions', options);
    assert.deepEqual(body, (await own('GET transactions')).body);
  });

  it('finds an empty ledger who has never paid', async () => {
    const { transactions, summary } = await ledger(service('MA_MALABAR'));
    assert.deepEqual([transactions, summary.net_amount, summary.by_reference_type], [[], 0, []]);
  });
});
