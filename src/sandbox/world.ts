import { seededAccess, type Access } from './access.ts';
import { sandboxAccounts, sandboxSubAccounts, type SandboxAccount } from './accounts.ts';
import { callLogs, type CallLog } from './call-log.ts';
import { DAY, later } from './dates.ts';
import { newNumbers } from './inventory.ts';
import { freshKyc, type Kyc, type KycOptions } from './kyc/kyc.ts';
import { mailReminders } from './kyc/mail.ts';
import { entryOf, seededLedger, type Entry, type Posting } from './ledger.ts';
import { paise } from './money.ts';
import type { OwnedNumber, StockNumber } from './number.ts';
import { seededNumbers } from './seeded-numbers.ts';
import { seededTrunks, type Trunk } from './trunk.ts';

/** What a sandbox is made of; everything has a default. */
export interface WorldOptions extends KycOptions {
  /** Another seed, other numbers for sale. */
  seed?: number;
  /** The clock. */
  now?: () => Date;
  /** How many call records MA_ASHA and MA_DECCAN have, each. */
  calls?: number;
  /** How many numbers are for sale at first. */
  numbers?: number;
  /** The customers, where the built-in ones won't do. */
  accounts?: readonly SandboxAccount[];
}

/** A customer with its money, in paise. */
export interface Account extends Omit<SandboxAccount, 'balance' | 'credit_limit' | 'did_release_fee'> {
  balance: number;
  credit_limit: number;
  did_release_fee: number;
  updated_at: Date;
  /** When it was opened, if that was in the sandbox. */
  created_at?: Date;
}

/** The partner: its wallet (in paise), and what it may do. */
export interface Partner {
  name: string;
  balance: number;
  max_accounts: number;
  can_create_accounts: boolean;
  can_transfer_balance: boolean;
  can_view_cdrs: boolean;
}

/** Everything the sandbox remembers. */
export interface World extends Access, Kyc {
  seed: number;
  calls: number;
  now: () => Date;
  accounts: Map<string, Account>;
  trunks: Map<string, Trunk>;
  /** Numbers that somebody has, by E.164. */
  owned: Map<string, OwnedNumber>;
  /** Numbers for sale, newest first; made when they are first asked for. */
  stock: () => Map<string, StockNumber>;
  /** Numbers that were given back, and when they go on sale again. */
  quarantine: Map<string, { number: OwnedNumber; until: Date }>;
  /** Numbers that somebody outside the sandbox has bought. */
  sold: Set<string>;
  partner: Partner;
  /** An account's call records, made from the seed when somebody looks at them. */
  callLog: (auth_id: string) => CallLog;
  /** An account's bookings, oldest first; what was before the sandbox is made up when somebody looks. */
  ledger: (auth_id: string) => Entry[];
  /** Recordings that were deleted, by account: the indexes of their calls. */
  erased: Map<string, Set<number>>;
  /** How many things were made since the sandbox began. */
  made: number;
}

const QUARANTINE = 45 * DAY;

/** Makes a fresh world, or says which option is wrong. */
export function createWorld({
  seed = 1,
  now = () => new Date(),
  calls = 0,
  numbers = 3000,
  accounts = [...sandboxAccounts, ...sandboxSubAccounts],
  ...kyc
}: WorldOptions = {}): World {
  refuseProduction();
  wholeNumber('seed', seed, 2 ** 32 - 1);
  wholeNumber('calls', calls, 1_000_000);
  wholeNumber('numbers', numbers, 200_000);
  if (typeof now !== 'function') throw new TypeError('The sandbox option now must be a function that returns a Date.');
  const born = now();
  const cast = new Map(accounts.map((account) => [account.auth_id, withMoney(account, born)]));
  const owned = seededNumbers(born, seed).filter(({ account_id }) => cast.has(account_id));
  const callLog = callLogs({ seed, calls, born, numbers: owned });
  let stock: Map<string, StockNumber> | undefined;
  const world: World = {
    seed,
    calls,
    now,
    accounts: cast,
    trunks: new Map(seededTrunks.map((trunk) => [trunk.trunk_id, { ...trunk }])),
    owned: new Map(owned.map((number) => [number.e164, number])),
    stock: () => (stock ??= forSale(numbers, seed, born)),
    quarantine: new Map(),
    sold: new Set(),
    partner: {
      name: 'Sandbox Telecom',
      balance: 50_000_00,
      max_accounts: 25,
      can_create_accounts: true,
      can_transfer_balance: true,
      can_view_cdrs: true,
    },
    ...seededAccess(),
    ...freshKyc(kyc),
    callLog,
    ledger: seededLedger({ accounts: [...cast.values()], born, numbers: owned, callLog }),
    erased: new Map(),
    made: 0,
  };
  return world;
}

