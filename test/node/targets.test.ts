import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { served } from '../../src/contract/accepts.ts';
import { createProxy, toNodeListener } from '../../src/server/index.ts';
import { sandboxPartner } from '../../src/sandbox/index.ts';
import { page, whoseCookie } from './proxy-ask.ts';
import { targetOf } from './route-examples.ts';

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const parsedRuns = Number(process.env.RUNS ?? 100_000);
const rawRuns = Math.ceil(parsedRuns / 10);

/** What the signed-in account may reach: each upstream path of the table, below its own account, and nothing else. */
const allowed = Object.values(served)
  .filter(({ as }) => as === 'customer')
  .flatMap(({ upstream, fallback }) => [upstream, fallback])
  .filter((path) => path !== undefined)
  .map((path) =>
    path
      .replace('{auth_id}', 'MA_ASHA')
      .replace(/\{currency\}/, '[A-Z]{3}')
      .replace(/\{\w+\}/g, '[A-Za-z0-9_-]+|%2B\\d+'),
  )
  .map((path) =>
    path
      .split('/')
      .map((segment) => (segment.includes('|') ? `(?:${segment})` : segment))
      .join('/'),
  );
const own = new RegExp(`^https://service\\.example/api/v1(?:${allowed.join('|')})$`);
// What may never go up, whoever asks.
const forbidden = /immediate|force|include_subaccounts|\.\.|\/\/(?!service)|partner|MA_NILA|%2e|%2f|%5c|%00/i;

const pieces = [
  'vobiz', 'numbers', 'inventory', 'trunks', 'cdrs', 'session', 'balance', 'credentials', 'recordings', 'accounts', 'partner',
  'Account', 'account', 'MA_ASHA', 'MA_NILA', '%2B918071387149', '+918071387149', '918071387149', 'assign', 'cancel-release',
  'purchase-from-inventory', '..', '.', '%2e%2e', '.%2e', '%2E', '%252e%252e', '..;', '..%2f', '%2f', '%5c', '\\', '..\\', '',
  '@evil.example', '%00', '%0d%0aX-Auth-ID:%20x', '%', '%zz', '%c0%ae', 'é', '☎', '%E2%98%8E', 'vobizevil', 'VOBIZ', '__proto__', 'constructor',
  'a'.repeat(300), ';jsessionid=1', '*', '~', "'", '"', '<script>', '{e164}', '{auth_id}',
]; // prettier-ignore
const joints = ['/', '/', '/', '/', '//', '\\', '/./', '/../', '%2f', ';'];
const tails = [
  '',
  '',
  '',
  '',
  '?page=1',
  '?page=1&page=2',
  '?immediate=true',
  '?force=true',
  '?search=80',
  '?search=%2B91',
  '#x',
  '?',
  '?__proto__=1',
  '?a[b]=c',
  '?page=1#',
  '?currency=INR',
  '?per_page=100&search=80',
];
const anything = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...pieces) },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
);
const wild = fc
  .tuple(
    fc.constantFrom(
      '/vobiz',
      '/vobiz',
      '/vobiz',
      '/vobiz/..',
      '//evil.example/vobiz',
      '/',
      '/VOBIZ',
      'http://evil.example/vobiz',
      '/vobiz/numbers/..',
      '\\vobiz',
      '/%76obiz',
      '*',
    ),
    fc.array(fc.tuple(fc.constantFrom(...joints), anything), { maxLength: 5 }),
    fc.constantFrom(...tails),
  )
  .map(([mount, rest, tail]) => mount + rest.flat().join('') + tail);
const encoded = (text: string, at: number) =>
  `${text.slice(0, at)}%${text.charCodeAt(at).toString(16).padStart(2, '0')}${text.slice(at + 1)}`;
/** An address of the table with one thing wrong, or nothing. */
const nearly = fc
  .tuple(
    fc.constantFrom(...Object.values(served).map(({ path }) => `/vobiz${targetOf(path)}`)),
    fc.constantFrom('as it is', 'piece', 'joint', 'encoded', 'cut'),
    fc.nat(),
    anything,
    fc.constantFrom(...joints),
    fc.constantFrom(...tails),
  )
  .map(([path, how, where, piece, joint, tail]) => {
    const segments = path.split('/');
    const at = where % path.length;
    if (how === 'piece') segments[1 + (where % (segments.length - 1))] = piece;
    if (how === 'joint') return path.slice(0, at) + joint + path.slice(at) + tail;
    if (how === 'encoded') return encoded(path, at) + tail;
    if (how === 'cut') return path.slice(0, at) + tail;
    return segments.join('/') + tail;
  });
