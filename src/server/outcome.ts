import { served, type ServedRoute } from '../contract/accepts.ts';
import type { Page } from '../contract/page.ts';
import type { Proof, Said } from '../contract/proof.ts';
import type { Outcome } from './answer.ts';
import type { Clock } from './clock.ts';
import { isInDoubt, isUnderWay, openLedger, unsettledFor, type Intention, type Read, type Subject } from './ledger.ts';
import type { Call } from './match.ts';
import { Refusal } from './problem.ts';
import { sha256 } from './sha256.ts';
import type { Store } from './store.ts';

/** One intent of one account: what is asked, how it is sent, and how to look what became of it. */
export interface Write {
  account: string;
  /** What nobody who reads the store knows, so that the hash of a body with a password in it tells nothing. */
  pepper: string;
  call: Call;
  key: string;
  body?: Record<string, unknown>;
  send: () => Promise<Outcome>;
  look: (proof: Proof, said: Said) => Promise<Outcome>;
  /**
   * Gives what was made to the host, and answers what of it the browser may hear. While it rejects, the write is not done:
   * whoever asks again finds what was made, and it is given again: `found`, and so by its looks alone.
   */
  handOver?: (made: object, found: boolean) => Promise<object>;
}

/** A row of the list that shows what became of a write. */
type Row = Record<string, unknown>;

/** What the browser is answered. */
export interface Reply {
  body: unknown;
  /** It was answered before, and nothing was sent now. */
  replayed?: boolean;
}

/**
 * Sends a write at most once per key, and never two about the same thing at once.
 *
 * Two records are claimed before anything is sent, the intention first, and settled after it. A process may die at any
 * point: before both are claimed nothing was sent, and the lease runs out; after that they say `sent`, and whoever comes
 * when the lease has run out looks at the world first. Each claim is a compare-and-swap on what was looked at, so of many
 * who find a write not done only one sends it again. A record that was settled alone leaves the other in doubt, never free.
 */
