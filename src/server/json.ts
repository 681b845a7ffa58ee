const deepest = 16;

/** JSON from bytes, a byte order mark tolerated; throws when it is not JSON, not UTF-8, or nested too deep. */
export function readJson(bytes: Uint8Array): unknown {
  const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (depthExceeds(value, deepest)) throw new SyntaxError('Nested too deep');
  return value;
}

function depthExceeds(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (left === 0) return true;
  for (const key in value) if (depthExceeds((value as Record<string, unknown>)[key], left - 1)) return true;
  return false;
}

/** Whether a name means something to every object, such as `__proto__` or `constructor`. */
export const isInherited = (name: string) => name in Object.prototype;

/** Whether any object in a value has such a name of its own. */
export function hasInheritedName(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, inner]) => isInherited(name) || hasInheritedName(inner));
}
