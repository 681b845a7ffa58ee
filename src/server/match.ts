import { segments, served, type ServedRoute } from '../contract/accepts.ts';
import type { CallName } from '../contract/routes.ts';
import { Refusal } from './problem.ts';

/** A call that was recognised, with the checked segments of its path. */
export interface Call {
  name: CallName;
  route: ServedRoute;
  params: Record<string, string>;
}

/** A path of the table, with the calls that can be made there by method. */
interface Place {
  path: string[];
  calls: Partial<Record<string, CallName>>;
}

const isParameter = (segment: string) => segment.startsWith('{');

// Where two paths fit, the one that says a segment literally wins, whatever the method: `/trunks/credentials` is no trunk.
const places = Object.entries(served)
  .reduce<Place[]>((found, [name, route]) => {
    const path = route.path.slice(1).split('/');
    const known = found.find((place) => place.path.join('/') === path.join('/'));
    const place = known ?? { path, calls: {} };
    place.calls[route.method] = name as CallName;
    return known ? found : [...found, place];
  }, [])
  .sort((a, b) => rank(a) - rank(b) || a.path.length - b.path.length);

function rank({ path }: Place): number {
  return path.reduce((sum, segment) => sum * 2 + (isParameter(segment) ? 1 : 0), 0);
}

/** The call a method and a path stand for; refuses what stands for none. `OPTIONS` answers for the path's methods. */
export function matchCall(method: string, pathname: string, mount: readonly string[]): Call | { methods: string[] } {
  const said = pathname.split('/').slice(1);
  if (!mount.every((segment, index) => segment === said[index])) throw new Refusal('no-such-call');
  const path = said.slice(mount.length).map(decodeOnce);
  for (const place of places) {
    if (!isAt(place.path, path)) continue;
    const methods = Object.keys(place.calls);
    if (method === 'OPTIONS') return { methods };
    const name = Object.hasOwn(place.calls, method) ? place.calls[method] : undefined;
    if (!name) throw new Refusal('method-not-allowed', { allow: [...methods, 'OPTIONS'].join(', ') });
    return { name, route: served[name], params: read(place.path, path) };
  }
  throw new Refusal('no-such-call');
}

// Once and no more: what is still encoded, or climbs, or splits after that was meant for somebody else's second decoding.
function decodeOnce(segment: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(segment);
  } catch {
    throw new Refusal('bad-target');
  }
  // eslint-disable-next-line no-control-regex
  if (/[/\\\u0000-\u001f\u007f]|^\.{1,2}$|%[0-9a-f]{2}/i.test(decoded)) throw new Refusal('no-such-call');
  return decoded;
}

/** Whether the segments are this path's, whatever stands in the place of its parameters. */
const isAt = (path: string[], said: string[]) =>
  path.length === said.length &&
  path.every((segment, index) => (isParameter(segment) ? said[index] !== '' : segment === said[index]));

/** What stands in the place of a path's parameters; a number without its plus sign, say, is refused by name. */
function read(path: string[], said: string[]): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [index, segment] of path.entries()) {
    if (!isParameter(segment)) continue;
    const name = segment.slice(1, -1);
    const value = said[index]!;
    if (!segments[name]?.test(value)) throw new Refusal('invalid', { errors: [{ field: name, code: 'invalid' }] });
    params[name] = value;
  }
  return params;
}
