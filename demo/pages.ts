import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Hono } from 'hono';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.map': 'application/json',
};

/** Where the build put things. */
export interface Built {
  /** `vobiz-portal.js` and its chunks. */
  portal: string;
  /** The demo's page. */
  page: string;
}

// Plain names only: no dot first, no backslash, nothing left to decode. So no path can climb out of its folder.
const isPlain = (path: string) => path.split('/').every((segment) => /^\w[\w.-]*$/.test(segment));

/** Serves the build: the portal's own files, and the page. */
export function createPages({ portal, page }: Built): Hono {
  return new Hono().get('*', async (c) => {
    const path = c.req.path === '/' ? 'index.html' : c.req.path.slice(1);
    const type = types[extname(path)];
    if (!type || !isPlain(path)) return c.text('There is nothing here.', 404);

    // The package's modules lie in folders of `dist`; a page needs only the bundle and the chunks beside it.
    const beside = path.includes('/') ? undefined : await read(join(portal, path));
    const body = beside ?? (await read(join(page, path)));
    if (!body && path === 'index.html') return c.text('The demo is not built yet: run “npm run build”.', 503);
    if (!body) return c.text('There is nothing here.', 404);

    const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
    c.header('Cache-Control', 'no-cache');
    c.header('ETag', etag);
    if (c.req.header('If-None-Match') === etag) return c.body(null, 304);
    c.header('Content-Type', type);
    return c.body(body);
  });
}

const read = (file: string): Promise<Uint8Array<ArrayBuffer> | undefined> =>
  readFile(file).then(
    (buffer) => new Uint8Array(buffer),
    () => undefined,
  );
