import type * as v from 'valibot';
import { NewAccount } from '../../contract/ask-account.ts';
import { KycEnd } from '../../contract/ask-kyc.ts';
import { NumberQuery } from '../../contract/ask-number.ts';
import {
  AccountQuery,
  KycSessionQuery,
  NewKycSessionBody,
  NewTransfer,
  PartnerCallQuery,
  PartnerTransactionQuery,
} from '../../contract/ask-partner.ts';
import { CallPage, OneCall } from '../../contract/call-record.ts';
import { KycAccount, KycSession, KycSessionPage, NewKycSession } from '../../contract/kyc-session.ts';
import { NumberPage } from '../../contract/number.ts';
import { AccountWithToken, Partner, PartnerAccountPage, PartnerBalance, Transfer } from '../../contract/partner.ts';
import { record } from '../../contract/read.ts';
import { TransactionPage } from '../../contract/transaction.ts';
import type { Outcome } from '../answer.ts';
import type { Service } from '../service.ts';
import type { Input } from '../upstream.ts';

/** A call of the partner API: below `/api/v1`, with the partner's own credentials. */
export interface PartnerRoute {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  query?: v.GenericSchema;
  body?: v.GenericSchema;
  answer: v.GenericSchema;
  pause?: number;
}

const customer = '/partner/accounts/{account}';
const session = '/partner/kyc-sessions/{session_id}';

/** The partner API, as far as this product uses it (Vobiz documentation, partner API). No browser can name any of it. */
export const partnerCalls = {
  getPartner: { method: 'GET', path: '/partner/me', answer: Partner },
  listAccounts: { method: 'GET', path: '/partner/accounts', query: AccountQuery, answer: PartnerAccountPage },
  getAccount: { method: 'GET', path: customer, answer: AccountWithToken },
  createAccount: { method: 'POST', path: '/partner/accounts', body: NewAccount, answer: AccountWithToken },
  getBalance: { method: 'GET', path: `${customer}/balance`, answer: PartnerBalance },
  transferBalance: { method: 'POST', path: `${customer}/transfer-balance`, body: NewTransfer, answer: Transfer },
  listNumbers: { method: 'GET', path: `${customer}/numbers`, query: NumberQuery, answer: NumberPage },
  listCalls: { method: 'GET', path: `${customer}/cdrs`, query: PartnerCallQuery, answer: CallPage },
  getCall: { method: 'GET', path: `${customer}/cdrs/{uuid}`, answer: OneCall },
  listTransactions: {
    method: 'GET',
    path: `${customer}/transactions`,
    query: PartnerTransactionQuery,
    answer: TransactionPage,
  },
  getKycAccount: { method: 'GET', path: customer, answer: KycAccount },
  listKycSessions: { method: 'GET', path: '/partner/kyc-sessions', query: KycSessionQuery, answer: KycSessionPage },
  getKycSession: { method: 'GET', path: session, answer: KycSession },
  createKycSession: { method: 'POST', path: '/partner/kyc-sessions', body: NewKycSessionBody, answer: NewKycSession },
  // A 429 that does not say until when is told from one that does: the half hour counts from the last mail.
  resendKycSession: { method: 'POST', path: `${session}/resend`, answer: record({}), pause: 0 },
  revokeKycSession: { method: 'DELETE', path: session, body: KycEnd, answer: record({}) },
} as const satisfies Record<string, PartnerRoute>;

/** The name of a call of the partner API. */
export type PartnerCall = keyof typeof partnerCalls;

/** What became of it, with its body read. */
export type PartnerOutcome<N extends PartnerCall> =
  { is: 'done'; body: v.InferOutput<(typeof partnerCalls)[N]['answer']> } | Exclude<Outcome, { is: 'done' }>;

/** What a call says: checked parts only. */
export interface PartnerInput extends Partial<Input> {
  params?: Record<string, string>;
  /** Whose request it is counted as, when the service keeps failing. */
  whose?: string;
}

/** Asks the partner API once. It never rejects, and nothing is repeated. */
export type AskPartner = <N extends PartnerCall>(
  name: N,
  input: PartnerInput,
  caller?: AbortSignal,
) => Promise<PartnerOutcome<N>>;

/** Makes the one function through which the partner API is asked. */
export const askPartner =
  (service: Pick<Service, 'ask'>): AskPartner =>
  async <N extends PartnerCall>(name: N, input: PartnerInput, caller?: AbortSignal) => {
    const { params = {}, query = {}, body, whose = params.account ?? 'partner' } = input;
    const route = { ...partnerCalls[name], as: 'partner', upstream: partnerCalls[name].path } as const;
    return (await service.ask({ route, params }, whose, { query, body }, caller)) as PartnerOutcome<N>;
  };
