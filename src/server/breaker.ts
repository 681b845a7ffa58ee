import type { Outcome } from './answer.ts';
import type { Clock } from './clock.ts';
import { Refusal, type ProblemCode } from './problem.ts';

/** A rest from asking the service. When it is over each account may ask once, and again after a rest of its own. */
interface Rest {
  until: number;
  again: Map<string, number>;
}

/** Lets a request of an account go to the service, or refuses it; hears afterwards what came of it. */
export type Breaker = (account: string, isWrite: boolean) => (outcome: Heard) => void;

type Heard = Pick<Outcome, 'is'> & { refusal?: Refusal; answered?: boolean };

const mostFailures = 5;
const fewAccounts = 3;
const mostAccounts = 10_000;
const everybody = '';
const failures = new Set<ProblemCode>(['upstream-failed', 'upstream-timeout', 'upstream-unreachable']);

/**
 * Leaves a service alone that kept failing: after five failures in a row it is not asked for a while, and then once for
 * each account until it answers.
 *
 * An account rests for itself; everybody rests when the failures since the last success are of three accounts. What one
 * customer can bring about as often as they like (a purchase without money is answered 500) closes the door for nobody.
 * What is refused here was certainly not sent.
 */
export function createBreaker(clock: Clock): Breaker {
  const rests = new Map<string, Rest>();
  /** How often each account failed since its last success. */
  const streaks = new Map<string, number>();
  /** How often each account failed since anybody's last success. */
  const failing = new Map<string, number>();

  const left = ({ until, again }: Rest, account = everybody) => {
    const time = (again.get(account) ?? until) - clock.now();
    // More than a whole rest is left only after the clock was set back.
    return time > clock.rest ? 0 : time;
  };

  function begin(whose: string): void {
    for (const [name, rest] of rests) if (left(rest) < -60_000) rests.delete(name);
    if (!rests.has(whose)) rests.set(whose, { until: clock.now() + clock.rest, again: new Map() });
  }

  function fail(account: string): void {
    const streak = (streaks.get(account) ?? 0) + 1;
    streaks.set(account, streak);
    failing.set(account, (failing.get(account) ?? 0) + 1);
    for (const known of [streaks, failing])
      if (known.size > mostAccounts) for (const oldest of known.keys()) if (known.delete(oldest)) break;
    if (streak >= mostFailures) begin(account);
    const all = [...failing.values()].slice(0, mostFailures).reduce((sum, times) => sum + times, 0);
    if (failing.size >= fewAccounts && all >= mostFailures) begin(everybody);
  }

  function succeed(account: string): void {
    streaks.delete(account);
    failing.clear();
    rests.delete(account);
    rests.delete(everybody);
  }

  return (account, isWrite) => {
    const its = [everybody, account].flatMap((whose) => rests.get(whose) ?? []);
    const wait = Math.max(0, ...its.map((rest) => left(rest, account)));
    if (wait > 0) throw new Refusal('upstream-resting', { retry_after: Math.ceil(wait / 1000) });
    const askAgain = (milliseconds: number) => {
      for (const rest of its) rest.again.set(account, clock.now() + milliseconds);
    };
    askAgain(clock.rest);
    return ({ is, refusal, answered }) => {
      const isFailure = refusal !== undefined && failures.has(refusal.code);
      if (!isFailure && is !== 'unclear') return succeed(account);
      const counts = isFailure && !(isWrite && answered);
      askAgain(counts ? clock.rest : 0);
      if (counts) fail(account);
    };
  };
}
