/** Everything about buying numbers; loaded when one is chosen, for most who look buy none. */
import './vobiz-confirm.ts';

export { NumberPurchases } from '../controllers/purchases.ts';
export { buyQuestion } from './buy-question.ts';
export { choiceBar } from './choice-bar.ts';
export { purchaseNews } from './purchase-news.ts';
