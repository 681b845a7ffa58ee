import { tone } from '../tone.ts';
import { gatewayError } from '../errors.ts';
import { isKept } from './recordings.ts';
import type { CustomerCall, Routes } from './route.ts';

// However long the call was.
const LONGEST = 10;

/** The sound of recordings, at addresses outside the API proper; both headers are wanted here too. */
export const media: Routes<CustomerCall> = {
  'GET /v1/Account/{auth_id}/Recording/{file}': ({ world, account, params, request }) => {
    const log = world.callLog(account.auth_id);
    const index = log.ids.indexOf('recording', params.file!.replace(/\.\w+$/, ''));
    if (index === undefined || !isKept(world, account, index)) return new Response('Not found', { status: 404 });
    const sound = tone(Math.min(log.call(index).talk, LONGEST), 300 + (index % 5) * 60);
    return partOf(sound, request.headers.get('range'));
  },

  // Some recordings live elsewhere, and this only says where.
  'GET /media/{auth_id}/{file}': ({ params, request }) => {
    if (!/^[\w.-]+$/.test(params.file!)) return gatewayError(403, 'Access denied');
    const { origin } = new URL(request.url);
    const location = `${origin}/v1/Account/${params.auth_id}/Recording/${params.file}`;
    return new Response(null, { status: 302, headers: { location } });
  },
};

/** All bytes, or the one stretch of them that was asked for. */
function partOf(bytes: Uint8Array<ArrayBuffer>, range: string | null): Response {
  const size = bytes.length;
  const headers = { 'content-type': 'audio/wav', 'accept-ranges': 'bytes' };
  const asked = /^bytes=(\d*)-(\d*)$/.exec(range ?? '');
  // What is no range, or several, may be passed over.
  if (!asked || (!asked[1] && !asked[2])) {
    return new Response(bytes, { headers: { ...headers, 'content-length': String(size) } });
  }
  const from = asked[1] ? Number(asked[1]) : Math.max(0, size - Number(asked[2]));
  const to = asked[1] && asked[2] ? Math.min(Number(asked[2]), size - 1) : size - 1;
  if (from > to)
    return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` } });
  const part = bytes.subarray(from, to + 1);
  return new Response(part, {
    status: 206,
    headers: { ...headers, 'content-length': String(part.length), 'content-range': `bytes ${from}-${to}/${size}` },
  });
}
