import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as v from 'valibot';
import type { Page } from '../../src/contract/page.ts';
import { routes, type CallName } from '../../src/contract/routes.ts';
import { fixture } from '../fixture.ts';

type Fields = Record<string, unknown>;

const read = (call: CallName, body: unknown) => v.safeParse(routes[call].answer, body);
const value = (call: CallName, body: unknown) => {
  const result = read(call, body);
  assert.ok(result.success, `${call} can be read`);
  return result.output as Fields;
};
const rows = (call: CallName, body: unknown) => value(call, body) as unknown as Page<Fields, Fields>;

describe('reading calls, recordings and money', () => {
  it('keeps every row of each given list, with the place it has', () => {
    const lists: [CallName, string, Omit<Page<unknown>, 'items'> & { rows: number }][] = [
      ['listCalls', 'cdr-list.200', { rows: 4, page: 1, pages: 225, total: 4500 }],
      ['listCalls', 'cdr-list.200-empty', { rows: 0, page: 1, pages: 1, total: 0 }],
      ['listCalls', 'cdr-search.200', { rows: 1, page: 1, pages: 1, total: 1 }],
      ['listCalls', 'partner-cdrs-list.200', { rows: 2, page: 1, pages: 65, total: 1284 }],
      ['listRecordings', 'recordings-list.200', { rows: 2, page: 1, pages: 37, total: 721 }],
      ['listRecordings', 'recordings-list.200-empty', { rows: 0, page: 1, pages: 1, total: 0 }],
      ['listTransactions', 'transactions-list.200', { rows: 3, page: 1, pages: 3, total: 125 }],
      ['listTransactions', 'partner-transactions-list.200', { rows: 3, page: 1, pages: 1, total: 3 }],
    ];
    for (const [call, name, { rows: length, ...place }] of lists) {
      const { items, summary, ...found } = rows(call, fixture(name));
      assert.deepEqual({ name, length: items.length, ...found }, { name, length, ...place });
      assert.equal(summary !== undefined, call !== 'listRecordings', name);
      // What the proxy has read is read once more, by the client, and stays as it is.
      assert.deepEqual(rows(call, { items, summary, ...found }), rows(call, fixture(name)), name);
    }
    assert.ok(rows('listCalls', fixture('cdr-recent.200')).items.length > 0, 'a list without pages');
  });

  it('says what is known of a call, with the API’s names', () => {
    const [call] = rows('listCalls', fixture('cdr-list.200')).items;
    assert.deepEqual(call, {
      uuid: '11223344-5566-7788-99aa-bbccddeeff00',
      trunk_id: 'aabbccdd-1234-5678-90ab-cdef12345678',
      sip_call_id: '11223344-5566-7788-99aa-bbccddeeff00',
      bridge_uuid: '11223344-5566-7788-99aa-bbccddeeff00',
      context: 'sip-trunking',
      region: 'ap-south-1',
      origination_region: 'mumbai',
      codec: 'PCMU',
      currency: 'INR',
      caller_id_number: '+919876543210',
      destination_number: '+918012345678',
      hangup_cause: 'NORMAL_CLEARING',
      hangup_cause_code: '4000',
      hangup_cause_name: 'Normal Hangup',
      hangup_disposition: 'send_bye',
      hangup_source: 'Callee',
      call_direction: 'outbound',
      start_time: '2026-03-25T11:15:00.000Z',
      progress_time: '2026-03-25T11:15:00.000Z',
      answer_time: '2026-03-25T11:15:04.000Z',
      end_time: '2026-03-25T11:15:46.000Z',
      created_at: '2026-03-25T11:15:46.000Z',
      duration: 46,
      ring_time: 4,
      billsec: 42,
      cost: '0.12',
      streaming_cost: '0',
      total_cost: '0.12',
      mos: 4.4,
      jitter: 1,
      packet_loss: 0,
    });
    const missed = rows('listCalls', fixture('cdr-list.200')).items[2];
    assert.deepEqual([missed?.['billsec'], missed?.['hangup_cause'], missed?.['failure_code']], [0, 'NO_ANSWER', '16']);
    assert.ok(missed && !('answer_time' in missed));
  });

  it('reads one call, wrapped or bare', () => {
    const wrapped = value('getCall', fixture('cdr-get.200'));
    assert.equal(wrapped['caller_id_name'], 'John Doe');
    assert.deepEqual(value('getCall', fixture('partner-cdr-get.200')), wrapped);
    assert.deepEqual(value('getCall', wrapped), wrapped, 'as the proxy passes it on');
    for (const nothing of [{ data: null, success: true }, { data: [] }, {}, [], null])
      assert.equal(read('getCall', nothing).success, false);
  });

  it('keeps the figures over all calls, and leaves out those in prose', () => {
    assert.deepEqual(rows('listCalls', fixture('cdr-list.200')).summary, {
      totalCalls: 4500,
      answeredCalls: 2171,
      total_billable_seconds: 61211,
      total_duration_seconds: 118234,
      answerRate: 48.2,
      total_cost: '1564.51',
      last_call_at: '2026-03-25T11:15:00.000Z',
    });
    for (const summary of [undefined, null, 'none', 7])
      assert.ok(!('summary' in rows('listCalls', { data: [], summary })));
  });

  it('leaves the service’s address of a recording behind, and takes only the proxy’s own', () => {
    const { items } = rows('listRecordings', fixture('recordings-list.200'));
    assert.deepEqual(items[0], {
      recording_id: 'aabbccdd-1234-5678-90ab-cdef12345678',
      call_uuid: '11223344-5566-7788-99aa-bbccddeeff00',
      from_number: '+919876543210',
      to_number: '+918012345678',
      recording_type: 'trunk',
      recording_format: 'wav',
      recording_duration_ms: 7880,
      add_time: '2026-05-07T04:15:35.792Z',
    });
    assert.equal(items[1]?.['recording_end_ms'], 1777696958218);
    assert.equal(value('listRecordings', { objects: [fixture('recording-get.200')] })['total'], 1);
    const media = (said: unknown) => rows('listRecordings', [{ recording_id: 'r-1', media: said }]).items[0]?.['media'];
    assert.equal(media('/recordings/r-1/media?token=abc.def'), '/recordings/r-1/media?token=abc.def');
    for (const strange of ['https://x.example/a', '//x.example', 'javascript:alert(1)', '/recordings/../media?a', 7])
      assert.equal(media(strange), undefined);
  });

  it('says where the money went, unless the service could not sum it up', () => {
    const { items, summary } = rows('listTransactions', fixture('transactions-list.200'));
    assert.deepEqual(items[1], {
      id: '55667788-1234-5678-90ab-cdef12345678',
      type: 'did_rental',
      currency: 'INR',
      description: 'DID monthly rental +918071387149',
      reference: 'did:+918071387149',
      reference_type: 'did_rental',
      status: 'completed',
      amount: '600',
      processed_at: '2026-05-08T09:38:06.923Z',
      created_at: '2026-05-08T09:38:06.923Z',
    });
    assert.ok(!('reference' in items[2]!));
    assert.deepEqual([summary?.['net_amount'], summary?.['total_debit']], ['349.25', '150.75']);
    assert.deepEqual((summary?.['by_reference_type'] as unknown[])[1], { reference_type: 'did_rental', total_debit: '10.5', total_credit: '0', count: 14 }); // prettier-ignore
    const zero = { total_transactions: 0, total_debit: 0, total_credit: 0, net_amount: 0, by_reference_type: [] };
    const failed = rows('listTransactions', { transactions: [{ id: 'a' }], total: 1, summary: zero });
    assert.ok(!('summary' in failed), 'a summary of zero beside rows is none');
    assert.equal(rows('listTransactions', { transactions: [], summary: zero }).summary?.['total_transactions'], 0);
    const poisoned = {
      ...zero,
      total_transactions: 1,
      by_reference_type: [null, 7, { reference_type: 'cdr', count: 1 }],
    };
    assert.deepEqual(rows('listTransactions', { transactions: [], summary: poisoned }).summary?.['by_reference_type'], [{ reference_type: 'cdr', count: 1 }]); // prettier-ignore
  });

  it('loses no good row to a bad one', () => {
    const keys: [CallName, string][] = [['listCalls', 'uuid'], ['listRecordings', 'recording_id'], ['listTransactions', 'id']]; // prettier-ignore
    for (const [call, key] of keys) {
      const bad = { toString: 'x', _$litType$: 1 };
      const good = { [key]: 'good' };
      const poisoned = {
        ...good,
        cost: bad,
        amount: bad,
        mos: NaN,
        billsec: -1,
        start_time: 'soon',
        caller_id_name: bad,
      };
      const { items, unread } = rows(call, { data: [good, { [key]: bad }, {}, 42, null, [], 'row', poisoned] });
      assert.deepEqual([items, unread], [[good, good], 6], call);
    }
  });
});
