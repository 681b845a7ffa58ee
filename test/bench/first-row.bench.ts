/** How soon a customer sees the first row and how fast the next page comes, beside a table written by hand. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Page } from 'playwright-core';
import { createSandbox, sandboxAccounts, sandboxPartner } from '../../src/sandbox/index.ts';
import { createProxy, toNodeListener } from '../../src/server/index.ts';
import { findEngines } from '../engines.ts';
import { inTurn, percentile, row } from './figures.ts';

const [customer] = sandboxAccounts;
const proxy = createProxy({
  partner: sandboxPartner,
  customer: () => ({ auth_id: customer!.auth_id, auth_token: customer!.auth_token }),
  mount: '/vobiz',
  fetch: createSandbox({ numbers: 3_000 }),
});

const page = (script: string, body: string) =>
  `<!doctype html><meta charset="utf-8"><title>Bench</title><script type="module" src="${script}"></script>${body}`;
const pages: Record<string, string> = {
  '/portal': page(
    '/vobiz-portal.js',
    '<vobiz-portal endpoint="/vobiz"><vobiz-number-picker></vobiz-number-picker></vobiz-portal>',
  ),
  '/table': page('/table.js', '<main></main>'),
};

// The same rows and columns from the same proxy, as somebody who needs nothing else would write it.
const byHand = `
const money = new Intl.NumberFormat('en-IN', { style: 'currency', currency: 'INR' });
async function show(page) {
  const answer = await fetch('/vobiz/inventory/numbers?country=IN&per_page=25&page=' + page, { headers: { 'X-Vobiz-Portal': '1' } });
  const { items } = await answer.json();
  const table = document.createElement('table');
  for (const item of items) {
    const cells = [item.e164, item.region ?? '', item.aadhaar_verification_required ? 'Aadhaar' : '', money.format(item.monthly_fee), money.format(Number(item.setup_fee) + Number(item.monthly_fee))];
    const line = table.insertRow();
    for (const text of cells) line.insertCell().textContent = text;
  }
  const next = document.createElement('button');
  next.textContent = 'Next';
  next.onclick = () => show(page + 1);
  document.querySelector('main').replaceChildren(table, next);
}
show(1);`;

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; media-src 'self'; " +
  "base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types lit-html";

const listener = toNodeListener(async (request) => {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith('/vobiz/')) return proxy(request);
  const headers = { 'Content-Security-Policy': policy, 'Cache-Control': 'max-age=600' };
  const known = pages[pathname];
  if (known)
    return new Response(known, { headers: { ...headers, 'Content-Type': 'text/html', 'Cache-Control': 'no-store' } });
  const script = pathname === '/table.js' ? byHand : /^\/[\w-]+\.js$/.test(pathname) && readFileSync(`dist${pathname}`);
  return script
    ? new Response(script, { headers: { ...headers, 'Content-Type': 'text/javascript' } })
    : new Response('', { status: 404 });
});

const server = createServer(listener);
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const browser = await chromium.launch({
  executablePath: findEngines().chromium,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
});

/** Milliseconds from here until the first row is other than it was, and painted. */
const painted = (before: string) =>
  new Promise<{ at: number; first: string }>((resolve) => {
    const roots = [document as ParentNode];
    const firstRow = (): string => {
      const picker = document.querySelector('vobiz-number-picker')?.shadowRoot;
      const line = (picker ?? roots[0]!).querySelector(picker ? 'tbody tr' : 'table tr');
      return line?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
    };
    const look = () => {
      const first = firstRow();
      if (!first || first === before) return void requestAnimationFrame(look);
      requestAnimationFrame(() => setTimeout(() => resolve({ at: performance.now(), first }), 0));
    };
    look();
  });

/** A fresh browser, which knows the mark that our functions carry when they are sent into a page. */
async function fresh() {
  const context = await browser.newContext();
  await context.addInitScript('globalThis.__name = (named) => named');
  return context;
}

const opening = (path: string, cold: boolean) => async () => {
  const context = await fresh();
  const tab = await context.newPage();
  if (!cold) await open(tab, path);
  const { at } = await open(tab, path);
  await context.close();
  return [at];
};

async function open(tab: Page, path: string) {
  await tab.goto(origin + path, { waitUntil: 'commit' });
  return tab.evaluate(painted, '');
}

const paging = (path: string) => async () => {
  const context = await fresh();
  const tab = await context.newPage();
  let { first } = await open(tab, path);
  const samples: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const began = await tab.evaluate((portal) => {
      const pager = document.querySelector('vobiz-number-picker')?.shadowRoot?.querySelector('vobiz-pager')?.shadowRoot;
      (portal ? pager!.querySelector<HTMLElement>('button.on') : document.querySelector('button'))!.click();
      return performance.now();
    }, path === '/portal');
    const next = await tab.evaluate(painted, first);
    samples.push(next.at - began);
    first = next.first;
  }
  await context.close();
  return samples;
};

try {
  row('median milliseconds, in turn', 'portal', 'by hand', 'ratio');
  const compare = async (name: string, rounds: number, way: (path: string) => () => Promise<number[]>) => {
    const { portal, table } = await inTurn(rounds, { portal: way('/portal'), table: way('/table') });
    const [ours, theirs] = [percentile(portal, 0.5), percentile(table, 0.5)];
    row(name, ours.toFixed(1), theirs.toFixed(1), (ours / theirs).toFixed(2));
  };
  await compare('first row painted, nothing cached', 15, (path) => opening(path, true));
  await compare('first row painted, scripts cached', 15, (path) => opening(path, false));
  await compare('next page painted, after the click', 6, paging);
} finally {
  await browser.close();
  server.close();
  server.closeAllConnections();
}
