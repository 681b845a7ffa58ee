import type { Kyc } from '../contract/kyc.ts';

/** The browser is about to leave for the verification page. Prevent it to say something first, then call `continue()`. */
export class VobizKycRedirectEvent extends Event {
  static readonly type = 'vobiz-kyc-redirect';
  /** Goes to the page, checked. The address itself is a secret and is not in the event. */
  readonly continue: () => void;

  constructor(proceed: () => void) {
    super(VobizKycRedirectEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.continue = proceed;
  }
}

/** A verification has moved on, as the service says it now. Nothing of it says who the customer is. */
export class VobizKycChangedEvent extends Event {
  static readonly type = 'vobiz-kyc-changed';
  readonly kyc: Kyc;

  constructor(kyc: Kyc) {
    super(VobizKycChangedEvent.type, { bubbles: true, composed: true });
    this.kyc = kyc;
  }
}

/** The customer is verified, read at the service. To unlock something, let your backend ask too: a page can be lied to. */
export class VobizKycCompletedEvent extends Event {
  static readonly type = 'vobiz-kyc-completed';
  readonly kyc: Kyc;

  constructor(kyc: Kyc) {
    super(VobizKycCompletedEvent.type, { bubbles: true, composed: true });
    this.kyc = kyc;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vobiz-kyc-redirect': VobizKycRedirectEvent;
    'vobiz-kyc-changed': VobizKycChangedEvent;
    'vobiz-kyc-completed': VobizKycCompletedEvent;
  }
}
