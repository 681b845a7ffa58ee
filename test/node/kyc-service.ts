import type { Handler } from '../../src/contract/handler.ts';
import { createSandbox, createWorld, sandboxPartner, type World } from '../../src/sandbox/index.ts';
import { acceptPan, begin, complete, fail, open, revoke } from '../../src/sandbox/kyc/progress.ts';
import { orderOf } from '../../src/sandbox/kyc/order.ts';
import { isLive, isTerminal, sessionRow, type KycSession } from '../../src/sandbox/kyc/session.ts';
import type { Failure } from '../../src/sandbox/kyc/failure.ts';
import { fixture } from '../fixture.ts';

/** The partner's pair, as the service knows it. */
export const partner = sandboxPartner;

/** A verification session as the service keeps it. */
export type Session = KycSession;

const pan = 'SBXPR0000A';

/**
 * The sandbox, whose customers MA_ASHA and MA_NILA are not verified yet, with what happens there within reach: on the hosted
 * pages, at the console, or because the service errs. A `webhook_url` that is not on this machine is never called by it.
 */
export function kycService({
  now,
  kyc_origin = 'https://kyc.vobiz.ai',
  ...more
}: {
  now: () => number;
  kyc_origin?: string;
  sign_webhooks?: boolean;
  fetch?: typeof fetch;
}) {
  const world: World = createWorld({ now: () => new Date(now()), kyc_origin, ...more });
  for (const name of ['MA_ASHA', 'MA_NILA']) world.accounts.get(name)!.kyc_status = 'pending';
  const handler: Handler = createSandbox({ world });
  const isOpen = (session: Session) => isLive(session, world.now());

  /** What becomes of a session on the hosted pages, by somebody who fills in everything right; or elsewhere. */
  const page = {
    open: (session: Session) => void (isOpen(session) && open(world, session)),
    pan(session: Session) {
      if (!isOpen(session)) return;
      open(world, session);
      if (session.status === 'opened') acceptPan(world, session, 'individual', pan);
    },
    finish(session: Session) {
      if (!isOpen(session)) return;
      page.pan(session);
      complete(world, session);
    },
    fail(session: Session, failure: Failure = 'pan-name') {
      if (isOpen(session)) fail(world, session, failure, 'individual');
    },
    revoke: (session: Session) => void (isTerminal(session) || revoke(world, session)),
  };

  return {
    handler,
    world,
    accounts: world.accounts,
    /** Newest first. */
    get sessions(): Session[] {
      return [...world.kycSessions.values()].reverse();
    },
    page,
    /** Begins a session at the console: an older one of the same account ends without a word. */
    begin(account_auth_id: string, body: Record<string, unknown>): Session {
      const order = orderOf({ account_auth_id, ...body });
      if (Array.isArray(order)) throw new TypeError(order[0]!.msg);
      return begin(world, order, kyc_origin);
    },
  };
}

/** What no browser, log, hook or store may hold: links, the person whom a session finds, and what opens the service. */
export const secrets =
  /kst_|SBXPR0000A|ASHA RAO|1990-01-15|Sandbox Street|FEMALE|verified_data|sandbox-partner-token|sandbox-ma_\w+-token|PA_SANDBOX/;

/** Sessions as a list says them. */
export const rowsOf = (sessions: readonly Session[]) => sessions.map(sessionRow);

/** A webhook as the service posts it. */
export const webhookBody = (session: Pick<Session, 'id' | 'account_auth_id' | 'status'>, event: string) => ({
  ...(fixture('webhook-kyc-completed') as object),
  event,
  session_id: session.id,
  account_auth_id: session.account_auth_id,
  status: session.status,
});
