import { readBytes, unlessAborted } from './bytes.ts';

/** A request to the service, built from nothing but checked parts. */
export interface Outgoing {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
}

/** An answer of the service, by whatever it came. Its body is taken once: whole, piece by piece, or not at all. */
export interface Heard {
  status: number;
  headers: Pick<Headers, 'get'>;
  /** The whole body; rejects with `TooLarge` beyond `most` bytes. */
  whole(most: number): Promise<Uint8Array>;
  pieces(): ReadableStream<Uint8Array> | null;
  /** Lets go of a body that nobody reads. */
  drop(): void;
}

/**
 * Sends a request once, and follows nothing; resolves when the headers of the answer are there. The signal ends it and
 * what reads its answer, both with its reason.
 */
export type Send = (outgoing: Outgoing, signal: AbortSignal) => Promise<Heard>;

/** The connection was never made, so that nothing was sent. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
}

/** Sends by a Handler, or by `fetch`, which makes a Request itself; one of our own would be a second one. */
export function sendByFetch(given?: (request: Request) => Promise<Response>): Send {
  const send = given
    ? (url: string, init: RequestInit) => given(new Request(url, init))
    : (url: string, init: RequestInit) => fetch(url, init);
  return async ({ url, ...init }, signal) => {
    try {
      // Node's fetch carries X-Auth-Token along when it follows a redirect to another host.
      const sent = send(url, { ...init, redirect: 'manual', signal });
      return heardOf(await unlessAborted(sent, signal), signal);
    } catch (error) {
      const code = (error as { cause?: { code?: unknown } } | undefined)?.cause?.code;
      throw neverSent.has(code) ? new NotSent('', { cause: error }) : error;
    }
  };
}

const neverSent = new Set<unknown>(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

const heardOf = (response: Response, signal: AbortSignal): Heard => ({
  // A browser does not say which redirect it was.
  status: response.type === 'opaqueredirect' ? 302 : response.status,
  headers: response.headers,
  whole: (most) => readBytes(response, most, signal),
  pieces: () => response.body,
  drop: () => void response.body?.cancel().catch(() => {}),
});
