/** How a call can end, as a call record says it. */
export interface Cause {
  hangup_cause: string;
  hangup_cause_code: number;
  hangup_cause_name: string;
  hangup_source: string;
  hangup_disposition: string;
  /** Null where somebody answered. */
  failure_code: string | null;
  /** Whether the other side rang at all; what never rang has no figures either, not even zeros. */
  rang: boolean;
  /** How often among 1,000 calls. */
  weight: number;
}

const cause = (
  weight: number,
  [hangup_cause, hangup_cause_code, hangup_cause_name]: [string, number, string],
  hangup_source: string,
  hangup_disposition: string,
  failure_code: string | null = null,
  rang = true,
): Cause => ({
  hangup_cause,
  hangup_cause_code,
  hangup_cause_name,
  hangup_source,
  hangup_disposition,
  failure_code,
  rang,
  weight,
});

const normal: [string, number, string] = ['NORMAL_CLEARING', 4000, 'Normal Hangup'];

/** Ends of calls that somebody answered. */
export const answered = {
  caller: cause(0, normal, 'Caller', 'send_bye'),
  callee: cause(0, normal, 'Callee', 'recv_bye'),
  recipient: cause(0, normal, 'Call recipient', 'send_bye'),
  script: cause(0, ['NORMAL_CLEARING', 4010, 'End Of XML Instructions'], 'Answer XML', 'send_bye'),
  machine: cause(0, ['NORMAL_CLEARING', 9100, 'Machine detected'], 'API Request', 'send_bye'),
  silence: cause(0, ['MEDIA_TIMEOUT', 6020, 'Media timeout'], 'Vobiz', 'send_bye'),
};

/** Ends of outgoing calls that nobody answered; the rest of 1,000 was answered. */
export const outboundFailures: readonly Cause[] = [
  cause(210, ['NO_ANSWER', 3000, 'No answer'], 'Callee', 'send_cancel', '19'),
  cause(92, ['USER_BUSY', 3010, 'Busy Line'], 'Carrier', 'recv_refuse', '17', false),
  cause(40, ['ORIGINATOR_CANCEL', 1000, 'Canceled'], 'Caller', 'send_cancel', '487'),
  cause(34, ['CALL_REJECTED', 3020, 'Rejected'], 'Callee', 'recv_refuse', '21'),
  cause(24, ['UNALLOCATED_NUMBER', 3050, 'Unallocated number'], 'Carrier', 'recv_refuse', '1', false),
  cause(12, ['INVALID_NUMBER', 2000, 'Invalid destination address'], 'Vobiz', 'send_refuse', '28', false),
  cause(12, ['NORMAL_TEMPORARY_FAILURE', 3080, 'Internal server error from carrier'], 'Carrier', 'recv_refuse', '41'),
  cause(10, ['SWITCH_CONGESTION', 3090, 'Network congestion from carrier'], 'Carrier', 'recv_refuse', '42', false),
  cause(10, ['REJECTED', 3130, 'Spam block'], 'Carrier', 'recv_refuse', '608', false),
  cause(8, ['DESTINATION_OUT_OF_ORDER', 2010, 'Destination out of service'], 'Carrier', 'recv_refuse', '27', false),
  cause(6, ['CALL_REJECTED', 3030, 'Unknown caller ID'], 'Carrier', 'recv_refuse', '21', false),
  cause(6, ['SWITCH_CONGESTION', 5030, 'Concurrency limit breached'], 'Vobiz', 'send_refuse', '42', false),
  cause(5, ['ORIGINATOR_CANCEL', 1010, 'Canceled (Out Of Credits)'], 'Vobiz', 'send_refuse', '402', false),
  cause(4, ['NETWORK_OUT_OF_ORDER', 5000, 'Network error'], 'Error', 'send_refuse', '38', false),
  cause(3, ['SERVER_ERROR', 5010, 'Internal error'], 'Error', 'send_refuse', '41', false),
  cause(2, ['PROTOCOL_ERROR', 5020, 'Routing error'], 'Error', 'send_refuse', '111', false),
  cause(2, ['UNKNOWN', 0, 'Unknown'], 'Unknown', '', '31', false),
];

/** Ends of incoming calls that nobody answered. */
export const inboundFailures: readonly Cause[] = [
  // The service's own table has another number for this, and its own sample this one.
  cause(150, ['NO_ANSWER', 4100, 'No Answer'], 'Callee', 'send_cancel', '16'),
  cause(74, ['ORIGINATOR_CANCEL', 1000, 'Canceled'], 'Caller', 'recv_cancel', '487'),
  cause(26, ['USER_BUSY', 3010, 'Busy Line'], 'Callee', 'recv_refuse', '17', false),
  cause(14, ['SERVICE_UNAVAILABLE', 2020, 'Endpoint not registered'], 'Error', 'recv_refuse', '63', false),
  cause(8, ['DESTINATION_OUT_OF_ORDER', 2010, 'Destination out of service'], 'Error', 'recv_refuse', '27', false),
];
