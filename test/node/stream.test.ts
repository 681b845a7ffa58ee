import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Handler } from '../../src/contract/handler.ts';
import { browser, heard, host } from './proxy-ask.ts';

const tick = () => new Promise(setImmediate);
const bytes = (text: string) => new TextEncoder().encode(text);
const exportCalls = 'GET /cdrs/export?start_date=2026-03-01&end_date=2026-03-25';

/** A table that is made as it is read, and knows how far that went. */
function table(rows: number, rowLength = 1000) {
  const state = { made: 0, cancelled: false };
  // What the proxy makes of a row is as long as the row: quotes, and a line end of two.
  const row = bytes(`"${'x'.repeat(rowLength - 4)}"\r\n`);
  const head = bytes('uuid\n');
  const body = () =>
    new ReadableStream<Uint8Array>(
      {
        pull(stream) {
          if (state.made++ < rows) stream.enqueue(state.made === 1 ? head : row);
          else stream.close();
        },
        cancel: () => void (state.cancelled = true),
      },
      { highWaterMark: 0 },
    );
  const service: Handler = async () =>
    new Response(body(), { headers: { 'Content-Type': 'text/csv', 'Set-Cookie': 'a=b' } });
  return { state, service };
}

describe('somebody who exports their calls', () => {
  it('gets a file of whatever size, and nothing else of the answer', async () => {
    const { service } = table(20_000);
    const { proxy, sent } = host({ service });
    const response = await proxy(browser(exportCalls));
    assert.equal(response.status, 200);
    assert.deepEqual(
      Object.fromEntries(['content-type', 'content-disposition', 'cache-control', 'x-content-type-options', 'set-cookie'].map((name) => [name, response.headers.get(name)])),
      {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="calls.csv"',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'set-cookie': null,
      },
    ); // prettier-ignore
    let length = 0;
    for await (const chunk of response.body!) length += chunk.byteLength;
    assert.equal(length, 19_999 * 1000 + '"uuid"\r\n'.length);
    assert.match(sent[0]!.url, /\/Account\/MA_ASHA\/cdrs\/export\?start_date=2026-03-01&end_date=2026-03-25$/);
    assert.equal(sent[0]!.headers.accept, undefined);
  });

  it('gets it no faster than they take it', async () => {
    const { service, state } = table(10_000);
    const { proxy } = host({ service });
    const reader = (await proxy(browser(exportCalls))).body!.getReader();
    await tick();
    assert.ok(state.made <= 2, `${state.made}`);
    for (let index = 0; index < 10; index++) await reader.read();
    await tick();
    assert.ok(state.made <= 12, `${state.made}`);
    await reader.cancel();
  });

  it('ends it for the service too when they leave', async () => {
    for (const leave of ['abort', 'cancel'] as const) {
      const { service, state } = table(10_000);
      const gone = new AbortController();
      let upstream: AbortSignal | undefined;
      const { proxy } = host({ fetch: (request) => ((upstream = request.signal), service(request)) });
      const reader = (await proxy(browser(exportCalls, { signal: gone.signal }))).body!.getReader();
      await reader.read();
      if (leave === 'abort') {
        gone.abort();
        await assert.rejects(reader.read());
      } else await reader.cancel();
      await tick();
      assert.deepEqual([state.cancelled, upstream!.aborted], [true, true], leave);
    }
  });

  it('is told that it broke off, rather than given half of it as a whole', async () => {
    let pulls = 0;
    const body = new ReadableStream({
      pull: (stream) => (pulls++ < 2 ? stream.enqueue(bytes('uuid\na\n')) : stream.error(new Error('reset'))),
    });
    const { proxy } = host({ service: async () => new Response(body, { headers: { 'Content-Type': 'text/csv' } }) });
    await assert.rejects((await proxy(browser(exportCalls))).text());
  });

  it('may take an hour over it, but not stand still for half a minute', async () => {
    const { service, state } = table(10_000);
    const { proxy, clock } = host({ service });
    const reader = (await proxy(browser(exportCalls))).body!.getReader();
    for (let minute = 0; minute < 200; minute++) {
      clock.advance(29_000);
      await reader.read();
    }
    clock.advance(30_000);
    await assert.rejects(reader.read());
    assert.equal(state.cancelled, true);
  });

  it('is not kept waiting by a service that stands still', async () => {
    const body = new ReadableStream({
      start: (stream) => stream.enqueue(bytes('uuid\na\n')),
      pull: () => new Promise(() => {}),
    });
    const { proxy, clock } = host({ service: async () => new Response(body) });
    const reader = (await proxy(browser(exportCalls))).body!.getReader();
    await reader.read();
    const stalled = reader.read();
    await tick();
    clock.advance(30_000);
    await assert.rejects(stalled);
  });

  it('is told so when what comes is no table from its first row on', async () => {
    const headers = { 'Content-Type': 'application/octet-stream' };
    const broken = new ReadableStream({ start: (stream) => stream.error(new Error('bad gzip')) });
    for (const [body, code] of [
      ['<h1>Bad gateway</h1>\n', 'upstream-unreadable'],
      [Buffer.from('uuid,duration\na,1\n', 'utf16le'), 'upstream-unreadable'],
      [broken, 'upstream-failed'],
    ] as const) {
      const { status, code: said } = await host({ service: async () => new Response(body, { headers }) }).ask(
        exportCalls,
      );
      assert.deepEqual([status, said], [502, code]);
    }
  });

  it('never gets a page of HTML, JSON or a refusal as their calls', async () => {
    const page = async () => new Response('<h1>Bad gateway', { headers: { 'Content-Type': 'text/html' } });
    assert.equal((await host({ service: page }).ask(exportCalls)).code, 'upstream-unreadable');
    const json = async () => Response.json({ auth_token: 's3cret' });
    assert.equal((await host({ service: json }).ask(exportCalls)).code, 'upstream-unreadable');
    const no = async () => Response.json({ error: 'leaked-sentence' }, { status: 403 });
    const { status, text } = await host({ service: no }).ask(exportCalls);
    assert.equal(status, 403);
    assert.doesNotMatch(text, /leaked/);
    const moved = async () => new Response(null, { status: 302, headers: { Location: 'https://evil.example/' } });
    assert.equal((await host({ service: moved }).ask(exportCalls)).code, 'upstream-redirect');
  });

  it('gets it from the other path where the first does not exist', async () => {
    const { service } = table(3);
    const old: Handler = async (request) =>
      request.url.includes('/cdrs/') ? Response.json({ error: 'no' }, { status: 404 }) : service(request);
    const { proxy } = host({ service: old });
    assert.equal((await (await proxy(browser(exportCalls))).text()).length, 2 * 1000 + '"uuid"\r\n'.length);
  });

  it('has a budget of its own for it', async () => {
    const { service } = table(1);
    const { proxy, ask } = host({ service, limits: { exports: 2, reads: 1 } });
    const statuses = [];
    for (let index = 0; index < 3; index++) {
      const response = await proxy(browser(exportCalls));
      statuses.push(response.status);
      await response.text();
    }
    assert.deepEqual(statuses, [200, 200, 429]);
    assert.equal((await ask('GET /session')).status, 200);
  });

  it('has to be signed in, on an allowed page', async () => {
    const { proxy, ask } = host();
    assert.equal((await ask(exportCalls, { as: 'NOBODY' })).status, 401);
    assert.equal((await heard(await proxy(browser(exportCalls, { headers: { 'X-Vobiz-Portal': undefined } })))).code, 'missing-header'); // prettier-ignore
  });
});
