import { DAY, later, seconds } from '../dates.ts';
import { numberNotFound, wordError } from '../errors.ts';
import { belongsTo, payerOf, type Account, type World } from '../world.ts';
import { bodyOf, type CustomerCall, type Routes } from './route.ts';

const COOL_OFF = 15 * DAY;

/** Which of an account's sub-accounts has a number; one that had calls lately stays where it is. */
export const assignSubaccount: Routes<CustomerCall> = {
  // Lower case: the service insists.
  'POST /api/v1/account/{auth_id}/numbers/{e164}/assign-subaccount': async ({ world, account, params, request }) => {
    const body = await bodyOf(request);
    if (typeof body === 'string') return wordError(400, 'invalid request', body);
    const to = world.accounts.get(String(body.sub_account_id));
    if (to?.parent_auth_id !== account.auth_id) return wordError(404, 'not_found', 'sub-account not found');
    return move(world, account, params.e164!, to.auth_id);
  },

  'DELETE /api/v1/account/{auth_id}/numbers/{e164}/assign-subaccount': ({ world, account, params }) =>
    move(world, account, params.e164!, account.auth_id),
};

function move(world: World, account: Account, e164: string, to: string): Response {
  const number = world.owned.get(e164);
  if (!number || !belongsTo(world, number.account_id, account)) return numberNotFound();
  const now = world.now();
  const last = lastCall(world, account, e164);
  const until = last && later(last, COOL_OFF);
  if (until && until > now) {
    const cool_off_remaining_seconds = Math.ceil((until.getTime() - now.getTime()) / 1000);
    const body = { error: 'did_cool_off_in_effect', cool_off_until: seconds(until), cool_off_remaining_seconds };
    return Response.json(body, { status: 409 });
  }
  number.account_id = to;
  number.updated_at = now;
  return new Response(null, { status: 204 });
}

/** When a number was last in a call. What it did before it changed hands is in its first owner's log: the one that pays. */
function lastCall(world: World, account: Account, e164: string): Date | undefined {
  const log = world.callLog(payerOf(world, account).auth_id);
  const matches = ({ inbound, line }: { inbound: boolean; line: number }) =>
    log.lines[inbound ? 'inbound' : 'outbound'][line]?.e164 === e164;
  const [newest] = log.select({ from: 0, to: log.count, matches });
  return newest === undefined ? undefined : log.call(newest).start;
}
