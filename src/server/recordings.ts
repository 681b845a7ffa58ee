import type { Page } from '../contract/page.ts';
import type { Recording } from '../contract/recording.ts';
import type { MediaAddresses } from './media-address.ts';
import type { Credentials } from './credentials.ts';

/** A page of recordings with the proxy's own addresses of their sound, or without any: the service's word does not count. */
export async function withAddresses(
  body: unknown,
  account: Credentials,
  addresses: MediaAddresses | undefined,
): Promise<Page<Recording>> {
  const page = body as Page<Recording>;
  const sign = page.items.length > 0 ? await addresses?.signer(account) : undefined;
  const items = page.items.map(async ({ media: _, ...row }) => {
    const path = `/recordings/${encodeURIComponent(row.recording_id)}/media`;
    return sign ? { ...row, media: `${path}?token=${await sign(row.recording_id)}` } : row;
  });
  return { ...page, items: await Promise.all(items) };
}
