import { accountForm } from '../../contract/ask-partner.ts';
import { wallClock, type Clock } from '../clock.ts';
import { areCredentials, type Credentials } from '../credentials.ts';
import { askPartner } from '../partner/calls.ts';
import { partnerError } from '../partner/error.ts';
import { readReach, type Reach } from '../partner/options.ts';
import { Refusal } from '../problem.ts';
import { createService } from '../service.ts';
import { readStanding } from './standing.ts';

/** Whose verification is asked for. */
export interface VerifiedOptions extends Reach {
  /** The partner's own credentials. */
  partner: Credentials;
  /** The customer's `auth_id`, from the host's own session: never from a query. */
  account: string;
}

/**
 * Whether an account is verified, read at the service now: for hosts that render on the server.
 *
 * Rejects with a {@link PartnerError} when that cannot be known at the moment; take that for "not yet", and show no failure.
 *
 * The second parameter is the tests' clock and no part of the public interface.
 */
export async function isVerified({ partner, account, ...reach }: VerifiedOptions, clock: Clock = wallClock) {
  if (!areCredentials(partner)) throw new TypeError('partner must be { auth_id, auth_token }');
  if (typeof account !== 'string' || !accountForm.test(account)) throw new TypeError('account must be an auth_id');
  const service = createService({ partner, ...readReach(reach) }, clock);
  try {
    return (await readStanding(account, { ask: askPartner(service), clock })).verified;
  } catch (error) {
    throw error instanceof Refusal ? partnerError(error, 'server') : error;
  }
}
