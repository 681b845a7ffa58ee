import type { Handler } from '../../src/contract/handler.ts';
import type { CallName } from '../../src/contract/routes.ts';
import type { Clock } from '../../src/server/clock.ts';
import { createProxy } from '../../src/server/proxy.ts';
import { sandboxAccounts, sandboxPartner } from '../../src/sandbox/index.ts';

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
export function proxyOver(
  service: Handler,
  customer: () => string | undefined,
  can?: readonly CallName[],
  clock?: Clock,
): Handler {
  const proxy = createProxy(
    {
      partner: sandboxPartner,
      mount: '/vobiz',
      kyc: { redirect_url: `${location.origin}/back` },
      fetch: service,
      customer: () => {
        const auth_id = customer();
        return Promise.resolve(auth_id ? { ...credentialsOf(auth_id), ...(can && { can }) } : undefined);
      },
    },
    clock,
  );
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

/** Takes everything off the page, after each test. */
export const clear = () => document.body.replaceChildren();
