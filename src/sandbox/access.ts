import { uuidOf } from './random.ts';

/** A user name with which a PBX signs in. Its password is not kept: nobody ever sees it again. */
export interface Credential {
  id: string;
  account_id: string;
  username: string;
  enabled: boolean;
  description?: string;
  created_at: Date;
  updated_at: Date;
}

/** An address, or a block of them, from which a PBX may call. */
export interface IpEntry {
  id: string;
  account_id: string;
  ip_address: string;
  description: string;
  enabled: boolean;
  created_at: Date;
  updated_at: Date;
}

/** A place where incoming calls are delivered; an empty `uri` is one that refuses them all. */
export interface OriginationUri {
  id: string;
  account_id: string;
  uri: string;
  priority: number;
  weight: number;
  enabled: boolean;
  transport: string;
  description: string;
  created_at: Date;
  updated_at: Date;
}

/** What trunks need beside themselves, by id. */
export interface Access {
  credentials: Map<string, Credential>;
  ipEntries: Map<string, IpEntry>;
  uris: Map<string, OriginationUri>;
}

const created_at = new Date('2026-03-27T10:20:41.635Z');
const usual = { enabled: true, created_at, updated_at: created_at };

/** What every sandbox begins with. */
export function seededAccess(): Access {
  const credentials: Credential[] = [
    { ...usual, id: uuidOf('credential agents'), account_id: 'MA_ASHA', username: 'ashaagents' },
    // Made before dashes and underscores were refused.
    { ...usual, id: uuidOf('credential phone'), account_id: 'MA_ASHA', username: 'office_phone_03', enabled: false },
  ];
  const ipEntries: IpEntry[] = [
    { ...usual, id: uuidOf('ip office'), account_id: 'MA_ASHA', ip_address: '10.20.30.0/24', description: 'Office' },
    {
      ...usual,
      id: uuidOf('ip data centre'),
      account_id: 'MA_ASHA',
      ip_address: '10.40.50.7',
      description: 'Data centre',
      enabled: false,
    },
  ];
  const place = { ...usual, weight: 10, priority: 1, transport: 'udp', description: '' };
  const uris: OriginationUri[] = [
    { ...place, id: uuidOf('uri office'), account_id: 'MA_ASHA', uri: 'sip:pbx.asha.example.com:5060' },
    {
      ...place,
      id: uuidOf('uri spare'),
      account_id: 'MA_ASHA',
      uri: 'sip:spare.asha.example.com:5060',
      priority: 2,
      // As the service writes it at times.
      transport: 'TCP',
      description: 'Spare PBX',
    },
    { ...place, id: uuidOf('uri depot'), account_id: 'MA_DECCAN', uri: 'sip:switch.deccan.example.com:5060' },
  ];
  return { credentials: byId(credentials), ipEntries: byId(ipEntries), uris: byId(uris) };
}

const byId = <T extends { id: string }>(things: T[]) => new Map(things.map((thing) => [thing.id, thing]));
