// An odd number has an inverse among 32-bit numbers; five steps of Newton's find it.
const FACTOR = 0x9e3779b1;
let inverse = FACTOR;
for (let step = 0; step < 5; step++) inverse = Math.imul(inverse, 2 - Math.imul(FACTOR, inverse));

/** What an id of a call stands for; each is known by one digit. */
export type IdKind = 'call' | 'sip' | 'recording';

const digits: Record<IdKind, string> = { call: 'a', sip: 'b', recording: '9' };

/** Ids that look like any UUID and hold the index of a call, so that a million of them need no memory. */
export interface CallIds {
  idOf: (kind: IdKind, index: number) => string;
  /** The index in an id of that kind, or undefined if it is not one of these. */
  indexOf: (kind: IdKind, id: string) => number | undefined;
}

/** The ids of one account, which share a key. */
export function callIds(key: number, count: number): CallIds {
  const idOf = (kind: IdKind, index: number) => {
    const first = Math.imul(index ^ key, FACTOR) >>> 0;
    const second = hex(mix(first ^ key));
    const third = hex(mix(first + kind.length));
    const fourth = hex(mix(Math.imul(first, 31) ^ key));
    return `${hex(first)}-${second.slice(0, 4)}-4${second.slice(4, 7)}-${digits[kind]}${third.slice(0, 3)}-${third.slice(3, 7)}${fourth}`;
  };
  const indexOf = (kind: IdKind, id: string) => {
    if (!/^[\da-f]{8}-/.test(id)) return undefined;
    const index = (Math.imul(parseInt(id.slice(0, 8), 16), inverse) ^ key) >>> 0;
    return index < count && idOf(kind, index) === id ? index : undefined;
  };
  return { idOf, indexOf };
}

const hex = (value: number) => value.toString(16).padStart(8, '0');

/** Stirs a 32-bit number, so that neighbours have nothing in common. */
export function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
