import type { KycSession } from '../kyc/session.ts';
import type { Account, World } from '../world.ts';

/** Somebody who holds the link of a session, on a page of it. */
export interface Visit {
  world: World;
  session: KycSession;
  account: Account;
  now: Date;
}

/** The person or company that a PAN is asked of. */
export type Kind = 'individual' | 'company';

/** What somebody typed into a page, and what is to be said about it. */
export interface Entry {
  values?: Record<string, string>;
  /** What is wrong with a field, by its name. */
  faults?: Record<string, string>;
  /** What is wrong with none of them. */
  notice?: { title: string; advice: string };
}

/** Addresses of the hosted pages; each carries the token, because nothing else says who is asking. */
export const pathOf = (page: 'verify' | 'leave' | 'return', { token }: KycSession, more = ''): string =>
  `/kyc/${page}?token=${token}${more}`;

/** Where the session came from, in a word or two for a button. */
export const hostOf = ({ redirect_url }: KycSession): string | undefined =>
  redirect_url === null ? undefined : new URL(redirect_url).host;

const moment = new Intl.DateTimeFormat('en-IN', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Asia/Kolkata' });

/** A moment for people, in India's time. */
export const inWords = (date: Date): string => `${moment.format(date)} IST`;
