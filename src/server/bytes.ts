/** A body with more bytes than allowed. What was beyond them was neither read nor kept. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/**
 * The bytes of a body, counted as they come: what a header says about their number does not matter.
 *
 * Rejects with {@link TooLarge} beyond `most`, and with the signal's reason when it is called off.
 */
export async function readBytes(message: Request | Response, most: number, signal?: AbortSignal): Promise<Uint8Array> {
  // Firefox has no stream on a Request; there the body is already in memory.
  if (message.body === undefined) return atMost(new Uint8Array(await message.arrayBuffer()), most);
  if (message.body === null) return new Uint8Array();
  const reader = message.body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Not everything that answers a request listens to its signal; a reader that is let go of has no more to read.
  const stop = () => void reader.cancel(signal?.reason).catch(() => {});
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      signal?.throwIfAborted();
      if (done) return join(chunks, length);
      length += value.byteLength;
      if (length > most) throw new TooLarge();
      chunks.push(value);
    }
  } catch (error) {
    void reader.cancel().catch(() => {});
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/** The same promise, unless the signal aborts first: not everything that answers a request listens to its signal. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function atMost(bytes: Uint8Array, most: number): Uint8Array {
  if (bytes.byteLength > most) throw new TooLarge();
  return bytes;
}

/** Chunks of so many bytes together as one. */
export function join(chunks: Uint8Array[], length: number): Uint8Array {
  if (chunks.length === 1) return chunks[0]!;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
