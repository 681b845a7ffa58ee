import * as v from 'valibot';
import { asOffset, day, inOrder, line, machineWord, matching, natural, paging } from './input.ts';

const number = matching(/^\+?\d{1,15}$/);
const callId = matching(/^[\w.@:+-]{1,128}$/);

const filters = {
  status: v.optional(machineWord),
  hangup_cause: v.optional(machineWord),
  hangup_disposition: v.optional(machineWord),
  call_direction: v.optional(v.picklist(['inbound', 'outbound'])),
  from_number: v.optional(number),
  to_number: v.optional(number),
  start_date: v.optional(day),
  end_date: v.optional(day),
  min_duration: v.optional(natural(86_400, 0)),
  sip_call_id: v.optional(callId),
  bridge_uuid: v.optional(callId),
  campaign_id: v.optional(callId),
  context: v.optional(machineWord),
  search: v.optional(line(100)),
};
const days = inOrder<{ start_date?: string; end_date?: string }>('start_date', 'end_date', true);

/** Which calls. The two days are said together or not at all; `status` may do nothing, so `hangup_cause` decides. */
export const CallQuery = v.pipe(v.strictObject({ ...filters, ...paging }), days);
export type CallQuery = v.InferInput<typeof CallQuery>;

/** Which calls to put into one table: as for a page of them, but all. */
export const CallExportQuery = v.pipe(v.strictObject(filters), days);
export type CallExportQuery = v.InferInput<typeof CallExportQuery>;

/** Which recordings. */
export const RecordingQuery = v.pipe(
  v.strictObject({
    call_uuid: v.optional(callId),
    recording_type: v.optional(v.picklist(['call', 'conference', 'trunk'])),
    ...paging,
  }),
  v.transform(asOffset),
);
export type RecordingQuery = v.InferInput<typeof RecordingQuery>;

/** What a signed address of a recording carries: one sealed word of the proxy's own. */
export const MediaQuery = v.strictObject({ token: v.optional(matching(/^[\w.~-]{16,2048}$/)) });
