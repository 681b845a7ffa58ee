import type { Account } from '../contract/account.ts';
import type { NewAccount } from '../contract/ask-account.ts';
import type { CallExportQuery, CallQuery, RecordingQuery } from '../contract/ask-call.ts';
import type { KycEnd, NewKyc } from '../contract/ask-kyc.ts';
import type { Assignment, InventoryQuery, NewNumber, NumberQuery } from '../contract/ask-number.ts';
import type {
  CredentialChange,
  NewCredential,
  NewIpAcl,
  NewOriginationUri,
  NewTrunk,
  OriginationUriChange,
  TrunkQuery,
} from '../contract/ask-trunk.ts';
import type { BalanceQuery, TransactionQuery } from '../contract/ask-wallet.ts';
import type { Balance } from '../contract/balance.ts';
import type { CallRecord, CallSummary } from '../contract/call-record.ts';
import type { Handler } from '../contract/handler.ts';
import type { Kyc, StartedKyc } from '../contract/kyc.ts';
import type { InventoryNumber, NumberHealth, PhoneNumber, Purchase, Release, Restored } from '../contract/number.ts';
import type { Page } from '../contract/page.ts';
import type { Recording } from '../contract/recording.ts';
import type { Session } from '../contract/session.ts';
import type { Transaction, TransactionSummary } from '../contract/transaction.ts';
import type { Credential, IpAcl, OriginationUri, Trunk } from '../contract/trunk.ts';
import { createCaller, type ClientOptions, type Intent } from './call.ts';

/**
 * The portal's calls as functions. Reads take a signal; writes take an intent, and are never repeated.
 *
 * Everything that goes wrong is a {@link VobizError}.
 */
