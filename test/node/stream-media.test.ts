import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Handler } from '../../src/contract/handler.ts';
import { memoryStore, type ProxyOptions } from '../../src/server/index.ts';
import { browser, host, page, testClock, type Said } from './proxy-ask.ts';

const id = 'aabbccdd-1234-5678-90ab-cdef12345678';
const media = `GET /recordings/${id}/media`;
const sound = 'RIFF0123456789';

interface Hop {
  url: string;
  token: string | null;
  range: string | null;
}

/** A service with one recording, and hosts that have its sound, each as the test says. */
function studio(at: string, hosts: Record<string, Handler>, more: Partial<ProxyOptions> = {}) {
  const hops: Hop[] = [];
  const { fetch: _, ...rest } = more;
  const made = host({
    ...rest,
    fetch: async (request) => {
      const { pathname, host, search } = new URL(request.url);
      if (host === 'api.vobiz.ai') {
        if (!pathname.includes('/Account/MA_ASHA/'))
          return Response.json({ error: 'Recording not found' }, { status: 404 });
        const row = {
          recording_id: id,
          recording_url: at,
          media: '/recordings/x/media?token=theirs',
          recording_type: 'trunk',
        };
        return Response.json(pathname.endsWith('/Recording/') ? { objects: [row], meta: { total_count: 1 } } : row);
      }
      hops.push({ url: `${host}${pathname}${search}`, token: request.headers.get('x-auth-token'), range: request.headers.get('range') }); // prettier-ignore
      return hosts[host]!(request);
    },
  });
  return { hops, ...made };
}

const play: Handler = async (request) => {
  const headers = { 'Content-Type': 'audio/wav', 'Set-Cookie': 'a=b', 'Accept-Ranges': 'bytes' };
  const [, from] = /^bytes=(\d+)-$/.exec(request.headers.get('range') ?? '') ?? [];
  if (!from) return new Response(sound, { headers });
  const range = { 'Content-Range': `bytes ${from}-${sound.length - 1}/${sound.length}` };
  return new Response(sound.slice(Number(from)), { status: 206, headers: { ...headers, ...range } });
};
const redirect =
  (to: string): Handler =>
  async () =>
    new Response(null, { status: 302, headers: { Location: to } });
const there = 'https://media.vobiz.ai/v1/abc.mp3';

