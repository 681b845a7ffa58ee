import type * as v from 'valibot';
import { Balance, BalanceQuery } from './balance.ts';
import {
  Assignment,
  InventoryPage,
  InventoryQuery,
  NewNumber,
  NumberPage,
  NumberQuery,
  Purchase,
  Release,
  Restored,
} from './number.ts';
import { proofs, type Proof } from './proof.ts';
import { record } from './read.ts';
import { Session } from './session.ts';

/** How the browser says a call, how the service hears it, and what may pass in either direction. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the portal's endpoint; a `{name}` stands for one checked segment. */
  path: string;
  /** Whose credentials the service sees; `host` is answered by the proxy itself from the host's session. */
  as: 'host' | 'customer' | 'partner';
  /** Below `/api/v1`. Letter case is the service's own, and it insists. */
  upstream?: string;
  /** What the query may say; anything else is refused. */
  query?: v.GenericSchema;
  /** What the body may say; anything else is refused. A route without it takes no body. */
  body?: v.GenericSchema;
  /** What comes back; anything else stays behind. */
  answer: v.GenericSchema;
  /** For a write: how to find out what became of it when its answer was lost. */
  proof?: Proof;
}

/** An answer that says nothing but that it is done: nothing, or any object; a page of HTML is neither. */
const Done = record({});

/** Every call the portal may make. A new one is a route here, a schema, a function in the client, a case in the sandbox. */
export const routes = {
  getSession: { method: 'GET', path: '/session', as: 'host', answer: Session },
  listInventory: {
    method: 'GET',
    path: '/inventory/numbers',
    as: 'customer',
    upstream: '/Account/{auth_id}/inventory/numbers',
    query: InventoryQuery,
    answer: InventoryPage,
  },
  buyNumber: {
    method: 'POST',
    path: '/numbers/purchase-from-inventory',
    as: 'customer',
    upstream: '/Account/{auth_id}/numbers/purchase-from-inventory',
    body: NewNumber,
    answer: Purchase,
    proof: proofs.bought,
  },
  listNumbers: {
    method: 'GET',
    path: '/numbers',
    as: 'customer',
    upstream: '/Account/{auth_id}/numbers',
    query: NumberQuery,
    answer: NumberPage,
  },
  releaseNumber: {
    method: 'DELETE',
    path: '/numbers/{e164}',
    as: 'customer',
    upstream: '/Account/{auth_id}/numbers/{e164}',
    answer: Release,
    proof: proofs.released,
  },
  cancelRelease: {
    method: 'POST',
    path: '/numbers/{e164}/cancel-release',
    as: 'customer',
    upstream: '/account/{auth_id}/numbers/{e164}/cancel-release', // lower case: the service insists
    answer: Restored,
    proof: proofs.restored,
  },
  assignNumber: {
    method: 'POST',
    path: '/numbers/{e164}/assign',
    as: 'customer',
    upstream: '/Account/{auth_id}/numbers/{e164}/assign',
    body: Assignment,
    answer: Done,
    proof: proofs.assigned,
  },
  unassignNumber: {
    method: 'DELETE',
    path: '/numbers/{e164}/assign',
    as: 'customer',
    upstream: '/Account/{auth_id}/numbers/{e164}/assign',
    answer: Done,
    proof: proofs.unassigned,
  },
  getBalance: {
    method: 'GET',
    path: '/balance',
    as: 'customer',
    upstream: '/Account/{auth_id}/balance/{currency}',
    query: BalanceQuery,
    answer: Balance,
  },
} as const satisfies Record<string, Route>;

/** The name of a call. */
export type CallName = keyof typeof routes;

/** What each `{name}` of a path may be; checked after the segment was decoded once. */
export const segments: Record<string, RegExp> = {
  e164: /^\+[1-9]\d{6,14}$/,
};
