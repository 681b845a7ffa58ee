const text = new TextEncoder();
const megabyte = text.encode(`{"e164":"+918065354620","note":"${'x'.repeat(2 ** 20 - 40)}"},`);

/** An answer with so many megabytes of JSON, made while it is read. */
export function huge(megabytes: number, signal: AbortSignal): Response {
  let left = megabytes;
  return flood(signal, () => (left-- > 0 ? megabyte : undefined));
}

/** An answer that goes on until its reader has had enough. */
export const infinite = (signal: AbortSignal): Response => flood(signal, () => megabyte);

function flood(signal: AbortSignal, next: () => Uint8Array | undefined): Response {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(text.encode('{"items":['));
      // After the end there is nothing left to break off; `error` then does nothing.
      signal.addEventListener('abort', () => controller.error(signal.reason), { once: true });
    },
    pull(controller) {
      const chunk = next();
      if (chunk) return controller.enqueue(chunk);
      controller.enqueue(text.encode('{}],"page":1,"per_page":25,"total":1}'));
      controller.close();
    },
  });
  return new Response(stream, { headers: { 'content-type': 'application/json' } });
}
