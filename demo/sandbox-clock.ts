import { wallClock, type Clock } from '../src/server/clock.ts';

/** A clock that goes with the sandbox's, which can be moved: else a link that has run out there would still work here. */
export interface SandboxClock extends Clock {
  /** Takes over what the sandbox says the time is. */
  follow: (said: string) => void;
}

/** The clock on the wall, until the sandbox says another time. */
export function createSandboxClock(): SandboxClock {
  let ahead = 0;
  return {
    ...wallClock,
    now: () => Date.now() + ahead,
    follow: (said) => {
      const at = Date.parse(said) - Date.now();
      // The way here takes a moment, and is no move of the clock.
      ahead = Math.abs(at) < 1000 ? 0 : at;
    },
  };
}
