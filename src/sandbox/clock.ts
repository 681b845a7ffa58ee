/** A clock that can be moved, for what takes 24 hours or 45 days. */
export interface Clock {
  now: () => Date;
  advance: (seconds: number) => void;
  set: (now: Date) => void;
  reset: () => void;
}

/** Makes a movable clock over another one; moved or not, it goes on at that one's pace. */
export function createClock(base: () => Date = () => new Date()): Clock {
  let offset = 0;
  return {
    now: () => new Date(base().getTime() + offset),
    advance: (seconds) => {
      offset += seconds * 1000;
    },
    set: (now) => {
      offset = now.getTime() - base().getTime();
    },
    reset: () => {
      offset = 0;
    },
  };
}
