import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { qrModules } from '../../src/format/qr.ts';

// Written from ISO/IEC 18004 the other way round, so that a mistake in one is not made in the other: it uses logarithms
// where the encoder multiplies, and reads what is drawn instead of what was meant.
const exponents: number[] = [1];
for (let at = 1; at < 255; at++) {
  const next = exponents[at - 1]! << 1;
  exponents.push(next > 255 ? next ^ 0x11d : next);
}

const blocksOf: Record<number, { total: number; data: number[] }> = {
  1: { total: 26, data: [16] },
  2: { total: 44, data: [28] },
  3: { total: 70, data: [44] },
  4: { total: 100, data: [32, 32] },
  5: { total: 134, data: [43, 43] },
  6: { total: 172, data: [27, 27, 27, 27] },
  7: { total: 196, data: [31, 31, 31, 31] },
  8: { total: 242, data: [38, 38, 39, 39] },
  9: { total: 292, data: [36, 36, 36, 37, 37] },
  10: { total: 346, data: [43, 43, 43, 43, 44] },
};
const middlesOf: Record<number, number[]> = {
  1: [], 2: [18], 3: [22], 4: [26], 5: [30], 6: [34], 7: [6, 22, 38], 8: [6, 24, 42], 9: [6, 26, 46], 10: [6, 28, 50],
}; // prettier-ignore

/** Table C.1: the fifteen bits of level M for each mask, after they were masked themselves. */
const formats = [0x5412, 0x5125, 0x5e7c, 0x5b4b, 0x45f9, 0x40ce, 0x4f97, 0x4aa0];
/** Table D.1: the eighteen bits of the versions that say theirs. */
const versions: Record<number, number> = { 7: 0x07c94, 8: 0x085bc, 9: 0x09a99, 10: 0x0a4d3 };

