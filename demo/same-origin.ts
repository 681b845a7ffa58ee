import type { MiddlewareHandler } from 'hono';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The page's origin as the browser typed it, or nothing when the demo does not answer to that name. */
function ownOrigin(request: Request, origins: readonly string[]): string | undefined {
  const { origin, hostname } = new URL(request.url);
  return loopback.has(hostname) || origins.includes(origin) ? origin : undefined;
}

/** Answers only to its own names: else a foreign name that resolves to this machine could sign in here. */
export const ownNamesOnly =
  (origins: readonly string[]): MiddlewareHandler =>
  async (c, next) => {
    if (!ownOrigin(c.req.raw, origins)) return c.text('The demo does not answer to this name.', 421);
    await next();
  };

/** Refuses a write that another site's page sent. */
export const sameOriginOnly =
  (origins: readonly string[]): MiddlewareHandler =>
  async (c, next) => {
    const origin = c.req.header('Origin');
    // A form on a page with `Referrer-Policy: no-referrer` says `Origin: null`; then only Sec-Fetch-Site tells.
    const ours =
      origin && origin !== 'null'
        ? origin === ownOrigin(c.req.raw, origins)
        : c.req.header('Sec-Fetch-Site') === 'same-origin';
    if (!ours) return c.text('This request came from another site.', 403);
    await next();
  };
