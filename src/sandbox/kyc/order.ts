import type { Detail } from '../errors.ts';
import { isLoopback } from './delivery.ts';
import type { KycOrder, Reminder } from './session.ts';

type Body = Record<string, unknown>;

/** What the body that begins a session asks for, or what is wrong with it. Fields that the flow does not need are ignored. */
export function orderOf(body: Body): KycOrder | Detail[] {
  const faults = [...missing(body), ...wrong(body)];
  const { flow_type = 'email' } = body;
  if (faults.length > 0) return faults;
  const order = body as Partial<KycOrder>;
  return {
    account_auth_id: String(order.account_auth_id),
    flow_type: flow_type as KycOrder['flow_type'],
    customer_email: flow_type === 'email' ? order.customer_email! : null,
    redirect_url: flow_type === 'redirect' ? order.redirect_url! : null,
    webhook_url: order.webhook_url ?? null,
    expires_in_days: order.expires_in_days ?? 7,
    reminder_schedule: (order.reminder_schedule ?? []).map(({ trigger, value }) => ({ trigger, value })),
    metadata: order.metadata ?? null,
  };
}

// What a field has to be. What is left out is not looked at.
const checks: Record<string, [fits: (value: unknown) => boolean, wish: string]> = {
  account_auth_id: [isText, 'must be a text'],
  flow_type: [(value) => value === 'email' || value === 'redirect', "must be 'email' or 'redirect'"],
  customer_email: [
    (value) => isText(value) && /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value),
    'must be an e-mail address',
  ],
  redirect_url: [isAddress, 'must be an https address'],
  webhook_url: [isAddress, 'must be an https address'],
  expires_in_days: [(value) => isWhole(value) && value <= 365, 'must be a whole number from 1 to 365'],
  reminder_schedule: [
    (value) => Array.isArray(value) && value.every(isReminder),
    "must be a list of {trigger: 'days_before_expiry', value: a whole number from 1}",
  ],
  metadata: [(value) => typeof value === 'object' && !Array.isArray(value), 'must be an object'],
};

function wrong(body: Body): Detail[] {
  const ignored = body.flow_type === 'redirect' ? 'customer_email' : 'redirect_url';
  return Object.entries(checks).flatMap(([field, [fits, wish]]): Detail[] => {
    const input = body[field];
    if (input === undefined || input === null || field === ignored || fits(input)) return [];
    const msg = `Value error, ${field} ${wish}`;
    return [{ type: 'value_error', loc: ['body', field], msg, input, ctx: { error: {} } }];
  });
}

function missing(body: Body): Detail[] {
  const absent = (field: string) => body[field] === undefined || body[field] === null;
  const ctx = { error: {} };
  if (absent('account_auth_id')) {
    return [{ type: 'missing', loc: ['body', 'account_auth_id'], msg: 'Field required', input: body, ctx }];
  }
  const flow = body.flow_type ?? 'email';
  const needed = flow === 'redirect' ? 'redirect_url' : flow === 'email' ? 'customer_email' : undefined;
  if (!needed || !absent(needed)) return [];
  const msg = `Value error, ${needed} is required when flow_type is ${needed === 'redirect_url' ? 'redirect' : 'email'}`;
  return [{ type: 'value_error', loc: ['body'], msg, input: body, ctx }];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

const isWhole = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 1;

// The service wants https. On this machine there is none, so that a partner's own computer would be left out.
function isAddress(value: unknown): boolean {
  if (!isText(value) || !URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  const secure = protocol === 'https:' || (protocol === 'http:' && isLoopback(value));
  return secure && !username && !password;
}

function isReminder(value: unknown): value is Reminder {
  const { trigger, value: days } = (value ?? {}) as Partial<Reminder>;
  return trigger === 'days_before_expiry' && isWhole(days);
}
