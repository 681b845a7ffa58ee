import { Refusal } from './problem.ts';

/** Opens a stream of an account, unless it has too many; `left` says that it is over, however it ended. */
export type HoldStream = <T>(account: string, open: (left: () => void) => Promise<T>) => Promise<T>;

// More than a browser opens to one host, and far fewer than hurt the service or this process.
const most = 8;

/**
 * Counts the streams that each account has open in this process. How often one may be opened is another matter: a stream
 * that is taken slowly stays open for as long as its reader likes.
 */
export function countStreams(): HoldStream {
  const open = new Map<string, number>();
  return async (account, begin) => {
    const others = open.get(account) ?? 0;
    if (others >= most) throw new Refusal('too-many-requests', { retry_after: 10 });
    open.set(account, others + 1);
    let over = false;
    const left = () => {
      if (over) return;
      over = true;
      const rest = open.get(account)! - 1;
      if (rest > 0) open.set(account, rest);
      else open.delete(account);
    };
    try {
      return await begin(left);
    } catch (error) {
      left();
      throw error;
    }
  };
}
