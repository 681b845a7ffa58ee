import { Refusal } from './problem.ts';

// Twice one of these, and two readers of the request may each believe another one.
const once = new Set(
  'host origin cookie authorization x-vobiz-portal idempotency-key content-type content-length transfer-encoding sec-fetch-site'.split(
    ' ',
  ),
);

const mostTarget = 4 * 1024;
const mostHeaders = 8 * 1024;

/** The parts of Node's request that are looked at before a URL is made of them, because making one tidies them up. */
export interface RawRequest {
  target: string;
  rawHeaders: readonly string[];
  encrypted: boolean;
}

const looked = new WeakSet<Request>();

/** Notes that a request was made of what `urlOf` has looked at. */
export const noteLooked = <T extends Request>(request: T): T => {
  looked.add(request);
  return request;
};

/**
 * Refuses what can still be seen in a Request that another server made. It has tidied the target up and joined what was
 * there twice: such a header then fails here or where it is read, all but `Cookie` and `Authorization`.
 */
export function checkShown(request: Request): void {
  if (looked.has(request)) return;
  const { url, headers } = request;
  const { pathname, search, hash } = new URL(url);
  if (pathname.length + search.length > mostTarget || hash !== '') throw new Refusal('bad-target');
  let length = 0;
  for (const [name, value] of headers) length += name.length + value.length + 4;
  if (length > mostHeaders) throw new Refusal('headers-too-large');
  if (['host', 'sec-fetch-site'].some((name) => headers.get(name)?.includes(',')))
    throw new Refusal('duplicate-header');
}

/** The address of a request whose raw target and headers are beyond doubt; refuses any other. */
export function urlOf({ target, rawHeaders, encrypted }: RawRequest): URL {
  // Origin-form in visible ASCII: a backslash, a "#" or a tab would mean something else to the next reader.
  if (target.length > mostTarget || !/^\/[\x21-\x7e]*$/.test(target) || /[#\\]/.test(target))
    throw new Refusal('bad-target');
  // A URL resolves these, encoded ones too, and the path that is matched would not be the one that was sent.
  const path = target.split('?', 1)[0]!;
  if (path.split('/').some((segment) => /^\.{1,2}$/.test(segment.replace(/%2e/gi, '.'))))
    throw new Refusal('bad-target');

  const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
  if (names.some((name, index) => once.has(name) && names.indexOf(name) !== index))
    throw new Refusal('duplicate-header');
  if (rawHeaders.reduce((sum, text) => sum + text.length + 2, 0) > mostHeaders) throw new Refusal('headers-too-large');

  const at = names.findIndex((name) => name === 'host' || name === ':authority');
  const host = at < 0 ? '' : rawHeaders[at * 2 + 1]!;
  const address = `${encrypted ? 'https' : 'http'}://${host}${target}`;
  if (!/^([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?$/.test(host) || !URL.canParse(address))
    throw new Refusal('bad-host');
  return new URL(address);
}
