import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as v from 'valibot';
import type { Page } from '../../src/contract/page.ts';
import { routes, type CallName } from '../../src/contract/routes.ts';
import { readMoment } from '../../src/contract/moment.ts';
import { fixture } from '../fixture.ts';

const read = (call: CallName, body: unknown) => v.safeParse(routes[call].answer, body);
const value = (call: CallName, body: unknown) => {
  const result = read(call, body);
  assert.ok(result.success, `${call} can be read`);
  return result.output as Record<string, unknown>;
};
const rows = (call: CallName, body: unknown) => value(call, body) as unknown as Page<Record<string, unknown>>;

describe('reading an answer', () => {
  it('keeps every row of each given list, with the place it has', () => {
    const lists: [CallName, string, Omit<Page<unknown>, 'items'> & { rows: number }][] = [
      ['listInventory', 'inventory-numbers.200', { rows: 6, page: 1, pages: 3, total: 61 }],
      ['listInventory', 'inventory-numbers.200-minimal', { rows: 1, page: 1, pages: 20, total: 500 }],
      ['listInventory', 'inventory-numbers.200-empty', { rows: 0, page: 1, pages: 1, total: 0 }],
      ['listInventory', 'inventory-numbers.200-null-items', { rows: 0, page: 1, pages: 1, total: 0 }],
      ['listNumbers', 'numbers-list.200', { rows: 6, page: 1, pages: 1, total: 6 }],
      ['listNumbers', 'numbers-list.200-empty', { rows: 0, page: 1, pages: 1, total: 0 }],
      ['listNumbers', 'partner-numbers-list.200', { rows: 1, page: 1, pages: 1, total: 1 }],
    ];
    for (const [call, name, { rows: length, ...place }] of lists) {
      const { items, ...found } = rows(call, fixture(name));
      assert.deepEqual({ name, length: items.length, ...found }, { name, length, ...place });
    }
  });

  it('keeps the API’s names, and makes money and dates regular', () => {
    const { items } = rows('listInventory', fixture('inventory-numbers.200'));
    assert.deepEqual(items[4], {
      e164: '+918065354621',
      id: '550e8400-e29b-41d4-a716-446655440004',
      country: 'IN',
      region: 'Karnataka',
      status: 'active',
      setup_fee: '99.5',
      monthly_fee: '499.5',
      currency: 'INR',
      capabilities: { voice: true, sms: false, mms: false, fax: false },
      voice_enabled: true,
      is_blocked: false,
      is_trial_number: false,
      minimum_commitment_months: 0,
      aadhaar_verification_required: false,
      aadhaar_verified: false,
    });
    const [number] = rows('listNumbers', fixture('numbers-list.200')).items;
    assert.equal(number?.['purchased_at'], '2026-03-25T06:58:38.796Z');
    assert.equal(number?.['application_id'], '20577609616603585');
    assert.ok(!('trunk_group_id' in number), 'what is missing stays missing');
  });

  it('keeps what is known of a number’s calls, and leaves the single days behind', () => {
    const health = value('getNumberHealth', fixture('number-health.200'));
    assert.deepEqual(health, {
      usage_status: 'unrated',
      is_spam: false,
      summary: { period_days: 30, total_calls: 0, answered_calls: 0, avg_duration: 0 },
    });
    for (const summary of [null, 'none', [], { total_calls: 'many', avg_duration: {} }])
      assert.deepEqual(value('getNumberHealth', { summary }).summary, {}, JSON.stringify(summary));
    assert.deepEqual(value('getNumberHealth', {}), {});
  });

  it('knows the answers to what a customer does', () => {
    const bought = value('buyNumber', fixture('numbers-purchase.200'))['number'] as Record<string, unknown>;
    assert.equal(bought['e164'], '+919876543210');
    assert.equal(bought['monthly_fee'], '1');
    assert.deepEqual(value('releaseNumber', fixture('numbers-release.200')), {
      status: 'pending_release',
      release_fee: '700',
      cooldown_ends_at: '2026-07-21T09:18:26.785Z',
    });
    assert.deepEqual(value('cancelRelease', fixture('numbers-cancel-release.200')), {
      status: 'active',
      refund_amount: '700',
      currency: 'INR',
    });
    assert.deepEqual(value('cancelRelease', fixture('numbers-cancel-release.200-refund-failed')), {
      status: 'active',
      refund_status: 'failed',
    });
    const { balance, credit_limit, is_postpaid, updated_at } = value('getBalance', fixture('balance.200'));
    assert.deepEqual([balance, credit_limit, is_postpaid, updated_at], ['23906.83', '1000', true, '2026-05-11T06:59:32.802Z']); // prettier-ignore
    assert.equal(value('getBalance', fixture('balance.200-prepaid-low'))['available_balance'], '40');
  });

  it('reads a list from any envelope', () => {
    const row = { e164: '+918012345678' };
    const envelopes: [unknown, Omit<Page<unknown>, 'items'>][] = [
      [
        { items: [row], page: 2, per_page: 25, total: 26 },
        { page: 2, pages: 2, total: 26 },
      ],
      [
        { objects: [row], meta: { limit: 20, offset: 40, total: 41 } },
        { page: 3, pages: 3, total: 41 },
      ],
      [
        { objects: [row], meta: { limit: 20, offset: 0, total_count: 1 } },
        { page: 1, pages: 1, total: 1 },
      ],
      [
        { data: [row], pagination: { page: 2, per_page: 1, total: 3, pages: 3 } },
        { page: 2, pages: 3, total: 3 },
      ],
      [
        { items: [row], page: '2', per_page: '1', total: '2' },
        { page: 2, pages: 2, total: 2 },
      ],
      [
        { items: [row], page: -1, per_page: 0, total: 1e99 },
        { page: 1, pages: 1, total: 1 },
      ],
      [[row], { page: 1, pages: 1, total: 1 }],
    ];
    for (const [body, place] of envelopes) assert.deepEqual(rows('listNumbers', body), { items: [row], ...place });
  });

  it('loses no good row to a bad one, and says how many it could not read', () => {
    const good = { e164: '+918012345678' };
    const poison = [{ e164: { toString: 'x' } }, 42, null, { _$litType$: 1 }, [], 'row', { e164: '12' }, undefined];
    const page = rows('listNumbers', { items: [good, ...poison, good], total: 10 });
    assert.deepEqual(page.items, [good, good]);
    assert.equal(page.unread, poison.length);
  });

  it('turns a field that cannot be read into a missing one', () => {
    const bad = { _$litType$: 1, toString: 'x' };
    const names = 'id country region status setup_fee monthly_fee capabilities voice_enabled tags purchased_at'.split(
      ' ',
    );
    const row = { e164: '+918012345678', ...Object.fromEntries(names.map((name) => [name, bad])) };
    const [read] = rows('listNumbers', { items: [row] }).items;
    assert.equal(read?.['e164'], '+918012345678');
    for (const field of Object.values(read)) assert.ok(field !== bad);
    assert.equal(JSON.stringify(read).includes('litType'), false);
  });

  it('makes missing and null one thing', () => {
    const row = { e164: '+918012345678', tags: null, region: null, released_at: null, capabilities: null };
    assert.deepEqual(rows('listNumbers', { items: [row] }).items[0]?.['region'], undefined);
    assert.ok(!('tags' in rows('listNumbers', { items: [row] }).items[0]!));
    assert.ok(
      !('can' in value('getSession', { account: {}, can: null })),
      'a customer without a list may do every call',
    );
  });

  it('lets a word that is not known yet survive', () => {
    const [row] = rows('listNumbers', { items: [{ e164: '+918012345678', status: 'on_holiday' }] }).items;
    assert.equal(row?.['status'], 'on_holiday');
  });

  it('leaves behind what it does not name', () => {
    const { items } = rows('listNumbers', { items: [{ e164: '+918012345678', auth_token: 'secret', provider: 'x' }] });
    assert.deepEqual(items, [{ e164: '+918012345678' }]);
    assert.deepEqual(value('assignNumber', { auth_token: 'secret' }), {});
  });

  it('refuses what is no answer', () => {
    for (const body of [undefined, null, 42, 'text', {}, { items: 'none' }, { items: {} }])
      assert.equal(read('listNumbers', body).success, false);
    assert.equal(read('buyNumber', {}).success, false, 'a purchase without a number');
    assert.equal(read('assignNumber', undefined).success, false, 'a page of HTML');
  });

  it('reads the eight forms of a date, and no other', () => {
    const forms: [string, string][] = [
      ['2026-03-25T10:00:00Z', '2026-03-25T10:00:00.000Z'],
      ['2026-03-25T06:58:38.796024Z', '2026-03-25T06:58:38.796Z'],
      ['2026-07-21T09:18:26.785758533Z', '2026-07-21T09:18:26.785Z'],
      ['2026-05-06T07:12:40.437143+00:00', '2026-05-06T07:12:40.437Z'],
      ['2026-05-07 09:45:35.79276+05:30', '2026-05-07T04:15:35.792Z'],
      ['2026-04-02 12:11:19.740666+00:00', '2026-04-02T12:11:19.740Z'],
      ['2026-06-11 16:03:28.586839', '2026-06-11T16:03:28.586Z'],
      ['2026-03-25', '2026-03-25T00:00:00.000Z'],
    ];
    for (const [text, moment] of forms) assert.equal(readMoment(text), moment);
    for (const text of ['', 'today', '25/03/2026', '2026-13-40', '2026-03-25T99:00:00Z', 1742896800, null, {}])
      assert.equal(readMoment(text), undefined);
  });
});