describe('somebody who plays a recording', () => {
  it('hears it from where the service says it is', async () => {
    const { proxy, hops } = studio(there, { 'media.vobiz.ai': play });
    const response = await proxy(browser(media));
    assert.deepEqual([response.status, await response.text()], [200, sound]);
    const names = ['content-type', 'set-cookie', 'cache-control', 'content-security-policy', 'x-content-type-options'];
    assert.deepEqual(
      names.map((name) => response.headers.get(name)),
      ['audio/wav', null, 'no-store', "default-src 'none'; sandbox", 'nosniff'],
    );
    assert.deepEqual(hops, [{ url: 'media.vobiz.ai/v1/abc.mp3', token: 'sandbox-ma_asha-token', range: null }]);
  });

  it('can jump to any place in it', async () => {
    const { proxy, hops } = studio(there, { 'media.vobiz.ai': play });
    const response = await proxy(browser(media, { headers: { Range: 'bytes=4-' } }));
    assert.deepEqual([response.status, await response.text()], [206, '0123456789']);
    assert.equal(response.headers.get('content-range'), 'bytes 4-13/14');
    for (const strange of ['bytes=0-1,3-4', 'lines=1-2', 'bytes=-', 'bytes=0-1\u00ff'])
      assert.equal((await proxy(browser(media, { headers: { Range: strange } }))).status, 200);
    assert.deepEqual(hops.map(({ range }) => range), ['bytes=4-', null, null, null, null]); // prettier-ignore
    const beyond = studio(there, { 'media.vobiz.ai': async () => new Response(null, { status: 416 }) });
    assert.equal((await beyond.ask(media, { headers: { Range: 'bytes=99-' } })).code, 'range-not-satisfiable');
  });

  it('is led on from one allowed host to another, three times at most', async () => {
    const { proxy, hops } = studio(there, {
      'media.vobiz.ai': redirect('//recordings.vobiz.ai/a'),
      'recordings.vobiz.ai': redirect('https://storage.vobiz.ai/b?signature=1'),
      'storage.vobiz.ai': play,
    });
    assert.equal(await (await proxy(browser(media))).text(), sound);
    assert.deepEqual(hops.map(({ url }) => url), ['media.vobiz.ai/v1/abc.mp3', 'recordings.vobiz.ai/a', 'storage.vobiz.ai/b?signature=1']); // prettier-ignore
    const round = studio(there, { 'media.vobiz.ai': redirect(there) });
    assert.equal((await round.ask(media)).code, 'upstream-redirect');
    assert.equal(round.hops.length, 4);
  });

  const elsewhere = [
    'https://evil.example/a', 'http://media.vobiz.ai/a', 'https://media.vobiz.ai.evil.example/a', 'https://media.vobiz.ai@evil.example/a',
    'https://user:pass@media.vobiz.ai/a', 'https://media.vobiz.ai:8443/a', 'http://169.254.169.254/latest/meta-data', 'file:///etc/passwd',
    'data:audio/wav,x', 'ftp://media.vobiz.ai/a', 'http://127.0.0.1:6379/', 'https://MEDIA.vobiz.ai.:443/a', 'blob:https://media.vobiz.ai/a',
  ]; // prettier-ignore
  for (const to of elsewhere)
    it(`is never led to ${to}, and no host there hears of the credentials`, async () => {
      const straight = studio(to, {});
      assert.equal((await straight.ask(media)).code, 'media-host-not-allowed');
      assert.deepEqual(straight.hops, []);
      const led = studio(there, { 'media.vobiz.ai': redirect(to) });
      assert.equal((await led.ask(media)).code, 'media-host-not-allowed');
      assert.equal(led.hops.length, 1);
    });

  it('is led to hosts of the host’s own choice alone, where it chose', async () => {
    const media_hosts = ['sound.example', '127.0.0.1:9001'];
    const { ask } = studio(there, {}, { media_hosts });
    assert.equal((await ask(media)).code, 'media-host-not-allowed');
    for (const at of ['https://sound.example/a', 'http://127.0.0.1:9001/a']) {
      const made = studio(at, { 'sound.example': play, '127.0.0.1:9001': play }, { media_hosts });
      assert.equal(await (await made.proxy(browser(media))).text(), sound);
    }
    for (const media_hosts of [['https://a.example'], ['a.example/'], 'a.example', ['A.example'], ['*']] as string[][])
      assert.throws(() => host({ media_hosts }), { name: 'TypeError', message: /media_hosts/ });
  });

  it('hears sound and nothing else', async () => {
    for (const type of ['text/html', 'image/svg+xml', 'audio', 'audio/', 'application/octet-stream', '', 'audio/<x>']) {
      const body = async () => new Response('<script>', { headers: { 'Content-Type': type } });
      assert.equal((await studio(there, { 'media.vobiz.ai': body }).ask(media)).code, 'upstream-unreadable', type);
    }
    for (const [status, code] of [[401, 'upstream-credentials'], [404, 'not-found'], [500, 'upstream-failed']] as const) {
      const no = async () => new Response('leaked', { status });
      assert.equal((await studio(there, { 'media.vobiz.ai': no }).ask(media)).code, code);
    } // prettier-ignore
  });
});

