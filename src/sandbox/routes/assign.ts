import { codeError, numberNotFound, sentenceError, wordError } from '../errors.ts';
import { isE164, type OwnedNumber } from '../number.ts';
import { belongsTo, type Account, type World } from '../world.ts';
import { bodyOf, type CustomerCall, type Routes } from './route.ts';

/** Where a number rings. */
export const assign: Routes<CustomerCall> = {
  'POST /api/v1/Account/{auth_id}/numbers/{e164}/assign': async ({ world, account, params, request }) => {
    const body = await bodyOf(request);
    const number = ownNumber(world, account, params.e164!);
    if (!number) return numberNotFound();
    if (account.is_trial_account || number.is_trial_number) return sentenceError(400, 'access denied');
    if (typeof body === 'string') return wordError(400, 'invalid request', body);
    const { trunk_group_id } = body;
    if (typeof trunk_group_id !== 'string' || !trunk_group_id) {
      return wordError(400, 'invalid request', 'trunk_group_id must be the trunk_id of one of your trunks.');
    }
    if (world.trunks.get(trunk_group_id)?.account_id !== account.auth_id) {
      return codeError(world, 404, 'TRUNK_NOT_FOUND', 'SIP trunk not found', { trunkId: trunk_group_id });
    }
    if (number.trunk_group_id) {
      return wordError(400, 'invalid request', 'This number is already assigned to a trunk.');
    }
    if (number.status !== 'active') {
      return wordError(400, 'invalid request', `This number is ${number.status} and can't be assigned.`);
    }
    number.trunk_group_id = trunk_group_id;
    number.updated_at = world.now();
    return new Response(null, { status: 204 });
  },

  'DELETE /api/v1/Account/{auth_id}/numbers/{e164}/assign': ({ world, account, params }) => {
    if (!isE164(params.e164)) {
      return wordError(
        400,
        'invalid request',
        'The phone number format is invalid. Ensure it is URL-encoded correctly.',
      );
    }
    const number = ownNumber(world, account, params.e164);
    if (!number?.trunk_group_id) {
      return wordError(404, 'Number not found', 'The phone number could not be found or is not assigned to any trunk.');
    }
    delete number.trunk_group_id;
    number.updated_at = world.now();
    return new Response(null, { status: 204 });
  },
};

function ownNumber(world: World, account: Account, e164: string): OwnedNumber | undefined {
  const number = world.owned.get(e164);
  return number && belongsTo(world, number.account_id, account) ? number : undefined;
}
