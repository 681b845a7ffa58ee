import { sandboxPartner } from './accounts.ts';
import type { FaultOrder } from './fault-orders.ts';
import type { Delivery } from './kyc/delivery.ts';
import type { Mail } from './kyc/mail.ts';
import { isTerminal, type KycSession } from './kyc/session.ts';
import { rupees } from './money.ts';
import { belongsTo, catchUp, type World } from './world.ts';

/** What has been asked of the sandbox; without any header, and without the query, in which there may be a token. */
export interface RequestEntry {
  at: string;
  method: string;
  path: string;
  status: number | 'dropped';
}

/** What the control page knows; `requests` are the last 500. */
export interface DeskState {
  partner: { auth_id: string; auth_token: string };
  accounts: {
    auth_id: string;
    auth_token: string;
    name: string;
    kyc_status: string;
    available_balance: number;
    numbers: number;
  }[];
  clock: string;
  faults: FaultOrder[];
  requests: RequestEntry[];
  /** Identity checks, without their links: those are in the mails, and in what the partner was answered. */
  kyc_sessions: (Pick<KycSession, 'id' | 'account_auth_id' | 'flow_type' | 'kyc_type' | 'status'> & {
    created_at: string;
    expires_at: string;
    expired: boolean;
  })[];
  mails: (Omit<Mail, 'at'> & { at: string })[];
  webhooks: (Omit<Delivery, 'attempts' | 'next_at'> & {
    attempts: { at: string; status?: number; error?: string }[];
    next_at?: string;
  })[];
  sign_webhooks: boolean;
}

/** What the control page says when it is asked now. */
export function stateOf(world: World, faults: FaultOrder[], requests: RequestEntry[]): DeskState {
  catchUp(world);
  const now = world.now();
  const customers = [...world.accounts.values()].filter(({ parent_auth_id }) => !parent_auth_id);
  return {
    partner: sandboxPartner,
    accounts: customers.map((account) => ({
      auth_id: account.auth_id,
      auth_token: account.auth_token,
      name: account.name,
      kyc_status: account.kyc_status,
      available_balance: rupees(account.balance),
      numbers: [...world.owned.values()].filter(({ account_id }) => belongsTo(world, account_id, account)).length,
    })),
    clock: now.toISOString(),
    faults,
    requests,
    kyc_sessions: [...world.kycSessions.values()].map((session) => ({
      id: session.id,
      account_auth_id: session.account_auth_id,
      flow_type: session.flow_type,
      kyc_type: session.kyc_type,
      status: session.status,
      created_at: session.created_at.toISOString(),
      expires_at: session.expires_at.toISOString(),
      expired: !isTerminal(session) && now >= session.expires_at,
    })),
    mails: world.mails.map((mail) => ({ ...mail, at: mail.at.toISOString() })),
    webhooks: world.deliveries.map(({ next_at, ...delivery }) => ({
      ...delivery,
      attempts: delivery.attempts.map((attempt) => ({ ...attempt, at: attempt.at.toISOString() })),
      ...(next_at && { next_at: next_at.toISOString() }),
    })),
    sign_webhooks: world.sign_webhooks,
  };
}
