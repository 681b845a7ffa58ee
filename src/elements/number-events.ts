import type { Release, Restored } from '../contract/number.ts';

/** The release of a number has begun; until `release.cooldown_ends_at`, if there is one, it can be taken back. */
export class VobizNumberReleasedEvent extends Event {
  static readonly type = 'vobiz-number-released';
  readonly e164: string;
  readonly release: Release;

  constructor(e164: string, release: Release) {
    super(VobizNumberReleasedEvent.type, { bubbles: true, composed: true });
    this.e164 = e164;
    this.release = release;
  }
}

/** A number that was being released is the customer's again; it rings nowhere until it is linked again. */
export class VobizNumberRestoredEvent extends Event {
  static readonly type = 'vobiz-number-restored';
  readonly e164: string;
  readonly restored: Restored;

  constructor(e164: string, restored: Restored) {
    super(VobizNumberRestoredEvent.type, { bubbles: true, composed: true });
    this.e164 = e164;
    this.restored = restored;
  }
}

/** A number rings at another trunk from now on, or, where `trunk_group_id` is undefined, nowhere. */
export class VobizNumberAssignedEvent extends Event {
  static readonly type = 'vobiz-number-assigned';
  readonly e164: string;
  readonly trunk_group_id: string | undefined;

  constructor(e164: string, trunk_group_id?: string) {
    super(VobizNumberAssignedEvent.type, { bubbles: true, composed: true });
    this.e164 = e164;
    this.trunk_group_id = trunk_group_id;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vobiz-number-released': VobizNumberReleasedEvent;
    'vobiz-number-restored': VobizNumberRestoredEvent;
    'vobiz-number-assigned': VobizNumberAssignedEvent;
  }
}
