/** Everything about buying a number; loaded when one is chosen, for most who look buy none. */
import './vobiz-confirm.ts';

export { NumberPurchase } from '../controllers/purchase.ts';
export { buyQuestion } from './buy-question.ts';
export { purchaseNews } from './purchase-news.ts';
