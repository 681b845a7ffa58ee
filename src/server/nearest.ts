/** Of some names the one that was probably meant, or undefined when none is near. */
export function nearest(said: string, names: readonly string[]): string | undefined {
  const ranked = names.map((name) => ({ name, far: distance(said.toLowerCase(), name.toLowerCase()) }));
  const [best] = ranked.sort((one, other) => one.far - other.far);
  return best && best.far <= Math.max(2, said.length / 3) ? best.name : undefined;
}

/** How many letters have to be added, dropped or changed to make one word of another (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (let at = 0; at < other.length; at++)
      next.push(Math.min(row[at + 1]! + 1, next[at]! + 1, row[at]! + (letter === other[at] ? 0 : 1)));
    row = next;
  }
  return row[other.length]!;
}

/** Refuses a name that is not one of those there are, as the fault of whoever wrote it. */
export function mustBeKnown(said: string, names: readonly string[], what: string): void {
  if (names.includes(said)) return;
  const meant = nearest(said, names);
  throw new TypeError(`${what} "${said}" is not one that there is${meant ? `; did you mean "${meant}"?` : ''}`);
}
