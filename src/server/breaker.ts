import type { Outcome } from './answer.ts';
import type { Clock } from './clock.ts';
import { Refusal, type ProblemCode } from './problem.ts';

/** A rest from asking the service; when it is over, one request is let through to see. */
interface Rest {
  until: number;
  probing: boolean;
}

/** Lets a request of an account go to the service, or refuses it; hears afterwards what came of it. */
export type Breaker = (account: string) => (outcome: Pick<Outcome, 'is'> & { refusal?: Refusal }) => void;

const mostFailures = 5;
const everybody = '';
const failures = new Set<ProblemCode>(['upstream-failed', 'upstream-timeout', 'upstream-unreachable']);

/**
 * Leaves a service alone that kept failing: after five failures in a row it is not asked for a while, then by one only.
 *
 * When all five were one account's, only that account waits: what fails for one customer alone (a purchase without money is
 * answered 500) must not close the door for others. What is refused here was certainly not sent.
 */
export function createBreaker(clock: Clock): Breaker {
  const rests = new Map<string, Rest>();
  const failing = new Set<string>();
  let inARow = 0;

  const begin = (whose: string) => {
    for (const [name, { until }] of rests) if (until < clock.now() - 60_000) rests.delete(name);
    rests.set(whose, { until: clock.now() + clock.rest, probing: false });
  };

  return (account) => {
    const whose = rests.has(everybody) ? everybody : account;
    const rest = rests.get(whose);
    if (rest) {
      const left = rest.until - clock.now();
      if (left > 0 || rest.probing)
        throw new Refusal('upstream-resting', { retry_after: Math.max(1, Math.ceil(left / 1000)) });
      rest.probing = true;
    }
    return ({ is, refusal }) => {
      if (rest) rest.probing = false;
      if (refusal && failures.has(refusal.code)) {
        inARow++;
        failing.add(account);
        const all = failing.size > 1;
        if (rest) rest.until = clock.now() + clock.rest;
        else if (inARow >= mostFailures && !rests.has(all ? everybody : account)) begin(all ? everybody : account);
      } else if (is !== 'unclear') {
        inARow = 0;
        failing.clear();
        if (rest && rests.get(whose) === rest) rests.delete(whose);
      }
    };
  };
}
