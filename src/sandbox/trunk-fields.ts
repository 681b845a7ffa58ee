import type { TrunkFields } from './trunk.ts';
import type { World } from './world.ts';

/** A field that was refused, as the general errors page says it. */
export interface TrunkFault {
  field: string;
  message: string;
  code: string;
  value: unknown;
}

type Check = (value: unknown) => Omit<TrunkFault, 'field' | 'value'> | undefined;

const oneOf =
  (...words: string[]): Check =>
  (value) =>
    words.includes(value as string)
      ? undefined
      : { message: `Must be one of ${words.join(', ')}`, code: 'INVALID_VALUE' };

const whole =
  (least: number, most: number): Check =>
  (value) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most
      ? undefined
      : { message: `Must be a whole number between ${least} and ${most}`, code: 'OUT_OF_RANGE' };

const flag: Check = (value) =>
  typeof value === 'boolean' ? undefined : { message: 'Must be true or false', code: 'INVALID_TYPE' };

const text =
  (most: number, least = 0): Check =>
  (value) => {
    if (typeof value !== 'string') return { message: 'Must be a text', code: 'INVALID_TYPE' };
    if (value.trim().length < least) return { message: 'Must not be empty', code: 'REQUIRED' };
    return value.length > most ? { message: `Must be at most ${most} characters`, code: 'MAX_LENGTH' } : undefined;
  };

// Fields beside these are passed over without a word, the deprecated ones among them.
const checks: Record<keyof TrunkFields, Check> = {
  name: text(100, 1),
  trunk_status: oneOf('enabled', 'disabled'),
  secure: flag,
  trunk_direction: oneOf('inbound', 'outbound'),
  concurrent_calls_limit: whole(0, 1000),
  cps_limit: whole(0, 100),
  transport: oneOf('udp', 'tcp', 'tls'),
  description: text(500),
  recording: flag,
  enable_transcription: flag,
  pii_redaction: flag,
  recording_webhook_enabled: flag,
  webhook_method: oneOf('POST', 'GET'),
  credential_uuid: text(36),
  ipacl_uuid: text(36),
  primary_uri_uuid: text(36),
  fallback_uri_uuid: text(36),
  inbound_destination: text(255),
  pii_entity_types: text(500),
  webhook_url: text(500),
};

const kept = {
  credential_uuid: 'credentials',
  ipacl_uuid: 'ipEntries',
  primary_uri_uuid: 'uris',
  fallback_uri_uuid: 'uris',
} as const;

/** What a body says of a trunk, and what is wrong with it; an empty id takes away what was attached. */
export function trunkFieldsOf(world: World, account_id: string, body: Record<string, unknown>, isNew: boolean) {
  const fields: Record<string, unknown> = {};
  const faults: TrunkFault[] = [];
  if (isNew && !('name' in body)) faults.push({ field: 'name', message: 'Is required', code: 'REQUIRED', value: null });
  for (const [field, check] of Object.entries(checks)) {
    const value = body[field];
    if (value === undefined) continue;
    const fault = check(value) ?? attached(world, account_id, field, value);
    if (fault) faults.push({ field, ...fault, value });
    else fields[field] = value === '' && field in kept ? undefined : value;
  }
  return { fields: fields as Partial<TrunkFields>, faults };
}

function attached(world: World, account_id: string, field: string, value: unknown): ReturnType<Check> {
  if (!(field in kept) || value === '') return undefined;
  const thing = world[kept[field as keyof typeof kept]].get(value as string);
  return thing?.account_id === account_id ? undefined : { message: 'Is not one of this account', code: 'NOT_FOUND' };
}

const inside = /^(localhost|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|0\.|\[)|\.(local|internal)$/;

/** Whether an address can be reached from outside, as a webhook must be. */
export function isPublic(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return (protocol === 'https:' || protocol === 'http:') && hostname.includes('.') && !inside.test(hostname);
}
