/** What makes digits easy to remember. */
export type Pattern = 'repeated' | 'pairs' | 'mirror' | 'sequence';

const runs = ['0123456789', '9876543210'];

const holds: Record<Pattern, (digits: string) => boolean> = {
  repeated: (digits) => /(\d)\1\1/.test(digits),
  pairs: (digits) => /(\d)\1(?!\1)(\d)\2/.test(digits),
  mirror: (digits) => /(\d)(?!\1)(\d)\2\1$/.test(digits),
  sequence: (digits) => {
    const fours = Array.from({ length: Math.max(0, digits.length - 3) }, (_, at) => digits.slice(at, at + 4));
    return fours.some((four) => runs.some((run) => run.includes(four)));
  },
};

/** The patterns there are, the most striking first. */
export const patterns = Object.keys(holds) as Pattern[];

/**
 * Says what is easy to remember in a number, by its last ten digits: three of a kind in a row (`repeated`), two pairs
 * (`pairs`, as in 4477), an end that reads the same backwards (`mirror`, as in 2442), four in a row up or down (`sequence`).
 */
export const patternsOf = (e164: string): Pattern[] => {
  const digits = e164.replace(/\D/g, '').slice(-10);
  return patterns.filter((pattern) => holds[pattern](digits));
};
