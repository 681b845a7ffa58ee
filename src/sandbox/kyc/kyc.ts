import type { Delivery } from './delivery.ts';
import type { Mail } from './mail.ts';
import type { KycSession } from './session.ts';

/** What of identity checks is the caller's to say. */
export interface KycOptions {
  /** The origin of the hosted pages, such as `http://localhost:4010`; unless said, the one at which a session is begun. */
  kyc_origin?: string;
  /** Whether events carry `X-Vobiz-Signature`. */
  sign_webhooks?: boolean;
  /** How events are delivered. */
  fetch?: typeof fetch;
}

/** What the sandbox remembers of identity checks. */
export interface Kyc {
  kyc_origin?: string;
  sign_webhooks: boolean;
  fetch: typeof fetch;
  /** By id, oldest first. */
  kycSessions: Map<string, KycSession>;
  /** Everything that was mailed, oldest first. */
  mails: Mail[];
  /** Every event, oldest first. */
  deliveries: Delivery[];
}

/** No sessions yet. */
export function freshKyc({ kyc_origin, sign_webhooks = false, fetch: send }: KycOptions): Kyc {
  if (kyc_origin !== undefined && !isOrigin(kyc_origin)) {
    throw new TypeError(
      `The sandbox option kyc_origin must be an origin such as http://localhost:4010, not ${kyc_origin}.`,
    );
  }
  return {
    kyc_origin,
    sign_webhooks,
    fetch: send ?? ((...request) => fetch(...request)),
    kycSessions: new Map(),
    mails: [],
    deliveries: [],
  };
}

const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text;
