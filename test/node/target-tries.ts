import assert from 'node:assert/strict';
import fc from 'fast-check';
import { served, type ServedRoute } from '../../src/contract/accepts.ts';
import type { CallName } from '../../src/contract/routes.ts';
import { createProxy } from '../../src/server/index.ts';
import { sandboxPartner } from '../../src/sandbox/index.ts';
import { page, whoseCookie } from './proxy-ask.ts';
import { examples, targetOf } from './route-examples.ts';

/** What is tried, anew each time unless SEED says which; and how often. */
export const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
export const runs = Number(process.env.RUNS ?? 100_000);

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
/** A call that has exactly this address, with the body that it takes. */
export const byTarget = new Map(
  (Object.entries(served) as [CallName, ServedRoute][]).map(([name, { path, method }]) => [
    `/vobiz${targetOf(path)}`,
    { method, body: examples[name] },
  ]),
);
const encoded = (text: string, at: number) =>
  `${text.slice(0, at)}%${text.charCodeAt(at).toString(16).padStart(2, '0')}${text.slice(at + 1)}`;
/** An address of the table with one thing wrong, or nothing. */
const nearly = fc
  .tuple(
    fc.constantFrom(...Object.values(served).map(({ path }) => `/vobiz${targetOf(path)}`)),
    fc.constantFrom('as it is', 'as it is', 'as it is', 'piece', 'joint', 'encoded', 'cut'),
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
export const paths = fc.oneof(wild, nearly);
const breaks = ['\r', '\n', '\r\n', '\r\n\r\n', ' HTTP/1.1\r\nX-Auth-ID: MA_NILA\r\nX:', '\r\n '];
/** A target with a line break in it, which may make of one request two, or another one. */
export const broken = fc.tuple(paths, fc.nat(), fc.constantFrom(...breaks)).map(([target, where, piece]) => {
  const at = where % (target.length + 1);
  return target.slice(0, at) + piece + target.slice(at);
});
/** A body that some call takes, another one, or none; framed as it says it is. */
export const bodies = fc.constantFrom(
  '',
  '',
  '{}',
  '[]',
  '{"__proto__":1}',
  ...Object.values(examples).map((body) => JSON.stringify(body)),
);
export const methods = ['GET', 'GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH'];

/** A proxy for MA_ASHA over a service that remembers where it was asked, and says nothing worth hearing. */
export function setting() {
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
