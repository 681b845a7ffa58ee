/** Everything about buying numbers; loaded when one is chosen, for most who look buy none. */
import { html, type LitElement } from 'lit';
import type { Client } from '../client/client.ts';
import type { NumberPurchase } from '../controllers/purchase.ts';
import { NumberPurchases } from '../controllers/purchases.ts';
import { choiceStyles } from './choice-bar.ts';
import { dress } from './dress.ts';
import type { Portal } from './portal.ts';
import type { Wish } from './wish.ts';
import './vobiz-confirm.ts';
import './vobiz-purchase-news.ts';

export { buyQuestion } from './buy-question.ts';
export { choiceBar } from './choice-bar.ts';

/** Purchases that are made in an element, which gets the look of what they need. */
export function purchasesIn(host: LitElement, client: Client) {
  dress(host, choiceStyles);
  return new NumberPurchases(host, client);
}

/** What came of purchases, or of a wish for a number, with the next step. */
export const purchaseNews = (
  purchases: NumberPurchases,
  portal: Portal,
  onLookAgain: (order: NumberPurchase) => unknown,
  wish: Wish | undefined,
) =>
  html`<vobiz-purchase-news
    .portal=${portal}
    .purchases=${purchases}
    .onLookAgain=${onLookAgain}
    .wish=${wish}
    exportparts="dialog, failure"
  ></vobiz-purchase-news>`;
