/** Anything that answers a request: `fetch`, the proxy, the sandbox, a fault. */
export type Handler = (request: Request) => Promise<Response>;
