import type { Detail } from './errors.ts';
import { isE164 } from './number.ts';

const checks: Record<string, [fits: (text: string) => boolean, wish: string]> = {
  name: [(text) => text.trim().length > 0, 'must not be empty'],
  email: [(text) => /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text), 'must be a valid e-mail address'],
  phone: [isE164, 'must be in E.164 format'],
  password: [
    (text) => text.length >= 8 && /\d/.test(text) && /[^A-Za-z\d\s]/.test(text),
    'must be at least 8 characters and contain a number and a special character',
  ],
  // The real service opens accounts in other countries too, in their currencies; all wallets here hold rupees.
  country: [(text) => text === 'IN', 'must be IN'],
};

/** What is wrong with the body that opens an account; fields that are not required are not looked at. */
export function newAccountFaults(body: Record<string, unknown>): Detail[] {
  return Object.entries(checks).flatMap(([field, [fits, wish]]): Detail[] => {
    const input = body[field];
    const loc = ['body', field];
    if (input === undefined) return [{ type: 'missing', loc, msg: 'Field required', input: {}, ctx: { error: {} } }];
    if (typeof input === 'string' && fits(input)) return [];
    return [{ type: 'value_error', loc, msg: `Value error, ${field} ${wish}`, input, ctx: { error: {} } }];
  });
}
