import { served } from '../contract/accepts.ts';
import { routes, type CallName } from '../contract/routes.ts';
import type { Session } from '../contract/session.ts';
import { askHost } from './ask-host.ts';
import type { Clock } from './clock.ts';
import { areCredentials } from './credentials.ts';
import type { Customer, Settings } from './options.ts';
import { mustBeKnown } from './nearest.ts';
import { Refusal } from './problem.ts';

/** Asks the host who is signed in; refuses when nobody is, or when the answer cannot be used. */
export async function whoIsSignedIn(request: Request, settings: Settings, clock: Clock): Promise<Customer> {
  let customer: Customer | undefined | null;
  try {
    customer = await askHost(() => settings.customer(request), clock.read, clock);
  } catch (cause) {
    throw new Refusal('sign-in-check-failed', {}, cause);
  }
  if (customer === undefined || customer === null) throw new Refusal('signed-out');
  if (!areCredentials(customer) || (customer.can !== undefined && !Array.isArray(customer.can)))
    throw new Refusal('bad-credentials');
  checkCalls(customer.can ?? []);
  // What else a host's row has is nobody's business here, and must not get in the way of ours.
  const { auth_id, auth_token, can } = customer;
  const known: Customer = { auth_id, auth_token, ...(can && { can }) };
  for (const field of ['name', 'email', 'currency', 'country', 'time_zone'] as const)
    if (typeof customer[field] === 'string') known[field] = customer[field];
  return known;
}

const callNames = Object.keys(routes);

/** Refuses a list of what somebody may do that names what does not exist: such a list does not say what its author meant. */
function checkCalls(can: readonly string[]): void {
  try {
    for (const name of can) mustBeKnown(name, callNames, 'The call in can');
  } catch (cause) {
    throw new Refusal('bad-credentials', {}, cause);
  }
}

/** Whether the host lets this customer make a call. Everybody may ask who they are. */
export const may = ({ can }: Customer, name: CallName, { kyc }: Pick<Settings, 'kyc'>) => {
  const { only } = served[name];
  // Who is signed in has an account and opens no other; nobody is verified where there is no page to come back to.
  if (only === 'signup' || (only === 'kyc' && kyc.redirect_url === undefined)) return false;
  return name === 'getSession' || !can || can.includes(name);
};

/** What the portal may know about who is signed in: never their credentials. */
export function sessionOf(customer: Customer, settings: Settings): Session {
  const { kyc, time_zone } = settings;
  const { name, currency, country } = customer;
  return {
    account: { ...(name && { name }), ...(currency && { currency }), ...(country && { country }) },
    can: (Object.keys(routes) as CallName[]).filter((call) => may(customer, call, settings)),
    kyc_origins: [...kyc.allowed_origins],
    time_zone: customer.time_zone ?? time_zone,
  };
}
