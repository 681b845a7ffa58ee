import type { CallName } from '../../src/contract/routes.ts';

/** A body that each call takes; a call that is new and takes one has to be added. */
export const examples: Partial<Record<CallName, Record<string, unknown>>> = {
  buyNumber: { e164: '+918065354620' },
  assignNumber: { trunk_group_id: 'aabbccdd-1234-5678-90ab-cdef12345678' },
  createTrunk: { name: 'Office' },
  updateTrunk: { name: 'Office' },
  createCredential: { username: 'office1', password: 'abcdefgh1_' },
  updateCredential: { enabled: true },
  createIpAcl: { name: 'Office', ip_address: '203.0.113.7' },
  updateIpAcl: { name: 'Office', ip_address: '203.0.113.7' },
  createOriginationUri: { name: 'Office', uri: 'sip:office@pbx.example' },
  updateOriginationUri: { name: 'Office' },
  startKyc: { flow_type: 'redirect' },
  revokeKyc: { reason: 'A mistake' },
  createAccount: {
    name: 'Ravi Prints',
    email: 'ravi@example.com',
    phone: '+918012345678',
    password: 'Secret#2026',
    country: 'IN',
  },
};

const segments: Record<string, string> = { e164: '%2B918071387149' };
/** A path of the table with a value for each of its segments. */
export const targetOf = (path: string) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => segments[name] ?? 'aabbccdd-1234-5678');
