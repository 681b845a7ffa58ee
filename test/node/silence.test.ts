import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { served, type ServedRoute } from '../../src/contract/accepts.ts';
import type { CallName } from '../../src/contract/routes.ts';
import type { Handler } from '../../src/contract/handler.ts';
import { examples, targetOf } from './route-examples.ts';
import { browser, host } from './proxy-ask.ts';

// Each stands for something that must never leave the proxy, wherever the service puts it.
const secret = 'S3CR3T-T0K3N';
const words = 'Zebra sentence of the service';
const secrets = {
  auth_token: secret,
  auth_secret: secret,
  api_token: secret,
  password: secret,
  verified_data: { pan_number: secret, aadhaar_name: words },
  webhook_url: `https://${secret}.example`,
  message: words,
  note: words,
};

/** The same secrets at every depth at which a schema may look. */
const hostile = () => ({
  ...secrets,
  number: { e164: '+918065354620', ...secrets },
  items: [{ e164: '+918065354620', ...secrets, capabilities: { voice: true, ...secrets } }],
  objects: [{ id: 'aabbccdd-1234', trunk_id: 'aabbccdd-1234', ...secrets }],
  data: [{ uuid: 'aabbccdd-1234', ...secrets }],
  transactions: [{ id: 'aabbccdd-1234', ...secrets }],
  meta: { total: 1, limit: 20, offset: 0, ...secrets },
  pagination: { page: 1, per_page: 20, total: 1, ...secrets },
  summary: secrets,
  total: 1,
});

const errors: object[] = [
  { error: words, status_code: 400, ...secrets },
  { error: 'ValidationError', details: [{ loc: ['body', 'e164'], msg: words, input: secret, type: words }] },
  { error: { code: 401, message: words } },
  {
    status: 'error',
    error: {
      code: 'ZEBRA_CODE',
      message: words,
      details: { errors: [{ field: 'e164', message: words, value: secret }] },
    },
  },
  { api_id: secret, error: words },
  { error: 'insufficient_balance', required: 1000, available: 450, currency: secret, ...secrets },
];

const statuses = [
  200, 201, 202, 204, 301, 302, 307, 308, 400, 401, 402, 403, 404, 405, 409, 410, 415, 422, 429, 451, 500, 501, 502,
  503, 504, 507,
];
const headers = {
  'Set-Cookie': `sid=${secret}`,
  'X-Auth-Token': secret,
  'X-Zebra': words,
  Server: secret,
  Location: `https://${secret}.example/`,
  'WWW-Authenticate': words,
  'Retry-After': '3',
};

/** Every kind of thing a service may say with a status. */
function* sayings(): Generator<[string, () => Response]> {
  for (const status of statuses) {
    if (status === 204) yield ['nothing', () => new Response(null, { status, headers })];
    else
      for (const [kind, body] of Object.entries({
        secrets: hostile(),
        list: [hostile()],
        ...(status >= 400 && errors),
      }))
        yield [`${status} ${kind}`, () => Response.json(body, { status, headers })];
  }
  yield [
    'HTML',
    () => new Response(`<h1>${words}</h1>${secret}`, { headers: { ...headers, 'Content-Type': 'text/html' } }),
  ];
  yield ['half of it', () => new Response(`{"items":[{"auth_token":"${secret}`, { headers })];
  yield ['a string', () => Response.json(`${secret} ${words}`, { headers })];
  yield [
    'a poisoned prototype',
    () => new Response(`{"__proto__":{"auth_token":"${secret}"},"items":[]}`, { headers }),
  ];
}

const throwing: Handler = () => Promise.reject(new Error(`${words} ${secret}`));
const calls = Object.entries(served).filter(([, { as }]) => as === 'customer') as [CallName, ServedRoute][];

describe('nothing of the service but what a schema names', () => {
  for (const [name, route] of calls) {
    it(`leaves by ${name}, whatever the service says`, async () => {
      const everything = [...sayings(), ['an exception', throwing] as const];
      for (const [kind, say] of everything) {
        const { proxy } = host({
          service: async (request) => (say === throwing ? throwing(request) : (say as () => Response)()),
        });
        const response = await proxy(browser(`${route.method} ${targetOf(route.path)}`, { body: examples[name] }));
        // What is streamed is what was asked for; its headers are ours all the same.
        const body = route.stream && response.ok ? '' : await response.text();
        const whole = `${response.status} ${JSON.stringify([...response.headers])} ${body}`;
        for (const bad of [
          secret,
          words,
          'auth_token',
          'auth_secret',
          'verified_data',
          'webhook_url',
          'ebra',
          'sandbox-ma_asha-token',
          'set-cookie',
        ])
          assert.ok(!whole.includes(bad), `${kind}: ${bad} in ${whole.slice(0, 400)}`);
        assert.notEqual(response.status, 401, `${kind}: the browser's 401 means "sign in"`);
        assert.ok(response.status < 300 || response.status >= 400, `${kind}: a redirect went through`);
      }
    });
  }
});
