import type { Handler } from '../../src/contract/handler.ts';
import { createClient } from '../../src/client/client.ts';
import type { VobizPortal } from '../../src/elements/vobiz-portal.ts';
import type { CallName } from '../../src/contract/routes.ts';
import { createProxy } from '../../src/server/proxy.ts';
import { createSandbox, sandboxAccounts, sandboxPartner } from '../../src/sandbox/index.ts';
import '../../src/index.ts';

/** Whose page it is, what the service does, and what is said to the portal. */
export interface Scene {
  /** Who is signed in; undefined when nobody is. */
  customer?: string | (() => string | undefined);
  /** The service, as it is or with a fault around it. */
  service?: Handler;
  /** What lies between the page and the proxy. */
  between?: (proxy: Handler) => Handler;
  /** The calls the customer may make; every call when left out. */
  can?: readonly CallName[];
  lang?: 'en' | 'hi';
  theme?: 'light' | 'dark';
}

/** The credentials that the host keeps for a customer of the sandbox. */
export function credentialsOf(auth_id: string) {
  const account = sandboxAccounts.find((one) => one.auth_id === auth_id);
  if (!account) throw new Error(`The sandbox has no account ${auth_id}`);
  return { auth_id, auth_token: account.auth_token };
}

/**
 * The real proxy over a service, for a page: a browser's own `Request` drops the headers that the proxy goes by, so it is
 * given the request with headers of its own that carry them.
 */
export function proxyOver(service: Handler, customer: () => string | undefined, can?: readonly CallName[]): Handler {
  const proxy = createProxy({
    partner: sandboxPartner,
    mount: '/vobiz',
    fetch: service,
    customer: () => {
      const auth_id = customer();
      return Promise.resolve(auth_id ? { ...credentialsOf(auth_id), ...(can && { can }) } : undefined);
    },
  });
  return (request) => {
    const headers = new Headers(request.headers);
    headers.set('Origin', location.origin);
    headers.set('Sec-Fetch-Site', 'same-origin');
    return proxy(
      new Proxy(request, {
        get: (target, key) => {
          if (key === 'headers') return headers;
          const value: unknown = Reflect.get(target, key, target);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      }),
    );
  };
}

/** Puts elements into a portal on the page, as a partner would, and takes them away with the test. */
export function show(inside: string, scene: Scene = {}): VobizPortal {
  const {
    customer = 'MA_ASHA',
    service = createSandbox({ numbers: 300 }),
    between = (proxy) => proxy,
    lang = 'en',
    theme = 'light',
  } = scene;
  const who = typeof customer === 'function' ? customer : () => customer;
  const portal = document.createElement('vobiz-portal');
  portal.endpoint = '/vobiz';
  portal.client = createClient({ endpoint: '/vobiz', fetch: between(proxyOver(service, who, scene.can)) });
  portal.setAttribute('lang', lang);
  portal.setAttribute('theme', theme);
  for (const tag of inside.split(' ').filter(Boolean)) portal.append(document.createElement(tag));
  document.body.append(portal);
  return portal;
}

/** Takes everything off the page, after each test. */
export const clear = () => document.body.replaceChildren();
