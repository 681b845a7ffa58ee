import { createHash } from 'node:crypto';
import { sandboxAccounts } from '../src/sandbox/accounts.ts';

/** A customer of the demo's partner, with what the proxy needs to act for them. Stays on the server. */
export interface DemoCustomer {
  /** How the sign-in form names them; not the account's own id, which the browser has no use for. */
  id: string;
  name: string;
  /** One sentence for the sign-in card, per language. */
  note: { en: string; hi: string };
  auth_id: string;
  auth_token: string;
}

const idOf = (auth_id: string) => createHash('sha256').update(auth_id).digest('hex').slice(0, 12);

const notes: Record<string, DemoCustomer['note']> = {
  MA_ASHA: {
    en: 'A busy shop with numbers that ring, one being given back, and a healthy balance.',
    hi: 'चालू दुकान: कई नंबर चल रहे हैं, एक वापस जा रहा है, बैलेंस काफ़ी है।',
  },
  MA_NILA: {
    en: 'New here: verified and topped up, but no number yet.',
    hi: 'नया ग्राहक: सत्यापित, बैलेंस है, पर अभी कोई नंबर नहीं।',
  },
  MA_KAVERI: {
    en: 'Has two numbers, and less balance left than a third one costs.',
    hi: 'दो नंबर हैं, पर तीसरा ख़रीदने के लिए बैलेंस कम है।',
  },
  MA_MALABAR: {
    en: 'Has not finished KYC and has nothing in the wallet, so it cannot buy yet.',
    hi: 'KYC पूरा नहीं हुआ और बैलेंस नहीं है, इसलिए अभी ख़रीद नहीं सकता।',
  },
  MA_DECCAN: {
    en: 'Holds 137 numbers and pays by monthly bill.',
    hi: '137 नंबर हैं, भुगतान महीने के बिल से होता है।',
  },
  MA_TAPTI: {
    en: 'Is giving a number back: it can be kept, but the refund of the fee fails.',
    hi: 'एक नंबर वापस जा रहा है: उसे रखा जा सकता है, पर शुल्क लौटाने में गड़बड़ी आती है।',
  },
};

/** The sandbox's own customers. */
export function sandboxCustomers(): DemoCustomer[] {
  return sandboxAccounts.map(({ auth_id, auth_token, name }) => ({
    id: idOf(auth_id),
    name,
    note: notes[auth_id] ?? { en: '', hi: '' },
    auth_id,
    auth_token,
  }));
}

interface PartnerAccount {
  auth_id: string;
  auth_token: string;
  name: string;
  kyc_status?: string;
}

const isPartnerAccount = (row: unknown): row is PartnerAccount =>
  typeof row === 'object' &&
  row !== null &&
  ['auth_id', 'auth_token', 'name'].every((key) => typeof (row as Record<string, unknown>)[key] === 'string');

/** The first page of the partner's real customers. */
export async function partnerCustomers(
  partner: { auth_id: string; auth_token: string },
  upstream: string,
): Promise<DemoCustomer[]> {
  const response = await fetch(`${upstream}/partner/accounts?page=1&per_page=100`, {
    headers: { 'X-Auth-ID': partner.auth_id, 'X-Auth-Token': partner.auth_token, Accept: 'application/json' },
    // A redirect would take the partner's token along to wherever it points.
    redirect: 'manual',
    signal: AbortSignal.timeout(10_000),
  }).catch(() => undefined);
  if (!response) throw new Error(`${upstream} could not be reached to list the partner's customers.`);
  if (!response.ok) throw new Error(`${upstream} answered ${response.status} when asked for the partner's customers.`);
  const body = (await response.json().catch(() => undefined)) as { accounts?: unknown } | undefined;
  const rows = Array.isArray(body?.accounts) ? body.accounts : [];
  return rows.filter(isPartnerAccount).map(({ auth_id, auth_token, name, kyc_status }) => ({
    id: idOf(auth_id),
    name,
    note:
      kyc_status === 'completed'
        ? { en: 'KYC is done.', hi: 'KYC हो चुका है।' }
        : { en: 'KYC is not done yet.', hi: 'KYC अभी बाकी है।' },
    auth_id,
    auth_token,
  }));
}
