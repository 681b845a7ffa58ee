import type { Access } from '../access.ts';
import { numberedError } from '../errors.ts';
import type { Account, World } from '../world.ts';

/** One request, as a route sees it: who asks, for what, and in which world. */
export interface Call {
  world: World;
  /** The parts of the path, decoded. */
  params: Record<string, string>;
  query: URLSearchParams;
  request: Request;
}

/** A request that came with a customer's own credentials. */
export interface CustomerCall extends Call {
  account: Account;
}

/** What answers a request on one path. */
export type Route<C extends Call> = (call: C) => Response | Promise<Response>;

/** A resource's paths, in the API's exact letter case, each with its method. */
export type Routes<C extends Call> = Record<string, Route<C>>;

/** The page that a query asks for; what can't be read is the default, what is too big is the maximum. */
export function pageOf(query: URLSearchParams, usual: number, most = 100): { page: number; per_page: number } {
  return { page: countOf(query, 'page', 1), per_page: Math.min(countOf(query, 'per_page', usual), most) };
}

/** The stretch of a list that a query asks for, where the API counts rows and not pages. */
export function windowOf(query: URLSearchParams): { limit: number; offset: number } {
  return { limit: Math.min(countOf(query, 'limit', 20), 100), offset: countOf(query, 'offset', 0) };
}

/** A stretch of what an account has, in the envelope of the trunk pages. */
export function pageOfOwn<T extends { account_id: string }>(
  { account, query }: CustomerCall,
  things: Map<string, T>,
  row: (thing: T) => unknown,
) {
  const { limit, offset } = windowOf(query);
  const own = [...things.values()].filter(({ account_id }) => account_id === account.auth_id);
  return { meta: { limit, offset, total: own.length }, objects: own.slice(offset, offset + limit).map(row) };
}

type Kept<K extends keyof Access> = Access[K] extends Map<string, infer T> ? T : never;

/** Answers for one thing that the account has; another account's is not found. */
export function ofOwn<K extends keyof Access>(
  name: string,
  kind: K,
  answer: (thing: Kept<K>, call: CustomerCall) => Response | Promise<Response>,
): Route<CustomerCall> {
  return (call) => {
    const thing = call.world[kind].get(call.params.id!);
    if (thing?.account_id !== call.account.auth_id) return numberedError(404, `${name} not found`);
    return answer(thing as Kept<K>, call);
  };
}

/** A positive whole number of the query, or what is usual. */
export function countOf(query: URLSearchParams, key: string, usual: number): number {
  const value = Number(query.get(key) || usual);
  return Number.isSafeInteger(value) && value > 0 ? value : usual;
}

/** The rows of one page. */
export const slice = <T>(rows: readonly T[], { page, per_page }: { page: number; per_page: number }): T[] =>
  rows.slice((page - 1) * per_page, page * per_page);

/** The JSON object in the body of a request, or why there is none. */
export async function bodyOf(request: Request): Promise<Record<string, unknown> | string> {
  const text = await request.text();
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
    return 'The request body must be a JSON object.';
  } catch {
    return text === ''
      ? 'The request body is empty; a JSON object is expected.'
      : 'The request body is not valid JSON.';
  }
}
