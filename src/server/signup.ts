import * as v from 'valibot';
import type { ServedRoute } from '../contract/accepts.ts';
import { Account } from '../contract/account.ts';
import { natural } from '../contract/input.ts';
import { page } from '../contract/page.ts';
import { fields, key, moment, record, word } from '../contract/read.ts';
import { askHost } from './ask-host.ts';
import type { Clock } from './clock.ts';
import { areCredentials, type Credentials } from './credentials.ts';
import { Refusal } from './problem.ts';
import type { Store } from './store.ts';

/** An account that was opened, with the credentials that the host keeps and no browser ever sees. */
export interface OpenedAccount extends Credentials {
  name?: string;
  email?: string;
  phone?: string;
  country?: string;
  currency?: string;
  created_at?: string;
}

/** How visitors without an account open one. Its presence turns signing up on. */
export interface SignUp {
  /**
   * Says who the visitor is, or undefined for somebody who may not sign up: 1 to 128 visible characters, the same for each
   * request of one visitor, such as the id of the host's own user. It is what one sign-up is told from another by, and
   * what is limited (`limits.signups`), so take something that nobody has many of: each account counts against the
   * partner's own limit, and each answer says whether an e-mail address is taken.
   */
  visitor: (request: Request) => Promise<string | undefined> | string | undefined;
  /**
   * Keeps the new account's `auth_id` and `auth_token` for the host's own user, before the browser hears of it.
   *
   * If it rejects, the account is open all the same: the browser is told `unknown-outcome`, and when it asks again with the
   * same key the account is found at the service and handed over again; no second one is opened. So it may be called more
   * than once for an account, also at the same time: `auth_id` tells. The proxy itself never stores the token.
   */
  onCreated: (account: OpenedAccount, request: Request) => Promise<void> | void;
}

const Opened = record({
  auth_id: key,
  auth_token: key,
  ...fields(word, 'name email phone status currency country'),
  created_at: moment,
});

/** The route of a sign-up, as its answer is read here: with what the host keeps. */
export const openingOf = (route: ServedRoute): ServedRoute => ({ ...route, answer: Opened });

/** The partner's own list of accounts, which shows what became of a sign-up. No browser can ask for it. */
export const accountList: ServedRoute = {
  method: 'GET',
  path: '/accounts',
  as: 'partner',
  upstream: '/partner/accounts',
  query: v.strictObject({ search: v.string(), page: v.optional(natural(1_000)), per_page: natural(100) }),
  answer: page(Opened),
};

/** Asks the host who signs up; refuses where that is off, or nobody may. */
export async function whoSignsUp(request: Request, signup: SignUp | undefined, clock: Clock): Promise<string> {
  if (!signup) throw new Refusal('not-allowed');
  let visitor: string | undefined;
  try {
    visitor = await askHost(() => signup.visitor(request), clock.read, clock);
  } catch (cause) {
    throw new Refusal('visitor-check-failed', {}, cause);
  }
  if (visitor === undefined || visitor === null) throw new Refusal('signed-out');
  if (typeof visitor !== 'string' || !/^[\x21-\x7e]{1,128}$/.test(visitor)) throw new Refusal('bad-visitor');
  // No account has a colon in its id.
  return `visitor:${visitor}`;
}

/** Who gets an account, and where it is remembered who did. */
export interface Handing {
  signup: SignUp;
  request: Request;
  visitor: string;
  store: Store;
  clock: Clock;
}

const day = 24 * 60 * 60;

/**
 * Gives an account to the host; answers what of it the browser may hear.
 *
 * One that was found in the partner's list, and not in the answer to this very request, goes to no second visitor: what
 * was typed into a form is no proof of who typed it.
 */
export async function handOver(
  made: object,
  found: boolean,
  { signup, request, visitor, store, clock }: Handing,
): Promise<object> {
  if (!areCredentials(made))
    throw new Refusal('account-not-kept', {}, new TypeError('The service gave the account no usable credentials'));
  const { auth_id, auth_token, name, email, phone, country, currency, created_at }: OpenedAccount = made;
  const place = JSON.stringify(['opened', auth_id]);
  try {
    const isFirst = await store.add(place, visitor, day);
    if (found && !isFirst && (await store.get(place)) !== visitor) throw new Refusal('conflict');
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    if (found) throw new Refusal('account-not-kept', {}, cause);
  }
  try {
    const account = { auth_id, auth_token, name, email, phone, country, currency, created_at };
    await askHost(() => signup.onCreated(account, request), clock.total, clock);
  } catch (cause) {
    throw new Refusal('account-not-kept', {}, cause);
  }
  return v.parse(Account, made);
}
