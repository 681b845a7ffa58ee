import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { served, type ServedRoute } from '../../src/contract/accepts.ts';
import type { CallName } from '../../src/contract/routes.ts';
import type { ProxyOptions } from '../../src/server/index.ts';
import { sandboxPartner } from '../../src/sandbox/index.ts';
import { answering, heard, host, page, whoseCookie, type Said } from './proxy-ask.ts';
import { examples, targetOf } from './route-examples.ts';

const calls = Object.entries(served) as [CallName, ServedRoute][];

const flipped = (path: string) => path.replace(/[a-z]/, (letter) => letter.toUpperCase());

/** What is wrong with a request, and what the proxy calls it. */
interface Wrong {
  name: string;
  change: (route: ServedRoute, what: string, said: Said) => { what?: string; said?: Said } | undefined;
  codes: string[];
}

const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];
/** What only exists where the host wants it: verification, and signing up. */
const options: Partial<ProxyOptions> = {
  kyc: { redirect_url: `${page}/verified` },
  signup: { visitor: (request) => whoseCookie(request)?.auth_id, onCreated: () => {} },
};
const offered = (path: string) =>
  calls.filter(([, route]) => route.path === path).map(([, route]) => route.method as string);

const wrongs: Wrong[] = [
  {
    name: 'from nobody',
    change: (_route, _what, said) => ({ said: { ...said, as: 'MA_NOBODY' } }),
    codes: ['signed-out'],
  },
  {
    name: 'without the header',
    change: (_route, _what, said) => ({ said: { ...said, headers: { 'X-Vobiz-Portal': undefined } } }),
    codes: ['missing-header'],
  },
  {
    name: 'from a foreign origin',
    change: (_route, _what, said) => ({ said: { ...said, headers: { Origin: 'https://evil.example' } } }),
    codes: ['origin-not-allowed'],
  },
  {
    name: 'from a foreign site that hides its origin',
    change: (_route, _what, said) => ({
      said: { ...said, headers: { Origin: undefined, 'Sec-Fetch-Site': 'cross-site' } },
    }),
    codes: ['cross-site'],
  },
  {
    name: 'with a form’s content type',
    change: (route, _what, said) =>
      route.body && { said: { ...said, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } } },
    codes: ['media-type'],
  },
  {
    name: 'with a field that no schema names',
    change: (route, _what, said) =>
      route.body && { said: { ...said, body: { ...(said.body as object), webhook_url: 'https://x.example' } } },
    codes: ['invalid'],
  },
  {
    name: 'with a prototype in its body',
    change: (route, _what, said) =>
      route.body && { said: { ...said, body: JSON.stringify(said.body).replace('{', '{"__proto__":{"a":1},') } },
    codes: ['body-not-json'],
  },
  {
    name: 'with 17 KB',
    change: (route, _what, said) =>
      route.body && { said: { ...said, body: `${JSON.stringify(said.body)}${' '.repeat(17 * 1024)}` } },
    codes: ['body-too-large'],
  },
  {
    name: 'with a body it does not take',
    change: (route, _what, said) =>
      route.body || route.method === 'GET' ? undefined : { said: { ...said, body: {} } },
    codes: ['unexpected-body'],
  },
  {
    name: 'with a query that nobody asked for',
    change: (_route, what) => ({ what: `${what}?immediate=true` }),
    codes: ['invalid'],
  },
  {
    name: 'with the same query twice',
    change: (route, what) => (route.query ? { what: `${what}?page=1&page=2` } : undefined),
    codes: ['invalid'],
  },
  {
    name: 'by another method',
    change: ({ path }, what) => {
      const other = methods.find((method) => !offered(path).includes(method))!;
      return { what: `${other} ${what.split(' ')[1]}`, said: { body: undefined } };
    },
    codes: ['method-not-allowed'],
  },
  {
    name: 'in another letter case',
    change: ({ path, method }) => ({ what: `${method} ${targetOf(flipped(path))}` }),
    codes: ['no-such-call'],
  },
  {
    name: 'with a slash too many',
    change: (_route, what) => ({ what: `${what}/` }),
    codes: ['no-such-call'],
  },
  {
    name: 'without a key, where it writes',
    change: ({ method }, _what, said) =>
      method === 'GET' ? undefined : { said: { ...said, headers: { 'Idempotency-Key': undefined } } },
    codes: ['missing-idempotency-key'],
  },
];

