import type { Client } from '../client/client.ts';
import type { Kyc } from '../contract/kyc.ts';

/** What was read, and how far the server's clock is ahead of this device's, in milliseconds. */
export type SeenKyc = Kyc & { ahead: number };

/** What is shown before anything was read, to somebody who has just come back. */
export const blank: Kyc = { verified: false, can_continue: false };

/** Reads how far a verification is. */
export async function readKyc(client: Client, signal: AbortSignal): Promise<SeenKyc> {
  const kyc = await client.getKyc(signal);
  return { ...kyc, ahead: kyc.now ? Date.parse(kyc.now) - Date.now() : 0 };
}

/** Seconds until a mail can be sent again, by the server's clock. */
export function pauseOf({ resend_at, ahead }: SeenKyc): number {
  return resend_at ? Math.max(0, Math.ceil((Date.parse(resend_at) - Date.now() - ahead) / 1000)) : 0;
}

/** What the page may know: what the service said, and nothing of ours. */
export const publicOf = ({ ahead: _, ...kyc }: SeenKyc): Kyc => kyc;

/** Whether a later reading is news. */
export const isNews = (then: Kyc, now: Kyc) => gist(then) !== gist(now);

const gist = ({ verified, status, kyc_type, completed_steps }: Kyc) =>
  JSON.stringify([verified, status, kyc_type, completed_steps]);
