import { Hono } from 'hono';
import type { DeskState } from '../src/sandbox/desk-state.ts';
import { sameOriginOnly } from './same-origin.ts';
import type { SandboxClock } from './sandbox-clock.ts';
import type { Told } from './told.ts';

/** What the page may know of the sandbox and of this backend: no credential, no link. */
export interface SandboxState extends Pick<DeskState, 'clock' | 'faults' | 'requests'> {
  /** What was mailed, newest first; each is read at the sandbox itself. */
  mails: { subject: string; to: string; url: string }[];
  /** What the sandbox has told this backend, newest first. */
  webhooks: { event: string; state: string; attempts: number }[];
  /** What this backend did about it. */
  told: readonly Told[];
}

interface DeskOptions {
  /** The sandbox's origin. */
  sandbox: string;
  origins: readonly string[];
  told: readonly Told[];
  clock: SandboxClock;
}

const longestBody = 4096;
const most = 10;

/** Lets the demo's page work the sandbox's desk, and hands back no credential. */
export function createSandboxDesk({ sandbox, origins, told, clock: here }: DeskOptions): Hono {
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
    here.follow(clock);
    const mails = body.mails.map(({ id, subject, to }) => ({ subject, to, url: `${sandbox}/__sandbox/mails/${id}` }));
    const webhooks = body.webhooks.map(({ event, state, attempts }) => ({ event, state, attempts: attempts.length }));
    const newest = <T>(list: T[]) => list.reverse().slice(0, most);
    const known = { clock, faults, requests, mails: newest(mails), webhooks: newest(webhooks), told };
    return Response.json(known satisfies SandboxState);
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
