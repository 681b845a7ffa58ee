import type { ReactiveControllerHost } from 'lit';
import type { Client } from '../client/client.ts';
import type { InventoryNumber, PhoneNumber } from '../contract/number.ts';
import { NumberPurchase } from './purchase.ts';

/** Purchases that were asked for together: looked at together, bought one by one, each told as it is. */
export class NumberPurchases {
  /** In the order they are bought in. */
  orders: NumberPurchase[] = [];
  private readonly host: ReactiveControllerHost;
  private readonly client: Client;

  /** With a client of its own: whoever signs in later has nothing to do with it. */
  constructor(host: ReactiveControllerHost, client: Client) {
    this.host = host;
    this.client = client;
  }

  /** Whether they are being looked at right before the question. */
  get checking() {
    return this.orders.some((order) => order.checking);
  }

  /** Whether another purchase has to wait. */
  get busy() {
    return this.orders.some((order) => order.busy);
  }

  /** The one that is being bought, or that stopped the others. */
  get current(): NumberPurchase | undefined {
    return this.orders.find(({ buy, outcome }) => buy.status !== 'idle' && buy.status !== 'done' && !outcome);
  }

  /** The numbers that need not be thought of any more: bought, or not to be had. */
  get over(): string[] {
    return this.orders.filter(({ outcome }) => outcome && outcome.kind !== 'failed').map(({ e164 }) => e164);
  }

  /** Those that were bought. */
  get numbers(): PhoneNumber[] {
    return this.orders.flatMap(({ outcome }) => (outcome?.kind === 'bought' ? [outcome.number] : []));
  }

  /** Looks at all of them once more; answers those that are still for sale, as they are now. */
  async check(numbers: InventoryNumber[]): Promise<InventoryNumber[]> {
    this.take(numbers);
    const fresh = await Promise.all(this.orders.map((order, at) => order.check(numbers[at]!)));
    return fresh.filter((number) => number !== undefined);
  }

  /**
   * Buys them one after the other. Somebody else's is passed over; anything else that goes wrong stops it, and the rest
   * stays unbought.
   */
  async run(numbers: InventoryNumber[], onBought: (number: PhoneNumber) => void): Promise<void> {
    this.take(numbers); // what came of an earlier look may have been dismissed meanwhile
    for (const [at, order] of this.orders.entries()) {
      const bought = await order.run(numbers[at]!);
      if (bought) onBought(bought);
      else if (order.outcome?.kind !== 'mine' && order.outcome?.kind !== 'taken') return;
    }
  }

  /** One order for each number; one that may still be tried again keeps its intent. */
  private take(numbers: InventoryNumber[]) {
    const known = new Map(this.orders.map((order) => [order.e164, order]));
    this.orders = numbers.map((number) => known.get(number.e164) ?? new NumberPurchase(this.host, this.client, number));
    for (const order of known.values()) if (!this.orders.includes(order)) order.end();
  }

  /** Forgets what came of them, once that was read. */
  forget() {
    if (this.busy) return;
    this.end();
    this.orders = [];
    this.host.requestUpdate();
  }

  /** Ends them without a word, because whoever wanted them is gone. */
  end() {
    for (const order of this.orders) order.end();
  }
}
