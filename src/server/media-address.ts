import type { Clock } from './clock.ts';
import { areCredentials, type Credentials } from './credentials.ts';
import { Refusal } from './problem.ts';
import { bytesOf, keysFrom, seal, sealing, toBytes, toText, unseal, type Sealed } from './sealing.ts';
import { sha256 } from './sha256.ts';
import type { Store } from './store.ts';

/** Addresses at which an `<audio>` element, which can send no header, may fetch one recording for a short time. */
export interface MediaAddresses {
  /** Makes the signer of an account's recordings, or nothing when the store fails. */
  signer(account: Credentials): Promise<((recording_id: string) => Promise<string>) | undefined>;
  /** Whose recording it is; refuses an address that was not signed here, or whose time is over. */
  open(recording_id: string, token: string): Promise<Credentials>;
}

const life = 5 * 60;

/**
 * Signs addresses with `secret`. An address holds a ticket, a time and the signature over both and the recording.
 *
 * No credential leaves the server, not even sealed: what the ticket stands for is in the store for ten minutes at most,
 * sealed with a key made of the ticket and the secret. So neither the store alone, nor an address in a log, nor the secret
 * in later years opens anything.
 */
export function createMediaAddresses(secret: string, store: Store, clock: Clock): MediaAddresses {
  const keys = keysOf(secret);
  const tickets = new Map<string, { ticket: string; until: number }>();
  const seconds = () => Math.floor(clock.now() / 1000);
  const words = (recording_id: string, ticket: string, expires: string) =>
    bytesOf(JSON.stringify(['media', recording_id, ticket, expires]));
  const place = async (ticket: string) => JSON.stringify(['media', await sha256(ticket)]);

  /** One ticket serves all addresses of an account for a while: a record for each would fill the store. */
  async function ticketFor({ auth_id, auth_token }: Credentials): Promise<string> {
    const whose = JSON.stringify([auth_id, auth_token]);
    const known = tickets.get(whose);
    const left = known ? known.until - seconds() : 0;
    // Longer than it was given it lives only when the clock was set back; the store may count by another.
    if (known && left > life && left <= 2 * life) return known.ticket;
    const ticket = toText(crypto.getRandomValues(new Uint8Array(32)));
    const sealed = await seal(await keys.sealing(ticket), JSON.stringify({ auth_id, auth_token }));
    if (!(await store.add(await place(ticket), JSON.stringify(sealed), 2 * life))) throw new Error('Not random');
    for (const [name, { until }] of tickets) if (until <= seconds() + life) tickets.delete(name);
    tickets.set(whose, { ticket, until: seconds() + 2 * life });
    return ticket;
  }

  return {
    async signer(account) {
      const ticket = await ticketFor(account).catch(() => undefined);
      if (!ticket) return undefined;
      const expires = String(seconds() + life);
      return async (recording_id) => {
        const mark = await crypto.subtle.sign('HMAC', await keys.signing, words(recording_id, ticket, expires));
        return `${ticket}.${expires}.${toText(new Uint8Array(mark))}`;
      };
    },
    async open(recording_id, token) {
      const [, ticket = '', expires = '', mark = ''] = /^([\w-]{43})\.(\d{10})\.([\w-]{43})$/.exec(token) ?? [];
      // Compared by `verify`, in a time that tells nothing. Looked at before the store is asked anything.
      const isOurs =
        mark !== '' &&
        (await crypto.subtle.verify('HMAC', await keys.signing, toBytes(mark), words(recording_id, ticket, expires)));
      const left = Number(expires) - seconds();
      if (!isOurs || left <= 0 || left > life) throw new Refusal('bad-address');
      const sealed = await store.get(await place(ticket)).catch(() => {
        throw new Refusal('store-failed');
      });
      const account = sealed && (await accountIn(await keys.sealing(ticket), sealed));
      if (!areCredentials(account)) throw new Refusal('bad-address');
      return account;
    },
  };
}

function keysOf(secret: string) {
  const derive = keysFrom(secret);
  return {
    signing: derive('vobiz-portal media sign', { name: 'HMAC', hash: 'SHA-256', length: 256 }, ['sign', 'verify']),
    sealing: (ticket: string) => derive(`vobiz-portal media seal ${ticket}`, sealing, ['encrypt', 'decrypt']),
  };
}

async function accountIn(key: CryptoKey, record: string): Promise<unknown> {
  try {
    return JSON.parse((await unseal(key, JSON.parse(record) as Sealed))!) as unknown;
  } catch {
    return undefined;
  }
}
