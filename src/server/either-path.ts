import type { ServedRoute } from '../contract/accepts.ts';
import type { Call } from './match.ts';

/** Asks one of a call's two upstream paths, or the one and then the other. */
export type EitherPath = <T extends { is: string; status?: number }>(
  account: string,
  call: Call,
  ask: (call: Call) => Promise<T>,
) => Promise<T>;

const mostAccounts = 10_000;
const isElsewhere = (status: number | undefined) => status === 404 || status === 401;

/**
 * Tries a route's `fallback` where its `upstream` answers 404 or 401, and remembers in this process's memory which of the
 * two an account's calls are at.
 *
 * Where that is known, a 404 for one thing means that the thing is not there, and is believed.
 */
export function rememberPaths(): EitherPath {
  const known = new Map<string, 'upstream' | 'fallback'>();
  const remember = (account: string, path: 'upstream' | 'fallback') => {
    known.delete(account);
    if (known.size >= mostAccounts) for (const oldest of known.keys()) if (known.delete(oldest)) break;
    known.set(account, path);
  };

  return async (account, call, ask) => {
    if (!call.route.fallback) return ask(call);
    const first = known.get(account) ?? 'upstream';
    const answer = await ask(at(call, first));
    if (answer.is === 'unclear') return answer;
    if (!isElsewhere(answer.status)) {
      if (answer.is !== 'refused' || answer.status !== undefined) remember(account, first);
      return answer;
    }
    if (answer.status === 404 && known.has(account) && call.route.path.includes('{')) return answer;
    const second = first === 'upstream' ? 'fallback' : 'upstream';
    const other = await ask(at(call, second));
    if (other.is === 'unclear' || (other.is === 'refused' && other.status === undefined)) return other;
    if (!isElsewhere(other.status)) {
      remember(account, second);
      return other;
    }
    // Both say no: that it is not there is said about the thing, a 401 perhaps only about the path.
    return answer.status === 404 ? answer : other;
  };
}

const at = (call: Call, path: 'upstream' | 'fallback'): Call => {
  const route: ServedRoute = { ...call.route, upstream: call.route[path]! };
  return { ...call, route };
};
