import * as v from 'valibot';
import { Reminder } from '../../contract/ask-partner.ts';
import { isSafeOrigin } from '../../contract/kyc-address.ts';
import { mustBeKnown } from '../nearest.ts';

/** What became of a session, for the host's hooks. It holds nothing of who the customer is. */
export interface KycNews {
  /** Whose: the customer's `auth_id`. */
  account: string;
  /**
   * Which session: take it as the idempotency key of what you do, since a hook is called again after it threw, or after
   * its process died. Absent only for an account that was verified by other means than a session.
   */
  session_id?: string;
  /** The service's own word, such as `kyc_completed`. */
  status: string;
  /** `individual` or `company`. */
  kyc_type?: string;
  /** An ISO moment. */
  completed_at?: string;
  /** Why it failed, as a machine word, where the service tells. */
  reason?: string;
}

/** A function of the host that hears of a session. While it rejects, the news counts as not delivered. */
export type KycHook = (news: KycNews) => Promise<void> | void;

/** How customers are verified. */
export interface KycOptions {
  /** The host's page the customer comes back to. Without it the portal offers no verification. */
  redirect_url?: string;
  /** Where Vobiz posts what becomes of a session: `https://…{mount}/kyc/webhook`. Without it returns and polls bring the news. */
  webhook_url?: string;
  /** Where a verification page may be; `https://kyc.vobiz.ai` unless said otherwise. Plain http only on loopback. */
  allowed_origins?: readonly string[];
  /** How many days a link lives; 7 unless said otherwise. */
  expires_in_days?: number;
  /** When customers of the e-mail flow are reminded. */
  reminder_schedule?: readonly { trigger: 'days_before_expiry'; value: number }[];
  /** Says whether an account is one of the host's; without it every account of the partner is. */
  knowsAccount?: (account: string) => Promise<boolean> | boolean;
  /** The key webhooks are signed with; the partner's `auth_token` unless said otherwise. */
  secret?: string;
  /** Refuse webhooks without a signature. One with a wrong signature is always refused. */
  requireSignature?: boolean;
  /** The newest session of an account is `kyc_completed`: unlock it. */
  onVerified?: KycHook;
  onFailed?: KycHook;
  onRevoked?: KycHook;
}

/** The same, checked, with every default filled in. */
export interface KycSettings extends Omit<KycOptions, 'allowed_origins'> {
  allowed_origins: readonly string[];
  expires_in_days: number;
  knowsAccount: NonNullable<KycOptions['knowsAccount']>;
}

const known: Record<keyof KycOptions, true> = {
  redirect_url: true, webhook_url: true, allowed_origins: true, expires_in_days: true, reminder_schedule: true,
  knowsAccount: true, secret: true, requireSignature: true, onVerified: true, onFailed: true, onRevoked: true,
}; // prettier-ignore

/** Checks the `kyc` option once, so that a wrong one is a sentence at the start and not a riddle later. */
export function readKyc(options: KycOptions = {}): KycSettings {
  if (typeof options !== 'object' || options === null) throw new TypeError('kyc must be an object');
  for (const name of Object.keys(options)) mustBeKnown(name, Object.keys(known), 'The option kyc');
  const { allowed_origins = ['https://kyc.vobiz.ai'], expires_in_days = 7, knowsAccount = () => true } = options;
  if (!Array.isArray(allowed_origins)) throw new TypeError('kyc.allowed_origins must be a list of origins');
  for (const origin of allowed_origins as unknown[])
    if (typeof origin !== 'string' || !isSafeOrigin(origin))
      throw new TypeError(
        `kyc.allowed_origins must hold exact https origins such as "https://kyc.vobiz.ai" (http only on loopback), not "${String(origin)}"`,
      );
  for (const name of ['redirect_url', 'webhook_url'] as const) checkAddress(name, options[name]);
  if (!Number.isInteger(expires_in_days) || expires_in_days < 1 || expires_in_days > 365)
    throw new TypeError('kyc.expires_in_days must be a whole number from 1 to 365');
  const reminders = v.optional(v.pipe(v.array(Reminder), v.maxLength(10)));
  if (!v.is(reminders, options.reminder_schedule))
    throw new TypeError("kyc.reminder_schedule must be a list of { trigger: 'days_before_expiry', value: 1 to 365 }");
  for (const name of ['knowsAccount', 'onVerified', 'onFailed', 'onRevoked'] as const)
    if (options[name] !== undefined && typeof options[name] !== 'function')
      throw new TypeError(`kyc.${name} must be a function`);
  if (options.secret !== undefined && !(typeof options.secret === 'string' && options.secret !== ''))
    throw new TypeError('kyc.secret must be a text');
  if (options.requireSignature !== undefined && typeof options.requireSignature !== 'boolean')
    throw new TypeError('kyc.requireSignature must be true or false');
  return { ...options, allowed_origins: [...(allowed_origins as string[])], expires_in_days, knowsAccount };
}

function checkAddress(name: string, address: unknown): void {
  if (address === undefined) return;
  const url = typeof address === 'string' && URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !isSafeOrigin(url.origin) || url.username || url.password || url.hash)
    throw new TypeError(`kyc.${name} must be a whole https address without a fragment (http only on loopback)`);
}
