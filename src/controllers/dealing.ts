import type { ReactiveControllerHost } from 'lit';
import type { Client } from '../client/client.ts';
import type { PhoneNumber } from '../contract/number.ts';
import type { Action } from './action.ts';
import { theOne } from './find-number.ts';

/** What all writes have, whatever they say and are answered. */
export type Write = Pick<
  Action<[], unknown>,
  'status' | 'error' | 'busy' | 'waiting' | 'closed' | 'secondsLeft' | 'dismiss' | 'end'
>;

/** One of the customer's numbers and the writes it takes to deal with it, followed to their end and told as they are. */
export abstract class NumberDealing<O> {
  readonly e164: string;
  readonly region?: string;
  /** What came of it. */
  outcome?: O;
  protected abstract readonly writes: readonly Write[];
  protected readonly host: ReactiveControllerHost;
  protected readonly client: Client;

  /** With a client of its own: whoever signs in later has nothing to do with it. */
  constructor(host: ReactiveControllerHost, client: Client, { e164, region }: Pick<PhoneNumber, 'e164' | 'region'>) {
    this.host = host;
    this.client = client;
    this.e164 = e164;
    this.region = region;
  }

  /** Ends it without a word, because whoever wanted it is gone. */
  end() {
    for (const write of this.writes) write.end();
  }

  /** Whether a write on this number is under way. */
  get busy() {
    return this.writes.some(({ busy }) => busy);
  }

  /** Whether no other write on this number may be begun now. */
  get closed() {
    return this.writes.some(({ closed }) => closed);
  }

  /** In how many seconds the service, which was asked too often, may be asked again. */
  get waiting() {
    return Math.max(...this.writes.map(({ waiting }) => waiting));
  }

  /** The write that something has to be said about. */
  get troubled(): Write | undefined {
    return this.writes.find(({ status }) => ['looking', 'failed', 'open', 'unknown'].includes(status));
  }

  /** Forgets what came of it, once that was read. */
  forget() {
    for (const write of this.writes) write.dismiss();
    this.become(undefined);
  }

  /** The number as it is now; undefined when the customer has it no more. */
  protected async find(signal?: AbortSignal): Promise<PhoneNumber | undefined> {
    return theOne(await this.client.listNumbers({ search: this.e164.slice(1), per_page: 100 }, signal), this.e164);
  }

  protected become(outcome: O | undefined) {
    this.outcome = outcome;
    this.host.requestUpdate();
  }
}
