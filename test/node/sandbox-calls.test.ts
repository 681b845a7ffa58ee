import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask, fixture, question, service, shapeOf } from './sandbox-ask.ts';

type Call = Record<string, string> & { billsec: number; duration: number; ring_time: number; total_cost: number };

const asha = service('MA_ASHA', { calls: 50_000 });
const page = async (query = '', { own } = asha) => (await own(`GET cdr${query}`)).body;
const kinds = (row: object) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, shapeOf(value)]));

async function everything(query: string): Promise<Call[]> {
  const rows: Call[] = [];
  for (let at = 1; ; at++) {
    const { data, pagination } = await page(`?${query}&per_page=100&page=${at}`);
    rows.push(...data);
    if (!pagination.has_next) return rows;
  }
}

describe('A customer who looks at calls', () => {
  it('reads lists in the shape of the fixtures, below both names', async () => {
    const list = await page();
    assert.deepEqual(
      Object.keys(shapeOf(list) as object),
      Object.keys(shapeOf(await fixture('cdr-list.200')) as object),
    );
    assert.deepEqual(shapeOf(list.pagination), shapeOf((await fixture('cdr-list.200')).pagination));
    assert.deepEqual(shapeOf(list.summary), shapeOf((await fixture('cdr-list.200')).summary));
    assert.deepEqual((await asha.own('GET cdrs')).body, list);
    const recent = (await asha.own('GET cdr/recent?limit=5')).body;
    assert.deepEqual(recent, { account_id: 'MA_ASHA', count: 5, data: list.data.slice(0, 5), success: true });
    const search = (await asha.own('GET cdrs/search?call_direction=outbound&from_number=%2B91807')).body;
    assert.deepEqual(search.filters, {
      call_direction: 'outbound',
      from_number: '+91807',
      hangup_cause: '',
      to_number: '',
    });
    assert.deepEqual(Object.keys(search).sort(), Object.keys(await fixture('cdr-search.200')).sort());
    const one = (await asha.own(`GET cdr/${list.data[3].uuid}`)).body;
    assert.deepEqual(one, { data: list.data[3], success: true });
  });

  it('reads rows with the keys and kinds of the fixtures, whether answered, missed or refused', async () => {
    const { data } = await fixture('cdr-list.200');
    const like = async (query: string, expected: object, ...free: string[]) => {
      const row = kinds((await page(query)).data[0]);
      assert.deepEqual({ ...row, ...freed(free) }, { ...kinds(expected), ...freed(free) }, query);
    };
    const freed = (keys: string[]) => Object.fromEntries(keys.map((key) => [key, 'either']));
    await like('?status=answered&call_direction=outbound&context=sip-trunking', data[0]);
    await like('?status=answered&call_direction=outbound&context=voice-api', data[1]);
    await like('?status=no_answer&call_direction=inbound&context=voice-api', data[2]);
    await like('?status=busy&call_direction=outbound&context=voice-api', data[3], 'trunk_id');
  });

  it('finds figures that add up', async () => {
    const rows = await everything('start_date=2026-03-24&end_date=2026-03-24');
    assert.ok(rows.length > 100);
    for (const row of rows) {
      assert.equal(row.duration, row.ring_time + row.billsec);
      assert.equal(Date.parse(row.end_time!) - Date.parse(row.start_time!), row.duration * 1000);
      assert.equal(row.answer_time === null, row.billsec === 0);
      assert.ok(row.start_time!.startsWith('2026-03-24T'));
    }
    const { summary, pagination } = await page('?start_date=2026-03-24&end_date=2026-03-24');
    const sum = (key: 'billsec' | 'duration' | 'total_cost') => rows.reduce((total, row) => total + row[key], 0);
    assert.equal(pagination.total, rows.length);
    assert.equal(summary.total_billable_seconds, sum('billsec'));
    assert.equal(summary.total_duration_seconds, sum('duration'));
    assert.equal(summary.total_cost, Math.round(sum('total_cost') * 100) / 100);
    assert.equal(summary.answeredCalls, rows.filter(({ billsec }) => billsec > 0).length);
    assert.equal(summary.last_call_at, rows[0]!.start_time);
  });

  it('gets the same totals by pages as by the summary, whatever is filtered', async () => {
    for (const query of [
      'status=failed&hangup_cause=NO_ANSWER&call_direction=inbound&context=voice-api',
      'hangup_disposition=recv_refuse&call_direction=inbound',
      'min_duration=700',
      'to_number=%2B912271263984&status=busy',
      'search=chitra',
      'search=HYPERLINK',
      'start_date=2026-01-10&end_date=2026-01-20&from_number=9000000',
    ]) {
      const rows = await everything(query);
      const { summary } = await page(`?${query}`);
      assert.equal(summary.totalCalls, rows.length, query);
      assert.equal(
        summary.total_billable_seconds,
        rows.reduce((sum, { billsec }) => sum + billsec, 0),
      );
      assert.equal(new Set(rows.map(({ uuid }) => uuid)).size, rows.length);
    }
  });

  it('sees the newest first, on every page, and every call over', async () => {
    const starts = [
      ...(await page('?per_page=100')).data,
      ...(await page('?per_page=100&page=2')).data,
      ...(await page('?per_page=100&page=500')).data,
    ].map(({ start_time }: Call) => start_time!);
    assert.equal(starts.length, 300);
    assert.deepEqual(starts, starts.toSorted().reverse());
    const { data } = await page('?per_page=100');
    assert.ok(data.every(({ end_time }: Call) => end_time! < '2026-03-25T10:00:00Z'));
    assert.deepEqual((await page('?per_page=100&page=501')).data, []);
  });

  it('sees offices at work by day and asleep by night and on Sundays', async () => {
    const at = async (day: string) => (await page(`?start_date=${day}&end_date=${day}`)).pagination.total as number;
    assert.ok((await at('2026-03-22')) < (await at('2026-03-23')) / 2);
    const rows = await everything('start_date=2026-03-24&end_date=2026-03-24&status=answered');
    const hour = ({ start_time }: Call) => (Number(start_time!.slice(11, 13)) + 5.5) % 24;
    assert.ok(rows.filter((row) => hour(row) >= 9 && hour(row) < 20).length > rows.length * 0.8);
  });

  it('finds one call by its id, its SIP id and its bridge, and no other by an id that is none', async () => {
    const { data } = await page('?status=answered&page=40');
    const { uuid, sip_call_id, bridge_uuid, id } = data[0];
    for (const query of [
      `search=${uuid}`,
      `search=${sip_call_id}`,
      `sip_call_id=${sip_call_id}`,
      `bridge_uuid=${bridge_uuid}`,
    ]) {
      assert.deepEqual((await page(`?${query}`)).data, [data[0]], query);
    }
    for (const wrong of [id, sip_call_id, uuid.replace(/.$/, 'x'), 'recent ']) {
      const missing = await asha.own(`GET cdr/${encodeURIComponent(wrong)}`);
      assert.deepEqual([missing.status, missing.body], [404, await fixture('cdr-get.404-guess')]);
    }
  });

  it('reads strangers’ names as these wrote them, dangerous ones among them', async () => {
    const names = new Set((await everything('call_direction=inbound&search=<')).map((row) => row.caller_id_name));
    assert.ok(names.has('<img src=x onerror=alert(1)>'));
    assert.match((await page('?search=HYPERLINK')).data[0].caller_id_name, /^=HYPERLINK\("https:/);
  });

  it('is told which filter is wrong', async () => {
    for (const [query, words] of [
      ['start_date=2026-03-01', /given together/],
      ['start_date=2026-03-01&end_date=yesterday', /days such as/],
      ['start_date=2026-02-01&end_date=2026-02-31', /days such as/],
      ['min_duration=-1', /whole number/],
    ] as const) {
      const { status, body } = await asha.own(`GET cdr?${query}`);
      assert.equal(status, 400);
      assert.match(body.message, words);
    }
  });

  it('finds nothing in an account without calls, in the shape of the fixture', async () => {
    const nila = service('MA_NILA', { calls: 50_000 });
    const { account_id, ...body } = await page('', nila);
    const { account_id: _, ...expected } = await fixture('cdr-list.200-empty');
    assert.deepEqual(body, expected);
    assert.equal(account_id, 'MA_NILA');
    assert.equal((await page('?from_number=+91', asha)).count, 0); // a raw plus sign is a space
    assert.deepEqual((await page('?campaign_id=spring')).data, []);
  });

  it('reads the same calls from the same seed, and others from another', async () => {
    const at = (seed: number) => page('', service('MA_ASHA', { calls: 50_000, seed }));
    assert.deepEqual(await at(1), await page());
    assert.notDeepEqual((await at(2)).data, (await page()).data);
    const deccan = await page('', service('MA_DECCAN', { calls: 50_000 }));
    assert.equal(deccan.pagination.total, 50_000);
    assert.notEqual(deccan.data[0].uuid, (await page()).data[0].uuid);
  });

  it('turns to the last of ten thousand pages', async () => {
    const { own } = service('MA_ASHA', { calls: 1_000_000 });
    const { data, pagination } = (await own('GET cdr?page=10000&per_page=100')).body;
    assert.deepEqual([data.length, data[99].id, pagination.has_next], [100, 18_000_000, false]);
  });
});

describe('A customer who takes the calls along', () => {
  it('gets a table of all that the filter lets through, and as many columns as a record has keys', async () => {
    const query = 'start_date=2026-03-24&end_date=2026-03-24';
    const response = await asha.sandbox(question(`GET /api/v1/Account/MA_ASHA/cdr/export?${query}`, { as: 'MA_ASHA' }));
    assert.match(response.headers.get('content-type')!, /^text\/csv/);
    const lines = (await response.text()).split(/\r\n(?!Line)/);
    const rows = await everything(query);
    assert.equal(lines.length, rows.length + 2);
    assert.deepEqual(lines[0]!.split(',').sort(), Object.keys(rows[0]!).sort());
    const risky = await asha.sandbox(
      question(`GET /api/v1/Account/MA_ASHA/cdr/export?search=HYPERLINK`, { as: 'MA_ASHA' }),
    );
    assert.match((await risky.text()).split('\r\n')[1]!, /,"=HYPERLINK\(""https:/);
  });

  it('gets nothing where nothing matches, and a refusal for asking for JSON', async () => {
    const what = 'GET /api/v1/Account/MA_ASHA/cdrs/export?campaign_id=spring';
    const response = await asha.sandbox(question(what, { as: 'MA_ASHA' }));
    assert.deepEqual([response.status, await response.text()], [200, '']);
    const headers = { accept: 'application/json' };
    assert.equal((await ask(asha.sandbox, what, { as: 'MA_ASHA', headers })).status, 406);
  });

  it('reads a hundred thousand rows in pieces, as slowly as wanted, and may leave in the middle', async () => {
    const { sandbox } = service('MA_ASHA', { calls: 100_000 });
    const what = 'GET /api/v1/Account/MA_ASHA/cdr/export';
    const decoder = new TextDecoder();
    let [rows, largest] = [-1, 0];
    for await (const piece of (await sandbox(question(what, { as: 'MA_ASHA' }))).body!) {
      rows += decoder.decode(piece, { stream: true }).match(/\r\n(?!Line)/g)?.length ?? 0;
      largest = Math.max(largest, piece.length);
    }
    assert.equal(rows, 100_000);
    assert.ok(largest < 20_000);
    const reader = (await sandbox(question(what, { as: 'MA_ASHA' }))).body!.getReader();
    await reader.read();
    await reader.cancel();
    assert.equal((await reader.read()).done, true);
  });
});
