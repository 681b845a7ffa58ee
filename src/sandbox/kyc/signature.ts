import { sandboxPartner } from '../accounts.ts';

/**
 * What `X-Vobiz-Signature` says about a body: `sha256=` and the HMAC-SHA256 of the raw text, in hexadecimal.
 *
 * The documents sign only the events of sub-accounts, with the parent account's `auth_token`. Signed at all, a partner's
 * events are signed the same way here: with the partner's `auth_token`.
 */
export async function signatureOf(body: string): Promise<string> {
  const text = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', text.encode(sandboxPartner.auth_token), algorithm, false, ['sign']);
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, text.encode(body)));
  return `sha256=${Array.from(signature, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
