import type { Handler } from '../../src/contract/handler.ts';

/** Which requests a fault concerns. */
export interface Where {
  method: string;
  path: string;
}

/** What goes wrong between the service and the proxy, for some requests. */
export type Fault = (service: Handler, where: Where) => Handler;

const at =
  (act: (service: Handler) => Handler): Fault =>
  (service, { method, path }) =>
  (request) =>
    request.method === method && new URL(request.url).pathname.includes(path)
      ? act(service)(request)
      : service(request);

/** Does what was asked and says it in another way: with other headers, or something before the body. */
const saying = (type: string, before = '') =>
  at((service) => async (request) => {
    const answer = await service(request);
    const headers = { 'Content-Type': type };
    return new Response(before + (await answer.text()), { status: answer.status, headers });
  });

/** Does what was asked, and answers with a body of one's own making. */
const streaming = (body: UnderlyingDefaultSource<Uint8Array>) =>
  at((service) => async (request) => {
    await service(request);
    return new Response(new ReadableStream(body), { headers: { 'Content-Type': 'application/json' } });
  });

/** Good JSON that calls itself something else. */
export const asPage = saying('text/html');
export const asText = saying('text/plain');
/** Good JSON after a byte order mark. */
export const marked = saying('application/json', '\uFEFF');

/** What a body looks like that cannot be unpacked: headers that say yes, and an error in the place of bytes. */
export const badGzip = streaming({ pull: (stream) => stream.error(new TypeError('terminated')) });

/** A few bytes, and never the rest. */
export const dripping = streaming({ start: (stream) => stream.enqueue(new TextEncoder().encode('{"items":[')) });

/** Does what was asked, and never says so. */
export const silent = at((service) => async (request) => {
  await service(request);
  return new Promise<Response>(() => {});
});

/** The connection was never made. */
export const unconnected = (code: 'ECONNREFUSED' | 'ENOTFOUND') =>
  at(() => async () => {
    throw new TypeError('fetch failed', { cause: { code } });
  });

/**
 * Holds the page's waits of exactly so many milliseconds until they are let pass, so that no test sits through them.
 * `pass` waits until there is one.
 */
export function holdWaits(milliseconds: number) {
  const real = window.setTimeout;
  const held: (() => void)[] = [];
  let came = () => {};
  window.setTimeout = ((act: () => void, ms?: number, ...args: []) => {
    if (ms !== milliseconds) return real(act, ms, ...args);
    held.push(act);
    came();
    return 0;
  }) as typeof window.setTimeout;
  return {
    pass: async () => {
      if (held.length === 0) await new Promise<void>((resolve) => (came = resolve));
      for (const act of held.splice(0)) act();
    },
    release: () => void (window.setTimeout = real),
  };
}
