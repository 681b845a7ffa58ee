/** For each version from 1 to 10 at level M (ISO/IEC 18004, table 9): correction bytes a block, short blocks, their data bytes, long blocks. */
const layouts = [
  [10, 1, 16, 0], [16, 1, 28, 0], [26, 1, 44, 0], [18, 2, 32, 0], [24, 2, 43, 0],
  [16, 4, 27, 0], [18, 4, 31, 0], [22, 2, 38, 2], [22, 3, 36, 2], [26, 4, 43, 1],
] as const; // prettier-ignore

/** Where the middle of an alignment pattern may be, in both directions (annex E). */
const alignments = [
  [],
  [6, 18],
  [6, 22],
  [6, 26],
  [6, 30],
  [6, 34],
  [6, 22, 38],
  [6, 24, 42],
  [6, 26, 46],
  [6, 28, 50],
];

/** The eight masks (table 10): whether a module is turned over. */
const masks: ((row: number, column: number) => boolean)[] = [
  (r, c) => (r + c) % 2 === 0,
  (r) => r % 2 === 0,
  (_, c) => c % 3 === 0,
  (r, c) => (r + c) % 3 === 0,
  (r, c) => ((r >> 1) + Math.floor(c / 3)) % 2 === 0,
  (r, c) => ((r * c) % 2) + ((r * c) % 3) === 0,
  (r, c) => (((r * c) % 2) + ((r * c) % 3)) % 2 === 0,
  (r, c) => (((r + c) % 2) + ((r * c) % 3)) % 2 === 0,
];

type Modules = boolean[][];

/**
 * The modules of a QR code, row by row, true for dark, without the quiet zone: byte mode, level M, versions 1 to 10
 * (ISO/IEC 18004). Throws a RangeError for more than 213 bytes.
 */
export function qrModules(text: string): Modules {
  const bytes = new TextEncoder().encode(text);
  const version = 1 + layouts.findIndex((_, index) => bytes.length <= capacityOf(index + 1));
  if (version === 0) throw new RangeError(`A QR code of version 10 holds ${capacityOf(10)} bytes, not ${bytes.length}`);
  const size = 17 + 4 * version;
  const modules: Modules = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  const fixed: Modules = modules.map((row) => [...row]);
  drawPatterns(modules, fixed, version);
  drawBits(modules, fixed, codewords(bytes, version));
  const candidates = masks.map((mask, index) => {
    const masked = modules.map((row, r) => row.map((dark, c) => dark !== (!fixed[r]![c]! && mask(r, c))));
    drawFormat(masked, index);
    return masked;
  });
  return candidates.reduce((best, one) => (penaltyOf(one) < penaltyOf(best) ? one : best));
}

const dataBytes = (version: number) => {
  const [, short, data, long] = layouts[version - 1]!;
  return short * data + long * (data + 1);
};
const countBits = (version: number) => (version < 10 ? 8 : 16);
const capacityOf = (version: number) => dataBytes(version) - Math.ceil((4 + countBits(version)) / 8);

/** The bytes as they are drawn: mode, count, data and padding in blocks, each with its correction, interleaved. */
function codewords(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = [];
  const put = (value: number, length: number) => {
    for (let at = length - 1; at >= 0; at--) bits.push((value >> at) & 1);
  };
  put(4, 4);
  put(bytes.length, countBits(version));
  bytes.forEach((byte) => put(byte, 8));
  const most = dataBytes(version) * 8;
  put(0, Math.min(4, most - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < most; pad ^= 0xec ^ 0x11) put(pad, 8);
  const data = Array.from({ length: most / 8 }, (_, at) => Number.parseInt(bits.slice(at * 8, at * 8 + 8).join(''), 2));

  const [correction, short, length, long] = layouts[version - 1]!;
  const blocks = Array.from({ length: short + long }, (_, at) => {
    const start = at * length + Math.max(0, at - short);
    return data.slice(start, start + length + (at < short ? 0 : 1));
  });
  const corrections = blocks.map((block) => correctionOf(block, correction));
  const woven = (rows: number[][], most: number) =>
    Array.from({ length: most }, (_, at) => rows.flatMap((row) => (at < row.length ? [row[at]!] : []))).flat();
  return [...woven(blocks, length + 1), ...woven(corrections, correction)];
}

/** The product of two bytes in GF(256) with the polynomial 0x11d. */
function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) product = (product << 1) ^ ((product >> 7) * 0x11d) ^ (((b >> bit) & 1) * a);
  return product;
}

