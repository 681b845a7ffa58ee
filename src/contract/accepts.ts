import type * as v from 'valibot';
import { NewAccount } from './ask-account.ts';
import { CallRecord } from './call-record.ts';
import { CallExportQuery, CallQuery, MediaQuery, RecordingQuery } from './ask-call.ts';
import { KycEnd, NewKyc } from './ask-kyc.ts';
import { Assignment, InventoryQuery, NewNumber, NumberQuery } from './ask-number.ts';
import {
  CredentialChange,
  NewCredential,
  NewIpAcl,
  NewOriginationUri,
  NewTrunk,
  OriginationUriChange,
  TrunkQuery,
} from './ask-trunk.ts';
import { BalanceQuery, TransactionQuery } from './ask-wallet.ts';
import { idForm } from './input.ts';
import { accountOpened, kycProofs, proofs, proofsIn, type Proof } from './proof.ts';
import { routes, type CallName, type Route } from './routes.ts';

/** What the proxy lets up, and how the service hears it. The browser never loads this table. */
export interface Accepts {
  /** Whose credentials the service sees; `host` is answered by the proxy itself from the host's session. */
  as: 'host' | 'customer' | 'partner';
  /** Below `/api/v1`. Letter case and slashes are the service's own, and it insists. KYC asks several, and names none. */
  upstream?: string;
  /** Asked instead where `upstream` answers 404 or 401: the service is described with both. */
  fallback?: string;
  /** The option of the host without which nobody may make this call. With `signup`, whoever has no account yet may. */
  only?: 'signup' | 'kyc';
  /** What the query may say; anything else is refused. */
  query?: v.GenericSchema;
  /** The columns that come back, for a call that is answered by a table; any other stays behind. */
  columns?: readonly string[];
  /** What the body may say; anything else is refused. A route without it takes no body. */
  body?: v.GenericSchema;
  /**
   * For a write: how to find out what became of it when its answer was lost. `none` where nothing shows it: its outcome
   * stays unknown, and only a new intent can try again.
   */
  proof?: Proof | 'none';
  /** How long to wait, in seconds, where a refusal says that it is too soon and not until when; 30 unless said otherwise. */
  pause?: number;
}

const trunk = proofsIn('listTrunks', 'trunk_id');
const credential = proofsIn('listCredentials', 'id');
const acl = proofsIn('listIpAcl', 'id');
const uri = proofsIn('listOriginationUris', 'id');
const sameTrunk = Object.fromEntries(Object.keys(NewTrunk.entries).map((field) => [field, field]));

