import { broken } from './matBytes.ts';

/** More than zlib's compression can ever win (1,032): a size beyond this share of the packed bytes is a lie. */
const greatestRatio = 1100;

/**
 * Unpacks a zlib stream, or the beginning of one: `size` tells how much from its first bytes (`headBytes`, or all when it is shorter),
 * before memory for the rest is taken.
 * @throws DataError 'bad-annotation' when the stream is broken or too short
 */
export async function inflate(
  packed: Blob,
  headBytes: number,
  size: (head: Uint8Array) => number,
  { file, place }: { readonly file: string; readonly place: string },
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = packed.stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  let bytes = new Uint8Array(headBytes);
  let wanted: number | null = null;
  let filled = 0;
  const decide = () => {
    const head = bytes.subarray(0, Math.min(filled, headBytes));
    wanted = size(head);
    if (wanted > greatestRatio * packed.size + headBytes)
      throw broken(file, place, `${packed.size} packed bytes are said to hold ${wanted}`);
    const whole = new Uint8Array(wanted);
    whole.set(bytes.subarray(0, Math.min(filled, wanted)));
    bytes = whole;
  };
  try {
    while (wanted === null || filled < wanted) {
      const { done, value } = await reader.read();
      if (done) break;
      for (let at = 0; at < value.length; ) {
        const piece = value.subarray(at, at + bytes.length - filled);
        if (piece.length === 0) break;
        bytes.set(piece, filled);
        filled += piece.length;
        at += piece.length;
        if (wanted === null && filled === headBytes) decide();
      }
    }
    if (wanted === null) decide();
    // The check sum comes with the end; only of the beginning alone is it not known.
    else if (filled === wanted && wanted > headBytes) while (!(await reader.read()).done);
  } catch (error) {
    if (error instanceof Error && error.name === 'DataError') throw error;
    throw broken(file, place, 'the compressed data are broken', error);
  } finally {
    // What follows is not needed, and its errors neither.
    await reader.cancel().catch(() => undefined);
  }
  if (wanted !== null && filled < wanted) throw broken(file, place, 'the compressed data end too early');
  return bytes;
}
