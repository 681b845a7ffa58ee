const RATE = 8000;
const HEADER = 44;

/** A short recording: two soft notes that take turns, as a WAV file that every browser plays. */
export function tone(seconds: number, pitch: number): Uint8Array<ArrayBuffer> {
  const length = Math.round(seconds * RATE);
  const bytes = new Uint8Array(HEADER + length);
  const view = new DataView(bytes.buffer);
  const word = (at: number, letters: string) => bytes.set(new TextEncoder().encode(letters), at);
  word(0, 'RIFF');
  view.setUint32(4, HEADER - 8 + length, true);
  word(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // plain samples,
  view.setUint16(22, 1, true); // one channel,
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE, true); // as many bytes a second as samples:
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true); // eight bits each
  word(36, 'data');
  view.setUint32(40, length, true);
  for (let index = 0; index < length; index++) {
    const note = Math.floor(index / (RATE / 2)) % 2 ? pitch : pitch * 1.25;
    bytes[HEADER + index] = 128 + Math.round(24 * Math.sin((index * note * 2 * Math.PI) / RATE));
  }
  return bytes;
}
