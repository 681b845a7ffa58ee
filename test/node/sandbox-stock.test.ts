import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sandboxAccount, sellToStranger } from '../../src/sandbox/index.ts';
import { ask, fixture, service, shapeOf, type Row } from './sandbox-ask.ts';

describe('A customer who looks for a number', () => {
  it('finds thousands, no two the same, in an order that stays', async () => {
    const { stock } = service();
    const first = await stock('?per_page=100');
    assert.equal(first.total, 3000);
    const pages = await Promise.all(Array.from({ length: 30 }, (_, page) => stock(`?per_page=100&page=${page + 1}`)));
    const all = pages.flatMap(({ items }) => items.map(({ e164 }: Row) => e164));
    assert.equal(new Set(all).size, 3000);
    assert.ok(all.every((e164) => /^\+91(1800\d{7}|160[01]\d{6}|\d{10})$/.test(e164)));
    assert.deepEqual(await stock('?per_page=100'), first);
    assert.notDeepEqual(await service('MA_ASHA', { seed: 2 }).stock('?per_page=100'), first);
  });

  it('finds every series and region that India has, at its price', async () => {
    const { stock } = service();
    for (const [search, region, monthly_fee] of [
      ['%2B9180', 'Karnataka', 500],
      ['%2B9179', 'Gujarat', 600],
      ['%2B91484', 'Kerala', 500],
      ['%2B9192', 'Delhi', 1000],
      ['%2B91140', 'Delhi', 599],
      ['%2B911600', 'Delhi', 599],
      ['%2B911601', 'Mumbai', 599],
      ['%2B911800', 'India', 1000],
    ] as const) {
      const { items } = await stock(`?search=${search}&per_page=100`);
      const row = items.find((one: Row) => one.region && !String(one.monthly_fee).includes('.'));
      assert.deepEqual([row?.region, row?.monthly_fee], [region, monthly_fee], search);
    }
    const { items } = await stock('?per_page=100');
    assert.ok(items.some((row: Row) => row.setup_fee === 99.5 && row.monthly_fee === 499.5));
    assert.ok(items.some((row: Row) => row.setup_fee === 0));
    const bound = (await stock('?search=%2B9192')).items[0];
    assert.deepEqual([bound.aadhaar_verification_required, bound.minimum_commitment_months], [true, 3]);
  });

  it('searches by digits anywhere, without prefixes she does not want, and words find nothing', async () => {
    const { stock } = service();
    const found = await stock('?search=777&per_page=100');
    assert.ok(found.total > 0 && found.items.every(({ e164 }: Row) => e164.includes('777')));
    const fewer = await stock('?search=777&exclude=9180,9179&exclude=%2B9122&per_page=100&sort=price&region=Kerala');
    assert.ok(fewer.total > 0 && fewer.total < found.total);
    assert.ok(fewer.items.every(({ e164 }: Row) => !/^\+91(80|79|22)/.test(e164)));
    assert.equal((await stock('?search=Mumbai')).total, 0);
    assert.equal((await stock('?country=US')).total, 0);
    assert.equal((await stock('?country=IN')).total, 3000);
  });

  it('finds nothing when the plus sign was not encoded, because it reads as a space', async () => {
    const { stock } = service();
    assert.equal((await stock('?search=+9180')).total, 0);
    assert.ok((await stock('?search=%2B9180')).total > 0);
  });

  it('is told which page she really got', async () => {
    const { stock, list } = service();
    const echo = async (query: string) => {
      const { page, per_page, items } = await stock(query);
      return [page, per_page, items.length];
    };
    assert.deepEqual(await echo(''), [1, 25, 25]);
    assert.deepEqual(await echo('?per_page=500'), [1, 100, 100]);
    assert.deepEqual(await echo('?page=0&per_page=x'), [1, 25, 25]);
    assert.deepEqual(await echo('?page=999'), [999, 25, 0]);
    assert.equal((await list()).per_page, 25);
  });

  it('pages through a long list of her own', async () => {
    const { list } = service('MA_DECCAN');
    const { total, items } = await list('?page=2&per_page=100');
    assert.deepEqual([total, items.length], [137, 37]);
    assert.equal((await list(`?search=${encodeURIComponent(items[0].e164)}`)).total, 1);
  });

  it('does not wait for sixty thousand numbers, and none is there twice', async () => {
    const { stock, world } = service('MA_ASHA', { numbers: 60_000 });
    assert.equal((await stock()).total, 60_000);
    assert.ok([...world.owned.keys()].every((e164) => !world.stock().has(e164)));
  });
});