/** What may go up with each call, by its name. */
export const accepts = {
  getSession: { as: 'host' },
  getKyc: { as: 'partner', only: 'kyc' },
  startKyc: { as: 'partner', only: 'kyc', body: NewKyc, proof: kycProofs.started },
  resendKyc: { as: 'partner', only: 'kyc', proof: 'none' }, // nothing shows a second mail; the service's own pause holds it
  revokeKyc: { as: 'partner', only: 'kyc', body: KycEnd, proof: kycProofs.revoked },
  listInventory: { as: 'customer', upstream: '/Account/{auth_id}/inventory/numbers', query: InventoryQuery },
  buyNumber: {
    as: 'customer',
    upstream: '/Account/{auth_id}/numbers/purchase-from-inventory',
    body: NewNumber,
    proof: proofs.bought,
  },
  listNumbers: { as: 'customer', upstream: '/Account/{auth_id}/numbers', query: NumberQuery },
  releaseNumber: { as: 'customer', upstream: '/Account/{auth_id}/numbers/{e164}', proof: proofs.released },
  cancelRelease: {
    as: 'customer',
    upstream: '/account/{auth_id}/numbers/{e164}/cancel-release', // lower case: the service insists
    proof: proofs.restored,
  },
  assignNumber: {
    as: 'customer',
    upstream: '/Account/{auth_id}/numbers/{e164}/assign',
    body: Assignment,
    proof: proofs.assigned,
  },
  unassignNumber: { as: 'customer', upstream: '/Account/{auth_id}/numbers/{e164}/assign', proof: proofs.unassigned },
  getNumberHealth: {
    as: 'customer',
    upstream: '/account/{auth_id}/numbers/{e164}/health', // lower case: the service insists
  },
  listTrunks: { as: 'customer', upstream: '/Account/{auth_id}/trunks', query: TrunkQuery },
  createTrunk: {
    as: 'customer',
    upstream: '/Account/{auth_id}/trunks',
    body: NewTrunk,
    proof: trunk.created({ name: 'name' }),
  },
  getTrunk: { as: 'customer', upstream: '/Account/{auth_id}/trunks/{trunk_id}' },
  updateTrunk: {
    as: 'customer',
    upstream: '/Account/{auth_id}/trunks/{trunk_id}',
    body: NewTrunk,
    proof: trunk.changed(sameTrunk),
  },
  deleteTrunk: { as: 'customer', upstream: '/Account/{auth_id}/trunks/{trunk_id}', proof: trunk.deleted },
  listCredentials: { as: 'customer', upstream: '/Account/{auth_id}/trunks/credentials', query: TrunkQuery },
  createCredential: {
    as: 'customer',
    upstream: '/Account/{auth_id}/credentials',
    body: NewCredential,
    proof: credential.created({ username: 'username' }),
  },
  updateCredential: {
    as: 'customer',
    upstream: '/Account/{auth_id}/credentials/{id}',
    body: CredentialChange,
    proof: 'none', // no list shows a password
  },
  deleteCredential: { as: 'customer', upstream: '/Account/{auth_id}/credentials/{id}', proof: credential.deleted },
  listIpAcl: { as: 'customer', upstream: '/Account/{auth_id}/trunks/ip-acl', query: TrunkQuery },
  createIpAcl: {
    as: 'customer',
    upstream: '/Account/{auth_id}/ip-acl',
    body: NewIpAcl,
    proof: acl.created({ name: 'description', ip_address: 'ip_address' }),
  },
  updateIpAcl: {
    as: 'customer',
    upstream: '/Account/{auth_id}/ip-acl/{id}',
    body: NewIpAcl,
    proof: acl.changed({ name: 'description', ip_address: 'ip_address' }),
  },
  deleteIpAcl: { as: 'customer', upstream: '/Account/{auth_id}/ip-acl/{id}', proof: acl.deleted },
  listOriginationUris: { as: 'customer', upstream: '/Account/{auth_id}/trunks/origination-uris', query: TrunkQuery },
  createOriginationUri: {
    as: 'customer',
    upstream: '/Account/{auth_id}/origination-uris',
    body: NewOriginationUri,
    proof: uri.created({ name: 'description', uri: 'uri' }),
  },
  updateOriginationUri: {
    as: 'customer',
    upstream: '/Account/{auth_id}/origination-uris/{id}',
    body: OriginationUriChange,
    proof: uri.changed({ name: 'description', priority: 'priority' }),
  },
  deleteOriginationUri: { as: 'customer', upstream: '/Account/{auth_id}/origination-uris/{id}', proof: uri.deleted },
  listCalls: {
    as: 'customer',
    upstream: '/Account/{auth_id}/cdrs',
    fallback: '/Account/{auth_id}/cdr',
    query: CallQuery,
  },
  getCall: {
    as: 'customer',
    upstream: '/Account/{auth_id}/cdrs/{uuid}',
    fallback: '/Account/{auth_id}/cdr/{uuid}',
  },
  exportCalls: {
    as: 'customer',
    upstream: '/Account/{auth_id}/cdrs/export',
    fallback: '/Account/{auth_id}/cdr/export',
    query: CallExportQuery,
    columns: Object.keys(CallRecord.entries),
  },
  listRecordings: { as: 'customer', upstream: '/Account/{auth_id}/Recording/', query: RecordingQuery },
  getRecordingMedia: {
    as: 'customer',
    upstream: '/Account/{auth_id}/Recording/{recording_id}/', // says where the sound is
    query: MediaQuery,
  },
  getBalance: { as: 'customer', upstream: '/Account/{auth_id}/balance/{currency}', query: BalanceQuery },
  listTransactions: { as: 'customer', upstream: '/Account/{auth_id}/transactions', query: TransactionQuery },
  createAccount: {
    as: 'partner',
    upstream: '/partner/accounts',
    only: 'signup',
    body: NewAccount,
    proof: accountOpened,
  },
} as const satisfies Record<CallName, Accepts>;

/** A call as the proxy knows it: what the browser says, what the service hears, and what may pass in either direction. */
export interface ServedRoute extends Route, Accepts {}

/** Every call as the proxy knows it. */
export const served = Object.fromEntries(
  Object.entries(routes).map(([name, route]) => [name, { ...route, ...accepts[name as CallName] }]),
) as object as Record<CallName, ServedRoute>;

/** What each `{name}` of a path may be; checked after the segment was decoded once. */
export const segments: Record<string, RegExp> = {
  e164: /^\+[1-9]\d{6,14}$/,
  trunk_id: idForm,
  id: idForm,
  uuid: idForm,
  recording_id: idForm,
};
