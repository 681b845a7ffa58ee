const deepest = 16;
const most = 100_000;

/** JSON from bytes, a byte order mark tolerated; throws when it is not JSON, not UTF-8, nested too deep, or of too many parts. */
export function readJson(bytes: Uint8Array): unknown {
  // Fewer bytes than that are not more parts.
  if (bytes.length > most) countParts(bytes);
  const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  checkDepth(value, deepest);
  return value;
}

/**
 * Looks at the brackets and commas of JSON before anything is made of it: a few bytes each, they become objects of a
 * hundred, and two megabytes of them half a gigabyte.
 */
function countParts(bytes: Uint8Array): void {
  let parts = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (inText) {
      if (byte === 0x5c)
        at++; // a backslash, and whatever it is before
      else if (byte === 0x22) inText = false;
      continue;
    }
    if (byte === 0x22) inText = true;
    // An opening or closing bracket or brace, or a comma.
    else if ((byte === 0x5b || byte === 0x7b || byte === 0x5d || byte === 0x7d || byte === 0x2c) && ++parts > most)
      throw new SyntaxError('Too many parts');
  }
}

function checkDepth(value: unknown, left: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (left === 0) throw new SyntaxError('Too deep');
  for (const inner of Object.values(value)) checkDepth(inner, left - 1);
}

/** Whether a name means something to every object, such as `__proto__` or `constructor`. */
export const isInherited = (name: string) => name in Object.prototype;

/** Whether any object in a value has such a name of its own. */
export function hasInheritedName(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, inner]) => isInherited(name) || hasInheritedName(inner));
}
