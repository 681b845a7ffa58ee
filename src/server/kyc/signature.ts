import { bytesOf, toBytes } from '../sealing.ts';

/** The header a signature comes in; absent where the service does not sign. */
export const signatureHeader = 'x-vobiz-signature';

/**
 * Whether a signature is that of these very bytes: HMAC-SHA256, as `sha256=` and hex (Vobiz documentation, sub-account KYC
 * webhooks), or as the service's own automation nodes read it, in base64 or without the prefix. Compared by `verify`, in a
 * time that tells nothing.
 */
export async function isSigned(bytes: Uint8Array, signature: string, secret: string): Promise<boolean> {
  const mark = readMark(signature.replace(/^sha256=/, ''));
  if (!mark) return false;
  const how = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytesOf(secret), how, false, ['verify']);
  return crypto.subtle.verify('HMAC', key, mark, new Uint8Array(bytes));
}

function readMark(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Uint8Array.from(text.match(/../g)!, (pair) => parseInt(pair, 16));
  return /^[A-Za-z0-9+/_-]{43}=?$/.test(text) ? new Uint8Array(toBytes(text)) : undefined;
}