/** Lets time take effect: what was pending is final, and what was in quarantine is for sale again, reminders are mailed. */
export function catchUp(world: World): void {
  const now = world.now();
  mailReminders(world, now);
  for (const number of world.owned.values()) {
    if (number.release && number.release.ends <= now) beginQuarantine(world, number, number.release.ends);
  }
  for (const [e164, { number, until }] of world.quarantine) {
    if (until > now) continue;
    world.quarantine.delete(e164);
    const { region, setup_fee, monthly_fee, minimum_commitment_months, aadhaar_verification_required } = number;
    const terms = { region, setup_fee, monthly_fee, minimum_commitment_months, aadhaar_verification_required };
    world.stock().set(e164, { e164, ...terms, created_at: number.created_at, updated_at: until });
  }
}

/** Takes a number from its owner for good, and keeps it from everybody for 45 days. */
export function beginQuarantine(world: World, number: OwnedNumber, from: Date): void {
  world.owned.delete(number.e164);
  world.quarantine.set(number.e164, { number, until: later(from, QUARANTINE) });
}

/** Sells a number to somebody outside the sandbox, as happens between looking and buying; false if it was not for sale. */
export function sellToStranger(world: World, e164: string): boolean {
  const gone = world.stock().delete(e164);
  if (gone) world.sold.add(e164);
  return gone;
}

/** Opens an account that nobody had before. */
export function openAccount(world: World, given: SandboxAccount): Account {
  const now = world.now();
  const account = { ...withMoney(given, now), created_at: now };
  world.accounts.set(account.auth_id, account);
  return account;
}

/** The account that pays: a sub-account's parent, or the account itself. */
export const payerOf = (world: World, account: Account): Account =>
  (account.parent_auth_id && world.accounts.get(account.parent_auth_id)) || account;

/** Whether something of `account_id` is this account's, be it through a sub-account. */
export const belongsTo = (world: World, account_id: string, account: Account): boolean =>
  account_id === account.auth_id || world.accounts.get(account_id)?.parent_auth_id === account.auth_id;

/** Moves money and writes down what for; what is spent is below zero. */
export function book(world: World, account: Account, amount: number, posting: Posting): void {
  const entries = world.ledger(account.auth_id);
  account.balance += amount;
  account.updated_at = world.now();
  entries.push(entryOf(account.auth_id, entries.length, amount, world.now(), posting));
}

/** A text that names the next thing of a kind and no other, to make its id from. */
export const nextOf = (world: World, kind: string): string => `${kind} ${++world.made}`;

// The seeded numbers of customers who are left out are not for sale either: nobody but the sandbox knows them.
function forSale(count: number, seed: number, born: Date): Map<string, StockNumber> {
  const taken = new Set(seededNumbers(born, seed).map(({ e164 }) => e164));
  return new Map([...newNumbers(count, seed, taken)].map((number) => [number.e164, number]));
}

function withMoney(account: SandboxAccount, updated_at: Date): Account {
  const { balance, credit_limit, did_release_fee } = account;
  const money = { balance: paise(balance), credit_limit: paise(credit_limit), did_release_fee: paise(did_release_fee) };
  return { ...account, ...money, updated_at };
}

/** Throws where `NODE_ENV` is `production`: nothing here may ever stand in for the real service. */
export function refuseProduction(): void {
  // In a page there is no `process`.
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  if (process?.env?.NODE_ENV !== 'production') return;
  throw new Error('The sandbox does not start with NODE_ENV=production; unset NODE_ENV or set it to development.');
}

function wholeNumber(name: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= most) return;
  throw new RangeError(`The sandbox option ${name} must be a whole number from 0 to ${most}, not ${String(value)}.`);
}
