/** Why a verification ended without a result. */
export type Failure =
  | 'pan-not-found'
  | 'pan-inactive'
  | 'pan-name'
  | 'birth-date'
  | 'company-name'
  | 'aadhaar-name'
  | 'aadhaar-birth-date'
  | 'otp-failed'
  | 'gstin-cancelled'
  | 'gstin-suspended'
  | 'gstin-other-pan';

/** Why a step did not go through, though the same session can try it again. */
export type Setback =
  'service-down' | 'code-wrong' | 'code-expired' | 'mobile-not-linked' | 'aadhaar-not-linked' | 'declined';

/** What people are told: what is wrong, and what they can do about it. */
export interface Words {
  title: string;
  advice: string;
}

/** The words for each end without a result. */
export const failures: Record<Failure, Words> = {
  'pan-not-found': {
    title: 'This PAN is not on record',
    advice: 'Check the letters O and I against the digits 0 and 1, then start again with the PAN as it is on the card.',
  },
  'pan-inactive': {
    title: 'This PAN is inactive',
    advice: 'A PAN stops working when it is not linked with Aadhaar. Link the two on the income tax portal first.',
  },
  'pan-name': {
    title: 'The name on the PAN does not match',
    advice: 'Use the PAN that belongs to the account holder, or have the wrong record corrected.',
  },
  'birth-date': {
    title: 'The date of birth does not match the PAN',
    advice: 'Use the date that is printed on the PAN card, even if it is wrong there.',
  },
  'company-name': {
    title: 'The company name does not match the PAN',
    advice: 'Use the exact legal name, as it is on the certificate of incorporation.',
  },
  'aadhaar-name': {
    title: 'The names on PAN and Aadhaar differ',
    advice: 'Have one of the two records corrected, or use the PAN that matches this Aadhaar.',
  },
  'aadhaar-birth-date': {
    title: 'The dates of birth on PAN and Aadhaar differ',
    advice: 'Have one of the two records corrected, then start again.',
  },
  'otp-failed': {
    title: 'The code was wrong three times',
    advice: 'Keep the mobile that is linked to Aadhaar at hand when you start again.',
  },
  'gstin-cancelled': {
    title: 'This GSTIN is cancelled',
    advice: 'Use a registration of the company that is active.',
  },
  'gstin-suspended': {
    title: 'This GSTIN is suspended',
    advice: 'Use a registration of the company that is active, or file what is due first.',
  },
  'gstin-other-pan': {
    title: 'This GSTIN belongs to another PAN',
    advice: 'Characters 3 to 12 of a GSTIN are the PAN it was given to. Use one of this company’s own.',
  },
};

/** The words for each step that can be tried again. */
export const setbacks: Record<Setback, Words> = {
  'service-down': {
    title: 'The government service does not answer',
    advice: 'Nothing is wrong with what you entered. Try again in a few minutes.',
  },
  'code-wrong': {
    title: 'That is not the code',
    advice: 'Enter the six digits again. After the third wrong code this verification ends.',
  },
  'code-expired': {
    title: 'This code has expired',
    advice: 'A new one is on its way. A code works for ten minutes.',
  },
  'mobile-not-linked': {
    title: 'No mobile is linked to this Aadhaar',
    advice: 'Use the mobile that is linked, or have one linked at an Aadhaar centre. This link waits for you.',
  },
  'aadhaar-not-linked': {
    title: 'Aadhaar is not in DigiLocker yet',
    advice: 'Open DigiLocker, add your Aadhaar there, then come back and continue.',
  },
  declined: {
    title: 'You did not give your consent',
    advice: 'Without it the record can’t be read, and the verification can’t go on. You can still allow it.',
  },
};
