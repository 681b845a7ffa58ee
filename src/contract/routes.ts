import * as v from 'valibot';
import { Account } from './account.ts';
import { Balance } from './balance.ts';
import { CallPage, OneCall } from './call-record.ts';
import { Kyc, StartedKyc } from './kyc.ts';
import { InventoryPage, NumberHealth, NumberPage, Purchase, Release, Restored } from './number.ts';
import { record } from './read.ts';
import { RecordingPage } from './recording.ts';
import { Session } from './session.ts';
import { TransactionPage } from './transaction.ts';
import {
  Credential,
  CredentialPage,
  IpAcl,
  IpAclPage,
  OriginationUri,
  OriginationUriPage,
  Trunk,
  TrunkPage,
} from './trunk.ts';

/** How the browser says a call, and what comes back. What may go up, and where to, is in `accepts.ts`: for the proxy alone. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the portal's endpoint; a `{name}` stands for one checked segment. */
  path: string;
  /** What comes back; anything else stays behind. */
  answer: v.GenericSchema;
  /** It comes back as a stream, of a table or of sound, and not as JSON. */
  stream?: 'csv' | 'media';
}

/** An answer that says nothing but that it is done: nothing, or any object; a page of HTML is neither. */
const Done = record({});

/** A stream has no fields that could be named. */
const Stream = v.never();

/**
 * Every call the portal may make. A new one is a route here, its entry in `accepts.ts`, a schema, a function in the client,
 * a case in the sandbox.
 */
export const routes = {
  getSession: { method: 'GET', path: '/session', answer: Session },
  getKyc: { method: 'GET', path: '/kyc', answer: Kyc },
  startKyc: { method: 'POST', path: '/kyc', answer: StartedKyc },
  resendKyc: { method: 'POST', path: '/kyc/resend', answer: Kyc },
  revokeKyc: { method: 'DELETE', path: '/kyc', answer: Done },
  listInventory: { method: 'GET', path: '/inventory/numbers', answer: InventoryPage },
  buyNumber: { method: 'POST', path: '/numbers/purchase-from-inventory', answer: Purchase },
  listNumbers: { method: 'GET', path: '/numbers', answer: NumberPage },
  releaseNumber: { method: 'DELETE', path: '/numbers/{e164}', answer: Release },
  cancelRelease: { method: 'POST', path: '/numbers/{e164}/cancel-release', answer: Restored },
  assignNumber: { method: 'POST', path: '/numbers/{e164}/assign', answer: Done },
  unassignNumber: { method: 'DELETE', path: '/numbers/{e164}/assign', answer: Done },
  getNumberHealth: { method: 'GET', path: '/numbers/{e164}/health', answer: NumberHealth },
  listTrunks: { method: 'GET', path: '/trunks', answer: TrunkPage },
  createTrunk: { method: 'POST', path: '/trunks', answer: Trunk },
  getTrunk: { method: 'GET', path: '/trunks/{trunk_id}', answer: Trunk },
  updateTrunk: { method: 'PUT', path: '/trunks/{trunk_id}', answer: Trunk },
  deleteTrunk: { method: 'DELETE', path: '/trunks/{trunk_id}', answer: Done },
  listCredentials: { method: 'GET', path: '/trunks/credentials', answer: CredentialPage },
  createCredential: { method: 'POST', path: '/credentials', answer: Credential },
  updateCredential: { method: 'PUT', path: '/credentials/{id}', answer: Done },
  deleteCredential: { method: 'DELETE', path: '/credentials/{id}', answer: Done },
  listIpAcl: { method: 'GET', path: '/trunks/ip-acl', answer: IpAclPage },
  createIpAcl: { method: 'POST', path: '/ip-acl', answer: IpAcl },
  updateIpAcl: { method: 'PUT', path: '/ip-acl/{id}', answer: Done },
  deleteIpAcl: { method: 'DELETE', path: '/ip-acl/{id}', answer: Done },
  listOriginationUris: { method: 'GET', path: '/trunks/origination-uris', answer: OriginationUriPage },
  createOriginationUri: { method: 'POST', path: '/origination-uris', answer: OriginationUri },
  updateOriginationUri: { method: 'PUT', path: '/origination-uris/{id}', answer: Done },
  deleteOriginationUri: { method: 'DELETE', path: '/origination-uris/{id}', answer: Done },
  listCalls: { method: 'GET', path: '/cdrs', answer: CallPage },
  getCall: { method: 'GET', path: '/cdrs/{uuid}', answer: OneCall },
  exportCalls: { method: 'GET', path: '/cdrs/export', stream: 'csv', answer: Stream },
  listRecordings: { method: 'GET', path: '/recordings', answer: RecordingPage },
  getRecordingMedia: { method: 'GET', path: '/recordings/{recording_id}/media', stream: 'media', answer: Stream },
  getBalance: { method: 'GET', path: '/balance', answer: Balance },
  listTransactions: { method: 'GET', path: '/transactions', answer: TransactionPage },
  createAccount: { method: 'POST', path: '/accounts', answer: Account },
} as const satisfies Record<string, Route>;

/** The name of a call. */
export type CallName = keyof typeof routes;
