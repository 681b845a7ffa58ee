import type { Handler } from '../../src/contract/handler.ts';
import { createClient } from '../../src/client/client.ts';
import type { VobizPortal } from '../../src/elements/vobiz-portal.ts';
import type { CallName } from '../../src/contract/routes.ts';
import type { Clock } from '../../src/server/clock.ts';
import { createSandbox } from '../../src/sandbox/index.ts';
import { proxyOver } from './portal-parts.ts';
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
  /** The proxy's time and patience; the wall's and its own when left out. */
  clock?: Clock;
  lang?: 'en' | 'hi';
  theme?: 'light' | 'dark';
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
  portal.client = createClient({ endpoint: '/vobiz', fetch: between(proxyOver(service, who, scene.can, scene.clock)) });
  portal.setAttribute('lang', lang);
  portal.setAttribute('theme', theme);
  for (const tag of inside.split(' ').filter(Boolean)) portal.append(document.createElement(tag));
  document.body.append(portal);
  return portal;
}
