import type { Kyc } from '../../contract/kyc.ts';
import { Refusal } from '../problem.ts';
import { resendKyc, revokeKyc } from './changes.ts';
import { inTime } from './news.ts';
import type { KycParts, KycWrite } from './parts.ts';
import { readStanding } from './standing.ts';
import { startKyc } from './start.ts';
import { kycOf, newsOf } from './state.ts';

// A customer who has just been verified is let in as soon as the host is ready, and told the truth in any case.
const patience = 5_000;

/**
 * Reads now how far a customer is; the host hears of it first, should this be the first to know. What its hook threw is
 * answered for the log: the customer is verified all the same.
 */
export async function getKyc(
  account: string,
  parts: KycParts,
  caller: AbortSignal,
): Promise<{ body: Kyc; cause?: unknown }> {
  const standing = await readStanding(account, parts, caller);
  const due = newsOf(standing, parts.clock.now());
  const told = due && (await inTime(parts.tellHost(due), patience, parts.clock).catch((cause: unknown) => ({ cause })));
  return { body: kycOf(standing, parts.clock.now()), cause: told?.cause };
}

/** Does what a customer's browser asks about verification. No session id is ever taken from it. */
export function changeKyc(write: KycWrite, parts: KycParts): Promise<object> {
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
