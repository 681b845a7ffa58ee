import * as v from 'valibot';
import type { NewAccount } from '../../contract/ask-account.ts';
import type { KycEnd } from '../../contract/ask-kyc.ts';
import type { NumberQuery } from '../../contract/ask-number.ts';
import {
  accountForm,
  type AccountQuery,
  type KycSessionQuery,
  type NewKycSessionBody,
  type NewTransfer,
  type PartnerCallQuery,
  type PartnerTransactionQuery,
} from '../../contract/ask-partner.ts';
import { idForm } from '../../contract/input.ts';
import { sessionForm } from '../../contract/kyc-session.ts';
import { wallClock, type Clock } from '../clock.ts';
import { readPartner, type PartnerOptions } from './options.ts';
import { createService } from '../service.ts';
import {
  askPartner,
  partnerCalls,
  type PartnerCall,
  type PartnerInput,
  type PartnerOutcome,
  type PartnerRoute,
} from './calls.ts';
import { PartnerError, partnerError } from './error.ts';

type Answer<N extends PartnerCall> = Extract<PartnerOutcome<N>, { is: 'done' }>['body'];

const forms: Record<string, RegExp> = { account: accountForm, session_id: sessionForm, uuid: idForm };

/**
 * The partner API as functions, for the host's own backend: what goes up is checked strictly, what comes back is read
 * tolerantly, and nothing is ever repeated. Everything that goes wrong is a {@link PartnerError}.
 *
 * The second parameter is the tests' clock and no part of the public interface.
 */
export function createPartner(options: PartnerOptions, clock: Clock = wallClock) {
  const ask = askPartner(createService(readPartner(options), clock));

  async function call<N extends PartnerCall>(name: N, input: PartnerInput = {}): Promise<Answer<N>> {
    const outcome = await ask(name, checked(name, input));
    if (outcome.is === 'done') return outcome.body;
    const { refusal } = outcome;
    if (outcome.is === 'refused') throw partnerError(refusal, 'server', outcome.status);
    throw partnerError(refusal, partnerCalls[name].method === 'GET' ? 'server' : 'unknown-outcome');
  }
  /** A write of which nothing is told but that it is done. */
  const done = async (...said: Parameters<typeof call>): Promise<void> => {
    await call(...said);
  };

  return {
    /** The partner itself: its balance, and what it may do. */
    getPartner: () => call('getPartner'),

    /** A page of the customers' accounts, without their tokens. */
    listAccounts: (query: AccountQuery = {}) => call('listAccounts', { query }),
    /** One customer's account, with its `auth_token`: never let this answer into a browser or a log. */
    getAccount: (account: string) => call('getAccount', { params: { account } }),
    /** Opens an account. Keep its `auth_id` and `auth_token`: the second is the customer's own credential. */
    createAccount: (body: NewAccount) => call('createAccount', { body }),
    /** What is in a customer's wallet. */
    getBalance: (account: string) => call('getBalance', { params: { account } }),
    /** Moves money from the partner's wallet to a customer's; for good. After an unknown outcome read the transactions. */
    transferBalance: (account: string, body: NewTransfer) => call('transferBalance', { params: { account }, body }),

    /** A page of a customer's numbers. */
    listNumbers: (account: string, query: NumberQuery = {}) => call('listNumbers', { params: { account }, query }),
    /** A page of a customer's call records, with figures over all that match. */
    listCalls: (account: string, query: PartnerCallQuery = {}) => call('listCalls', { params: { account }, query }),
    /** One call record. */
    getCall: (account: string, uuid: string) => call('getCall', { params: { account, uuid } }),
    /** A page of a customer's movements of money, with figures over all that match. */
    listTransactions: (account: string, query: PartnerTransactionQuery = {}) =>
      call('listTransactions', { params: { account }, query }),

    /** A page of verification sessions, newest first, without the persons in them. */
    listKycSessions: (query: KycSessionQuery = {}) => call('listKycSessions', { query }),
    /** One verification session, read now. */
    getKycSession: (session_id: string) => call('getKycSession', { params: { session_id } }),
    /**
     * Begins a verification session; one that is live for the same account is revoked without a word. `widget_url` is a
     * secret that no later read tells: it is good for sending this one customer there, and for nothing else.
     */
    createKycSession: async (body: NewKycSessionBody) => {
      const { session, widget_url } = await call('createKycSession', { body });
      return { ...session, ...(widget_url !== undefined && { widget_url }) };
    },
    /** Mails the link again: once in 30 minutes, and not in the redirect flow. */
    resendKycSession: (session_id: string) => done('resendKycSession', { params: { session_id } }),
    /** Ends a session: its link dies at once. */
    revokeKycSession: (session_id: string, body: KycEnd = {}) =>
      done('revokeKycSession', { params: { session_id }, body }),
  };
}

/** The partner API as functions. */
export type PartnerApi = ReturnType<typeof createPartner>;

/** Refuses, before anything is sent, what a call may not say. */
function checked(name: PartnerCall, { params = {}, query, body }: PartnerInput): PartnerInput {
  const route: PartnerRoute = partnerCalls[name];
  for (const [field, value] of Object.entries(params))
    if (typeof value !== 'string' || !forms[field]?.test(value)) throw refused({ [field]: 'invalid' });
  return {
    params,
    ...(query && route.query && { query: read(route.query, query) }),
    ...(body && route.body && { body: read(route.body, body) }),
  };
}

function read(schema: v.GenericSchema, said: unknown): Record<string, unknown> {
  const result = v.safeParse(schema, said);
  if (result.success) return result.output as Record<string, unknown>;
  const named = result.issues.map((issue): [string, string] => [
    v.getDotPath(issue) ?? 'body',
    issue.expected === 'never' ? 'unknown' : issue.received === 'undefined' ? 'missing' : 'invalid',
  ]);
  throw refused(Object.fromEntries(named));
}

const refused = (fields: Record<string, string>) =>
  new PartnerError({ kind: 'invalid', code: 'invalid', status: 0, fields });
