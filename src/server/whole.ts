const wholes = new WeakMap<Response, Uint8Array<ArrayBuffer>>();

/** An answer whose body is known whole, so that a listener may write it without reading it from a stream again. */
export function wholeResponse(bytes: Uint8Array<ArrayBuffer>, init: ResponseInit): Response {
  const response = new Response(bytes, init);
  wholes.set(response, bytes);
  return response;
}

/** The body of an answer of `wholeResponse`. */
export const wholeOf = (response: Response) => wholes.get(response);