function decode(code: boolean[][]): string {
  const size = code.length;
  const version = (size - 17) / 4;
  const at = (row: number, column: number) => Number(code[row]![column]);
  const whole = (bits: number[]) => bits.reduce((sum, bit) => sum * 2 + bit, 0);

  for (const [row, column] of [
    [0, 0],
    [0, size - 7],
    [size - 7, 0],
  ] as const)
    // prettier-ignore
    assert.equal(
      code.slice(row, row + 7).map((line) => line.slice(column, column + 7).map(Number).join('')).join(' '), // prettier-ignore
      '1111111 1000001 1011101 1011101 1011101 1000001 1111111',
    );
  const beside = [0, 1, 2, 3, 4, 5, 7, 8].map((column) => at(8, column));
  const format = whole([...beside, ...[7, 5, 4, 3, 2, 1, 0].map((row) => at(row, 8))]);
  const mask = formats.indexOf(format);
  assert.notEqual(mask, -1, 'the format is none of level M');
  const below = [1, 2, 3, 4, 5, 6, 7].map((up) => at(size - up, 8));
  const right = [8, 7, 6, 5, 4, 3, 2, 1].map((left) => at(8, size - left));
  assert.equal(whole([...below, ...right]), format, 'the second copy of the format');
  assert.equal(at(size - 8, 8), 1, 'the dark module');
  if (version >= 7)
    for (const read of [(a: number, b: number) => at(a, b), (a: number, b: number) => at(b, a)]) {
      const bits = Array.from({ length: 18 }, (_, n) => read(size - 11 + (n % 3), Math.floor(n / 3)));
      assert.equal(whole(bits.reverse()), versions[version], 'the version');
    }

  const middles = middlesOf[version]!;
  const first = middles.length > 1 ? middles : [];
  const isAligned = (row: number, column: number) =>
    (middles.length === 1 ? [[middles[0]!, middles[0]!]] : first.flatMap((r) => first.map((c) => [r, c])))
      .filter(([r, c]) => !((r === 6 && (c === 6 || c === first.at(-1))) || (c === 6 && r === first.at(-1))))
      .some(([r, c]) => Math.abs(row - r!) <= 2 && Math.abs(column - c!) <= 2);
  const isFixed = (row: number, column: number) =>
    row === 6 || column === 6 ||
    (row < 9 && column < 9) || (row < 9 && column >= size - 8) || (row >= size - 8 && column < 9) ||
    (version >= 7 && ((row < 6 && column >= size - 11) || (column < 6 && row >= size - 11))) ||
    isAligned(row, column); // prettier-ignore
  const turned = [
    (r: number, c: number) => (r + c) % 2 === 0,
    (r: number) => r % 2 === 0,
    (_: number, c: number) => c % 3 === 0,
    (r: number, c: number) => (r + c) % 3 === 0,
    (r: number, c: number) => (Math.floor(r / 2) + Math.floor(c / 3)) % 2 === 0,
    (r: number, c: number) => ((r * c) % 2) + ((r * c) % 3) === 0,
    (r: number, c: number) => (((r * c) % 2) + ((r * c) % 3)) % 2 === 0,
    (r: number, c: number) => (((r + c) % 2) + ((r * c) % 3)) % 2 === 0,
  ][mask]!;
  const bits: number[] = [];
  const columns = Array.from({ length: size }, (_, n) => n).filter((n) => n !== 6).reverse(); // prettier-ignore
  for (let pair = 0; pair < columns.length; pair += 2)
    for (let step = 0; step < size; step++) {
      const row = (pair / 2) % 2 === 0 ? size - 1 - step : step;
      for (const column of columns.slice(pair, pair + 2))
        if (!isFixed(row, column)) bits.push(at(row, column) ^ Number(turned(row, column)));
    }

  const { total, data } = blocksOf[version]!;
  assert.equal(Math.floor(bits.length / 8), total, 'the room for bytes');
  const bytes = Array.from({ length: total }, (_, n) => whole(bits.slice(n * 8, n * 8 + 8)));
  const blocks: number[][] = data.map(() => []);
  let next = 0;
  for (let n = 0; n < Math.max(...data); n++)
    data.forEach((length, b) => n < length && blocks[b]!.push(bytes[next++]!));
  while (next < total) for (const block of blocks) block.push(bytes[next++]!);
  for (const block of blocks) {
    const correction = block.length - (data[blocks.indexOf(block)] ?? 0);
    for (let root = 0; root < correction; root++) {
      const syndrome = block.reduce((sum, byte) => {
        const power = sum === 0 ? 0 : exponents[(exponents.indexOf(sum) + root) % 255]!;
        return power ^ byte;
      }, 0);
      assert.equal(syndrome, 0, `a block has an error at root ${root}`);
    }
  }
  const stream = blocks.flatMap((block, n) => block.slice(0, data[n])).map((byte) => byte.toString(2).padStart(8, '0')).join(''); // prettier-ignore
  assert.equal(stream.slice(0, 4), '0100', 'byte mode');
  const count = version < 10 ? 8 : 16;
  const length = Number.parseInt(stream.slice(4, 4 + count), 2);
  const said = Array.from({ length }, (_, n) =>
    Number.parseInt(stream.slice(4 + count + n * 8, 12 + count + n * 8), 2),
  );
  return new TextDecoder().decode(new Uint8Array(said));
}

describe('a QR code', () => {
  it('says the address of a verification page to whoever reads it by the standard', () => {
    const address = `https://kyc.vobiz.ai/verify?token=kst_${'0123456789abcdef'.repeat(4)}`;
    assert.equal(decode(qrModules(address)), address);
  });

  it('says any text of every length it has room for, without an error to correct', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 213, unit: 'binary-ascii' }), (text) => {
        assert.equal(decode(qrModules(text)), text);
      }),
      { numRuns: 60 },
    );
    for (const length of [0, 14, 15, 26, 42, 62, 84, 106, 122, 152, 180, 181, 213])
      assert.equal(decode(qrModules('k'.repeat(length))), 'k'.repeat(length));
  });

  it('is as small as the standard allows', () => {
    const sizes = [14, 15, 26, 27, 106, 107, 122, 123, 213].map((length) => qrModules('k'.repeat(length)).length);
    assert.deepEqual(sizes, [21, 25, 25, 29, 41, 45, 45, 49, 57]);
  });

  it('is refused for what is too long, so that nobody scans half an address', () => {
    assert.throws(() => qrModules('k'.repeat(214)), RangeError);
  });
});
