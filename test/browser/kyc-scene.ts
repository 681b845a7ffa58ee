import type { Handler } from '../../src/contract/handler.ts';
import type { Kyc } from '../../src/contract/kyc.ts';
import { browser } from '../../src/controllers/leave.ts';
import { createSandbox, createWorld, type World } from '../../src/sandbox/index.ts';
import type { KycSession } from '../../src/sandbox/kyc/session.ts';
import { show, type Scene } from './portal.ts';
import { all } from './sight.ts';

/** A customer of the sandbox who is not verified yet. */
export const newcomer = 'MA_MALABAR';

/** Where the browser was sent, instead of going there. */
export function departures(): string[] {
  const gone: string[] = [];
  browser.leave = (address) => void gone.push(address);
  return gone;
}

/** A world, its newest verification, and the requests about verification that reached the proxy. */
export function kycWorld(scene: Scene & { attributes?: Record<string, string>; now?: () => Date } = {}) {
  const { attributes = {}, now, ...rest } = scene;
  const world: World = createWorld({ kyc_origin: 'https://kyc.vobiz.ai', numbers: 20, ...(now && { now }) });
  const service = createSandbox({ world });
  const asked: string[] = [];
  const { between = (proxy: Handler) => proxy } = scene;
  const counting = (proxy: Handler) => {
    const inner = between(proxy);
    return ((request) => {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith('/vobiz/kyc')) asked.push(`${request.method} ${pathname.slice('/vobiz'.length)}`);
      return inner(request);
    }) as Handler;
  };
  const portal = show('vobiz-kyc-redirect', { customer: newcomer, service, ...rest, between: counting });
  const element = portal.querySelector('vobiz-kyc-redirect')!;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return {
    world,
    portal,
    element,
    asked,
    writes: () => asked.filter((one) => !one.startsWith('GET')),
    newest: (): KycSession => [...world.kycSessions.values()].at(-1)!,
  };
}

/** A proxy that answers what is given whenever it is asked how far a verification is. */
export const saying =
  (kyc: Partial<Kyc> | (() => Partial<Kyc>)) =>
  (proxy: Handler): Handler =>
  (request) => {
    const isRead = request.method === 'GET' && new URL(request.url).pathname === '/vobiz/kyc';
    if (!isRead) return proxy(request);
    const said = typeof kyc === 'function' ? kyc() : kyc;
    return Promise.resolve(Response.json({ verified: false, can_continue: true, ...said }));
  };

/** A proxy that answers a start with another address. */
export const leadingTo =
  (widget_url: unknown) =>
  (proxy: Handler): Handler =>
  async (request) => {
    const answer = await proxy(request);
    const isStart = request.method === 'POST' && new URL(request.url).pathname === '/vobiz/kyc';
    return isStart && answer.ok ? Response.json({ ...((await answer.json()) as object), widget_url }) : answer;
  };

/** Comes to the page as from the verification page. */
export const comeBack = (query: string) => history.replaceState({ mine: 7 }, '', query);

/** Everything on the page in which a secret could be read: text, attributes, and values that reflect none. */
export function everything(): string {
  const parts = [location.href, document.title];
  for (const element of all(document.documentElement)) {
    parts.push(...element.getAttributeNames().map((name) => element.getAttribute(name)!));
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) parts.push(node.textContent!);
  }
  return [...parts, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })].join('\n');
}

const real = window.setTimeout;

/** Lets the pauses between looks pass a thousand times as fast, until `calmDown`; what tests wait for is of other lengths. */
export function hurry() {
  const isPause = (ms: number) => ms === 3_000 || (ms >= 10_000 && ms <= 15_000);
  window.setTimeout = ((act: () => void, ms = 0) =>
    real(act, isPause(ms) ? ms / 1_000 : ms)) as unknown as typeof window.setTimeout;
}

export const calmDown = () => (window.setTimeout = real);
