import type { Selection } from '../call-log.ts';
import { partiesOf } from '../call-row.ts';
import { DAY, inIndia, later } from '../dates.ts';
import { voiceError } from '../errors.ts';
import { uuidOf } from '../random.ts';
import type { Account, World } from '../world.ts';
import { windowOf, type CustomerCall, type Route, type Routes } from './route.ts';

const KEPT = 30 * DAY;

/** The recordings of a customer's calls; a slash ends each path. */
export const recordings: Routes<CustomerCall> = {
  'GET /api/v1/Account/{auth_id}/Recording/': ({ world, account, query, request }) => {
    const { limit, offset } = windowOf(query);
    const log = world.callLog(account.auth_id);
    const selection = selectionOf(world, account, query);
    const total_count = log.tally(selection).calls;
    const objects: ReturnType<typeof recordingRow>[] = [];
    for (const index of log.select(selection, offset)) {
      if (objects.length === limit) break;
      objects.push(recordingRow(world, account, index, request));
    }
    const at = (offset: number) => `/v1/Account/${account.auth_id}/Recording/?limit=${limit}&offset=${offset}`;
    const next = offset + limit < total_count ? at(offset + limit) : null;
    const previous = offset > 0 ? at(Math.max(0, offset - limit)) : null;
    return Response.json({ api_id: apiId(world), meta: { limit, next, offset, previous, total_count }, objects });
  },

  'GET /api/v1/Account/{auth_id}/Recording/{recording_id}/': ofRecording((index, { world, account, request }) =>
    Response.json({ ...recordingRow(world, account, index, request), api_id: apiId(world) }),
  ),

  'DELETE /api/v1/Account/{auth_id}/Recording/{recording_id}/': ofRecording((index, { world, account }) => {
    const erased = world.erased.get(account.auth_id) ?? new Set();
    world.erased.set(account.auth_id, erased.add(index));
    return new Response(null, { status: 204 });
  }),
};

/** Whether the call with an index was recorded, not too long ago, and nobody has deleted that. */
export function isKept(world: World, account: Account, index: number): boolean {
  const { from, to } = stretchOf(world, account);
  const isErased = world.erased.get(account.auth_id)?.has(index);
  return index >= from && index < to && !isErased && world.callLog(account.auth_id).call(index).recorded;
}

const stretchOf = (world: World, account: Account) => {
  const now = world.now();
  return world.callLog(account.auth_id).between(later(now, -KEPT).getTime(), now.getTime());
};

function ofRecording(answer: (index: number, call: CustomerCall) => Response): Route<CustomerCall> {
  return (call) => {
    const { world, account, params } = call;
    const index = world.callLog(account.auth_id).ids.indexOf('recording', params.recording_id!);
    if (index === undefined || !isKept(world, account, index)) {
      return voiceError(404, apiId(world), 'Recording not found');
    }
    return answer(index, call);
  };
}

function selectionOf(world: World, account: Account, query: URLSearchParams): Selection {
  const log = world.callLog(account.auth_id);
  const type = query.get('recording_type');
  const call = query.get('call_uuid');
  let stretch = stretchOf(world, account);
  if (call) {
    const found = log.ids.indexOf('call', call) ?? log.ids.indexOf('sip', call);
    const isThere =
      found !== undefined && found >= stretch.from && found < stretch.to && callIdOf(world, account, found) === call;
    stretch = isThere ? { from: found, to: found + 1 } : { from: 0, to: 0 };
  }
  return {
    ...stretch,
    except: world.erased.get(account.auth_id),
    matches: ({ recorded, inbound, line }) =>
      recorded && (!type || type === typeOf(log.lines[inbound ? 'inbound' : 'outbound'][line]!)),
  };
}

const typeOf = ({ trunk_id }: { trunk_id: string | null }) => (trunk_id ? 'trunk' : 'call');

// A recording of a trunk at times names the call by its SIP id.
function callIdOf(world: World, account: Account, index: number): string {
  const { ids, call } = world.callLog(account.auth_id);
  const { own, uuid } = call(index);
  return own.trunk_id && index % 4 === 3 ? ids.idOf('sip', index) : uuid;
}

function recordingRow(world: World, account: Account, index: number, request: Request) {
  const log = world.callLog(account.auth_id);
  const call = log.call(index);
  const recording_id = log.ids.idOf('recording', index);
  const answered = later(call.start, call.ring * 1000);
  const end = later(answered, call.talk * 1000);
  const isTrunk = typeOf(call.own) === 'trunk';
  // The format that is said is not always that of the file, which is a WAV.
  const format = isTrunk ? 'wav' : 'mp3';
  const { origin } = new URL(request.url);
  const place = index % 3 === 0 ? `/media/${account.auth_id}/` : `/v1/Account/${account.auth_id}/Recording/`;
  const { caller_id_number, destination_number } = partiesOf(call);
  return {
    add_time: inIndia(later(end, 90_000)),
    call_uuid: callIdOf(world, account, index),
    conference_name: null,
    from_number: caller_id_number,
    monthly_recording_storage_amount: 0,
    recording_duration_ms: fiveZeros(call.talk * 1000),
    recording_end_ms: isTrunk ? null : fiveZeros(end.getTime()),
    recording_format: format,
    recording_id,
    recording_start_ms: isTrunk ? null : fiveZeros(answered.getTime()),
    recording_storage_duration: Math.max(0, Math.floor((world.now().getTime() - end.getTime()) / DAY)),
    recording_storage_rate: 0.005,
    recording_type: typeOf(call.own),
    recording_url: `${origin}${place}${recording_id}.${format}`,
    resource_uri: `/v1/Account/${account.auth_id}/Recording/${recording_id}/`,
    rounded_recording_duration: Math.ceil(call.talk / 60) * 60,
    to_number: destination_number,
  };
}

const fiveZeros = (value: number) => `${value}.00000`;

const apiId = (world: World) => uuidOf(`api ${world.now().getTime()}`);
