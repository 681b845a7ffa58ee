import type { Handler } from '../../contract/handler.ts';
import { wallClock, type Clock } from '../clock.ts';
import { areCredentials, type Credentials } from '../credentials.ts';
import { countCalls, readLimits } from '../limits.ts';
import { tell, type Log } from '../log.ts';
import { readReach, type Reach } from '../partner/options.ts';
import { problem, Refusal } from '../problem.ts';
import { createService } from '../service.ts';
import type { Store } from '../store.ts';
import { readKyc, type KycOptions } from './options.ts';
import { kycParts } from './parts.ts';
import { receiveWebhook, type WebhookTrace } from './webhook.ts';

/** What a webhook receiver of its own is made of. */
export interface KycWebhookOptions extends Reach {
  /** The partner's own credentials: what became of a session is read with them. */
  partner: Credentials;
  /** The proxy's own store, so that the host hears of each session once whoever hears it first. */
  store: Store;
  kyc: KycOptions;
  /** Hears about each request: never its path, headers or body. */
  log?: Log;
}

/**
 * The receiver of `{mount}/kyc/webhook` alone, for hosts that mount it elsewhere. Any path does; only POST is answered.
 *
 * The second parameter is the tests' clock and no part of the public interface.
 */
export function createKycWebhook(options: KycWebhookOptions, clock: Clock = wallClock): Handler {
  const { partner, store, kyc, log } = options;
  if (!areCredentials(partner)) throw new TypeError('partner must be { auth_id, auth_token }');
  if (!store) throw new TypeError('createKycWebhook needs the store of the proxy, or one that all machines share');
  const service = createService({ partner, ...readReach(options) }, clock);
  const spend = countCalls(readLimits(), store, clock);
  const parts = kycParts(readKyc(kyc), { service, store, clock, spend }, partner.auth_token);
  return async (request) => {
    const began = clock.now();
    const request_id = crypto.randomUUID();
    const trace: WebhookTrace & { problem?: string; cause?: unknown } = {};
    let response: Response;
    try {
      if (request.method !== 'POST') throw new Refusal('method-not-allowed', { allow: 'POST' });
      response = await receiveWebhook(request, parts, trace);
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal('internal', {}, error);
      trace.problem = refusal.code;
      if (refusal.cause !== undefined) trace.cause = refusal.cause;
      response = problem(refusal, request_id);
    }
    const at = clock.now();
    const { status } = response;
    await tell(log, { at, method: request.method, status, ms: at - began, request_id, ...trace });
    return response;
  };
}
