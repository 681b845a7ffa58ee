import type { Clock } from '../clock.ts';
import { keysFrom, seal, sealing, unseal, type Sealed } from '../sealing.ts';
import type { Store } from '../store.ts';

/** What is remembered of the newest session that was begun here, until it expires. */
export interface Remembered {
  id: string;
  /** When its link may be mailed for the second time. */
  resend_at?: string;
  expires_at: string;
  link?: Sealed;
}

/** What the store keeps of verifications. */
export interface KycMemory {
  recall(account: string): Promise<Remembered | undefined>;
  /** Keeps a session, with the address of its page. */
  keep(account: string, session: { id: string; expires_at?: string; resend_at?: string }, link?: string): Promise<void>;
  /** Keeps until when no mail of a session can be sent. Whichever is remembered as the newest stays so. */
  keepPause(session_id: string, resend_at: string): Promise<void>;
  /** Since the last mail that was sent again, or refused: when the next one may be sent. */
  pauseOf(session_id: string): Promise<string | undefined>;
  /** The address of a session's page, if it is still known. */
  linkOf(account: string, session_id: string): Promise<string | undefined>;
  /** Whether a session was begun here. */
  isOurs(session_id: string): Promise<boolean>;
  /** Keeps what a start is about to be known by; should its answer be lost, nobody has its link. */
  keepAttempt(account: string, nonce: string): Promise<void>;
  /** Forgets it: the answer arrived. */
  endAttempt(account: string): Promise<void>;
  /** Whether a session is that of the last attempt, whose answer never arrived. */
  isLostAttempt(account: string, nonce: string | undefined): Promise<boolean>;
}

const day = 24 * 60 * 60;
const usualLife = 7 * day;

/**
 * Remembers sessions in the store.
 *
 * The address of a verification page is a secret for as long as its session lives, and no later read tells it, so it has to
 * be kept: sealed, with a key made of the partner's token, the account and the session. So neither the store alone nor a
 * copy of it opens anything, and with a new token the old links are unknown: a live session has to be revoked before
 * another is begun.
 */
export function kycMemory(store: Store, secret: string, clock: Clock): KycMemory {
  const derive = keysFrom(secret);
  const sealer = (account: string, id: string) =>
    derive(`vobiz-portal kyc link ${JSON.stringify([account, id])}`, sealing, ['encrypt', 'decrypt']);
  const place = (account: string) => JSON.stringify(['kyc', account]);
  const pause = (session_id: string) => JSON.stringify(['kyc', 'pause', session_id]);
  const attempt = (account: string) => JSON.stringify(['kyc', 'attempt', account]);
  const life = (expires_at: string) => Math.max(60, Math.ceil((Date.parse(expires_at) - clock.now()) / 1000));
  const inTime = (seconds: number) => new Date(clock.now() + seconds * 1000).toISOString();

  async function write(key: string, text: string, ttl: number): Promise<void> {
    for (let attempt = 0; attempt < 4; attempt++) {
      const before = await store.get(key);
      if (await (before === undefined ? store.add(key, text, ttl) : store.replace(key, before, text, ttl))) return;
    }
  }

  const recall = async (account: string) => {
    const text = await store.get(place(account));
    return text === undefined ? undefined : (JSON.parse(text) as Remembered);
  };

  return {
    recall,
    async keep(account, { id, resend_at, expires_at = inTime(usualLife) }, link) {
      const sealed = link === undefined ? undefined : await seal(await sealer(account, id), link);
      const record: Remembered = { id, expires_at, resend_at, link: sealed };
      await write(place(account), JSON.stringify(record), life(expires_at));
      // A webhook may be late; whether it is about a session of ours decides only whose budget it uses up.
      await store.add(JSON.stringify(['kyc', 'session', id]), '1', life(expires_at) + usualLife);
    },
    keepPause: (session_id, resend_at) => write(pause(session_id), JSON.stringify(resend_at), day),
    async pauseOf(session_id) {
      const text = await store.get(pause(session_id));
      return text === undefined ? undefined : (JSON.parse(text) as string);
    },
    async linkOf(account, session_id) {
      const known = await recall(account);
      if (known?.id !== session_id || !known.link) return undefined;
      return unseal(await sealer(account, session_id), known.link);
    },
    isOurs: async (session_id) => (await store.get(JSON.stringify(['kyc', 'session', session_id]))) !== undefined,
    async keepAttempt(account, nonce) {
      await store.remove(attempt(account));
      await store.add(attempt(account), nonce, day);
    },
    endAttempt: (account) => store.remove(attempt(account)),
    isLostAttempt: async (account, nonce) => nonce !== undefined && (await store.get(attempt(account))) === nonce,
  };
}