describe('every call of the table', () => {
  for (const [name, route] of calls) {
    const what = `${route.method} ${targetOf(route.path)}`;
    const said: Said = { body: route.body && examples[name] };

    it(`${name} reaches the service, and only what is theirs who are signed in`, async () => {
      assert.equal(
        route.body !== undefined,
        examples[name] !== undefined,
        'a body that the call takes is missing here',
      );
      for (const as of ['MA_ASHA', 'MA_NILA']) {
        const { ask, sent } = host({ ...options, service: answering({ items: [], e164: '+918065354620' }) });
        await ask(what, { ...said, as }).catch(() => undefined);
        if (route.as === 'host') assert.deepEqual(sent, [], 'it is answered here');
        else assert.ok(sent.length >= 1, 'it never got there');
        for (const { url, headers } of sent) {
          if (route.as === 'partner') {
            assert.match(new URL(url).pathname, /^\/api\/v1\/partner\/(accounts|kyc-sessions)(\/|$)/);
            assert.deepEqual([headers['x-auth-id'], headers['x-auth-token']], Object.values(sandboxPartner));
            assert.ok(!url.includes(as === 'MA_ASHA' ? 'MA_NILA' : 'MA_ASHA'));
            continue;
          }
          assert.match(new URL(url).pathname, new RegExp(`^/api/v1/[Aa]ccount/${as}/`));
          assert.equal(headers['x-auth-id'], as);
          assert.equal(headers['x-auth-token'], `sandbox-${as.toLowerCase()}-token`);
        }
      }
    });

    for (const wrong of wrongs) {
      const changed = wrong.change(route, what, said);
      if (!changed) continue;
      it(`${name} does not, ${wrong.name}`, async () => {
        const { ask, sent } = host({ ...options, service: answering({}) });
        const answer = await ask(changed.what ?? what, changed.said ?? said);
        assert.ok(wrong.codes.includes(answer.code!), `${answer.status} ${answer.text}`);
        assert.equal(answer.headers.get('content-type'), 'application/problem+json');
        assert.ok(answer.body.request_id);
        assert.equal(answer.headers.get('cache-control'), 'no-store');
        assert.deepEqual(sent, []);
      });
    }
  }
});

describe('the webhook, which is no call of the table', () => {
  const body = JSON.stringify({ event: 'kyc.completed', session_id: 'kycs_12345678', account_auth_id: 'MA_ASHA' });
  const post = (path: string, text: string) =>
    new Request(`${page}/vobiz${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: text,
    });
  const wrongs: Record<string, [Request, string[]]> = {
    'by another method': [new Request(`${page}/vobiz/kyc/webhook`), ['no-such-call']],
    'in another letter case': [post('/kyc/Webhook', body), ['no-such-call']],
    'with a slash too many': [post('/kyc/webhook/', body), ['no-such-call']],
    'with half a body': [post('/kyc/webhook', body.slice(0, 20)), ['body-not-json', 'invalid']],
    'with 70 KB': [post('/kyc/webhook', body + ' '.repeat(70 * 1024)), ['body-too-large']],
  }; // prettier-ignore
  for (const [name, [request, codes]] of Object.entries(wrongs))
    it(`reaches nobody, ${name}`, async () => {
      const { proxy, sent } = host({ ...options, service: answering({}) });
      const answer = await heard(await proxy(request));
      assert.ok(codes.includes(answer.code!), `${answer.status} ${answer.text}`);
      assert.equal(answer.headers.get('content-type'), 'application/problem+json');
      assert.deepEqual(sent, []);
    });
});
