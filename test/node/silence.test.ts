import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { served, type ServedRoute } from '../../src/contract/accepts.ts';
import type { CallName } from '../../src/contract/routes.ts';
import type { Handler } from '../../src/contract/handler.ts';
import { examples, targetOf } from './route-examples.ts';
import type { ProxyOptions } from '../../src/server/index.ts';
import { browser, host, page, whoseCookie } from './proxy-ask.ts';

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
const calls = Object.entries(served) as [CallName, ServedRoute][];
const options: Partial<ProxyOptions> = {
  kyc: { redirect_url: `${page}/verified` },
  signup: { visitor: (request) => whoseCookie(request)?.auth_id, onCreated: () => {} },
};
/** What must not be in anything that leaves. */
const bad = [
  secret,
  words,
  'auth_token',
  'auth_secret',
  'verified_data',
  'webhook_url',
  'ebra',
  'sandbox-',
  'set-cookie',
];

describe('nothing of the service but what a schema names', () => {
  for (const [name, route] of calls) {
    it(`leaves by ${name}, whatever the service says`, async () => {
      const everything = [...sayings(), ['an exception', throwing] as const];
      for (const [kind, say] of everything) {
        const { proxy, log } = host({
          ...options,
          service: async (request) => (say === throwing ? throwing(request) : (say as () => Response)()),
        });
        const response = await proxy(browser(`${route.method} ${targetOf(route.path)}`, { body: examples[name] }));
        // What is no table breaks off; what came of it until then has left.
        const body = await readAll(response);
        const whole = `${response.status} ${JSON.stringify([...response.headers])} ${body} ${JSON.stringify(log)}`;
        for (const word of bad) assert.ok(!whole.includes(word), `${kind}: ${word} in ${whole.slice(0, 400)}`);
        assert.notEqual(response.status, 401, `${kind}: the browser's 401 means "sign in"`);
        assert.ok(response.status < 300 || response.status >= 400, `${kind}: a redirect went through`);
      }
    });
  }
});

/** Whatever of a body arrives before it ends, or breaks off. */
async function readAll({ body }: Response): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  try {
    for await (const piece of body ?? []) text += decoder.decode(piece, { stream: true });
  } catch {
    text += ' (broken off)';
  }
  return text;
}

describe('of what the service streams', () => {
  const columns = 'uuid,auth_token,verified_data,webhook_url,note';
  const rows = `aabbccdd-1234,${secret},${words},https://${secret}.example,${words}\n`.repeat(1_000);
  const types = ['text/csv', 'text/plain', 'application/octet-stream', 'application/json', 'text/html'];

  it('a table leaves only by the columns that are named, under headers of ours', async () => {
    for (const type of types)
      for (const status of [200, 206]) {
        const said = () =>
          new Response(`${columns}\n${rows}`, { status, headers: { ...headers, 'Content-Type': type } });
        const { proxy } = host({ service: async () => said() });
        const response = await proxy(browser('GET /cdrs/export'));
        const whole = `${JSON.stringify([...response.headers])} ${await readAll(response)}`;
        for (const word of bad) assert.ok(!whole.includes(word), `${type}: ${word} in ${whole.slice(0, 400)}`);
        assert.equal(whole.includes('aabbccdd-1234'), !/json|html/.test(type), type);
      }
  });

  it('a sound leaves as it is, under headers of ours, and a page or a refusal in its place does not', async () => {
    const place = { recording_url: 'https://media.vobiz.ai/a.mp3', ...secrets };
    for (const status of [200, 206, 204, 301, 302, 400, 401, 403, 404, 410, 416, 421, 429, 451, 500, 503])
      for (const type of [
        'audio/mpeg',
        `audio/mpeg; name="${secret}"`,
        'text/html',
        'application/json',
        'image/svg+xml',
      ]) {
        const isSound = status < 300 && status !== 204 && type.startsWith('audio/');
        const text = status === 204 ? null : isSound ? 'la la la' : `<h1>${words} ${secret}`;
        const more = { ...headers, 'Content-Type': type, 'Content-Range': 'bytes 0-7/8' };
        const service: Handler = async ({ url }) =>
          url.includes('/Recording/') ? Response.json(place) : new Response(text, { status, headers: more });
        const { proxy } = host({ service });
        const response = await proxy(browser('GET /recordings/aabbccdd-1234/media'));
        const whole = `${JSON.stringify([...response.headers])} ${await readAll(response)}`;
        for (const word of bad)
          assert.ok(!whole.includes(word), `${status} ${type}: ${word} in ${whole.slice(0, 400)}`);
        assert.equal(whole.includes('la la la'), isSound, `${status} ${type}`);
        assert.notEqual(response.status, 401);
        assert.ok(response.status < 300 || response.status >= 400);
      }
  });
});

it('nothing of the service leaves by the answer to a webhook', async () => {
  for (const [kind, say] of [...sayings(), ['an exception', throwing] as const]) {
    const { proxy, log } = host({
      ...options,
      service: async (request) => (say === throwing ? throwing(request) : (say as () => Response)()),
    });
    const text = JSON.stringify({ event: 'kyc.completed', session_id: 'kycs_12345678', account_auth_id: 'MA_ASHA' });
    const type = { 'Content-Type': 'application/json' };
    const response = await proxy(
      new Request(`${page}/vobiz/kyc/webhook`, { method: 'POST', headers: type, body: text }),
    );
    const whole = `${response.status} ${JSON.stringify([...response.headers])} ${await readAll(response)} ${JSON.stringify(log)}`;
    for (const word of bad) assert.ok(!whole.includes(word), `${kind}: ${word} in ${whole.slice(0, 400)}`);
  }
});
