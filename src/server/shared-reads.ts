import type { Outcome } from './answer.ts';
import { Refusal } from './problem.ts';

interface Running {
  outcome: Promise<Outcome>;
  callers: number;
  stop: AbortController;
}

const calledOff = (): Outcome => ({ is: 'unclear', refusal: new Refusal('called-off'), answered: false });

/** Lets identical reads of one account that meet share one request. */
export interface SharedReads {
  /** Joins the read that is under way under this key, or begins it. */
  join(
    account: string,
    key: string,
    caller: AbortSignal,
    read: (stop: AbortController) => Promise<Outcome>,
  ): Promise<Outcome>;
  /** From here on nobody joins what was begun before: a write has changed what it would say. */
  forget(account: string): void;
}

/**
 * Shares reads while they are under way; nothing is kept once they are answered.
 *
 * A caller who leaves does not call the others' read off; the last one does.
 */
export function shareReads(): SharedReads {
  const accounts = new Map<string, Map<string, Running>>();

  return {
    async join(account, key, caller, read) {
      if (caller.aborted) return calledOff();
      const reads = accounts.get(account) ?? new Map<string, Running>();
      accounts.set(account, reads);
      const running = reads.get(key) ?? begin();
      running.callers++;
      return new Promise((resolve) => {
        const leave = () => {
          resolve(calledOff());
          if (--running.callers > 0) return;
          end(running);
          running.stop.abort(new Refusal('called-off'));
        };
        if (caller.aborted) return leave();
        caller.addEventListener('abort', leave, { once: true });
        void running.outcome.then((outcome) => {
          caller.removeEventListener('abort', leave);
          resolve(outcome);
        });
      });

      function begin(): Running {
        const stop = new AbortController();
        const begun: Running = { outcome: read(stop), callers: 0, stop };
        reads.set(key, begun);
        void begun.outcome.then(() => end(begun));
        return begun;
      }

      function end(one: Running): void {
        if (reads.get(key) === one) reads.delete(key);
        if (reads.size === 0 && accounts.get(account) === reads) accounts.delete(account);
      }
    },
    forget: (account) => void accounts.delete(account),
  };
}
