import { DataError } from '../dataset.ts';

/** Types of data elements (MAT-File Format, R2024a, table 1-1), with the bytes of one number. */
export const elementTypes = {
  int8: 1,
  uint8: 2,
  int16: 3,
  uint16: 4,
  int32: 5,
  uint32: 6,
  single: 7,
  double: 9,
  int64: 12,
  uint64: 13,
  matrix: 14,
  compressed: 15,
  utf8: 16,
  utf16: 17,
  utf32: 18,
} as const;

/** Bytes of one number, by the code of its type. */
const widths: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 2, 5: 4, 6: 4, 7: 4, 9: 8, 12: 8, 13: 8 };

/** Bytes of a file in memory with their byte order; `file` and `variable` are for messages. */
export interface MatBytes {
  readonly view: DataView;
  readonly little: boolean;
  readonly file: string;
  readonly variable: string;
}

/** Where an element's data lie, and where the next element begins. */
export interface Element {
  readonly type: number;
  readonly start: number;
  readonly bytes: number;
  readonly next: number;
}

/** The tag at `at`, long (8 bytes, then data padded to 8) or small (data of up to 4 bytes in the tag), within `end`. */
export function elementAt({ view, little, file, variable }: MatBytes, at: number, end: number): Element {
  if (at + 8 > end) throw broken(file, variable, 'the data end within an element');
  const first = view.getUint32(at, little);
  if (first >>> 16 !== 0) {
    const bytes = first >>> 16;
    if (bytes > 4) throw broken(file, variable, `a small element of ${bytes} bytes`);
    return { type: first & 0xffff, start: at + 4, bytes, next: at + 8 };
  }
  const bytes = view.getUint32(at + 4, little);
  const start = at + 8;
  if (start + bytes > end) throw broken(file, variable, 'an element is longer than what holds it');
  // The last one's padding may be missing.
  return { type: first, start, bytes, next: Math.min(end, start + 8 * Math.ceil(bytes / 8)) };
}

/** The numbers of an element. */
export function numbersIn(source: MatBytes, { type, start, bytes }: Element): Float64Array {
  const width = widths[type];
  const { view, little, file, variable } = source;
  if (width === undefined || bytes % width !== 0) throw broken(file, variable, `${bytes} bytes of type ${type} are no numbers`);
  const values = new Float64Array(bytes / width);
  for (let i = 0, at = start; i < values.length; i++, at += width) values[i] = numberAt(view, type, at, little);
  return values;
}

/** Characters of an element as UTF-16 code units. */
export function textIn(source: MatBytes, element: Element): string {
  const { view, little, file, variable } = source;
  const { type, start, bytes } = element;
  const raw = new Uint8Array(view.buffer, view.byteOffset + start, bytes);
  if (type === elementTypes.utf8) return new TextDecoder().decode(raw);
  if (type === elementTypes.utf32) {
    const points = Array.from({ length: bytes >> 2 }, (_, i) => view.getUint32(start + 4 * i, little));
    return points.map((point) => (point <= 0x10ffff ? String.fromCodePoint(point) : '\uFFFD')).join('');
  }
  // MATLAB writes the code units of a text as numbers too.
  const wide = type === elementTypes.utf16 || type === elementTypes.uint16;
  if (wide) return new TextDecoder(little ? 'utf-16le' : 'utf-16be').decode(raw.subarray(0, bytes & ~1));
  if (type === elementTypes.int8 || type === elementTypes.uint8) return latin1(raw);
  throw broken(file, variable, `text of type ${type}`);
}

/** One character a byte. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

export function broken(file: string, place: string, problem: string, cause?: unknown): DataError {
  const cure = "Copy or download the file again, or save it anew in MATLAB: save('file.mat', '-v7').";
  return new DataError('bad-annotation', { file, place, problem, cure }, { cause });
}

function numberAt(view: DataView, type: number, at: number, little: boolean): number {
  switch (type) {
    case elementTypes.int8:
      return view.getInt8(at);
    case elementTypes.uint8:
      return view.getUint8(at);
    case elementTypes.int16:
      return view.getInt16(at, little);
    case elementTypes.uint16:
      return view.getUint16(at, little);
    case elementTypes.int32:
      return view.getInt32(at, little);
    case elementTypes.uint32:
      return view.getUint32(at, little);
    case elementTypes.single:
      return view.getFloat32(at, little);
    case elementTypes.int64:
      return Number(view.getBigInt64(at, little));
    case elementTypes.uint64:
      return Number(view.getBigUint64(at, little));
    default:
      return view.getFloat64(at, little);
  }
}
