/** The value that `share` of the samples do not exceed. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]!;
}

export const median = (samples: readonly number[]) => percentile(samples, 0.5);

/** Samples taken in turn, so that a machine that slows down slows all of them. */
export async function inTurn<K extends string, S = number>(
  rounds: number,
  ways: Record<K, () => Promise<S[]>>,
): Promise<Record<K, S[]>> {
  const names = Object.keys(ways) as K[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as S[]])) as Record<K, S[]>;
  for (const name of names) await ways[name](); // the first round warms up and does not count
  for (let round = 0; round < rounds; round += 1) for (const name of names) samples[name].push(...(await ways[name]()));
  return samples;
}

/** A line of a table: its name, then its figures. */
export const row = (name: string, ...figures: string[]) =>
  console.log([name.padEnd(44), ...figures.map((figure) => figure.padStart(12))].join(''));
