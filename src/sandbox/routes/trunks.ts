import { codeError, sentenceError, wordError } from '../errors.ts';
import { uuidOf } from '../random.ts';
import { newTrunkRow, trunkDefaults, trunkRow, type Trunk } from '../trunk.ts';
import { isPublic, trunkFieldsOf, type TrunkFault } from '../trunk-fields.ts';
import { nextOf, type World } from '../world.ts';
import { bodyOf, pageOfOwn, type CustomerCall, type Route, type Routes } from './route.ts';

/** A customer's SIP trunks. */
export const trunks: Routes<CustomerCall> = {
  'GET /api/v1/Account/{auth_id}/trunks': (call) =>
    Response.json(pageOfOwn(call, call.world.trunks, (trunk) => trunkRow(trunk, 'list'))),

  'POST /api/v1/Account/{auth_id}/trunks': async ({ world, account, request }) => {
    const body = await bodyOf(request);
    if (typeof body === 'string') return wordError(400, 'invalid request', body);
    const { fields, faults } = trunkFieldsOf(world, account.auth_id, body, true);
    if (faults.length) return refused(world, faults);
    if (fields.webhook_url && !isPublic(fields.webhook_url)) return sentenceError(400, 'invalid webhook_url');
    const now = world.now();
    const trunk_id = uuidOf(nextOf(world, 'trunk'));
    const trunk: Trunk = {
      trunk_id,
      account_id: account.auth_id,
      trunk_domain: `${trunk_id}.sip.vobiz.ai`,
      ...trunkDefaults,
      ...(fields as typeof fields & { name: string }),
      created_at: now,
      updated_at: now,
    };
    world.trunks.set(trunk_id, trunk);
    return Response.json(newTrunkRow(trunk), { status: 201 });
  },

  'GET /api/v1/Account/{auth_id}/trunks/{trunk_id}': ofTrunk((trunk) => Response.json(trunkRow(trunk, 'object'))),

  'PUT /api/v1/Account/{auth_id}/trunks/{trunk_id}': ofTrunk(async (trunk, { world, account, request }) => {
    const body = await bodyOf(request);
    if (typeof body === 'string') return wordError(400, 'invalid request', body);
    const { fields, faults } = trunkFieldsOf(world, account.auth_id, body, false);
    if (faults.length) return refused(world, faults);
    if (fields.webhook_url && !isPublic(fields.webhook_url)) return sentenceError(400, 'invalid webhook_url');
    Object.assign(trunk, fields, { updated_at: world.now() });
    return Response.json(trunkRow(trunk, 'object'));
  }),

  // Nothing says what becomes of its numbers. Here they ring nowhere from then on.
  'DELETE /api/v1/Account/{auth_id}/trunks/{trunk_id}': ofTrunk(({ trunk_id, trunk_status, has_calls }, { world }) => {
    if (has_calls && trunk_status === 'enabled') return wordError(409, 'conflict', 'trunk has active calls');
    world.trunks.delete(trunk_id);
    for (const number of world.owned.values()) {
      if (number.trunk_group_id !== trunk_id) continue;
      delete number.trunk_group_id;
      number.updated_at = world.now();
    }
    return new Response(null, { status: 204 });
  }),
};

function ofTrunk(answer: (trunk: Trunk, call: CustomerCall) => Response | Promise<Response>): Route<CustomerCall> {
  return (call) => {
    const trunkId = call.params.trunk_id!;
    const trunk = call.world.trunks.get(trunkId);
    if (trunk?.account_id === call.account.auth_id) return answer(trunk, call);
    return codeError(call.world, 404, 'TRUNK_NOT_FOUND', 'SIP trunk not found', { trunkId });
  };
}

const refused = (world: World, errors: TrunkFault[]) =>
  codeError(world, 422, 'VALIDATION_ERROR', 'Request validation failed', { errors });
