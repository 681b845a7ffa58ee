/** A customer of the sandbox's partner. People, companies and credentials are invented. */
export interface SandboxAccount {
  auth_id: string;
  auth_token: string;
  name: string;
  email: string;
  phone: string;
  address: string;
  city: string;
  state: string;
  zip_code: string;
  business_type: string;
  kyc_status: 'pending' | 'completed';
  /** With two decimals; below zero is allowed. */
  balance: string;
  credit_limit: string;
  is_postpaid: boolean;
  /** What the tier charges for giving a number back. */
  did_release_fee: string;
  is_active: boolean;
  is_trial_account: boolean;
  /** How the API says that a purchase can't be paid: it has two ways, and an account always meets the same one. */
  debit_failure: 402 | 500;
  /** Whether taking a release back restores the number but not the money. */
  refund_fails: boolean;
  /** The account that pays, for a sub-account. */
  parent_auth_id?: string;
}

/** The credentials of the sandbox's partner. */
export const sandboxPartner = { auth_id: 'PA_SANDBOX', auth_token: 'sandbox-partner-token' } as const;

const tokenOf = (auth_id: string) => `sandbox-${auth_id.toLowerCase()}-token`;

const bengaluru = { address: '1 MG Road', city: 'Bengaluru', state: 'KA', zip_code: '560001' };

/** An account as most are: prepaid, verified, active; for casts of one's own, `createSandbox({ accounts })`. */
export const sandboxAccount = (
  given: Pick<SandboxAccount, 'auth_id' | 'name'> & Partial<SandboxAccount>,
): SandboxAccount => ({
  auth_token: tokenOf(given.auth_id),
  email: `accounts@${given.auth_id.split('_')[1]!.toLowerCase()}.example.com`,
  phone: '+918000000000',
  ...bengaluru,
  business_type: 'private_limited',
  kyc_status: 'completed',
  balance: '0.00',
  credit_limit: '0.00',
  is_postpaid: false,
  did_release_fee: '700.00',
  is_active: true,
  is_trial_account: false,
  debit_failure: 402,
  refund_fails: false,
  ...given,
});

/** The customers that every sandbox begins with. */
export const sandboxAccounts: readonly SandboxAccount[] = [
  sandboxAccount({
    auth_id: 'MA_ASHA',
    name: 'Asha Textiles',
    email: 'asha@example.com',
    business_type: 'proprietorship',
    balance: '12500.00',
  }),
  sandboxAccount({
    auth_id: 'MA_NILA',
    name: 'Nila Voice Labs',
    email: 'nila@example.com',
    address: '4 Beach Road',
    city: 'Chennai',
    state: 'TN',
    zip_code: '600001',
    balance: '5000.00',
  }),
  sandboxAccount({
    auth_id: 'MA_KAVERI',
    name: 'Kaveri Clinic',
    email: 'kaveri@example.com',
    city: 'Mysuru',
    zip_code: '570001',
    business_type: 'individual',
    balance: '240.00',
    debit_failure: 402,
  }),
  sandboxAccount({
    auth_id: 'MA_MALABAR',
    name: 'Malabar Spices',
    email: 'malabar@example.com',
    address: '7 Bazaar Road',
    city: 'Kochi',
    state: 'KL',
    zip_code: '682001',
    business_type: 'partnership',
    kyc_status: 'pending',
  }),
  sandboxAccount({
    auth_id: 'MA_DECCAN',
    name: 'Deccan Logistics',
    email: 'deccan@example.com',
    address: '22 Station Road',
    city: 'Hyderabad',
    state: 'TG',
    zip_code: '500001',
    balance: '1840.75',
    credit_limit: '50000.00',
    is_postpaid: true,
  }),
  sandboxAccount({
    auth_id: 'MA_TAPTI',
    name: 'Tapti Traders',
    email: 'tapti@example.com',
    address: '3 Ring Road',
    city: 'Surat',
    state: 'GJ',
    zip_code: '395001',
    balance: '300.00',
    debit_failure: 500,
    refund_fails: true,
  }),
];

/** The sub-accounts that every sandbox begins with; their parents pay for them. */
export const sandboxSubAccounts: readonly SandboxAccount[] = [
  sandboxAccount({
    auth_id: 'SA_ASHA1',
    name: 'Asha Textiles, showroom',
    email: 'showroom@example.com',
    parent_auth_id: 'MA_ASHA',
  }),
];
