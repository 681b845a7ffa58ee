import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { createProxy, sqliteStore, type ProxyOptions } from '../src/server/index.ts';
import { sandboxPartner } from '../src/sandbox/accounts.ts';
import { serveSandbox } from '../src/sandbox/serve.ts';
import { partnerCustomers, sandboxCustomers } from './customers.ts';
import { createPages } from './pages.ts';
import { ownNamesOnly } from './same-origin.ts';
import { createSandboxClock } from './sandbox-clock.ts';
import { createSandboxDesk } from './sandbox-desk.ts';
import { secureHeaders } from './secure-headers.ts';
import { createSessions } from './sessions.ts';
import { createSignIn, customerOf } from './sign-in.ts';
import { createTold } from './told.ts';

/** Where the backend keeps things, and which names it answers to. */
export interface BackendOptions {
  /** Origins besides this machine's own names, such as `https://demo.example`. */
  origins?: readonly string[];
  /** The SQLite file with who is signed in and which purchases are under way; it outlives the process. */
  store?: string;
  env?: NodeJS.ProcessEnv;
  /** Where the page is for who opens it: there a customer comes back to from the verification page. */
  url?: string;
}

const inRepository = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const realApi = 'https://api.vobiz.ai/api/v1';

/** A partner's backend, whole: sign-in, pages, and the portal's proxy. On the sandbox unless `env` holds the partner's credentials. */
export async function createBackend({
  origins = [],
  env = process.env,
  store = env['VOBIZ_DEMO_STORE'] ?? inRepository('build/demo.sqlite'),
  url = 'http://localhost:5173',
}: BackendOptions = {}): Promise<Hono> {
  const world = (await realWorld(env)) ?? (await sandboxWorld(env));
  mkdirSync(dirname(store), { recursive: true });
  const sessions = createSessions(store);
  const whoIsSignedIn = customerOf(world.customers, sessions);

  const told = createTold((account) => world.customers.find(({ auth_id }) => auth_id === account)?.name ?? '');
  const clock = createSandboxClock();
  const options: ProxyOptions = {
    partner: world.partner,
    customer: async (request) => {
      const customer = whoIsSignedIn(request);
      return customer && { auth_id: customer.auth_id, auth_token: customer.auth_token, name: customer.name };
    },
    mount: '/vobiz',
    ...(origins.length > 0 && { origins: [...origins] }),
    store: sqliteStore(store),
    upstream: world.upstream,
    // Who plays does more in a minute than a customer does.
    ...(world.desk && {
      limits: {
        reads: { most: 600, seconds: 60, burst: 120 },
        writes: { most: 60, seconds: 60 },
        kyc: { most: 100, seconds: 600 },
      },
    }),
    kyc: {
      redirect_url: `${url}/`,
      // The service reaches the sandbox's neighbour on this machine, and a real backend at its public name.
      ...((world.desk ?? url.startsWith('https:')) && { webhook_url: `${url}/vobiz/kyc/webhook` }),
      ...(world.desk && { allowed_origins: [new URL(world.desk).origin] }),
      knowsAccount: (account) => world.customers.some(({ auth_id }) => auth_id === account),
      ...told.hooks,
    },
  };
  const proxy = world.desk ? createProxy(options, clock) : createProxy(options);

  const app = new Hono().use(secureHeaders).use(ownNamesOnly(origins));
  app.all('/vobiz/*', (c) => proxy(c.req.raw));
  app.route('/demo', createSignIn({ ...world, sessions, origins, sandbox: world.desk !== undefined }));
  if (world.desk)
    app.route('/demo/sandbox', createSandboxDesk({ sandbox: world.desk, origins, told: told.list, clock }));
  return app.route('/', createPages({ portal: inRepository('dist'), page: inRepository('build/demo') }));
}

/** The partner's own customers at the real API, if the environment says who the partner is. */
async function realWorld(env: NodeJS.ProcessEnv) {
  const { VOBIZ_PARTNER_AUTH_ID: auth_id, VOBIZ_PARTNER_AUTH_TOKEN: auth_token } = env;
  if (!auth_id && !auth_token) return undefined;
  if (!auth_id || !auth_token) {
    throw new Error('Set both VOBIZ_PARTNER_AUTH_ID and VOBIZ_PARTNER_AUTH_TOKEN, or neither.');
  }
  const partner = { auth_id, auth_token };
  return { partner, customers: await partnerCustomers(partner, realApi), upstream: realApi, desk: undefined };
}

async function sandboxWorld(env: NodeJS.ProcessEnv) {
  const desk = env['VOBIZ_SANDBOX_URL'] ?? (await serveSandbox({ port: 0 })).url;
  return { partner: sandboxPartner, customers: sandboxCustomers(), upstream: `${desk}/api/v1`, desk };
}
