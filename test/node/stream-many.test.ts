import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Handler } from '../../src/contract/handler.ts';
import { browser, heard, host } from './proxy-ask.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const exportCalls = 'GET /cdrs/export';
const sound = 'GET /recordings/aabbccdd-1234/media';

/** A service whose tables and sounds never end, and are made only as they are taken. */
function endless() {
  const state = { open: 0 };
  const body = (piece: string) => {
    let isFirst = true;
    state.open++;
    return new ReadableStream(
      {
        pull(stream) {
          stream.enqueue(bytes(isFirst ? 'uuid\na\n' : piece));
          isFirst = false;
        },
        cancel: () => void state.open--,
      },
      { highWaterMark: 0 },
    );
  };
  const service: Handler = async ({ url }) => {
    if (url.includes('/Recording/')) return Response.json({ recording_url: 'https://media.vobiz.ai/a.mp3' });
    const type = url.includes('media.vobiz.ai') ? 'audio/mpeg' : 'text/csv';
    return new Response(body('b\n'), { headers: { 'Content-Type': type } });
  };
  return { state, service };
}

describe('somebody who opens streams and takes them slowly', () => {
  it('has eight of them at most, is told when to come again, and keeps nobody else from theirs', async () => {
    const { state, service } = endless();
    const { proxy, ask } = host({ service });
    const open = await Promise.all(
      Array.from({ length: 8 }, (_, index) => proxy(browser(index % 2 ? sound : exportCalls))),
    );
    assert.deepEqual(new Set(open.map(({ status }) => status)), new Set([200]));
    for (const what of [exportCalls, sound]) {
      const refused = await proxy(browser(what));
      assert.equal(refused.status, 429);
      const { status, code, body, headers } = await heard(refused);
      assert.deepEqual([status, code, body.kind, headers.get('retry-after')], [429, 'too-many-requests', 'wait', '10']);
    }
    assert.equal(state.open, 8);
    assert.equal((await ask('GET /session')).status, 200);
    const hers = await proxy(browser(exportCalls, { as: 'MA_NILA' }));
    assert.equal(hers.status, 200);
    await hers.body!.cancel();
    for (const { body } of open) await body!.cancel();
    assert.equal(state.open, 0);
  });

  it('may open another one for each that is over, whichever way it ended', async () => {
    const gone = new AbortController();
    const { service } = endless();
    const ends: Record<string, (open: Response, clock: ReturnType<typeof host>['clock']) => Promise<unknown> | void> = {
      'they left': () => gone.abort(),
      'they took no more': ({ body }) => body!.cancel(),
      'they stood still': (_, clock) => clock.advance(30_000),
    };
    for (const [how, end] of Object.entries(ends)) {
      const { proxy, clock } = host({ service });
      const open = await Promise.all(
        Array.from({ length: 8 }, () => proxy(browser(exportCalls, { signal: gone.signal }))),
      );
      for (const one of open) await end(one, clock);
      const again = await Promise.all(Array.from({ length: 8 }, () => proxy(browser(exportCalls))));
      assert.deepEqual(again.map(({ status }) => status), Array(8).fill(200), how); // prettier-ignore
    }
  });

  it('has not used one up with a refusal, a failure or an end', async () => {
    const services: Record<string, Handler> = {
      refused: async () => Response.json({ error: 'no' }, { status: 403 }),
      failed: async () => Response.json({}, { status: 404 }),
      'no table': async () => new Response('<h1>', { headers: { 'Content-Type': 'text/html' } }),
      empty: async () => new Response(null, { headers: { 'Content-Type': 'text/csv' } }),
      whole: async () => new Response('uuid\na\n', { headers: { 'Content-Type': 'text/csv' } }),
    };
    for (const [how, service] of Object.entries(services)) {
      const { proxy } = host({ service });
      for (let index = 0; index < 20; index++) {
        const response = await proxy(browser(exportCalls));
        assert.notEqual(response.status, 429, how);
        await response.text();
      }
    }
  });
});

describe('somebody whose service sends a table in which nothing is', () => {
  const table =
    (piece: () => Promise<Uint8Array>): Handler =>
    async () => {
      let isFirst = true;
      const pull = async (stream: ReadableStreamDefaultController) => {
        stream.enqueue(isFirst ? bytes('uuid\na\n') : await piece());
        isFirst = false;
      };
      return new Response(new ReadableStream({ pull }), { headers: { 'Content-Type': 'text/csv' } });
    };

  it('is not kept busy with it: after 16 MB it is over', async () => {
    let made = 0;
    const megabyte = bytes('\n'.repeat(1024 * 1024));
    const empty = table(async () => {
      if (made++ > 100) throw new Error('nobody stopped');
      return megabyte;
    });
    const { proxy } = host({ service: empty });
    await assert.rejects((await proxy(browser(exportCalls))).text());
    assert.ok(made < 24, `${made} MB were read`);
  });

  it('does not wait longer than half a minute for the next row, however many bytes come meanwhile', async () => {
    const clocks: ReturnType<typeof host>['clock'][] = [];
    const slow = table(async () => {
      await new Promise(setImmediate);
      clocks[0]!.advance(10_000);
      return bytes('\n');
    });
    const { proxy, clock } = host({ service: slow });
    clocks.push(clock);
    const began = clock.now();
    await assert.rejects((await proxy(browser(exportCalls))).text());
    assert.ok(clock.now() - began < 60_000);
  });
});

describe('a request that another server has made a Request of', () => {
  const session = (path: string, headers: Record<string, string> = {}) => browser(`GET ${path}`, { headers });
  const wrongs: Record<string, [Request, number, string]> = {
    'with a target of more than 4 KB': [session(`/session?${'x'.repeat(5_000)}`), 400, 'bad-target'],
    'with a path of more than 4 KB': [session(`/${'x'.repeat(5_000)}`), 400, 'bad-target'],
    'with a fragment': [session('/session#x'), 400, 'bad-target'],
    'with 9 KB of headers': [session('/session', { 'X-Long': 'x'.repeat(9_000) }), 431, 'headers-too-large'],
    'with two sites': [session('/session', { 'Sec-Fetch-Site': 'same-origin, cross-site' }), 400, 'duplicate-header'],
    'with the portal’s own header twice': [session('/session', { 'X-Vobiz-Portal': '1, 1' }), 403, 'missing-header'],
    'with two origins': [session('/session', { Origin: 'https://signup.example, https://evil.example' }), 403, 'origin-not-allowed'],
  }; // prettier-ignore
  for (const [name, [request, status, code]] of Object.entries(wrongs))
    it(`is refused ${name}, as far as that can be seen`, async () => {
      let asked = 0;
      const { proxy, sent } = host({ customer: () => void asked++ });
      const answer = await heard(await proxy(request));
      assert.deepEqual([answer.status, answer.code], [status, code]);
      assert.deepEqual([asked, sent.length], [0, 0]);
    });

  it('is let through when nothing is wrong with it, long as it may be', async () => {
    const { ask } = host();
    assert.equal((await ask('GET /session', { headers: { 'X-Long': 'x'.repeat(7_000) } })).status, 200);
  });
});
