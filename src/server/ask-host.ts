import type { Clock } from './clock.ts';

/** Asks a function of the host's. One that takes longer than `most` milliseconds has failed: nobody waits for ever. */
export async function askHost<T>(ask: () => Promise<T> | T, most: number, clock: Clock): Promise<T> {
  const said = ask();
  if (typeof (said as Promise<T> | undefined)?.then !== 'function') return said;
  let forget = () => {};
  const late = new Promise<never>((_, reject) => {
    forget = clock.after(most, () => reject(new Error(`No answer in ${most / 1000} seconds`)));
  });
  return Promise.race([said, late]).finally(forget);
}
