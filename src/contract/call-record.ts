import * as v from 'valibot';
import { page } from './page.ts';
import { choice, count, fields, figure, inside, key, moment, money, record, word } from './read.ts';

/**
 * What is known about one call. It was answered when `billsec` is above zero; why it ended stands in `hangup_cause`. Names
 * and numbers of callers are what the caller chose to say. The service's own addresses stay behind.
 */
export const CallRecord = record({
  uuid: key,
  ...fields(word, 'trunk_id sip_call_id bridge_uuid campaign_id context region origination_region codec currency'),
  ...fields(word, 'caller_id_name caller_id_number destination_number failure_code failure_reason'),
  ...fields(word, 'hangup_cause hangup_cause_code hangup_cause_name hangup_disposition hangup_source'),
  call_direction: choice(),
  ...fields(moment, 'start_time progress_time answer_time end_time created_at'),
  ...fields(count, 'duration ring_time billsec'),
  ...fields(money, 'cost streaming_cost total_cost'),
  // Zero or nothing is no media, not bad media.
  ...fields(figure, 'mos jitter packet_loss'),
});
export type CallRecord = v.InferOutput<typeof CallRecord>;

/** One call by itself, which the API wraps once more. */
export const OneCall = v.pipe(
  v.unknown(),
  v.transform((value) => inside(value).data ?? value),
  CallRecord,
);

/** Figures over all calls that match, not only those of the page. */
export const CallSummary = record({
  ...fields(count, 'totalCalls answeredCalls total_billable_seconds total_duration_seconds'),
  answerRate: figure,
  total_cost: money,
  last_call_at: moment,
});
export type CallSummary = v.InferOutput<typeof CallSummary>;

/** A page of call records, newest first. */
export const CallPage = page(CallRecord, CallSummary);
