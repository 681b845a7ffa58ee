/** Whether a host name is this very machine. */
export const isLoopback = (hostname: string) =>
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  hostname === '[::1]' ||
  /^127(\.\d+){3}$/.test(hostname);

/** Whether a page where identity papers are shown may be at an origin: over TLS, or on this very machine. */
export const isSafeOrigin = (origin: string) => {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  return (
    url?.origin === origin && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))
  );
};

/**
 * The address of a verification page if it is one, character by character, on one of the allowed origins; else undefined.
 *
 * It is compared as text before it is parsed: parsing forgives upper case, tabs, line ends, backslashes, and takes the
 * origin of `blob:` and `user@host` addresses for that of what stands inside them.
 */
export function readKycAddress(address: unknown, origins: readonly string[]): string | undefined {
  if (typeof address !== 'string' || address.length > 2048 || !/^[\x21-\x7e]+$/.test(address)) return undefined;
  const origin = origins.find((one) => isSafeOrigin(one) && address.startsWith(`${one}/`));
  if (origin === undefined || /[\\"'<>`{}|^]/.test(address) || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  return url.href === address && url.origin === origin && url.username === '' && url.password === ''
    ? address
    : undefined;
}
