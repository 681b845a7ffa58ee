import type { IpEntry } from '../access.ts';
import { seconds } from '../dates.ts';
import { numberedError } from '../errors.ts';
import { uuidOf } from '../random.ts';
import { nextOf } from '../world.ts';
import { bodyOf, ofOwn, pageOfOwn, type CustomerCall, type Routes } from './route.ts';

/** The addresses from which a customer's PBX may call. */
export const ipAcl: Routes<CustomerCall> = {
  // In the list the owner is empty.
  'GET /api/v1/Account/{auth_id}/trunks/ip-acl': (call) =>
    Response.json(pageOfOwn(call, call.world.ipEntries, (entry) => ({ ...entryRow(entry), account_id: '' }))),

  'POST /api/v1/Account/{auth_id}/ip-acl': async ({ world, account, request }) => {
    const body = await bodyOf(request);
    const fault = typeof body === 'string' ? body : faultOf(body);
    if (fault || typeof body === 'string') return numberedError(400, String(fault));
    const now = world.now();
    const entry: IpEntry = {
      id: uuidOf(nextOf(world, 'ip')),
      account_id: account.auth_id,
      ip_address: body.ip_address as string,
      description: body.name as string,
      enabled: true,
      created_at: now,
      updated_at: now,
    };
    world.ipEntries.set(entry.id, entry);
    return Response.json(entryRow(entry), { status: 201 });
  },

  'PUT /api/v1/Account/{auth_id}/ip-acl/{id}': ofOwn('IP ACL', 'ipEntries', async (entry, { world, request }) => {
    const body = await bodyOf(request);
    const fault = typeof body === 'string' ? body : faultOf(body);
    if (fault || typeof body === 'string') return numberedError(400, String(fault));
    entry.description = body.name as string;
    entry.ip_address = body.ip_address as string;
    entry.updated_at = world.now();
    return Response.json(entryRow(entry));
  }),

  'DELETE /api/v1/Account/{auth_id}/ip-acl/{id}': ofOwn('IP ACL', 'ipEntries', ({ id }, { world }) => {
    world.ipEntries.delete(id);
    for (const trunk of world.trunks.values()) if (trunk.ipacl_uuid === id) delete trunk.ipacl_uuid;
    return new Response(null, { status: 204 });
  }),
};

// A name is said, and comes back as the description.
function faultOf({ name, ip_address }: Record<string, unknown>): string | undefined {
  if (typeof name !== 'string' || !name.trim()) return 'name is required';
  return typeof ip_address === 'string' && isAddress(ip_address) ? undefined : 'Invalid IP address format';
}

const byte = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const address = new RegExp(`^${byte}\\.${byte}\\.${byte}\\.${byte}(/(3[0-2]|[12]?\\d))?$`);

/** IPv4 only, and none of the addresses that are set aside for documentation. */
const isAddress = (text: string) => address.test(text) && !/^(192\.0\.2|198\.51\.100|203\.0\.113)\./.test(text);

const entryRow = (entry: IpEntry) => ({
  ...entry,
  created_at: seconds(entry.created_at),
  updated_at: seconds(entry.updated_at),
});
