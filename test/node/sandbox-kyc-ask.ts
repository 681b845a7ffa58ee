import { ask, service, type Question } from './sandbox-ask.ts';
import type { SandboxOptions } from '../../src/sandbox/index.ts';

const partner = { as: 'PA_SANDBOX' };
const base = '/api/v1/partner/kyc-sessions';

/** A redirect order, as a partner's backend sends it. */
export const redirectOrder = {
  account_auth_id: 'MA_MALABAR',
  flow_type: 'redirect',
  redirect_url: 'https://yourapp.com/kyc-complete',
  webhook_url: 'https://yourapp.com/kyc-webhook',
  expires_in_days: 14,
};

/** An e-mail order; e-mail is the flow of whoever names none. */
export const emailOrder = {
  account_auth_id: 'MA_MALABAR',
  customer_email: 'customer@example.com',
  webhook_url: 'https://yourapp.com/kyc-webhook',
  expires_in_days: 14,
  reminder_schedule: [
    { trigger: 'days_before_expiry', value: 3 },
    { trigger: 'days_before_expiry', value: 1 },
  ],
  metadata: { customer_ref: 'TEST_001', plan: 'starter' },
};

/** A sandbox with a partner's words for identity checks, and a customer's for the hosted pages. */
export function kyc(options: SandboxOptions = {}) {
  const all = service('MA_MALABAR', options);
  const { sandbox, world } = all;
  const say = (what: string, more: Question = {}) => ask(sandbox, what, { ...partner, ...more });
  const page = (path: string, init?: RequestInit) => sandbox(new Request(`http://localhost${path}`, init));
  /** Fills in a form of the hosted pages. */
  const send = (step: string, fields: Record<string, string>) =>
    page(`/kyc/${step}`, { method: 'POST', body: new URLSearchParams(fields) });
  return {
    ...all,
    page,
    send,
    start: (body: unknown) => say(`POST ${base}`, { body }),
    read: (id: string) => say(`GET ${base}/${id}`),
    list: (query = '') => say(`GET ${base}${query}`),
    resend: (id: string) => say(`POST ${base}/${id}/resend`),
    revoke: (id: string, body?: unknown) => say(`DELETE ${base}/${id}`, { body }),
    /** What only the link says. */
    tokenOf: (id: string) => world.kycSessions.get(id)!.token,
    /** A person goes through all of it. */
    verify: async (id: string) => {
      const { token } = world.kycSessions.get(id)!;
      await page(`/kyc/verify?token=${token}`);
      await send('pan', { token, as: 'individual', pan: 'SBXPR0000A', birth_date: '1990-01-15' });
      await send('digilocker', { token, code: '123456', answer: 'allow' });
    },
  };
}
