import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import type { Handler } from '../../src/contract/handler.ts';
import { root } from './harness.ts';

export const origin = 'http://partner.localhost';

/** What a partner's own bundler makes of a script of theirs, which may import the built package as `vobiz-portal/…`. */
export async function bundled(source: string): Promise<string> {
  const entry = join(root, 'test/e2e/page.js');
  const { NODE_ENV } = process.env;
  const [made] = (await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"', __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false' },
    resolve: { alias: [{ find: /^vobiz-portal\/(.*)$/, replacement: join(root, 'dist/$1') }] },
    plugins: [
      {
        name: 'page',
        enforce: 'pre',
        resolveId: (id) => (id === entry ? entry : undefined),
        load: (id) => (id === entry ? source : undefined),
      },
    ],
    build: {
      write: false,
      lib: { entry, formats: ['es'], fileName: 'page' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput[];
  // Building for production says so to the whole process.
  if (NODE_ENV === undefined) delete process.env.NODE_ENV;
  else process.env.NODE_ENV = NODE_ENV;
  return made!.output.find((one) => one.type === 'chunk')!.code;
}

/** Nobody is signed in at a page without a backend. */
const nobody: Handler = () => Promise.resolve(Response.json({}, { status: 401 }));

/** A partner's page: its HTML, its own scripts beside the built ones, and what answers below `/vobiz`. */
export async function open(
  browser: Browser,
  body: string,
  scripts: Record<string, string> = {},
  proxy = nobody,
): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  const head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Partner</title>';
  const contentType = 'text/javascript';
  await page.route(`${origin}/**`, async (route) => {
    const request = route.request();
    const { pathname } = new URL(request.url());
    if (pathname === '/')
      return route.fulfill({ contentType: 'text/html', body: `${head}<body>${body}</body></html>` });
    if (scripts[pathname]) return route.fulfill({ contentType, body: scripts[pathname] });
    if (pathname.startsWith('/vobiz/')) {
      const headers = { ...(await request.allHeaders()), 'sec-fetch-site': 'same-origin' };
      const sent = new Request(request.url(), { method: request.method(), headers, body: request.postData() });
      const answer = await proxy(sent);
      return route.fulfill({
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: Buffer.from(await answer.arrayBuffer()),
      });
    }
    return route.fulfill({ contentType, body: readFileSync(join(root, 'dist', pathname)) });
  });
  await page.goto(`${origin}/`);
  return page;
}
