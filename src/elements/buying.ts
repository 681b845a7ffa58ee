/** Everything about buying numbers; loaded when one is chosen, for most who look buy none. */
import { TaskStatus } from '@lit/task';
import { html, type LitElement } from 'lit';
import type { Client } from '../client/client.ts';
import type { InventoryNumber, PhoneNumber } from '../contract/number.ts';
import { focusIsFree } from '../controllers/free-focus.ts';
import type { NumberPurchase } from '../controllers/purchase.ts';
import { NumberPurchases } from '../controllers/purchases.ts';
import { buyQuestion } from './buy-question.ts';
import { choiceBar, choiceStyles } from './choice-bar.ts';
import { dress } from './dress.ts';
import type { NumberStock } from './number-stock.ts';
import { VobizNumberBoughtEvent } from './picker-events.ts';
import type { Portal } from './portal.ts';
import type { VobizConfirm } from './vobiz-confirm.ts';
import type { Wallet } from './wallet-line.ts';
import type { WishNews } from './wish-news.ts';
import './vobiz-confirm.ts';
import './vobiz-purchase-news.ts';

// More at once would be held up by the proxy's limit of writes a minute.
const most = 10;

/** What is bought in: the element with the choice, and what it knows. */
export interface BuyingDesk {
  host: LitElement;
  portal: () => Portal | null | undefined;
  stock: NumberStock;
  wallet: Wallet;
  confirm: () => VobizConfirm | undefined;
  /** The chosen numbers that are for sale. */
  chosen: () => InventoryNumber[];
  /** Takes numbers out of the choice. */
  drop: (gone: string[]) => void;
}

/** The way from a choice to what came of it: looks once more, asks, buys, tells. */
export class Buying {
  readonly purchases: NumberPurchases;
  private readonly desk: BuyingDesk;

  /** The desk's element gets the look of what it needs for it. */
  constructor(desk: BuyingDesk, client: Client) {
    dress(desk.host, choiceStyles);
    this.desk = desk;
    this.purchases = new NumberPurchases(desk.host, client);
  }

  /** Whether whoever bought here is gone: then it is nobody's business any more. */
  private get ended() {
    return this.purchases.ended.aborted;
  }

  /** Looks once more, asks, and buys. */
  private async review() {
    const { purchases, desk } = this;
    const { wallet } = desk;
    const portal = desk.portal();
    const numbers = desk.chosen();
    if (!portal || this.ended || purchases.busy || numbers.length === 0) return;
    const [fresh] = await Promise.all([purchases.check(numbers), wallet.run()]);
    if (this.ended) return;
    const chosen = new Set(desk.chosen().map(({ e164 }) => e164));
    if (numbers.length !== chosen.size || numbers.some(({ e164 }) => !chosen.has(e164))) return purchases.forget(); // others were chosen meanwhile
    // A balance that could not be read now is not one to decide by.
    const balance = wallet.status === TaskStatus.ERROR ? undefined : wallet.last;
    const [first, ...rest] = fresh;
    if (!first || fresh.length < numbers.length) return this.settle();
    if (!(await desk.confirm()?.ask(buyQuestion([first, ...rest], balance, portal)))) return;
    await purchases.run(fresh, this.onBought);
    await this.settle();
  }

  private readonly onBought = (number: PhoneNumber) => {
    // The portal reads everything again when it hears of a purchase.
    if (!this.ended) this.desk.host.dispatchEvent(new VobizNumberBoughtEvent(number));
  };

  private async lookAgain(order: NumberPurchase) {
    await this.purchases.lookAgain(order, this.onBought);
    await this.settle();
  }

  /** Who has to choose another one keeps the search; who has to try again keeps the choice. */
  private async settle() {
    if (this.ended) return;
    const { host, stock, wallet, chosen, drop } = this.desk;
    const { over, numbers } = this.purchases;
    if (chosen().some(({ e164 }) => over.includes(e164))) {
      const bar = () => host.renderRoot.querySelector('.choice');
      const free = focusIsFree(bar());
      drop(over);
      await host.updateComplete;
      if (free && !bar()) host.renderRoot.querySelector('h2')?.focus();
    }
    stock.drop(over);
    if (over.length > 0 && numbers.length === 0) await Promise.all([stock.again(), wallet.run()]);
  }

  /** What came of purchases, or of a wish for numbers, with the next step. */
  news(portal: Portal, wish: WishNews) {
    return html`<vobiz-purchase-news
      .portal=${portal}
      .purchases=${this.purchases}
      .onLookAgain=${(order: NumberPurchase) => this.lookAgain(order)}
      .wish=${wish}
      exportparts="dialog, failure"
    ></vobiz-purchase-news>`;
  }

  /** The bar with what is chosen, as long as something is. */
  bar(portal: Portal, disabled: boolean) {
    const { desk, purchases } = this;
    const [first, ...rest] = desk.chosen();
    return (
      first &&
      choiceBar([first, ...rest], most, purchases, portal, {
        disabled,
        onReview: () => this.review(),
        onClear: () => desk.drop(desk.chosen().map(({ e164 }) => e164)),
      })
    );
  }
}
