import type { Clock } from '../clock.ts';
import type { Spend } from '../limits.ts';
import type { Call } from '../match.ts';
import type { Customer } from '../options.ts';
import { askPartner, type AskPartner } from '../partner/calls.ts';
import type { Service } from '../service.ts';
import { shareReads, type SharedReads } from '../shared-reads.ts';
import type { Store } from '../store.ts';
import { kycMemory, type KycMemory } from './memory.ts';
import { tellingHost, type TellHost } from './news.ts';
import type { KycSettings } from './options.ts';

/** What everything about verification works with. */
export interface KycParts {
  kyc: KycSettings;
  ask: AskPartner;
  /** How an account stands is read once for all who ask at the same time. */
  reads: SharedReads;
  memory: KycMemory;
  tellHost: TellHost;
  store: Store;
  clock: Clock;
  spend: Spend;
  /** The partner's own token: what webhooks are signed with unless the host says otherwise. */
  partner_token: string;
}

/** Puts them together. */
export function kycParts(
  kyc: KycSettings,
  { service, store, clock, spend }: { service: Service; store: Store; clock: Clock; spend: Spend },
  partner_token: string,
): KycParts {
  const memory = kycMemory(store, partner_token, clock);
  const ask = askPartner(service);
  return {
    kyc,
    ask,
    reads: shareReads(),
    memory,
    tellHost: tellingHost({ kyc, store, clock }),
    store,
    clock,
    spend,
    partner_token,
  };
}

/** A write about verification, as the customer's browser asked for it. */
export interface KycWrite {
  customer: Customer;
  call: Call;
  key: string;
  body?: Record<string, unknown>;
}
