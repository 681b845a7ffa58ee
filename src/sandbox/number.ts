import { micros } from './dates.ts';
import { rupees } from './money.ts';
import { uuidOf } from './random.ts';

/** A phone number that nobody has; fees are in paise. */
export interface StockNumber {
  e164: string;
  region?: string;
  setup_fee: number;
  monthly_fee: number;
  minimum_commitment_months: number;
  aadhaar_verification_required: boolean;
  created_at: Date;
  updated_at: Date;
}

/** The words of the API for the state of a number that somebody has. */
export type NumberStatus = 'active' | 'pending_purchase' | 'pending_release' | 'released' | 'blocked';

/** A phone number that somebody has. */
export interface OwnedNumber extends StockNumber {
  account_id: string;
  status: NumberStatus;
  source: 'purchased' | 'inventory';
  aadhaar_verified: boolean;
  is_trial_number: boolean;
  purchased_at?: Date;
  last_billing_date?: Date;
  next_billing_date?: Date;
  released_at?: Date;
  trunk_group_id?: string;
  application_id?: string;
  /** While it is `pending_release`: what was charged (in paise), and until when it can be taken back. */
  release?: { fee: number; ends: Date };
}

const shape = /^\+\d{8,15}$/;

/** Whether a text is a phone number as the API writes it, with its plus sign. */
export const isE164 = (text: unknown): text is string => typeof text === 'string' && shape.test(text);

/** How the API writes a number for sale. */
export const stockRow = (number: StockNumber) => ({
  ...row(number),
  account_id: '',
  status: 'active',
  tags: null,
  is_blocked: false,
  is_trial_number: false,
  aadhaar_verified: false,
});

/** How the API writes a number in the answer to its purchase: as if it were still stock, without billing dates. */
export const purchasedRow = (number: OwnedNumber) => ({
  ...row(number),
  account_id: number.account_id,
  status: number.status,
  tags: [],
  is_blocked: number.status === 'blocked',
  is_trial_number: number.is_trial_number,
  aadhaar_verified: number.aadhaar_verified,
  source: 'inventory',
  ...(number.purchased_at ? { purchased_at: micros(number.purchased_at) } : {}),
});

/** How the API writes a number in the list of its owner; what is not set is left out. */
export const ownedRow = (number: OwnedNumber) => ({
  ...purchasedRow(number),
  source: number.source,
  ...(number.last_billing_date ? { last_billing_date: micros(number.last_billing_date) } : {}),
  ...(number.next_billing_date ? { next_billing_date: micros(number.next_billing_date) } : {}),
  ...(number.released_at ? { released_at: micros(number.released_at) } : {}),
  ...(number.trunk_group_id ? { trunk_group_id: number.trunk_group_id } : {}),
  ...(number.application_id ? { application_id: number.application_id } : {}),
});

const row = (number: StockNumber) => ({
  id: uuidOf(number.e164),
  e164: number.e164,
  country: 'IN',
  capabilities: { voice: true, sms: false, mms: false, fax: false },
  provider: '',
  setup_fee: rupees(number.setup_fee),
  monthly_fee: rupees(number.monthly_fee),
  currency: 'INR',
  voice_enabled: true,
  created_at: micros(number.created_at),
  updated_at: micros(number.updated_at),
  minimum_commitment_months: number.minimum_commitment_months,
  aadhaar_verification_required: number.aadhaar_verification_required,
  ...(number.region ? { region: number.region } : {}),
});
