import type { Failure, Setback } from './failure.ts';

/** A made-up input and what comes of it: it goes through, ends the verification, or can be tried again. */
export interface Trial {
  input: string;
  outcome: 'fine' | Failure | Setback;
  /** What is said about it on the page. */
  says: string;
}

/** The person that this sandbox's individuals turn out to be; there is no such person. */
export const person = {
  name: 'ASHA RAO',
  birth_date: '1990-01-15',
  masked_aadhaar: '0000',
  gender: 'FEMALE',
  address: '1 Sandbox Street, Bengaluru, Karnataka, 560001, India',
} as const;

/** The company that this sandbox's companies turn out to be; there is no such company. */
export const company = { name: 'ACME TECHNOLOGIES PVT LTD' } as const;

const service = 'the government service does not answer; try again';

/** PANs of persons. */
export const personPans: readonly Trial[] = [
  { input: 'SBXPR0000A', outcome: 'fine', says: `verified as ${person.name}, if the date is 15 January 1990` },
  { input: 'SBXPR0000N', outcome: 'pan-not-found', says: 'not on record; ends' },
  { input: 'SBXPR0000X', outcome: 'pan-inactive', says: 'inactive, not linked with Aadhaar; ends' },
  { input: 'SBXPR0000M', outcome: 'pan-name', says: 'the name does not match; ends' },
  { input: 'SBXPR0000S', outcome: 'service-down', says: service },
];

/** PANs of companies. */
export const companyPans: readonly Trial[] = [
  { input: 'SBXCA0000A', outcome: 'fine', says: 'verified, if the name is Acme Technologies Pvt Ltd' },
  { input: 'SBXCA0000N', outcome: 'pan-not-found', says: 'not on record; ends' },
  { input: 'SBXCA0000X', outcome: 'pan-inactive', says: 'inactive; ends' },
  { input: 'SBXCA0000S', outcome: 'service-down', says: service },
];

/** Codes that DigiLocker would send to the mobile linked to Aadhaar. Any other code is wrong. */
export const codes: readonly Trial[] = [
  { input: '123456', outcome: 'fine', says: 'right' },
  { input: '000000', outcome: 'code-wrong', says: 'wrong; the third time it ends' },
  { input: '111111', outcome: 'code-expired', says: 'expired; try again' },
  { input: '222222', outcome: 'mobile-not-linked', says: 'no mobile is linked to Aadhaar; try again' },
  { input: '333333', outcome: 'aadhaar-not-linked', says: 'Aadhaar is not in DigiLocker; try again' },
  { input: '444444', outcome: 'service-down', says: service },
  { input: '555555', outcome: 'aadhaar-name', says: 'the names on PAN and Aadhaar differ; ends' },
  { input: '666666', outcome: 'aadhaar-birth-date', says: 'the dates of birth differ; ends' },
];

/** Registrations for GST. One whose check character does not fit is a typing mistake and can be corrected. */
export const gstins: readonly Trial[] = [
  { input: '29SBXCA0000A1ZN', outcome: 'fine', says: 'active' },
  { input: '29SBXCA0000A2ZM', outcome: 'gstin-cancelled', says: 'cancelled; ends' },
  { input: '29SBXCA0000A3ZL', outcome: 'gstin-suspended', says: 'suspended; ends' },
  { input: '29SBXCB0000A1ZM', outcome: 'gstin-other-pan', says: 'belongs to another PAN; ends' },
  { input: '29SBXCA0000A4ZK', outcome: 'service-down', says: service },
];

/** What comes of an input, if it is one of them. */
export const outcomeOf = (trials: readonly Trial[], input: string): Trial['outcome'] | undefined =>
  trials.find((trial) => trial.input === input)?.outcome;