const paths = fc.oneof(wild, nearly);
const methods = ['GET', 'GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH'];

/** A proxy for MA_ASHA over a service that remembers where it was asked, and says nothing worth hearing. */
function setting() {
  const reached: string[] = [];
  const proxy = createProxy({
    partner: sandboxPartner,
    customer: whoseCookie,
    mount: '/vobiz',
    origins: [page],
    limits: false,
    upstream: 'https://service.example/api/v1',
    fetch: (request) => {
      reached.push(request.url);
      return Promise.resolve(Response.json({ items: [], total: 0 }));
    },
  });
  const check = (target: string) => {
    for (const url of reached.splice(0)) {
      const [path = '', query = ''] = url.split('?');
      assert.match(path, own, `${JSON.stringify(target)} reached ${url}`);
      assert.doesNotMatch(
        path.replace('https://service', '') + query,
        forbidden,
        `${JSON.stringify(target)} reached ${url}`,
      );
    }
  };
  return { proxy, check, reached };
}

const serves = (status: number, reached: string[]) => {
  assert.equal(status, 200);
  // A write that the request before began may end only now.
  assert.ok(reached.includes('https://service.example/api/v1/Account/MA_ASHA/numbers'));
};

describe(`somebody who tries every address there is (seed ${seed})`, () => {
  it(`gets nowhere but to their own account, ${parsedRuns} times`, async () => {
    const { proxy, check, reached } = setting();
    const headers = { 'X-Vobiz-Portal': '1', Cookie: 'session=MA_ASHA', Origin: page };
    let made = 0;
    let through = 0;
    for (const [index, target] of fc.sample(paths, { seed, numRuns: parsedRuns }).entries()) {
      const method = methods[index % methods.length]!;
      // Another host or a name in it is the host's affair, whose requests these are.
      if (!URL.canParse(page + target) || new URL(page + target).origin !== page || new URL(page + target).username)
        continue;
      made += 1;
      const key = { 'Idempotency-Key': `key-${index}-abcdefgh` };
      const response = await proxy(new Request(page + target, { method, headers: { ...headers, ...key } }));
      assert.ok(response.status >= 200 && response.status < 600);
      assert.notEqual(response.status, 500, `${method} ${target} made it stumble`);
      through += reached.length;
      check(target);
      if (index % 100 === 0) {
        const well = await proxy(new Request(`${page}/vobiz/numbers`, { headers }));
        serves(well.status, reached);
        check(target);
      }
    }
    // Or nothing would have been tried.
    assert.ok(made > parsedRuns * 0.8 && through > parsedRuns / 100, `${made} made, ${through} through`);
  });

  it(`gets nowhere else by raw bytes either, ${rawRuns} times, and the server serves after each`, async (t) => {
    const { proxy, check, reached } = setting();
    const server = createServer(toNodeListener(proxy)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    t.after(() => (server.closeAllConnections(), server.close()));
    const { port } = server.address() as AddressInfo;
    const exchange = async (bytes: string) => {
      const socket = connect(port, '127.0.0.1');
      let heard = '';
      socket.setEncoding('latin1').on('data', (chunk: string) => (heard += chunk));
      socket.on('error', () => {});
      socket.end(bytes, 'latin1');
      await once(socket, 'close');
      return heard;
    };
    const ours = `Host: signup.example\r\nX-Vobiz-Portal: 1\r\nCookie: session=MA_ASHA\r\nOrigin: ${page}\r\nConnection: close\r\n`;
    for (const [index, target] of fc.sample(paths, { seed, numRuns: rawRuns }).entries()) {
      const method = methods[index % methods.length]!;
      // A target with a line break in it would be two requests, and of the second nobody knows what it means.
      const line = target.replace(/[\r\n]/g, '');
      const heard = await exchange(
        `${method} ${line} HTTP/1.1\r\n${ours}Idempotency-Key: key-${index}-abcdefgh\r\n\r\n`,
      );
      assert.doesNotMatch(
        heard,
        /^HTTP\/1\.1 500|\n\s+at /,
        `${method} ${line} made it stumble: ${heard.slice(0, 300)}`,
      );
      check(line);
      const well = await exchange(`GET /vobiz/numbers HTTP/1.1\r\n${ours}\r\n`);
      serves(Number(well.split(' ')[1]), reached);
      check(line);
    }
  });
});
