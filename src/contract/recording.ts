import type * as v from 'valibot';
import { page } from './page.ts';
import { choice, fields, figure, key, moment, record, tolerant, word } from './read.ts';

const place = /^\/recordings\/[\w-]+\/media\?[\w=&.~-]+$/;

/**
 * A recorded call. It belongs to the call record whose `uuid`, `sip_call_id` or `bridge_uuid` is its `call_uuid`.
 *
 * The service's own `recording_url` wants credentials and names the account, so it stays behind; `media` is the proxy's
 * signed address below the endpoint, where the sound can be played for a short time.
 */
export const Recording = record({
  recording_id: key,
  ...fields(word, 'call_uuid from_number to_number conference_name'),
  ...fields(choice(), 'recording_type recording_format'),
  ...fields(figure, 'recording_duration_ms recording_start_ms recording_end_ms'),
  add_time: moment,
  media: tolerant((value) => (typeof value === 'string' && place.test(value) ? value : undefined)),
});
export type Recording = v.InferOutput<typeof Recording>;

/** A page of recordings. */
export const RecordingPage = page(Recording);