describe('A customer who buys a number', () => {
  it('pays exactly what the row said, and has it', async () => {
    const { stock, buy, list, balance } = service();
    const odd = (await stock('?per_page=100')).items.find((row: Row) => row.setup_fee === 99.5);
    const { status, body } = await buy({ e164: odd.e164, currency: 'INR' });
    assert.equal(status, 200);
    assert.deepEqual(shapeOf(body), shapeOf(await fixture('numbers-purchase.200')));
    assert.equal(await balance(), 11_901);
    assert.equal((await stock(`?search=${encodeURIComponent(odd.e164)}`)).total, 0);
    const [mine] = (await list(`?search=${encodeURIComponent(odd.e164)}`)).items;
    assert.equal(mine.source, 'purchased');
    assert.match(mine.purchased_at, /^2026-03-25T10:00:00\.000\d{3}Z$/);
    assert.match(mine.next_billing_date, /^2026-04-25T/);
    assert.deepEqual([(await buy({ e164: odd.e164 })).status, await balance()], [404, 11_901]);
  });

  it('learns that somebody else was faster', async () => {
    const { stock, buy, world, balance } = service();
    const { e164 } = (await stock()).items[3];
    assert.equal(sellToStranger(world, e164), true);
    assert.equal(sellToStranger(world, e164), false);
    const { status, body } = await buy({ e164 });
    assert.deepEqual([status, body], [404, await fixture('numbers-purchase.404-gone')]);
    assert.equal(await balance(), 12_500);
  });

  it('without enough money hears 402 with the figures, or 500 without a word, and pays nothing', async () => {
    const kaveri = service('MA_KAVERI');
    const rows = (await kaveri.stock('?per_page=100')).items;
    const { e164 } = rows.find((row: Row) => row.setup_fee === 100 && row.monthly_fee === 500);
    const short = await kaveri.buy({ e164 });
    assert.equal(short.status, 402);
    assert.deepEqual(shapeOf(short.body), shapeOf(await fixture('numbers-purchase.402-insufficient')));
    const details = { required: 600, available: 240, currency: 'INR', shortfall: 360 };
    assert.deepEqual(short.body.error.details, details);
    const tapti = service('MA_TAPTI');
    const failed = await tapti.buy({ e164 });
    assert.deepEqual([failed.status, failed.body], [500, await fixture('numbers-purchase.500-debit-failed')]);
    assert.deepEqual([await kaveri.balance(), await tapti.balance()], [240, 300]);
    assert.equal((await tapti.stock(`?search=${encodeURIComponent(e164)}`)).total, 1);
  });

  it('who has not proved who they are, hears 403', async () => {
    const { stock, buy } = service('MA_MALABAR');
    const { status, body } = await buy({ e164: (await stock()).items[0].e164 });
    assert.deepEqual([status, body], [403, await fixture('numbers-purchase.403-kyc-guess')]);
  });

  it('on account goes down to the credit limit and no further', async () => {
    const given = { auth_id: 'MA_DECCAN', name: 'D', is_postpaid: true, balance: '100.00', credit_limit: '600.00' };
    const { stock, buy, balance } = service('MA_DECCAN', { accounts: [sandboxAccount(given)] });
    const rows = (await stock('?per_page=100')).items;
    const [first, second] = rows.filter((row: Row) => row.setup_fee === 100 && row.monthly_fee === 500);
    assert.equal((await buy({ e164: first.e164 })).status, 200);
    assert.equal(await balance(), -500);
    assert.equal((await buy({ e164: second.e164 })).status, 402);
  });

  it('from a sub-account is paid for by the parent', async () => {
    const { stock, buy, balance, list, sandbox } = service('SA_ASHA1');
    const row = (await stock()).items[0];
    assert.equal((await buy({ e164: row.e164 })).body.number.account_id, 'SA_ASHA1');
    assert.equal(await balance(), 12_500 - row.setup_fee - row.monthly_fee);
    assert.equal((await list()).total, 2);
    const parent = await ask(sandbox, 'GET /api/v1/Account/MA_ASHA/balance/INR', { as: 'MA_ASHA' });
    assert.equal(parent.body.balance, await balance());
  });

  it('is told what is wrong with the order', async () => {
    const { buy, balance } = service();
    for (const [body, words] of [
      [undefined, /empty/],
      ['{"e164":', /not valid JSON/],
      ['[]', /JSON object/],
      [{}, /e164 must be a phone number with its plus sign/],
      [{ e164: 918065354620 }, /e164/],
      [{ e164: '%2B918065354620' }, /e164/],
      [{ e164: '+918065354620', currency: 'USD' }, /currency must be INR/],
    ] as const) {
      const { status, body: refusal } = await buy(body);
      assert.equal(status, 400);
      assert.deepEqual(Object.keys(refusal), ['error', 'message']);
      assert.match(refusal.message, words);
    }
    assert.equal(await balance(), 12_500);
  });
});
