import * as v from 'valibot';
import { currency, day, inOrder, line, machineWord, matching, natural, whole } from './input.ts';

/** The form of an account's `auth_id`. */
export const accountForm = /^[A-Za-z0-9_]{3,64}$/;

const pages = (most: number) => ({ page: v.optional(natural(1_000_000)), per_page: v.optional(natural(most)) });

/** Which accounts; `search` is part of a name or an e-mail address. */
export const AccountQuery = v.strictObject({ search: v.optional(line(100)), ...pages(100) });
export type AccountQuery = v.InferInput<typeof AccountQuery>;

/**
 * Money to move, in the partner's own currency. It cannot be taken back by API. The amount is a decimal text such as
 * `"500.00"`, or a number, with at most two decimals; the service wants a number.
 */
export const NewTransfer = v.strictObject({
  amount: v.pipe(
    v.union([v.string(), v.number()]),
    v.transform(String),
    v.regex(/^\d{1,9}(\.\d{1,2})?$/),
    v.transform(Number),
    v.minValue(0.01),
  ),
  currency,
  description: v.optional(line(200)),
});
export type NewTransfer = v.InferInput<typeof NewTransfer>;

/** Which verification sessions. */
export const KycSessionQuery = v.strictObject({
  account_auth_id: v.optional(matching(accountForm)),
  status: v.optional(machineWord),
  page: v.optional(natural(1_000_000)),
  size: v.optional(natural(100)),
});
export type KycSessionQuery = v.InferInput<typeof KycSessionQuery>;

const webAddress = v.pipe(v.string(), v.maxLength(2048), v.url(), v.regex(/^https?:\/\//));

/** When a reminder is mailed: so many days before the link dies. */
export const Reminder = v.strictObject({ trigger: v.literal('days_before_expiry'), value: whole(1, 365) });
export type Reminder = v.InferOutput<typeof Reminder>;

/** A verification session to begin. A live one of the same account is revoked by it without a word. */
export const NewKycSessionBody = v.strictObject({
  account_auth_id: matching(accountForm),
  flow_type: v.picklist(['email', 'redirect']),
  customer_email: v.optional(v.pipe(v.string(), v.maxLength(254), v.email())),
  redirect_url: v.optional(webAddress),
  webhook_url: v.optional(webAddress),
  expires_in_days: v.optional(whole(1, 365)),
  reminder_schedule: v.optional(v.pipe(v.array(Reminder), v.maxLength(10))),
  metadata: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))),
});
export type NewKycSessionBody = v.InferOutput<typeof NewKycSessionBody>;

/** Which call records of a customer, as the partner may ask: here a lone `start_date` is allowed. */
export const PartnerCallQuery = v.pipe(
  v.strictObject({
    call_direction: v.optional(v.picklist(['inbound', 'outbound'])),
    status: v.optional(machineWord),
    hangup_cause: v.optional(machineWord),
    min_duration: v.optional(natural(86_400, 0)),
    start_date: v.optional(day),
    end_date: v.optional(day),
    ...pages(100),
  }),
  inOrder<{ start_date?: string; end_date?: string }>('start_date', 'end_date'),
);
export type PartnerCallQuery = v.InferInput<typeof PartnerCallQuery>;

/** Which movements of a customer's money; more than 200 rows a page are refused by the service. */
export const PartnerTransactionQuery = v.pipe(
  v.strictObject({
    transaction_type: v.optional(v.picklist(['recharge', 'debit', 'refund', 'transfer'])),
    from_date: v.optional(day),
    to_date: v.optional(day),
    ...pages(200),
  }),
  inOrder<{ from_date?: string; to_date?: string }>('from_date', 'to_date'),
);
export type PartnerTransactionQuery = v.InferInput<typeof PartnerTransactionQuery>;
