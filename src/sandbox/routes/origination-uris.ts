import type { OriginationUri } from '../access.ts';
import { micros, seconds } from '../dates.ts';
import { numberedError } from '../errors.ts';
import { uuidOf } from '../random.ts';
import { nextOf } from '../world.ts';
import { bodyOf, ofOwn, pageOfOwn, type CustomerCall, type Routes } from './route.ts';

/** Where a customer's incoming calls are delivered. */
export const originationUris: Routes<CustomerCall> = {
  'GET /api/v1/Account/{auth_id}/trunks/origination-uris': (call) =>
    Response.json(pageOfOwn(call, call.world.uris, listRow)),

  'POST /api/v1/Account/{auth_id}/origination-uris': async ({ world, account, request }) => {
    const body = await bodyOf(request);
    const fault = typeof body === 'string' ? body : (addressFault(body) ?? changeFault(body));
    if (fault || typeof body === 'string') return numberedError(400, String(fault));
    const now = world.now();
    // `sip_uri` is what the service asks for, and `uri` is what it reads: with the first alone the place is nowhere.
    const uri = (body.uri as string | undefined) ?? '';
    const place: OriginationUri = {
      id: uuidOf(nextOf(world, 'uri')),
      account_id: account.auth_id,
      uri,
      priority: (body.priority as number | undefined) ?? 1,
      weight: (body.weight as number | undefined) ?? 10,
      enabled: true,
      transport: /;transport=(udp|tcp|tls)$/i.exec(uri)?.[1]?.toLowerCase() ?? 'udp',
      description: (body.name as string | undefined) ?? '',
      created_at: now,
      updated_at: now,
    };
    world.uris.set(place.id, place);
    return Response.json(placeRow(place), { status: 201 });
  },

  // The address itself can't be changed.
  'PUT /api/v1/Account/{auth_id}/origination-uris/{id}': ofOwn('Origination URI', 'uris', async (place, call) => {
    const body = await bodyOf(call.request);
    const fault = typeof body === 'string' ? body : changeFault(body);
    if (fault || typeof body === 'string') return numberedError(400, String(fault));
    if (body.name !== undefined) place.description = body.name as string;
    if (body.priority !== undefined) place.priority = body.priority as number;
    if (body.weight !== undefined) place.weight = body.weight as number;
    place.updated_at = call.world.now();
    return Response.json(placeRow(place));
  }),

  'DELETE /api/v1/Account/{auth_id}/origination-uris/{id}': ofOwn('Origination URI', 'uris', ({ id }, { world }) => {
    world.uris.delete(id);
    for (const trunk of world.trunks.values()) {
      if (trunk.primary_uri_uuid === id) delete trunk.primary_uri_uuid;
      if (trunk.fallback_uri_uuid === id) delete trunk.fallback_uri_uuid;
    }
    return new Response(null, { status: 204 });
  }),
};

const shape = /^sips?:([^\s@:;]+@)?[a-z\d]([a-z\d.-]*[a-z\d])?(:\d{1,5})?(;transport=(udp|tcp|tls))?$/i;

function addressFault({ uri, sip_uri }: Record<string, unknown>): string | undefined {
  const given = [uri, sip_uri].filter((one) => one !== undefined);
  const good = given.length > 0 && given.every((one) => typeof one === 'string' && shape.test(one));
  return good ? undefined : 'Invalid SIP URI format. Expected: sip:user@host:port';
}

function changeFault({ name, priority, weight }: Record<string, unknown>): string | undefined {
  if (name !== undefined && typeof name !== 'string') return 'name must be a text';
  const bad = Object.entries({ priority, weight }).find(
    ([, value]) => value !== undefined && !(Number.isInteger(value) && (value as number) >= 1),
  );
  return bad && `${bad[0]} must be a whole number from 1 on`;
}

const placeRow = (place: OriginationUri) => ({
  ...place,
  created_at: micros(place.created_at),
  updated_at: micros(place.updated_at),
});

// In the list the owner is empty, and the times are shorter.
const listRow = (place: OriginationUri) => ({
  ...place,
  account_id: '',
  created_at: seconds(place.created_at),
  updated_at: seconds(place.updated_at),
});
