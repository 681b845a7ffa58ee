import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Client } from '../client/client.ts';
import type { VobizError } from '../client/error.ts';
import type { InventoryNumber, PhoneNumber } from '../contract/number.ts';
import { waitUntil } from './lookout.ts';
import { NumberPurchase } from './purchase.ts';

/** Purchases that were asked for together: looked at together, bought one by one, each told as it is. */
export class NumberPurchases implements ReactiveController {
  /** In the order they are bought in. */
  orders: NumberPurchase[] = [];
  /** Those of before that nobody knows the outcome of; each keeps its key until that is known. */
  unsure: NumberPurchase[] = [];
  /** Whether the rest was not bought because nobody was there any more to see it. */
  paused = false;
  private running = false;
  /** Whether its element was taken off the page since they were begun. */
  private left = false;
  /** Until when the service wants no more of them. */
  private freeAt = 0;
  /** While its element is off the page: settles when it is back. */
  private back?: Promise<void>;
  private arrive?: () => void;
  private readonly ending = new AbortController();
  private readonly host: ReactiveControllerHost;
  private readonly client: Client;

  /** With a client of its own: whoever signs in later has nothing to do with it. */
  constructor(host: ReactiveControllerHost, client: Client) {
    this.host = host;
    this.client = client;
    host.addController(this);
  }

  /** Aborted when whoever wanted them is gone. */
  get ended(): AbortSignal {
    return this.ending.signal;
  }

  private get all() {
    return [...this.unsure, ...this.orders];
  }

  /** Whether they are being looked at right before the question. */
  get checking() {
    return this.orders.some((order) => order.checking);
  }

  /** Whether another purchase has to wait. */
  get busy() {
    return this.running || this.all.some((order) => order.busy);
  }

  /** In how many seconds the service, which was asked too often, may be asked again. */
  get waiting() {
    return Math.max(0, Math.ceil((this.freeAt - Date.now()) / 1000));
  }

  /** Whether a countdown runs. */
  get counting() {
    return this.waiting > 0 || this.all.some(({ buy }) => buy.status === 'looking');
  }

  /** The one that is being bought, or that stopped the others. */
  get current(): NumberPurchase | undefined {
    return this.orders.find(({ buy, outcome }) => buy.status !== 'idle' && buy.status !== 'done' && !outcome);
  }

  /** The numbers that need not be thought of any more: bought, or not to be had. */
  get over(): string[] {
    return this.all.filter(({ outcome }) => outcome && outcome.kind !== 'failed').map(({ e164 }) => e164);
  }

  /** Those that were bought. */
  get numbers(): PhoneNumber[] {
    return this.all.flatMap(({ outcome }) => (outcome?.kind === 'bought' ? [outcome.number] : []));
  }

  /** Whether these cannot be bought now: others are under way, the service wants a pause, or one may be bought already. */
  closedTo(numbers: InventoryNumber[]) {
    return this.busy || this.waiting > 0 || this.unknownAmong(numbers) !== undefined;
  }

  /** The one among them that nobody knows whether it was bought; until that is known it is not bought anew. */
  unknownAmong(numbers: InventoryNumber[]): InventoryNumber | undefined {
    const unknown = this.all.filter(({ buy }) => buy.status === 'unknown');
    return numbers.find(({ e164 }) => unknown.some((order) => order.e164 === e164));
  }

  hostConnected() {
    this.arrive?.();
    this.back = undefined;
  }

  hostDisconnected() {
    this.back = new Promise((resolve) => (this.arrive = resolve));
    // Who is only moved to another place on the page is back before this.
    queueMicrotask(() => (this.left ||= this.back !== undefined));
  }

  /** Looks at all of them once more; answers those that are still for sale, as they are now. */
  async check(numbers: InventoryNumber[]): Promise<InventoryNumber[]> {
    const orders = this.take(numbers);
    const fresh = await Promise.all(orders.map((order, at) => order.check(numbers[at]!)));
    for (const { outcome } of orders) if (outcome?.kind === 'failed') this.heed(outcome.error);
    return fresh.filter((number) => number !== undefined);
  }

  /**
   * Buys them one after the other. Somebody else's is passed over; anything else that goes wrong stops it, and so does
   * that nobody sees it any more: the rest stays unbought.
   */
  async run(numbers: InventoryNumber[], onBought: (number: PhoneNumber) => void): Promise<void> {
    const orders = this.take(numbers); // what came of an earlier look may have been dismissed meanwhile
    this.left = false;
    this.running = true;
    for (const [at, order] of orders.entries()) {
      this.paused = this.left;
      if (this.paused) break;
      const bought = await order.run(numbers[at]!);
      if (!(await this.seen())) break;
      if (bought) onBought(bought);
      this.heed(order.buy.error);
      if (!bought && order.outcome?.kind !== 'mine' && order.outcome?.kind !== 'taken') break;
    }
    this.running = false;
    this.host.requestUpdate();
  }

  /** Looks again at one that could not be confirmed. */
  async lookAgain(order: NumberPurchase, onBought: (number: PhoneNumber) => void): Promise<void> {
    const bought = await order.lookAgain();
    if ((await this.seen()) && bought) onBought(bought);
  }

  /** Waits until its element is on the page and has heard who is signed in; whether it is still who wanted them. */
  private async seen() {
    while (this.back) {
      await this.back;
      await this.host.updateComplete;
    }
    return !this.ended.aborted;
  }

  /** A service that was asked too often is left alone, whatever else is chosen. */
  private heed(error: VobizError | undefined) {
    if (error?.kind === 'wait') this.freeAt = waitUntil(error);
  }

  /** One order for each number; one that may still be tried again, or that nobody knows the outcome of, keeps its intent. */
  private take(numbers: InventoryNumber[]): NumberPurchase[] {
    const known = new Map(this.all.map((order) => [order.e164, order]));
    this.orders = numbers.map((number) => known.get(number.e164) ?? new NumberPurchase(this.host, this.client, number));
    const others = [...known.values()].filter((order) => !this.orders.includes(order));
    this.unsure = others.filter(({ buy }) => buy.status === 'unknown');
    for (const order of others) if (!this.unsure.includes(order)) order.end();
    this.paused = false;
    return this.orders;
  }

  /** Forgets what came of them, once that was read. */
  forget() {
    if (this.busy) return;
    this.take([]);
    this.host.requestUpdate();
  }

  /** Ends them without a word, because whoever wanted them is gone. */
  end() {
    this.ending.abort();
    this.arrive?.();
    this.back = undefined;
    this.host.removeController(this);
    for (const order of this.all) order.end();
  }
}
