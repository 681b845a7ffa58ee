import { mix } from './call-ids.ts';
import type { Call, CallLog } from './call-log.ts';
import { contactOf } from './contacts.ts';
import { later, seconds } from './dates.ts';
import { rupees } from './money.ts';
import { randomOf } from './random.ts';

/** The addresses of the two ends of a call, as its record writes them. */
export function partiesOf({ inbound, contact, own }: Pick<Call, 'inbound' | 'contact' | 'own'>) {
  const stranger = contactOf(contact);
  return inbound
    ? { caller_id_number: stranger.caller, destination_number: own.e164, caller_id_name: stranger.name }
    : { caller_id_number: own.e164, destination_number: stranger.destination, caller_id_name: '' };
}

/** The word for where a call was handled. */
export const contextOf = ({ own }: Pick<Call, 'own'>): string => (own.trunk_id ? 'sip-trunking' : 'voice-api');

/** How the API writes a call; all its keys are always there. */
export function callRow(log: CallLog, index: number) {
  const call = log.call(index);
  const { cause, ring, talk, start, uuid, own } = call;
  const isAnswered = talk > 0;
  const end = seconds(later(start, (ring + talk) * 1000));
  const began = seconds(start);
  return {
    account_id: log.account_id,
    answer_time: isAnswered ? seconds(later(start, ring * 1000)) : null,
    billsec: talk,
    bridge_uuid: isAnswered ? uuid : null,
    call_direction: call.inbound ? 'inbound' : 'outbound',
    ...partiesOf(call),
    campaign_id: null,
    carrier_ip: call.inbound && !isAnswered ? null : `10.0.0.${1 + (index % 4)}`,
    context: contextOf(call),
    cost: rupees(call.cost),
    created_at: end,
    currency: 'INR',
    customer_endpoint: null,
    duration: ring + talk,
    end_time: end,
    failure_code: cause.failure_code,
    failure_reason: cause.failure_code === null ? null : cause.hangup_cause,
    hangup_cause: cause.hangup_cause,
    hangup_cause_code: cause.hangup_cause_code,
    hangup_cause_name: cause.hangup_cause_name,
    hangup_disposition: cause.hangup_disposition,
    hangup_source: cause.hangup_source,
    id: 18_000_000 + log.count - 1 - index,
    ...mediaOf(call),
    network_addr: cause.rang ? `10.0.1.${1 + (index % 8)}` : null,
    origination_region: 'mumbai',
    progress_time: cause.rang ? began : null,
    region: 'ap-south-1',
    ring_time: ring,
    sip_call_id: log.ids.idOf('sip', index),
    sip_user_agent: cause.rang ? 'Vobiz' : null,
    start_time: began,
    streaming_cost: rupees(call.streaming_cost),
    terminated_to: null,
    total_cost: rupees(call.cost + call.streaming_cost),
    trunk_id: own.trunk_id,
    updated_at: end,
    uuid,
  };
}

// No sound, no figures: zeros where it rang, nothing where it did not. That is not bad quality.
function mediaOf({ cause, talk, index, contact }: Call) {
  if (!cause.rang) return { codec: null, mos: null, jitter: null, packet_loss: null };
  if (talk === 0 || cause.hangup_cause === 'MEDIA_TIMEOUT') {
    return { codec: 'PCMU', mos: 0, jitter: 0, packet_loss: 0 };
  }
  const random = randomOf(mix(index));
  const chance = random();
  const codec = contact % 13 === 0 ? 'G729' : contact % 3 === 0 ? 'PCMA' : 'PCMU';
  const best = codec === 'G729' ? 3.9 : 4.5;
  // One call in twenty is bad, and one in ten so-so.
  const worse = chance < 0.05 ? 1.2 + random() : chance < 0.15 ? 0.5 + random() * 0.4 : random() * 0.3;
  return {
    codec,
    mos: Math.round((best - worse) * 10) / 10,
    jitter: Math.round(1 + worse * (10 + random() * 8)),
    packet_loss: worse < 0.3 ? 0 : Math.round(worse * worse * 200 * random()) / 100,
  };
}
