import type { Credential } from '../access.ts';
import { micros } from '../dates.ts';
import { numberedError } from '../errors.ts';
import { uuidOf } from '../random.ts';
import { nextOf } from '../world.ts';
import { bodyOf, ofOwn, pageOfOwn, type CustomerCall, type Routes } from './route.ts';

/** The user names with which a customer's PBX signs in; listed below the trunks, changed beside them. */
export const credentials: Routes<CustomerCall> = {
  'GET /api/v1/Account/{auth_id}/trunks/credentials': (call) =>
    Response.json(pageOfOwn(call, call.world.credentials, credentialRow)),

  'POST /api/v1/Account/{auth_id}/credentials': async ({ world, account, request }) => {
    const body = await bodyOf(request);
    const fault = typeof body === 'string' ? body : (nameFault(body.username) ?? passwordFault(body.password));
    if (fault || typeof body === 'string') return numberedError(400, String(fault));
    const username = body.username as string;
    const own = [...world.credentials.values()].filter(({ account_id }) => account_id === account.auth_id);
    // Two names that differ only in letter case are one to most PBXs.
    if (own.some((one) => one.username.toLowerCase() === username.toLowerCase())) {
      return numberedError(409, 'Username already exists');
    }
    const now = world.now();
    const id = uuidOf(nextOf(world, 'credential'));
    const credential = { id, account_id: account.auth_id, username, enabled: true, created_at: now, updated_at: now };
    world.credentials.set(id, credential);
    return Response.json(credentialRow(credential), { status: 201 });
  },

  'PUT /api/v1/Account/{auth_id}/credentials/{id}': ofOwn('Credential', 'credentials', async (credential, call) => {
    const body = await bodyOf(call.request);
    const fault = typeof body === 'string' ? body : changeFault(body);
    if (fault || typeof body === 'string') return numberedError(400, String(fault));
    if (body.enabled !== undefined) credential.enabled = body.enabled as boolean;
    if (body.description !== undefined) credential.description = body.description as string;
    credential.updated_at = call.world.now();
    return Response.json(credentialRow(credential));
  }),

  'DELETE /api/v1/Account/{auth_id}/credentials/{id}': ofOwn('Credential', 'credentials', ({ id }, { world }) => {
    if ([...world.trunks.values()].some(({ credential_uuid }) => credential_uuid === id)) {
      return numberedError(409, 'Credential is in use by a trunk');
    }
    world.credentials.delete(id);
    return new Response(null, { status: 204 });
  }),
};

const nameFault = (username: unknown) =>
  typeof username === 'string' && /^[A-Za-z0-9]{1,64}$/.test(username)
    ? undefined
    : 'Username must be letters and digits only';

const passwordFault = (password: unknown) =>
  typeof password === 'string' && password.length >= 8 ? undefined : 'Password must be at least 8 characters';

function changeFault({ username, password, enabled, description }: Record<string, unknown>): string | undefined {
  if (username !== undefined) return 'Username cannot be changed';
  if (enabled !== undefined && typeof enabled !== 'boolean') return 'enabled must be true or false';
  if (description !== undefined && typeof description !== 'string') return 'description must be a text';
  return password === undefined ? undefined : passwordFault(password);
}

const credentialRow = ({ id, account_id, username, enabled, description, created_at, updated_at }: Credential) => ({
  id,
  account_id,
  username,
  password: '********',
  realm: `${account_id}.sip.vobiz.ai`,
  enabled,
  ...(description ? { description } : {}),
  created_at: micros(created_at),
  updated_at: micros(updated_at),
});
