/** The two pages of the bench of scrolling: the list of a customer's numbers, and one written by hand, from one server. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Handler } from '../../src/contract/handler.ts';
import { createSandbox, sandboxAccounts, sandboxPartner } from '../../src/sandbox/index.ts';
import { createProxy, toNodeListener } from '../../src/server/index.ts';

/** The page of the portal, and the page written by hand. */
export type PageName = 'portal' | 'table';

const sandbox = createSandbox();
const customer = sandboxAccounts.find(({ auth_id }) => auth_id === 'MA_DECCAN')!;

/** Every tenth number is being released, so that ten countdowns run on a page of a hundred rows. */
const leaving: Handler = async (request) => {
  const answer = await sandbox(request);
  if (!/\/numbers$/.test(new URL(request.url).pathname)) return answer;
  const body = (await answer.json()) as { items: object[] };
  const cooldown_ends_at = new Date(Date.now() + 20 * 3_600_000).toISOString();
  const items = body.items.map((item, index) =>
    index % 10 === 4 ? { ...item, status: 'pending_release', cooldown_ends_at } : item,
  );
  return Response.json({ ...body, items });
};

const proxy = createProxy({
  partner: sandboxPartner,
  customer: () => ({ auth_id: customer.auth_id, auth_token: customer.auth_token }),
  mount: '/vobiz',
  limits: false, // one customer opens more pages here than a person would
  fetch: leaving,
});

// The same rows, cells and buttons from the same proxy, as somebody who needs nothing else would write it.
const byHand = `
const ask = async (path) => (await fetch('/vobiz' + path, { headers: { 'X-Vobiz-Portal': '1' } })).json();
const money = new Intl.NumberFormat('en-IN', { style: 'currency', currency: 'INR' });
const date = new Intl.DateTimeFormat('en-IN', { dateStyle: 'medium', timeZone: 'Asia/Kolkata' });
const [numbers, trunks] = await Promise.all([ask('/numbers?per_page=100'), ask('/trunks')]);
const names = new Map(trunks.items.map((trunk) => [trunk.trunk_id, trunk.name]));
const table = document.createElement('table');
const heading = table.createTHead().insertRow();
for (const text of ['Number', 'Where it rings', 'Status', 'Monthly rent', 'Next bill', ''])
  heading.appendChild(document.createElement('th')).textContent = text;
const put = (cell, tag, text, name) => {
  const made = cell.appendChild(document.createElement(tag));
  made.textContent = text;
  if (name) made.className = name;
  return made;
};
const ends = [];
const rows = table.createTBody();
for (const item of numbers.items) {
  const line = rows.insertRow();
  const [who, rings, state, monthly, next, act] = Array.from({ length: 6 }, () => line.insertCell());
  put(who, 'strong', item.e164);
  put(who, 'button', 'Copy');
  put(who, 'small', item.region ?? '');
  put(rings, 'span', names.get(item.trunk_group_id) ?? 'Not linked');
  put(rings, 'button', 'Change');
  put(state, 'span', item.status, 'badge');
  if (item.cooldown_ends_at) ends.push([put(state, 'small', ''), Date.parse(item.cooldown_ends_at)]);
  put(monthly, 'span', money.format(item.monthly_fee));
  put(next, 'span', date.format(new Date(item.next_billing_date)));
  put(act, 'button', item.cooldown_ends_at ? 'Keep this number' : 'Release');
  put(act, 'button', 'Details');
}
window.tick = () => {
  for (const [cell, end] of ends)
    cell.textContent = new Date(end - Date.now()).toISOString().slice(11, 19) + ' left to keep it';
};
window.tick();
document.querySelector('main').append(table);`;

const style = `
body { margin: 0; font: 14px/1.5 sans-serif; }
main { container-type: inline-size; color-scheme: light; color: light-dark(#111, #eee); background: light-dark(#fff, #111); }
table { inline-size: 100%; border-collapse: collapse; }
td, th { padding: 10px 16px; text-align: start; border-block-end: 1px solid light-dark(#ddd, #333); }
small { display: block; color: light-dark(#555, #aaa); }
button { min-block-size: 30px; border: 0; border-radius: 7px; color: inherit; background: light-dark(#fff, #222); }
.badge { padding: 1px 8px; border-radius: 99px; background: light-dark(#e9f6ee, #14291e); }
@container (max-width: 960px) {
  thead { display: none; }
  table, tbody { display: block; }
  tr { display: grid; grid-template-columns: 1fr 1fr 1fr; }
  td { border: 0; }
}
@container (max-width: 420px) { tr { grid-template-columns: 1fr auto; } }`;

const files: Record<string, [type: string, text: () => string]> = {
  '/table.js': ['text/javascript', () => byHand],
  '/page.css': ['text/css', () => style],
  '/portal': [
    'text/html',
    () =>
      page(
        '/vobiz-portal.js',
        '<vobiz-portal endpoint="/vobiz"><vobiz-number-list></vobiz-number-list></vobiz-portal>',
      ),
  ],
  '/table': ['text/html', () => page('/table.js', '<main></main>')],
};
const page = (script: string, body: string) =>
  `<!doctype html><meta charset="utf-8"><title>Bench</title><link rel="stylesheet" href="/page.css">` +
  `<script type="module" src="${script}"></script>${body}`;

const serve: Handler = async (request) => {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith('/vobiz/')) return proxy(request);
  const [type, text] = files[pathname] ?? ['text/javascript', () => readFileSync(`dist${pathname}`, 'utf8')];
  if (!files[pathname] && !/^\/[\w-]+\.js$/.test(pathname)) return new Response('', { status: 404 });
  return new Response(text(), { headers: { 'Content-Type': type } });
};

/** Serves `/portal` and `/table`, each with a list of a hundred rows. */
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
