import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask, fixture, question, service, shapeOf } from './sandbox-ask.ts';

type Recording = Record<string, string>;

const calls = 20_000;
const list = async ({ own }: ReturnType<typeof service>, query = '') => (await own(`GET Recording/${query}`)).body;

/** Follows an address of a recording with the customer's headers, one hop at a time. */
async function listen({ sandbox }: ReturnType<typeof service>, url: string, headers: Record<string, string> = {}) {
  const { pathname } = new URL(url);
  return sandbox(question(`GET ${pathname}`, { as: 'MA_ASHA', headers }));
}

describe('A customer who listens to recordings', () => {
  it('reads lists and single ones in the shape of the fixtures', async () => {
    const asha = service('MA_ASHA', { calls });
    const body = await list(asha);
    const expected = await fixture('recordings-list.200');
    const of = (type: string) => body.objects.find((row: Recording) => row.recording_type === type);
    assert.deepEqual(shapeOf({ ...body, objects: [] }), shapeOf({ ...expected, objects: [] }));
    assert.deepEqual(shapeOf(of('trunk')), shapeOf(expected.objects[0]));
    assert.deepEqual(shapeOf({ ...of('call'), conference_name: '' }), shapeOf(expected.objects[1]));
    assert.match(of('call').add_time, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{5}\+05:30$/);
    const one = (await asha.own(`GET Recording/${of('call').recording_id}/`)).body;
    assert.deepEqual(shapeOf(one), shapeOf(await fixture('recording-get.200')));
    const { api_id, ...row } = one;
    assert.deepEqual(row, of('call'));
  });

  it('finds none in an account without calls, and none that is older than thirty days', async () => {
    const nila = await list(service('MA_NILA', { calls }));
    assert.deepEqual(nila, { ...(await fixture('recordings-list.200-empty')), api_id: nila.api_id });
    const asha = service('MA_ASHA', { calls });
    const { recording_id } = (await list(asha)).objects[0];
    asha.clock.advance(31 * 24 * 3600);
    assert.equal((await list(asha)).meta.total_count, 0);
    assert.equal((await asha.own(`GET Recording/${recording_id}/`)).status, 404);
  });

  it('turns the pages forth and back', async () => {
    const asha = service('MA_ASHA', { calls });
    const { meta } = await list(asha, '?limit=10&offset=10');
    assert.deepEqual(
      [meta.next, meta.previous],
      ['/v1/Account/MA_ASHA/Recording/?limit=10&offset=20', '/v1/Account/MA_ASHA/Recording/?limit=10&offset=0'],
    );
    const last = await list(asha, `?limit=10&offset=${meta.total_count - 3}`);
    assert.deepEqual([last.objects.length, last.meta.next], [3, null]);
    const some = await list(asha, '?recording_type=trunk&limit=100');
    assert.ok(some.meta.total_count > 100 && some.meta.total_count < meta.total_count);
  });

  it('finds the recording of a call, which a trunk at times names by its SIP id', async () => {
    const asha = service('MA_ASHA', { calls });
    const { objects } = await list(asha, '?recording_type=trunk&limit=100');
    let bySip = 0;
    for (const { call_uuid, recording_id } of objects.slice(0, 20)) {
      const found = await list(asha, `?call_uuid=${call_uuid}`);
      assert.deepEqual(
        found.objects.map((row: Recording) => row.recording_id),
        [recording_id],
      );
      const call = (await asha.own(`GET cdr?search=${call_uuid}`)).body.data[0];
      if (call.sip_call_id === call_uuid) bySip++;
      else assert.equal(call.uuid, call_uuid);
    }
    assert.ok(bySip > 0 && bySip < 20);
    assert.equal((await list(asha, '?call_uuid=unknown')).meta.total_count, 0);
  });

  it('deletes one, and it is gone from the list, from its page and from the air', async () => {
    const asha = service('MA_ASHA', { calls });
    const before = await list(asha);
    const { recording_id, recording_url } = before.objects.find(
      (row: Recording) => !row.recording_url!.includes('/media/'),
    );
    assert.equal((await asha.own(`DELETE Recording/${recording_id}/`)).status, 204);
    const after = await list(asha);
    assert.equal(after.meta.total_count, before.meta.total_count - 1);
    assert.ok(after.objects.every((row: Recording) => row.recording_id !== recording_id));
    const gone = await asha.own(`GET Recording/${recording_id}/`);
    assert.deepEqual([gone.status, shapeOf(gone.body)], [404, shapeOf(await fixture('recording-get.404'))]);
    assert.equal((await listen(asha, recording_url)).status, 404);
  });

  it('hears a WAV, all of it or a part, at once or after a hop', async () => {
    const asha = service('MA_ASHA', { calls });
    const { objects } = await list(asha, '?limit=100');
    const direct = objects.find(({ recording_url }: Recording) => !recording_url!.includes('/media/')).recording_url;
    const moved = objects.find(({ recording_url }: Recording) => recording_url!.includes('/media/')).recording_url;
    const hop = await listen(asha, moved);
    assert.equal(hop.status, 302);
    const whole = await listen(asha, hop.headers.get('location')!);
    assert.deepEqual([whole.status, whole.headers.get('content-type')], [200, 'audio/wav']);
    const bytes = Buffer.from(await (await listen(asha, direct)).arrayBuffer());
    assert.deepEqual([bytes.toString('latin1', 0, 4), bytes.toString('latin1', 8, 16)], ['RIFF', 'WAVEfmt ']);
    assert.equal(bytes.readUInt32LE(4), bytes.length - 8);
    for (const [range, from, to] of [
      ['bytes=0-9', 0, 10],
      ['bytes=100-', 100, bytes.length],
      ['bytes=-5', bytes.length - 5, bytes.length],
      ['bytes=10-99999999', 10, bytes.length],
    ] as const) {
      const part = await listen(asha, direct, { range });
      assert.equal(part.status, 206);
      assert.equal(part.headers.get('content-range'), `bytes ${from}-${to - 1}/${bytes.length}`);
      assert.deepEqual(Buffer.from(await part.arrayBuffer()), bytes.subarray(from, to));
    }
    assert.equal((await listen(asha, direct, { range: 'bytes=99999999-' })).status, 416);
    assert.equal((await listen(asha, direct, { range: 'bytes=0-1,5-6' })).status, 200);
  });

  it('is kept out without both headers, and from what is another’s', async () => {
    const asha = service('MA_ASHA', { calls });
    for (const { recording_url } of (await list(asha)).objects.slice(0, 6)) {
      const { pathname } = new URL(recording_url);
      assert.equal((await asha.sandbox(question(`GET ${pathname}`))).status, 401);
      assert.equal((await ask(asha.sandbox, `GET ${pathname}`, { as: 'MA_DECCAN' })).status, 403);
    }
    const { recording_id } = (await list(asha)).objects[0];
    assert.equal((await service('MA_DECCAN', { calls }).own(`GET Recording/${recording_id}/`)).status, 404);
  });
});
