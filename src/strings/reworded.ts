import type { Strings } from './en.ts';

/** Words of the host's in place of some of ours. */
export type Wording<T = Strings> = {
  [K in keyof T]?: T[K] extends (...args: never[]) => unknown ? T[K] : T[K] extends object ? Wording<T[K]> : T[K];
};

/** All the words there are, with some of them replaced. */
export function reworded<T extends object>(own: T, given: Wording<T> | undefined): T {
  if (!given) return own;
  const words = Object.entries(given).filter(([, word]) => word !== undefined);
  return {
    ...own,
    ...Object.fromEntries(
      words.map(([key, word]) => {
        const known = own[key as keyof T];
        return [key, typeof known === 'object' && known ? reworded(known, word as Wording<typeof known>) : word];
      }),
    ),
  };
}
