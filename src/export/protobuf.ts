/**
 * Writes protocol buffers (https://protobuf.dev/programming-guides/encoding), as far as ONNX and TensorBoard need them: a message is a list
 * of fields, each made by one of these functions.
 */
export type Field = readonly Uint8Array[];

/** A whole number that is not negative. */
export function integer(field: number, value: number): Field {
  return [varint(field << 3), varint(value)];
}

/** Little-endian float32. */
export function float(field: number, value: number): Field {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return [varint((field << 3) | 5), bytes];
}

/** Little-endian float64. */
export function double(field: number, value: number): Field {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, true);
  return [varint((field << 3) | 1), bytes];
}

export function text(field: number, value: string): Field {
  return raw(field, new TextEncoder().encode(value));
}

/** Bytes as they are; held, not copied, until the message is put together. */
export function raw(field: number, bytes: Uint8Array): Field {
  return [varint((field << 3) | 2), varint(bytes.length), bytes];
}

export function message(field: number, ...fields: readonly Field[]): Field {
  const parts = fields.flat();
  return [varint((field << 3) | 2), varint(lengthOf(parts)), ...parts];
}

/** The bytes of a whole message. */
export function encode(...fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  const parts = fields.flat();
  const bytes = new Uint8Array(lengthOf(parts));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

/** Seven bits a byte, lowest first; numbers up to 2⁵³. */
function varint(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`protobuf: ${value} is not a whole number from 0`);
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest % 128) | (rest >= 128 ? 128 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Uint8Array.from(bytes);
}
