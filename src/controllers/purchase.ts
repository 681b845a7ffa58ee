import type { ReactiveControllerHost } from 'lit';
import type { Client } from '../client/client.ts';
import { VobizError } from '../client/error.ts';
import type { InventoryNumber, PhoneNumber, Purchase } from '../contract/number.ts';
import { Action } from './action.ts';
import { findForSale, theOne } from './find-number.ts';

/** What came of wanting to buy a number. */
export type PurchaseOutcome =
  { kind: 'bought'; number: PhoneNumber } | { kind: 'mine' | 'taken' } | { kind: 'failed'; error: VobizError };

/** The purchase of a number, followed to its end: looked at right before, bought once, and told as it is. */
export class NumberPurchase {
  readonly e164: string;
  /** As it was for sale; without it the number would be written in another way. */
  readonly region?: string;
  outcome?: PurchaseOutcome;
  /** Whether it is being looked at right before the question. */
  checking = false;
  /** The write itself; its status is what the customer waits for. */
  readonly buy: Action<[e164: string, currency?: string], Purchase>;
  private readonly host: ReactiveControllerHost;
  private readonly client: Client;

  /** With a client of its own: whoever signs in later has nothing to do with it. */
  constructor(
    host: ReactiveControllerHost,
    client: Client,
    { e164, region }: Pick<InventoryNumber, 'e164' | 'region'>,
  ) {
    this.host = host;
    this.client = client;
    this.e164 = e164;
    this.region = region;
    this.buy = new Action(
      host,
      async (intent, e164, currency) => this.placed(await client.buyNumber({ e164, currency }, intent)),
      (signal, e164) => this.findOwned(e164, signal),
    );
  }

  /** Ends it without a word, because whoever wanted it is gone. */
  end() {
    this.buy.end();
  }

  /** Whether another purchase has to wait. */
  get busy() {
    return this.checking || this.buy.busy;
  }

  /** Nobody holds a number for us, so it is looked at once more; answers it as it is for sale now. */
  async check({ e164, country }: InventoryNumber): Promise<InventoryNumber | undefined> {
    this.become(undefined, true);
    try {
      const fresh = await findForSale(this.client, e164, country);
      if (fresh) this.become(undefined);
      else this.become(await this.whose(e164));
      return fresh;
    } catch (error) {
      if (!(error instanceof VobizError)) throw error;
      this.become({ kind: 'failed', error });
      return undefined;
    } finally {
      this.checking = false;
    }
  }

  /** Buys it, once; answers it when it is the customer's. */
  async run({ e164, currency }: InventoryNumber): Promise<PhoneNumber | undefined> {
    this.become(undefined);
    const bought = await this.buy.run(e164, currency);
    if (bought) this.become({ kind: 'bought', number: bought.number });
    const { error } = this.buy;
    if (error?.kind === 'missing' || error?.kind === 'conflict') {
      const outcome = await this.whose(e164).catch(() => undefined);
      // Somebody else's failure to answer leaves the refusal as it is: it is being bought in another tab right now.
      if (outcome && (outcome.kind === 'mine' || error.code !== 'in-flight')) {
        this.buy.dismiss();
        this.become(outcome);
      }
    }
    return bought?.number;
  }

  /** Looks again at a purchase that could not be confirmed. */
  async lookAgain() {
    const found = await this.buy.lookAgain();
    if (found) this.become({ kind: 'bought', number: found.number });
    return found?.number;
  }

  /** Forgets what came of it, once that was read. */
  forget() {
    this.buy.dismiss();
    this.become(undefined);
  }

  /** It is not for sale any more: somebody has it, and it may be this customer. */
  private async whose(e164: string): Promise<PurchaseOutcome> {
    return { kind: (await this.findOwned(e164)) ? 'mine' : 'taken' };
  }

  private async findOwned(e164: string, signal?: AbortSignal): Promise<Purchase | undefined> {
    const answer = await this.client.listNumbers({ search: e164.slice(1), per_page: 100 }, signal);
    const number = theOne(answer, e164);
    return number && !['released', 'pending_release'].includes(number.status ?? '')
      ? this.placed({ number })
      : undefined;
  }

  /** Where the service does not say again where a number belongs, it is where it was. */
  private placed(bought: Purchase): Purchase {
    return { ...bought, number: { ...bought.number, region: bought.number.region ?? this.region } };
  }

  private become(outcome: PurchaseOutcome | undefined, checking = false) {
    this.outcome = outcome;
    this.checking = checking;
    this.host.requestUpdate();
  }
}