describe('an <audio> element, which has neither header nor session', () => {
  const secret = 'a secret of at least thirty-two characters';
  const bare: Said = { headers: { 'X-Vobiz-Portal': undefined, Cookie: undefined, 'Sec-Fetch-Site': 'cross-site' } };
  const signed = (more: Partial<ProxyOptions> = {}) => {
    const clock = testClock();
    const store = memoryStore({ now: () => clock.now() });
    const made = studio(there, { 'media.vobiz.ai': play }, { secret, store, ...more });
    return { ...made, store };
  };
  const addressOf = async ({ ask }: Pick<ReturnType<typeof studio>, 'ask'>) => {
    const { body } = await ask('GET /recordings');
    return body.items[0].media as string;
  };

  it('plays what is at the address in the list of recordings', async () => {
    const made = signed();
    const address = await addressOf(made);
    assert.match(address, new RegExp(`^/recordings/${id}/media\\?token=[\\w.~-]+$`));
    const response = await made.proxy(browser(`GET ${address}`, bare));
    assert.deepEqual([response.status, await response.text()], [200, sound]);
    assert.deepEqual(made.hops.map(({ token }) => token), ['sandbox-ma_asha-token']); // prettier-ignore
    assert.equal(made.log.at(-1)!.account, made.log.at(0)!.account);
  });

  it('is told nothing that could be used for anything else', async () => {
    const made = signed();
    const kept: string[] = [];
    const add: typeof made.store.add = (key, value, ttl) => (kept.push(key, value), made.store.add(key, value, ttl));
    const other = signed({ store: { ...made.store, add } });
    const { text } = await other.ask('GET /recordings');
    const token = /token=([\w.-]+)/.exec(text)![1]!;
    const read = token.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    assert.doesNotMatch(text + read.join(''), /sandbox-ma_asha|MA_ASHA|vobiz\.ai/);
    assert.equal(kept.length, 2);
    assert.ok(!kept.join().includes('asha-token') && !kept.join().includes(token.split('.')[0]!));
  });

  it('plays it for five minutes, and not afterwards', async () => {
    const { proxy, clock, ask } = signed({ store: undefined });
    const address = await addressOf({ ask });
    const get = async () => (await proxy(browser(`GET ${address}`, bare))).status;
    clock.advance(299_000);
    assert.equal(await get(), 200);
    clock.advance(1_000);
    assert.equal(await get(), 403);
    assert.notEqual(await addressOf({ ask }), address);
  });

  it('plays nothing at an address that somebody else made or changed', async () => {
    const made = signed();
    const address = await addressOf(made);
    const [, token = ''] = address.split('token=');
    const [ticket, expires, mark] = token.split('.') as [string, string, string];
    const forged = [
      address.replace(id, 'ffffffff-1234-5678-90ab-cdef12345678'),
      `/recordings/${id}/media?token=${ticket}.${Number(expires) + 1}.${mark}`,
      `/recordings/${id}/media?token=${ticket.replace(/^./, (one) => (one === 'A' ? 'B' : 'A'))}.${expires}.${mark}`,
      `/recordings/${id}/media?token=${ticket}.${expires}.${mark.replace(/^./, (one) => (one === 'A' ? 'B' : 'A'))}`,
      `/recordings/${id}/media?token=${'A'.repeat(60)}`,
    ];
    for (const one of forged) assert.equal((await made.ask(`GET ${one}`, bare)).code, 'bad-address', one);
    assert.equal((await made.ask(`GET ${address}&token=x`, bare)).status, 400);
    const elsewhere = signed({ secret: 'another secret of thirty-two characters', store: made.store });
    assert.equal((await elsewhere.ask(`GET ${address}`, bare)).code, 'bad-address');
    assert.deepEqual(made.hops, []);
  });

  it('plays only this recording, and makes no other call', async () => {
    const made = signed();
    const query = (await addressOf(made)).split('?')[1];
    for (const what of ['GET /numbers', 'GET /recordings', 'GET /session', 'DELETE /numbers/+918071387149'])
      assert.equal((await made.ask(`${what}?${query}`, bare)).code, 'missing-header', what);
  });

  it('plays it on another machine with the same secret and store', async () => {
    const made = signed();
    const address = await addressOf(made);
    const other = signed({ store: made.store });
    assert.equal((await other.proxy(browser(`GET ${address}`, bare))).status, 200);
  });

  it('has no address where the host gave no secret, the customer may not listen, or the store fails', async () => {
    const plain = studio(there, {});
    assert.equal(await addressOf(plain), undefined);
    assert.equal((await plain.ask(`${media}?token=${'A'.repeat(60)}`, bare)).code, 'missing-header');
    const mayNot = signed({
      customer: () => ({ auth_id: 'MA_ASHA', auth_token: 'token', can: ['listRecordings'] }),
    });
    assert.equal(await addressOf(mayNot), undefined);
    assert.equal((await mayNot.ask(media)).code, 'not-allowed');
    const add = () => Promise.reject(new Error('full'));
    assert.equal(await addressOf(signed({ store: { ...memoryStore(), add } })), undefined);
    assert.throws(() => host({ secret: 'short' }), { name: 'TypeError', message: /32 characters/ });
  });

  it('is counted with the account’s own exports', async () => {
    const made = signed({ limits: { exports: 2 } });
    const address = await addressOf(made);
    const statuses = [];
    for (let index = 0; index < 3; index++) statuses.push((await made.proxy(browser(`GET ${address}`, bare))).status);
    assert.deepEqual(statuses, [200, 200, 429]);
  });

  it('may belong to a page of an allowed origin', async () => {
    const made = signed();
    const address = await addressOf(made);
    const response = await made.proxy(browser(`GET ${address}`, { headers: { ...bare.headers, Origin: page } }));
    assert.equal(response.headers.get('access-control-allow-origin'), page);
  });
});
