/** A repeatable stream of numbers from 0 up to 1: the same seed always tells the same story (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A 32-bit number that belongs to a text (FNV-1a), for what must stay the same without being stored. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** Lower-case hexadecimal digits that belong to a text. */
export function hexOf(text: string, length: number): string {
  const random = randomOf(hashOf(text));
  return Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
}

/** A UUID that belongs to a text, so that ids survive a restart of the sandbox. */
export function uuidOf(text: string): string {
  const hex = hexOf(text, 30);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-a${hex.slice(15, 18)}-${hex.slice(18)}`;
}
