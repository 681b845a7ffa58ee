import type { Kyc } from '../../contract/kyc.ts';
import type { Outcome } from '../answer.ts';
import { Refusal } from '../problem.ts';
import { resendKyc, revokeKyc } from './changes.ts';
import { inTime } from './news.ts';
import type { KycParts, KycWrite } from './parts.ts';
import { readStanding } from './standing.ts';
import { startKyc } from './start.ts';
import { kycOf, newsOf } from './state.ts';

// A customer who has just been verified is let in as soon as the host is ready, and told the truth in any case.
const patience = 5_000;

/** How far a customer is, and what the host's hook threw. */
interface Seen {
  body: Kyc;
  cause?: unknown;
}

/**
 * Reads now how far a customer is, together with whoever asks the same at the same time: each reading is up to three
 * requests of the partner's own. The host hears of it first, should this be the first to know. What its hook threw is
 * answered for the log: the customer is verified all the same.
 */
export async function getKyc(account: string, parts: KycParts, caller: AbortSignal): Promise<Seen> {
  const seen = await parts.reads.join(account, 'kyc', caller, (stop) => outcomeOf(see(account, parts, stop.signal)));
  if (seen.is !== 'done') throw seen.refusal;
  return seen.body as Seen;
}

const outcomeOf = (seen: Promise<Seen>): Promise<Outcome> =>
  seen.then(
    (body) => ({ is: 'done', body }),
    (error: unknown) => ({
      is: 'refused',
      refusal: error instanceof Refusal ? error : new Refusal('internal', {}, error),
    }),
  );

async function see(account: string, parts: KycParts, caller: AbortSignal): Promise<Seen> {
  const standing = await readStanding(account, parts, caller);
  const due = newsOf(standing, parts.clock.now());
  const told = due && (await inTime(parts.tellHost(due), patience, parts.clock).catch((cause: unknown) => ({ cause })));
  return { body: kycOf(standing, parts.clock.now()), cause: told?.cause };
}

/** Does what a customer's browser asks about verification. No session id is ever taken from it. */
export async function changeKyc(write: KycWrite, parts: KycParts): Promise<object> {
  try {
    return await change(write, parts);
  } finally {
    // Whoever asks from here on hears what this has changed.
    parts.reads.forget(write.customer.auth_id);
  }
}

function change(write: KycWrite, parts: KycParts): Promise<object> {
  switch (write.call.name) {
    case 'startKyc':
      return startKyc(write, parts);
    case 'resendKyc':
      return resendKyc(write, parts);
    case 'revokeKyc':
      return revokeKyc(write, parts);
    default:
      throw new Refusal('no-such-call');
  }
}
