/** A GIF89a file, read block by block and decoded (LZW); throws where a block is not what it should be. */
export function readGif(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (at: number, length: number) => String.fromCharCode(...bytes.subarray(at, at + length));
  if (text(0, 6) !== 'GIF89a') throw new Error('readGif: no GIF89a');
  const [width, height] = [view.getUint16(6, true), view.getUint16(8, true)];
  const lengthOfTable = (flags: number) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  const common = bytes.subarray(13, 13 + lengthOfTable(bytes[10]!));
  const frames: { readonly delay: number; readonly pixels: Uint8ClampedArray }[] = [];
  let repeats: number | null = null;
  let delay = 0;
  for (let at = 13 + common.length; ; ) {
    const kind = bytes[at];
    if (kind === 0x3b && at === bytes.length - 1) return { width, height, repeats, frames };
    if (kind === 0x21) {
      if (bytes[at + 1] === 0xf9) delay = 10 * view.getUint16(at + 4, true);
      if (bytes[at + 1] === 0xff && text(at + 3, 11) === 'NETSCAPE2.0') repeats = view.getUint16(at + 16, true);
      at = blocks(bytes, at + 2).end;
    } else if (kind === 0x2c) {
      const own = bytes.subarray(at + 10, at + 10 + lengthOfTable(bytes[at + 9]!));
      const start = at + 10 + own.length;
      const { data, end } = blocks(bytes, start + 1);
      frames.push({ delay, pixels: coloured(unpack(data, bytes[start]!, width * height), own.length > 0 ? own : common) });
      at = end;
    } else throw new Error(`readGif: byte ${kind} at ${at} begins no block`);
  }
}

/** The bytes of a chain of blocks, and where it ends. */
function blocks(bytes: Uint8Array, start: number) {
  const data: number[] = [];
  let at = start;
  for (; bytes[at] !== 0; at += bytes[at]! + 1) data.push(...bytes.subarray(at + 1, at + 1 + bytes[at]!));
  return { data, end: at + 1 };
}

/** LZW with codes that grow from `least` + 1 bits to 12. */
function unpack(data: readonly number[], least: number, count: number): number[] {
  const [clear, stop] = [1 << least, (1 << least) + 1];
  const out: number[] = [];
  let words: number[][] = [];
  let before: number[] | null = null;
  let bits = least + 1;
  let [held, inHand] = [0, 0];
  for (const byte of data) {
    held |= byte << inHand;
    inHand += 8;
    while (inHand >= bits) {
      const code = held & ((1 << bits) - 1);
      held >>>= bits;
      inHand -= bits;
      if (code === stop) {
        if (out.length !== count) throw new Error(`readGif: ${out.length} pixels in a frame of ${count}`);
        return out;
      }
      if (code === clear) {
        words = Array.from({ length: clear + 2 }, (_, i) => [i]);
        bits = least + 1;
        before = null;
        continue;
      }
      const word: number[] = words[code] ?? [...before!, before![0]!];
      for (const index of word) out.push(index);
      if (before && words.length < 4096) words.push([...before, word[0]!]);
      if (words.length === 1 << bits && bits < 12) bits++;
      before = word;
    }
  }
  throw new Error('readGif: a frame without an end');
}

function coloured(indices: readonly number[], table: Uint8Array): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(4 * indices.length);
  indices.forEach((index, p) => {
    pixels.set([...table.subarray(3 * index, 3 * index + 3), 255], 4 * p);
  });
  return pixels;
}
