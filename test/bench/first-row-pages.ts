/** The two pages of the benches of the first row and of typing, and the server that both come from. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Handler } from '../../src/contract/handler.ts';
import { createSandbox, sandboxAccounts, sandboxPartner } from '../../src/sandbox/index.ts';
import { createProxy, toNodeListener } from '../../src/server/index.ts';

/** The page of the portal, and the page written by hand. */
export type PageName = 'portal' | 'table';

const sandbox = createSandbox({ numbers: 3_000 });
const [customer] = sandboxAccounts;
const proxyTo = (mount: string, fetch: Handler) =>
  createProxy({
    partner: sandboxPartner,
    customer: () => ({ auth_id: customer!.auth_id, auth_token: customer!.auth_token }),
    mount,
    limits: false, // one customer opens more pages here than a person would
    fetch,
  });
const proxies: Record<number, Handler> = {
  25: proxyTo('/25', sandbox),
  // Both pages ask for 25 rows; here the service answers with 100.
  // A stock as large as one gets, to search in.
  60000: proxyTo('/60000', createSandbox({ numbers: 60_000 })),
  100: proxyTo('/100', (request) => sandbox(new Request(request.url.replace('per_page=25', 'per_page=100'), request))),
};

const page = (script: string, body: string) =>
  `<!doctype html><meta charset="utf-8"><title>Bench</title><script type="module" src="${script}"></script>${body}`;
const pages: Record<PageName, (rows: string) => string> = {
  portal: (rows) =>
    page(
      '/vobiz-portal.js',
      `<vobiz-portal endpoint="/${rows}"><vobiz-number-picker></vobiz-number-picker></vobiz-portal>`,
    ),
  table: (rows) => page('/table.js', `<main data-endpoint="/${rows}"></main>`),
};

// The same rows and columns from the same proxy, as somebody who needs nothing else would write it.
const byHand = `
const main = document.querySelector('main');
const money = new Intl.NumberFormat('en-IN', { style: 'currency', currency: 'INR' });
let search = '';
let asked;
async function show(page) {
  asked?.abort();
  asked = new AbortController();
  const address = main.dataset.endpoint + '/inventory/numbers?country=IN&per_page=25&page=' + page + search;
  const answer = await fetch(address, { headers: { 'X-Vobiz-Portal': '1' }, signal: asked.signal });
  const { items } = await answer.json();
  const table = document.createElement('table');
  const heading = table.createTHead().insertRow();
  for (const text of ['Number', 'Place', 'Type', 'Monthly', 'Today'])
    heading.appendChild(document.createElement('th')).textContent = text;
  const rows = table.createTBody();
  for (const item of items) {
    const cells = [
      item.e164,
      item.region ?? '',
      item.aadhaar_verification_required ? 'Aadhaar' : '',
      money.format(item.monthly_fee),
      money.format(Number(item.setup_fee) + Number(item.monthly_fee)),
    ];
    const line = rows.insertRow();
    for (const text of cells) line.insertCell().textContent = text;
  }
  const next = document.createElement('button');
  next.textContent = 'Next';
  next.onclick = () => show(page + 1);
  main.replaceChildren(table, next);
}
if (main.dataset.endpoint === '/60000') {
  const field = document.createElement('input');
  field.type = 'search';
  let typing;
  field.oninput = () => {
    clearTimeout(typing);
    search = '&search=' + field.value;
    typing = setTimeout(() => show(1).catch(() => {}), 200);
  };
  main.before(field);
}
show(1);`;

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; media-src 'self'; " +
  "base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types lit-html";

const zipped = new Map<string, Uint8Array<ArrayBuffer>>();

/** A script, compressed once, as any server of files would send it; undefined when it is not ours. */
function scriptAt(path: string) {
  if (path !== '/table.js' && !/^\/[\w-]+\.js$/.test(path)) return undefined;
  if (!zipped.has(path))
    zipped.set(path, new Uint8Array(gzipSync(path === '/table.js' ? byHand : readFileSync(`dist${path}`))));
  return zipped.get(path);
}

const serve: Handler = async (request) => {
  const { pathname } = new URL(request.url);
  const [, first = '', rest] = pathname.split('/');
  const proxy = proxies[Number(first)];
  if (proxy) return proxy(request);
  if (first in pages && rest) {
    const headers = { 'Content-Security-Policy': policy, 'Content-Type': 'text/html', 'Cache-Control': 'no-store' };
    return new Response(pages[first as PageName](rest), { headers });
  }
  const script = scriptAt(pathname);
  if (!script) return new Response('', { status: 404 });
  const headers = { 'Content-Type': 'text/javascript', 'Content-Encoding': 'gzip', 'Cache-Control': 'max-age=600' };
  return new Response(script, { headers: { ...headers, 'Content-Length': String(script.byteLength) } });
};

/** Serves `/portal/25`, `/table/100` and so on: a page and how many rows it gets; of `60000` it gets 25 at a time. */
export async function servePages() {
  const server = createServer(toNodeListener(serve));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
