import type { InventoryNumber, PhoneNumber } from '../contract/number.ts';

/** The customer chose a number; nothing is bought yet. */
export class VobizNumberSelectedEvent extends Event {
  static readonly type = 'vobiz-number-selected';
  readonly number: InventoryNumber;

  constructor(number: InventoryNumber) {
    super(VobizNumberSelectedEvent.type, { bubbles: true, composed: true });
    this.number = number;
  }
}

/** A number was bought and is the customer's now. */
export class VobizNumberBoughtEvent extends Event {
  static readonly type = 'vobiz-number-bought';
  readonly number: PhoneNumber;

  constructor(number: PhoneNumber) {
    super(VobizNumberBoughtEvent.type, { bubbles: true, composed: true });
    this.number = number;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vobiz-number-selected': VobizNumberSelectedEvent;
    'vobiz-number-bought': VobizNumberBoughtEvent;
  }
}
