/** Everything about buying numbers; loaded when one is chosen, for most who look buy none. */
import { html } from 'lit';
import type { NumberPurchase } from '../controllers/purchase.ts';
import type { NumberPurchases } from '../controllers/purchases.ts';
import type { Portal } from './portal.ts';
import type { Wish } from './wish.ts';
import './vobiz-confirm.ts';
import './vobiz-purchase-news.ts';

export { NumberPurchases } from '../controllers/purchases.ts';
export { buyQuestion } from './buy-question.ts';
export { choiceBar } from './choice-bar.ts';

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
