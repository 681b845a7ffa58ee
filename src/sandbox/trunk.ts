import { micros, seconds } from './dates.ts';
import { uuidOf } from './random.ts';

/** What an account may say of a trunk. */
export interface TrunkFields {
  name: string;
  trunk_status: 'enabled' | 'disabled';
  secure: boolean;
  trunk_direction: 'inbound' | 'outbound' | 'both';
  concurrent_calls_limit: number;
  cps_limit: number;
  transport: 'udp' | 'tcp' | 'tls';
  description: string;
  recording: boolean;
  enable_transcription: boolean;
  pii_redaction: boolean;
  recording_webhook_enabled: boolean;
  webhook_method: 'POST' | 'GET';
  credential_uuid?: string;
  ipacl_uuid?: string;
  primary_uri_uuid?: string;
  fallback_uri_uuid?: string;
  inbound_destination?: string;
  pii_entity_types?: string;
  webhook_url?: string;
}

/** A SIP trunk; optional keys are left out of the API's answers while they are not set. */
export interface Trunk extends TrunkFields {
  trunk_id: string;
  account_id: string;
  trunk_domain: string;
  created_at: Date;
  updated_at: Date;
  /** Whether somebody is talking over it, for as long as it is enabled. */
  has_calls?: true;
}

/** What a trunk is that was only given a name. */
export const trunkDefaults: Omit<TrunkFields, 'name'> = {
  trunk_status: 'enabled',
  secure: false,
  trunk_direction: 'outbound',
  concurrent_calls_limit: 10,
  cps_limit: 2,
  transport: 'udp',
  description: '',
  recording: false,
  enable_transcription: false,
  pii_redaction: false,
  recording_webhook_enabled: false,
  webhook_method: 'POST',
};

/** Each page has words of its own for a trunk that works and one that does not. */
const words = {
  list: { enabled: 'active', disabled: 'disabled' },
  object: { enabled: 'active', disabled: 'inactive' },
};

/** How the API writes a trunk in a list, or alone. */
export const trunkRow = ({ has_calls, ...trunk }: Trunk, page: 'list' | 'object') => ({
  ...trunk,
  trunk_status: words[page][trunk.trunk_status],
  created_at: micros(trunk.created_at),
  updated_at: micros(trunk.updated_at),
  ...(trunk.primary_uri_uuid ? { inbound_destination: trunk.primary_uri_uuid } : {}),
});

/** How the API writes a trunk when it has just been made: another key for its owner, whole seconds, and no defaults. */
export function newTrunkRow(trunk: Trunk) {
  const { account_id, has_calls, created_at, updated_at, ...said } = trunk;
  const unsaid = ['description', 'recording', 'enable_transcription', 'pii_redaction', 'recording_webhook_enabled'];
  const kept = Object.entries(said).filter(
    ([key, value]) => value !== undefined && key !== 'webhook_method' && !(unsaid.includes(key) && !value),
  );
  return {
    auth_id: account_id,
    ...Object.fromEntries(kept),
    created_at: seconds(created_at),
    updated_at: seconds(updated_at),
  };
}

/** The trunk that incoming calls of Asha Textiles go to. */
export const officeTrunk = uuidOf('trunk office');

const created_at = new Date('2026-03-27T10:28:06.112Z');

type Given = Pick<Trunk, 'trunk_id' | 'account_id' | 'name' | 'trunk_direction'>;

const trunk = (given: Given & Partial<Trunk>): Trunk => ({
  ...trunkDefaults,
  // The short form, which some trunks have.
  trunk_domain: `${given.trunk_id.slice(0, 8)}.sip.vobiz.ai`,
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
    trunk_domain: `${uuidOf('trunk agents')}.sip.vobiz.ai`,
    credential_uuid: uuidOf('credential agents'),
    has_calls: true,
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
