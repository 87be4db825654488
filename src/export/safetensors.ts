import { DataError } from '../data/dataset.ts';

/**
 * The safetensors format (https://huggingface.co/docs/safetensors): eight bytes of header length (little-endian), a JSON header with
 * name, type, shape and place of every tensor, then the raw numbers. Written here for float32, float64 and bytes, read for the first two.
 */

/** The header of the largest network takes 300 kB. */
const maxHeader = 2 ** 24;

/** Bytes a number. */
const widths = { F32: 4, F64: 8, U8: 1 } as const;

/** A tensor to be written; its numbers are asked for when it is their turn, so that no second copy of all of them is held. */
export interface NamedTensor {
  readonly name: string;
  readonly dtype: keyof typeof widths;
  readonly shape: readonly number[];
  readonly values: () => Float32Array | Float64Array | Uint8Array;
}

/** A tensor that was read. */
export interface ReadTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array | Float64Array;
}

export interface TensorFile {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: ReadonlyMap<string, ReadTensor>;
}

/** @throws RangeError when two tensors have one name, or one has not as many numbers as its shape says */
export function encodeSafetensors(tensors: readonly NamedTensor[], metadata: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  for (const { name, dtype, shape } of tensors) {
    if (Object.hasOwn(header, name)) throw new RangeError(`two tensors are called ${name}`);
    const bytes = widths[dtype] * sizeOf(shape);
    header[name] = { dtype, shape, data_offsets: [end, end + bytes] };
    end += bytes;
  }
  // Padded with spaces to a multiple of 8, so that the tensors are aligned.
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = 8 + 8 * Math.ceil(text.length / 8);
  const file = new Uint8Array(start + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(start - 8), true);
  file.set(text, 8);
  file.fill(0x20, 8 + text.length, start);
  let at = start;
  for (const { name, dtype, shape, values } of tensors) {
    const { buffer, byteOffset, byteLength } = values();
    if (byteLength !== widths[dtype] * sizeOf(shape)) throw new RangeError(`${name} has ${byteLength} bytes for the shape [${shape}]`);
    file.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return file;
}

/**
 * @param file its name, for messages
 * @throws DataError 'bad-run' when this is not a whole safetensors file of float32 or float64
 */
export function decodeSafetensors(bytes: Uint8Array, file: string): TensorFile {
  const bad = (place: string, problem: string) =>
    new DataError('bad-run', { file, place, problem, cure: 'Export the weights again, as safetensors of float32.' });
  if (bytes.length < 8) throw bad('', 'this is not a safetensors file: it ends before its header');
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  if (length > BigInt(Math.min(maxHeader, bytes.length - 8)))
    throw bad('', 'this is not a whole safetensors file: its header would end after the file');
  const start = 8 + Number(length);
  const header = parseHeader(bytes.subarray(8, start), bad);
  const body = bytes.length - start;
  const tensors = new Map<string, ReadTensor>();
  let total = 0;
  let metadata: Record<string, string> = {};
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') {
      if (!isRecord(entry) || !Object.values(entry).every((value) => typeof value === 'string'))
        throw bad(name, 'the metadata are not names with texts');
      metadata = entry as Record<string, string>;
      continue;
    }
    const { width, shape, from, to } = checkEntry(name, entry, body, bad);
    // Tensors that share their bytes could ask for any amount of memory.
    total += to - from;
    if (total > body) throw bad(name, 'the tensors overlap');
    // A copy: the numbers may lie anywhere, a float32 may not. (`slice` of a Buffer of Node copies nothing.)
    const data = new Uint8Array(bytes.subarray(start + from, start + to)).buffer;
    tensors.set(name, { shape, values: width === 4 ? new Float32Array(data) : new Float64Array(data) });
  }
  return { metadata, tensors };
}

type Bad = (place: string, problem: string) => DataError;

function parseHeader(bytes: Uint8Array, bad: Bad): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (isRecord(header)) return header;
  } catch {
    // Told below, like a header of another kind.
  }
  throw bad('', 'this is not a safetensors file: its header is not a JSON object');
}

function checkEntry(name: string, entry: unknown, body: number, bad: Bad) {
  if (!isRecord(entry)) throw bad(name, 'the tensor has no description');
  const { dtype, shape, data_offsets } = entry;
  if (dtype !== 'F32' && dtype !== 'F64') throw bad(name, `the numbers are ${String(dtype).slice(0, 20)}, not F32 or F64`);
  if (!isWholeNumbers(shape)) throw bad(name, 'the shape is not a list of whole numbers');
  const [from, to] = isWholeNumbers(data_offsets) && data_offsets.length === 2 ? data_offsets : [-1, -1];
  const width = widths[dtype];
  if (from! < 0 || from! > to! || to! > body) throw bad(name, 'the numbers lie outside of the file');
  if (to! - from! !== width * sizeOf(shape)) throw bad(name, `there are ${to! - from!} bytes for the shape [${shape}]`);
  return { width, shape, from: from!, to: to! };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWholeNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0);
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}
