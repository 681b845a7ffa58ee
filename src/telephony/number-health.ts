/** The least calls from which anything can be told (the provider's fleet guidance: about a hundred). */
export const enoughCalls = 100;

/** What of every hundred calls must be answered for a number to be well, and below what it is not (the same guidance). */
const bands = { good: 25, watch: 15 };

/**
 * Judges a number by its answer rate, in percent; by nothing else, for how long people talk says nothing about a number.
 * Undefined where there were too few calls to tell.
 */
export function judge(calls: number, rate: number): 'good' | 'watch' | 'bad' | undefined {
  if (calls < enoughCalls) return undefined;
  return rate >= bands.good ? 'good' : rate >= bands.watch ? 'watch' : 'bad';
}