/** The remainder of a block by the Reed-Solomon generator of a degree. */
function correctionOf(block: number[], degree: number): number[] {
  let generator = [1];
  for (let at = 0, root = 1; at < degree; at++, root = times(root, 2)) {
    generator = [...generator, 0].map((term, index) => term ^ times(generator[index - 1] ?? 0, root));
  }
  let rest = Array<number>(degree).fill(0);
  for (const byte of block) {
    const factor = byte ^ rest[0]!;
    rest = [...rest.slice(1), 0].map((term, index) => term ^ times(generator[index + 1]!, factor));
  }
  return rest;
}

function drawPatterns(modules: Modules, fixed: Modules, version: number): void {
  const size = modules.length;
  const set = (row: number, column: number, dark: boolean) => {
    if (row < 0 || column < 0 || row >= size || column >= size) return;
    modules[row]![column] = dark;
    fixed[row]![column] = true;
  };
  /** Rings around a middle, as far as `reach`; `light` says which are light. */
  const rings = (row: number, column: number, reach: number, light: number[]) => {
    for (let r = -reach; r <= reach; r++)
      for (let c = -reach; c <= reach; c++)
        set(row + r, column + c, !light.includes(Math.max(Math.abs(r), Math.abs(c))));
  };
  for (let at = 0; at < size; at++) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  const middles = alignments[version - 1]!;
  const last = middles.length - 1;
  middles.forEach((row, r) =>
    middles.forEach((column, c) => {
      const inFinder = (r === 0 && (c === 0 || c === last)) || (r === last && c === 0);
      if (!inFinder) rings(row, column, 2, [1]);
    }),
  );
  for (const [row, column] of [[3, 3], [3, size - 4], [size - 4, 3]] as const) rings(row, column, 4, [2, 4]); // prettier-ignore
  // Kept free for the format, which depends on the mask.
  for (let at = 0; at < 9; at++) {
    fixed[8]![at] = true;
    fixed[at]![8] = true;
    if (at === 8) continue;
    fixed[8]![size - 1 - at] = true;
    fixed[size - 1 - at]![8] = true;
  }
  if (version < 7) return;
  const bits = (version << 12) | remainder(version, 12, 0x1f25);
  for (let at = 0; at < 18; at++) {
    const [long, short] = [size - 11 + (at % 3), Math.floor(at / 3)];
    set(long, short, ((bits >> at) & 1) === 1);
    set(short, long, ((bits >> at) & 1) === 1);
  }
}

/** The remainder of a BCH code: of `value` with `length` zeros behind it, by `generator`. */
function remainder(value: number, length: number, generator: number): number {
  let rest = value;
  for (let at = 0; at < length; at++) rest = (rest << 1) ^ ((rest >> (length - 1)) * generator);
  return rest;
}

/** Draws level M and the mask, twice, and the module that is always dark. */
function drawFormat(modules: Modules, mask: number): void {
  const size = modules.length;
  const bits = ((mask << 10) | remainder(mask, 10, 0x537)) ^ 0x5412;
  for (let at = 0; at < 15; at++) {
    const dark = ((bits >> at) & 1) === 1;
    modules[at < 6 ? at : at < 8 ? at + 1 : size - 15 + at]![8] = dark;
    modules[8]![at < 8 ? size - 1 - at : at < 9 ? 7 : 14 - at] = dark;
  }
  modules[size - 8]![8] = true;
}

/** Draws the bits two columns at a time from the right, up and down in turn. */
function drawBits(modules: Modules, fixed: Modules, bytes: number[]): void {
  const size = modules.length;
  let bit = 0;
  for (let right = size - 1, up = true; right > 0; right -= 2, up = !up) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      const row = up ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (fixed[row]![column]) continue;
        modules[row]![column] = (((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1;
        bit += 1;
      }
    }
  }
}

/** How hard a code is to read (table 11): runs, squares, what looks like a finder, and too much of one colour. */
function penaltyOf(modules: Modules): number {
  const rows = modules.map((row) => row.map(Number).join(''));
  const columns = modules.map((_, at) => modules.map((row) => Number(row[at])).join(''));
  let penalty = 0;
  for (const line of [...rows, ...columns]) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) penalty += run.length - 2;
    penalty += 40 * [...line.matchAll(/(?=10111010000|00001011101)/g)].length;
  }
  for (let r = 1; r < rows.length; r++)
    for (let c = 1; c < rows.length; c++) {
      const square = rows[r - 1]!.slice(c - 1, c + 1) + rows[r]!.slice(c - 1, c + 1);
      if (square === '0000' || square === '1111') penalty += 3;
    }
  const dark = rows.join('').replaceAll('0', '').length / rows.length ** 2;
  return penalty + 10 * Math.floor(Math.abs(dark - 0.5) * 20);
}
