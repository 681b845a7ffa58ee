import { later, MINUTE, micros, seconds } from '../dates.ts';
import type { Failure } from './failure.ts';

/** The words of the API for where a session is; `kyc_failed` is a guess, the documents name no word for it. */
export type KycStatus =
  'link_ready' | 'email_sent' | 'opened' | 'in_progress' | 'kyc_completed' | 'kyc_failed' | 'revoked';

/** What a session found out, with invented data; it grows step by step. */
export interface VerifiedData {
  pan_type: 'individual' | 'company';
  pan_number?: string;
  pan_name_match?: boolean;
  pan_registered_name?: string;
  completed_steps: string[];
  aadhaar_name?: string;
  aadhaar_dob?: string;
  masked_aadhaar?: string;
  gender?: string;
  address?: string;
}

/** When the customer is reminded, in whole days before the link runs out. */
export interface Reminder {
  trigger: 'days_before_expiry';
  value: number;
}

/** What the partner asked for. */
export interface KycOrder {
  account_auth_id: string;
  flow_type: 'email' | 'redirect';
  /** Null in the redirect flow. */
  customer_email: string | null;
  /** Null in the e-mail flow. */
  redirect_url: string | null;
  webhook_url: string | null;
  expires_in_days: number;
  reminder_schedule: Reminder[];
  metadata: object | null;
}

/** A verification that a partner began for a customer. */
export interface KycSession extends KycOrder {
  id: string;
  /** What lets its holder go on with the session. A secret: it is in the link and nowhere else. */
  token: string;
  /** Where the customer does it. */
  link: string;
  kyc_type: 'individual' | 'company' | null;
  status: KycStatus;
  created_at: Date;
  updated_at: Date;
  expires_at: Date;
  first_opened_at: Date | null;
  completed_at: Date | null;
  verified_data: VerifiedData | null;
  /** When the last mail with the link went out, reminders aside. */
  mailed_at: Date | null;
  /** The reminders that went out, in days before expiry. */
  reminded: number[];
  /** The test PAN, which the next step compares with. */
  pan?: string;
  wrong_codes: number;
  failure?: Failure;
}

/** How long after a mail there can't be another one. */
export const RESEND_COOLDOWN = 30 * MINUTE;

/** Whether a session is over, as the API sees it; one whose link ran out is not. */
export const isTerminal = ({ status }: KycSession): boolean =>
  status === 'kyc_completed' || status === 'kyc_failed' || status === 'revoked';

/** Whether somebody can still go on with a session. */
export const isLive = (session: KycSession, now: Date): boolean => !isTerminal(session) && now < session.expires_at;

/** How many seconds there can't be another mail; 0 or less: there can. */
export const cooldownOf = ({ mailed_at }: KycSession, now: Date): number =>
  mailed_at ? Math.ceil((later(mailed_at, RESEND_COOLDOWN).getTime() - now.getTime()) / 1000) : 0;

/** How POST answers: the key is `session_id`, and the link is there this once. */
export const createdRow = (session: KycSession) => ({
  session_id: session.id,
  account_auth_id: session.account_auth_id,
  customer_email: session.customer_email,
  email_dispatched_to: session.customer_email && hinted(session.customer_email),
  kyc_type: session.kyc_type,
  status: session.status,
  expires_at: seconds(session.expires_at),
  widget_url: session.flow_type === 'redirect' ? session.link : null,
  kyc_link: null,
  message:
    session.flow_type === 'redirect'
      ? 'KYC session created - redirect your customer to widget_url to begin.'
      : 'KYC email dispatched successfully',
});

/** How resend answers, which no document says. */
export const resentRow = (session: KycSession) => ({
  session_id: session.id,
  account_auth_id: session.account_auth_id,
  customer_email: session.customer_email,
  email_dispatched_to: session.customer_email && hinted(session.customer_email),
  status: session.status,
  expires_at: seconds(session.expires_at),
  message: 'KYC email dispatched successfully',
});

/**
 * How every read answers: the key is `id`, and there is neither link nor flow. No document says where a failed session
 * tells why, so `failure_reason`, which only such a session has, is the sandbox's guess.
 */
export const sessionRow = (session: KycSession) => ({
  id: session.id,
  account_auth_id: session.account_auth_id,
  customer_email: session.customer_email,
  kyc_type: session.kyc_type,
  status: session.status,
  expires_at: micros(session.expires_at),
  first_opened_at: session.first_opened_at && micros(session.first_opened_at),
  completed_at: session.completed_at && micros(session.completed_at),
  webhook_url: session.webhook_url,
  redirect_url: session.redirect_url,
  reminder_schedule: session.reminder_schedule,
  metadata: session.metadata,
  verified_data: session.verified_data,
  ...(session.failure && { failure_reason: session.failure.replaceAll('-', '_') }),
  created_at: micros(session.created_at),
  updated_at: micros(session.updated_at),
});

/** An address that only its owner recognises: `c***@example.com`. */
export const hinted = (email: string): string => email.replace(/^(.)[^@]*/, '$1***');