export function createClient(options: ClientOptions) {
  const call = createCaller(options);
  /** A write of which nothing is told but that it is done. */
  const done = async (...said: Parameters<typeof call>): Promise<void> => {
    await call(...said);
  };
  return {
    /** Who is signed in, and what they may do. */
    getSession: (signal?: AbortSignal): Promise<Session> => call('getSession', { signal }),
    /** Opens an account; only where the host turned sign-up on. */
    createAccount: (body: NewAccount, intent: Intent): Promise<Account> => call('createAccount', { body, intent }),

    /** How far the customer's verification is, read at the service now. */
    getKyc: (signal?: AbortSignal): Promise<Kyc> => call('getKyc', { signal }),
    /**
     * Begins a verification, or goes on with the live one; answers `widget_url` in the redirect flow. A live one that
     * cannot be gone on with is a `conflict` (`kyc-live`): it has to be revoked first, and what was done in it is lost.
     */
    startKyc: (body: NewKyc, intent: Intent): Promise<StartedKyc> => call('startKyc', { body, intent }),
    /** Sends the mail again; too early is `wait` with `retryAfter`, and a session that was replaced is a `conflict`. */
    resendKyc: (intent: Intent): Promise<Kyc> => call('resendKyc', { intent }),
    /** Ends the newest verification: its link dies at once. */
    revokeKyc: (body: KycEnd, intent: Intent) => done('revokeKyc', { body, intent }),

    /** A page of numbers for sale; `search` looks anywhere in the digits. */
    listInventory: (query: InventoryQuery = {}, signal?: AbortSignal): Promise<Page<InventoryNumber>> =>
      call('listInventory', { query, signal }),
    /** Buys a number: `setup_fee` plus `monthly_fee` is debited at once. */
    buyNumber: (body: NewNumber, intent: Intent): Promise<Purchase> => call('buyNumber', { body, intent }),
    /** A page of the customer's own numbers. */
    listNumbers: (query: NumberQuery = {}, signal?: AbortSignal): Promise<Page<PhoneNumber>> =>
      call('listNumbers', { query, signal }),
    /** Begins the release of a number; answers the fee and `cooldown_ends_at`, when the service tells them. */
    releaseNumber: (e164: string, intent: Intent): Promise<Release> =>
      call('releaseNumber', { params: { e164 }, intent }),
    /** Takes a release back while it is pending; its refund may fail though the number is safe. */
    cancelRelease: (e164: string, intent: Intent): Promise<Restored> =>
      call('cancelRelease', { params: { e164 }, intent }),
    /** Lets a number ring at a trunk. */
    assignNumber: (e164: string, body: Assignment, intent: Intent) =>
      done('assignNumber', { params: { e164 }, body, intent }),
    /** Lets a number ring nowhere. */
    unassignNumber: (e164: string, intent: Intent) => done('unassignNumber', { params: { e164 }, intent }),
    /** How a number has fared in the last 30 days. */
    getNumberHealth: (e164: string, signal?: AbortSignal): Promise<NumberHealth> =>
      call('getNumberHealth', { params: { e164 }, signal }),

    /** A page of the customer's trunks. */
    listTrunks: (query: TrunkQuery = {}, signal?: AbortSignal): Promise<Page<Trunk>> =>
      call('listTrunks', { query, signal }),
    /** Creates a trunk; the answer's `trunk_domain` is where a PBX sends its calls. */
    createTrunk: (body: NewTrunk, intent: Intent): Promise<Trunk> => call('createTrunk', { body, intent }),
    /** One trunk. */
    getTrunk: (trunk_id: string, signal?: AbortSignal): Promise<Trunk> =>
      call('getTrunk', { params: { trunk_id }, signal }),
    /** Changes a trunk; what is not said may be forgotten, so all that is known of it is said again. */
    updateTrunk: (trunk_id: string, body: NewTrunk, intent: Intent): Promise<Trunk> =>
      call('updateTrunk', { params: { trunk_id }, body, intent }),
    /** Deletes a trunk; the service refuses while it has calls, or ends them. */
    deleteTrunk: (trunk_id: string, intent: Intent) => done('deleteTrunk', { params: { trunk_id }, intent }),

    /** A page of the user names with which a PBX signs in. */
    listCredentials: (query: TrunkQuery = {}, signal?: AbortSignal): Promise<Page<Credential>> =>
      call('listCredentials', { query, signal }),
    /** Creates a user name; its password cannot be read again. */
    createCredential: (body: NewCredential, intent: Intent): Promise<Credential> =>
      call('createCredential', { body, intent }),
    /** Sets a new password, or switches a user name on or off. */
    updateCredential: (id: string, body: CredentialChange, intent: Intent) =>
      done('updateCredential', { params: { id }, body, intent }),
    /** Deletes a user name; the service refuses while a trunk uses it. */
    deleteCredential: (id: string, intent: Intent) => done('deleteCredential', { params: { id }, intent }),

    /** A page of the addresses from which a PBX may call. */
    listIpAcl: (query: TrunkQuery = {}, signal?: AbortSignal): Promise<Page<IpAcl>> =>
      call('listIpAcl', { query, signal }),
    /** Allows an address, or a block of them. */
    createIpAcl: (body: NewIpAcl, intent: Intent): Promise<IpAcl> => call('createIpAcl', { body, intent }),
    /** Changes an allowed address; its name and the address are both said. */
    updateIpAcl: (id: string, body: NewIpAcl, intent: Intent) => done('updateIpAcl', { params: { id }, body, intent }),
    /** Allows an address no more. */
    deleteIpAcl: (id: string, intent: Intent) => done('deleteIpAcl', { params: { id }, intent }),

    /** A page of the places where incoming calls are delivered. */
    listOriginationUris: (query: TrunkQuery = {}, signal?: AbortSignal): Promise<Page<OriginationUri>> =>
      call('listOriginationUris', { query, signal }),
    /** Adds a place where incoming calls are delivered; one that comes back without its `uri` refuses every call. */
    createOriginationUri: (body: NewOriginationUri, intent: Intent): Promise<OriginationUri> =>
      call('createOriginationUri', { body, intent }),
    /** Renames such a place, or moves it in the order of tries. */
    updateOriginationUri: (id: string, body: OriginationUriChange, intent: Intent) =>
      done('updateOriginationUri', { params: { id }, body, intent }),
    /** Deletes such a place. */
    deleteOriginationUri: (id: string, intent: Intent) => done('deleteOriginationUri', { params: { id }, intent }),

    /** A page of call records, newest first, with figures over all that match. */
    listCalls: (query: CallQuery = {}, signal?: AbortSignal): Promise<Page<CallRecord, CallSummary>> =>
      call('listCalls', { query, signal }),
    /** One call record, by its `uuid`; a call that is not over has none. */
    getCall: (uuid: string, signal?: AbortSignal): Promise<CallRecord> => call('getCall', { params: { uuid }, signal }),
    /** All call records that match, as the stream of a CSV file; reading it may take long, and the signal ends it. */
    exportCalls: (query: CallExportQuery = {}, signal?: AbortSignal): Promise<Response> =>
      call('exportCalls', { query, signal }),
    /** A page of recordings. */
    listRecordings: (query: RecordingQuery = {}, signal?: AbortSignal): Promise<Page<Recording>> =>
      call('listRecordings', { query, signal }),
    /** The sound of a recording, as a stream; to play it, its `media` address is enough. */
    getRecordingMedia: (recording_id: string, signal?: AbortSignal): Promise<Response> =>
      call('getRecordingMedia', { params: { recording_id }, signal }),

    /** What is in the wallet. */
    getBalance: (query: BalanceQuery = {}, signal?: AbortSignal): Promise<Balance> =>
      call('getBalance', { query, signal }),
    /** A page of the wallet's movements, newest first, with figures over all that match. */
    listTransactions: (
      query: TransactionQuery = {},
      signal?: AbortSignal,
    ): Promise<Page<Transaction, TransactionSummary>> => call('listTransactions', { query, signal }),
  };
}

/** The contract as functions. */
export type Client = ReturnType<typeof createClient>;

export { VobizError } from './error.ts';
export type { ErrorKind } from '../contract/problem.ts';
export type {
  Account,
  Assignment,
  Balance,
  BalanceQuery,
  CallExportQuery,
  CallQuery,
  CallRecord,
  CallSummary,
  ClientOptions,
  Credential,
  CredentialChange,
  Handler,
  Intent,
  InventoryNumber,
  InventoryQuery,
  IpAcl,
  Kyc,
  KycEnd,
  NewAccount,
  NewCredential,
  NewIpAcl,
  NewKyc,
  NewNumber,
  NewOriginationUri,
  NewTrunk,
  NumberHealth,
  NumberQuery,
  OriginationUri,
  OriginationUriChange,
  Page,
  PhoneNumber,
  Purchase,
  Recording,
  RecordingQuery,
  Release,
  Restored,
  Session,
  StartedKyc,
  Transaction,
  TransactionQuery,
  TransactionSummary,
  TrunkQuery,
  Trunk,
};
