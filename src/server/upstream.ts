import type { Call } from './match.ts';
import type { Credentials } from './credentials.ts';
import type { Outgoing } from './heard.ts';
import type { Settings } from './options.ts';

/** What a call says, checked: its query and the fields of its body. */
export interface Input {
  query: Record<string, unknown>;
  body?: Record<string, unknown>;
}

/** Where the service is, how it is reached, and what the partner shows it. */
export type Upstream = Pick<Settings, 'partner' | 'upstream' | 'send'>;

/** Builds the request to the service. No word of the browser's own path, query, headers or body goes up as it came. */
export function upstreamRequest(
  call: Pick<Call, 'route' | 'params'>,
  customer: Credentials,
  input: Input,
  settings: Upstream,
): Outgoing {
  const { route, params } = call;
  const values: Record<string, unknown> = { ...input.query, ...params, auth_id: customer.auth_id };
  const used = new Set<string>();
  const path = route.upstream!.replace(/\{(\w+)\}/g, (_, name: string) => {
    used.add(name);
    return encodeURIComponent(String(values[name]));
  });
  const query = Object.entries(input.query)
    .filter(([name, value]) => value !== undefined && !used.has(name))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
  const { auth_id, auth_token } = route.as === 'partner' ? settings.partner : customer;
  return {
    method: route.method,
    url: settings.upstream + path + (query && `?${query}`),
    // A fresh list: cookies, and anything else the browser sent, stay here.
    headers: {
      'X-Auth-ID': auth_id,
      'X-Auth-Token': auth_token,
      // The service wants no Accept for a table.
      ...(route.stream !== 'csv' && { Accept: 'application/json' }),
      ...(input.body && { 'Content-Type': 'application/json' }),
    },
    ...(input.body && { body: JSON.stringify(input.body) }),
  };
}
