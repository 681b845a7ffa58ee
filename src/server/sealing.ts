/** A key of its own for one purpose, made of a secret that nobody stores (HKDF, RFC 5869). */
export type DeriveKey = (
  info: string,
  kind: HmacKeyGenParams | AesKeyGenParams,
  uses: KeyUsage[],
) => Promise<CryptoKey>;

/** Opens a secret, so that keys can be made of it. */
export function keysFrom(secret: string): DeriveKey {
  const root = crypto.subtle.importKey('raw', bytesOf(secret), 'HKDF', false, ['deriveKey']);
  return async (info, kind, uses) => {
    const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info: bytesOf(info) };
    return crypto.subtle.deriveKey(how, await root, kind, false, uses);
  };
}

/** What a key seals with. */
export const sealing = { name: 'AES-GCM', length: 256 };

/** A text that only whoever has the key can read. */
export interface Sealed {
  iv: string;
  sealed: string;
}

/** Seals a text. */
export async function seal(key: CryptoKey, text: string): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytesOf(text));
  return { iv: toText(iv), sealed: toText(new Uint8Array(sealed)) };
}

/** The text that was sealed, or undefined if this is not it, or another key's. */
export async function unseal(key: CryptoKey, { iv, sealed }: Sealed): Promise<string | undefined> {
  try {
    const open = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: toBytes(iv) }, key, toBytes(sealed));
    return new TextDecoder().decode(open);
  } catch {
    return undefined;
  }
}

/** A text as bytes of UTF-8. */
export const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Bytes as base64url. */
export const toText = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** The bytes of a base64 or base64url text; throws when it is neither. */
export const toBytes = (text: string) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
