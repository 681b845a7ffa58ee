import { micros } from './dates.ts';
import { uuidOf } from './random.ts';

/** A SIP trunk; optional keys are left out of the API's answers while they are not set. */
export interface Trunk {
  trunk_id: string;
  account_id: string;
  name: string;
  trunk_status: 'active' | 'disabled';
  secure: boolean;
  trunk_direction: 'inbound' | 'outbound';
  concurrent_calls_limit: number;
  cps_limit: number;
  description: string;
  transport: 'udp' | 'tcp' | 'tls';
  created_at: Date;
  updated_at: Date;
  credential_uuid?: string;
  ipacl_uuid?: string;
  primary_uri_uuid?: string;
  fallback_uri_uuid?: string;
}

/** How the API writes a trunk. */
export const trunkRow = ({ created_at, updated_at, ...trunk }: Trunk) => ({
  ...trunk,
  trunk_domain: `${trunk.trunk_id.slice(0, 8)}.sip.vobiz.ai`,
  recording: false,
  enable_transcription: false,
  pii_redaction: false,
  webhook_method: 'POST',
  recording_webhook_enabled: false,
  created_at: micros(created_at),
  updated_at: micros(updated_at),
  ...(trunk.primary_uri_uuid ? { inbound_destination: trunk.primary_uri_uuid } : {}),
});

/** The trunk that incoming calls of Asha Textiles go to. */
export const officeTrunk = uuidOf('trunk office');

const created_at = new Date('2026-03-27T10:28:06.112Z');

const trunk = (given: Pick<Trunk, 'trunk_id' | 'account_id' | 'name' | 'trunk_direction'> & Partial<Trunk>): Trunk => ({
  trunk_status: 'active',
  secure: false,
  concurrent_calls_limit: 10,
  cps_limit: 2,
  description: '',
  transport: 'udp',
  created_at,
  updated_at: created_at,
  ...given,
});

/** The trunks that every sandbox begins with. */
export const seededTrunks: readonly Trunk[] = [
  trunk({
    trunk_id: officeTrunk,
    account_id: 'MA_ASHA',
    name: 'Office PBX',
    trunk_direction: 'inbound',
    primary_uri_uuid: uuidOf('uri office'),
  }),
  trunk({
    trunk_id: uuidOf('trunk agents'),
    account_id: 'MA_ASHA',
    name: 'Voice agents',
    trunk_direction: 'outbound',
    credential_uuid: uuidOf('credential agents'),
  }),
  trunk({
    trunk_id: uuidOf('trunk old'),
    account_id: 'MA_ASHA',
    name: 'Old warehouse',
    trunk_direction: 'inbound',
    trunk_status: 'disabled',
    transport: 'tcp',
  }),
  trunk({
    trunk_id: uuidOf('trunk depot'),
    account_id: 'MA_DECCAN',
    name: 'Depot switchboard',
    trunk_direction: 'inbound',
    concurrent_calls_limit: 60,
    cps_limit: 6,
    primary_uri_uuid: uuidOf('uri depot'),
  }),
];