export async function performWrite(write: Write, store: Store, clock: Clock): Promise<Reply> {
  const { call, key, body } = write;
  const { name, route, params } = call;
  const { handOver = async (made: object) => made } = write;
  const proof = proofOf(route);
  const said: Said = { ...params };
  // No more than is looked at: the store keeps this, and a body may hold a password.
  for (const field of proof === 'none' ? [] : proof.keeps) {
    const value = body?.[field];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      said[field] = String(value);
  }
  const hash = await sha256(JSON.stringify([write.pepper, name, params, body]));
  const ledger = openLedger(store, write.account);
  const intention = ledger.intention(name, key);
  const subject = ledger.subject(proof === 'none' ? JSON.stringify([name, params]) : proof.subject(said));

  // Whoever loses a claim looks again; a few times are enough to meet the winner's record.
  for (let attempt = 0; attempt < 4; attempt++) {
    const [own, last] = await kept(() => Promise.all([intention.read(), subject.read()]));
    if (own && own.hash !== hash) throw new Refusal('key-reused');
    if (own?.state === 'done') return { body: own.body, replayed: true };
    if ([own, last].some((record) => record && isUnderWay(record, clock))) throw new Refusal('in-flight');

    const found = await resolve(own, last);
    if (found === 'changed') continue;
    if (found) return found;
    const claims = await claim(own, last);
    if (claims) return await sendOnce(...claims, last);
  }
  throw new Refusal('in-flight');

  /**
   * Finds out what became of what was done before: this intent's answer, or nothing, when it may be sent.
   *
   * It looks whenever anything was done about the same thing, also when that is settled: so a second tab that wants what
   * is so already hears that, whatever was pressed in between.
   */
  async function resolve(
    own: Read<Intention> | undefined,
    last: Read<Subject> | undefined,
  ): Promise<Reply | 'changed' | undefined> {
    if (!own && !last) return undefined;
    const doubtful = isInDoubt(last, clock);
    if (proof === 'none') {
      // Nothing shows what became of it: this key never learns it, and another waits until it cannot happen any more.
      if (own) throw new Refusal('unknown-outcome', { status: 503 });
      const wait = doubtful ? unsettledFor(last!, clock) : 0;
      if (wait > 0) throw stillUnknown(Math.ceil(wait / 1000));
      return undefined;
    }
    const looked = await write.look(proof, said);
    if (looked.is !== 'done') {
      if (own || doubtful) throw stillUnknown(5);
      return unlessPressedTwice(looked.refusal);
    }
    const sight = looked.body as Page<Row>;
    // What a write in doubt has made since is what this one wants, even if it was another tab's.
    const mine = effect(proof, { ...said, ...own?.made }, sight, own?.at ?? (last && doubtful ? last.at : clock.now()));
    if (own && mine) {
      const body = await handOver(mine, true);
      const done = { ...own, state: 'done', body } as const;
      // Whoever was faster has stored an answer, and one intent has one.
      if (!(await intention.write(own, done).catch(() => done))) return 'changed';
      if (last?.key === key) await quietly(() => subject.write(last, { ...last, state: 'done' }));
      return { body };
    }
    const wanted = { ...last?.said, ...last?.made };
    const theirs = last && doubtful ? effect(proofOf(served[last.call]), wanted, sight, last.at) : undefined;
    if (last && theirs) {
      const body = await handOver(theirs, true);
      // The other tab's key has to learn it now: once this write has changed the world, it could not be seen any more.
      await kept(() => tellOwner(last, body));
    }
    // What is known to be there is not made again because a list does not show it yet.
    if ((own?.made && !mine) || (doubtful && last?.made && !theirs)) throw stillUnknown(5);
    const wait = Math.max(own ? unsettledFor(own, clock) : 0, doubtful && !theirs ? unsettledFor(last!, clock) : 0);
    if (wait > 0) throw stillUnknown(Math.ceil(wait / 1000));
    return mine && unlessPressedTwice(new Refusal('already-done'));
  }

  /** Refuses, unless this very intent was claimed by its other press while this one was looking. */
  async function unlessPressedTwice(refusal: Refusal): Promise<'changed'> {
    if (await kept(() => intention.read())) return 'changed';
    throw refusal;
  }

  async function tellOwner(last: Subject, body: object): Promise<void> {
    const owner = ledger.intention(last.call, last.key);
    const theirs = await owner.read();
    if (theirs && isInDoubt(theirs, clock)) await owner.write(theirs, { ...theirs, state: 'done', body });
  }

  /** Claims both records, or neither. */
  async function claim(own: Read<Intention> | undefined, last: Read<Subject> | undefined) {
    const sent = { state: 'sent', at: clock.now(), claim: crypto.randomUUID() } as const;
    return kept(async () => {
      const first = await intention.write(own, { hash, ...sent });
      if (!first) return undefined;
      const second = await subject.write(last, { call: name, key, said, ...sent });
      // A store or a process that slept through the lease must not send: others already believe that it is dead.
      if (second && !isUnderWay(second, clock)) throw new Error('The claim took too long');
      if (second) return [first, second] as const;
      // What was in doubt stays in doubt.
      await (own ? intention.write(first, own) : intention.remove(first));
      return undefined;
    });
  }

  async function sendOnce(own: Read<Intention>, about: Read<Subject>, last: Subject | undefined): Promise<Reply> {
    const outcome = await write.send();
    if (outcome.is === 'done') {
      const made = outcome.body as Row;
      const body = await handOver(made, false).catch(async (error: unknown) => {
        const field = proof === 'none' ? undefined : proof.made;
        await leaveInDoubt({ answered: true, ...(field && { made: { [field]: String(made[field]) } }) });
        throw error;
      });
      await quietly(() => intention.write(own, { ...own, state: 'done', body }));
      await quietly(() => subject.write(about, { ...about, state: 'done' }));
      return { body };
    }
    if (outcome.is === 'refused') {
      // Nothing happened: the world is as the write before this one left it, and that one is in doubt no more.
      await quietly(() => (last ? subject.write(about, { ...last, state: 'done' }) : subject.remove(about)));
      await quietly(() => intention.remove(own));
      throw outcome.refusal;
    }
    await leaveInDoubt({ answered: outcome.answered });
    throw new Refusal('unknown-outcome', {
      status: outcome.refusal.code === 'upstream-timeout' ? 504 : 502,
      // How long a late success is still possible: whoever looks in vain before that knows nothing yet.
      retry_after: Math.ceil(unsettledFor({ ...own, state: 'unknown', answered: outcome.answered }, clock) / 1000),
    });

    async function leaveInDoubt(known: Pick<Intention, 'answered' | 'made'>): Promise<void> {
      await quietly(() => intention.write(own, { ...own, state: 'unknown', ...known }));
      await quietly(() => subject.write(about, { ...about, state: 'unknown', ...known }));
    }
  }
}

/** What a write would have answered, if the page shows that it happened; refuses to guess from rows that are missing. */
function effect(
  proof: Proof | 'none',
  words: Said,
  { items, unread, pages }: Page<Row>,
  at: number,
): object | undefined {
  if (proof === 'none') return undefined;
  const said = { ...words, sent_at: new Date(at).toISOString() };
  const seen = proof.done(items, said);
  const absence = proof.done([], said);
  // With rows unread or on another page, only what a row says is certain, not that there is none.
  const certain = !unread && pages <= 1;
  if (!certain && (!seen || JSON.stringify(seen) === JSON.stringify(absence))) throw stillUnknown(5);
  return seen;
}

function proofOf({ proof }: ServedRoute): Proof | 'none' {
  if (!proof) throw new TypeError('A write needs a proof');
  return proof;
}

const stillUnknown = (retry_after: number) => new Refusal('unknown-outcome', { status: 503, retry_after });

/** Before anything is sent: a store that fails means that nothing will be. */
async function kept<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    throw new Refusal('store-failed', {}, cause);
  }
}

/** After something was sent: the truth is told all the same, and the records heal when their lease runs out. */
async function quietly(act: () => Promise<unknown>): Promise<void> {
  await act().catch(() => {});
}
