import { Hono } from 'hono';
import type { DeskState } from '../src/sandbox/desk-state.ts';
import { sameOriginOnly } from './same-origin.ts';

/** What the page may know of the sandbox: everything but credentials. */
export type SandboxState = Pick<DeskState, 'clock' | 'faults' | 'requests'>;

const longestBody = 4096;

/** Lets the demo's page work the sandbox's desk, and hands back no credential. */
export function createSandboxDesk(sandbox: string, origins: readonly string[]): Hono {
  const ask = async (path: string, init?: RequestInit): Promise<Response> => {
    const response = await fetch(`${sandbox}/__sandbox${path}`, {
      ...init,
      headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    }).catch(() => undefined);
    if (!response) return Response.json({ message: 'The sandbox does not answer.' }, { status: 502 });
    const body = (await response.json()) as DeskState & { message?: string };
    if (!response.ok) return Response.json({ message: body.message }, { status: response.status });
    const { clock, faults, requests } = body;
    return Response.json({ clock, faults, requests } satisfies SandboxState);
  };
  return new Hono()
    .get('/', () => ask(''))
    .post('/:command{clock|faults|sell|reset}', sameOriginOnly(origins), async (c) => {
      // A form of another site can't say this type, so the page's own script is asking.
      if (c.req.header('Content-Type') !== 'application/json') return c.json({ message: 'Send JSON.' }, 415);
      const body = await c.req.text();
      if (body.length > longestBody) return c.json({ message: 'That is too long.' }, 413);
      return ask(`/${c.req.param('command')}`, { method: 'POST', body });
    });
}
