import { encode, type Field, float, integer, message, raw, text } from '../protobuf.ts';

/**
 * The parts of an ONNX model (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3), as protocol-buffer fields. Numbers of fields and
 * types are those of that file.
 */

/** The version of the operators that are used, and of the file's format that came with it. */
export const opset = 13;
const irVersion = 7;

const floatType = 1;
const int64Type = 7;

export type Attribute = number | string | readonly number[] | { readonly float: number };

/** One operation: a field of a graph. */
export function node(
  opType: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, Attribute>> = {},
): Field {
  return message(
    1,
    ...inputs.map((input) => text(1, input)),
    text(2, output),
    text(3, output),
    text(4, opType),
    ...Object.entries(attributes).map(([name, value]) => message(5, text(1, name), ...attributeValue(value))),
  );
}

function attributeValue(value: Attribute): Field[] {
  if (typeof value === 'number') return [integer(3, value), integer(20, 2)];
  if (typeof value === 'string') return [text(4, value), integer(20, 3)];
  if ('float' in value) return [float(2, value.float), integer(20, 1)];
  return [...value.map((each) => integer(8, each)), integer(20, 7)];
}

/** A constant of float32: a field of a graph. */
export function floats(name: string, shape: readonly number[], values: Float32Array): Field {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return message(5, ...shape.map((n) => integer(1, n)), integer(2, floatType), text(8, name), raw(9, bytes));
}

/** A constant list of int64, −1 among them. */
export function integers(name: string, values: readonly number[]): Field {
  const bytes = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
  return message(5, integer(1, values.length), integer(2, int64Type), text(8, name), raw(9, bytes));
}

/** An input (11) or output (12) of a graph: float32, any batch. */
export function value(field: 11 | 12, name: string, shape: readonly number[]): Field {
  const batch = message(1, text(2, 'batch'));
  const dimensions = shape.map((n) => message(1, integer(1, n)));
  return message(field, text(1, name), message(2, message(1, integer(1, floatType), message(2, batch, ...dimensions))));
}

/** A whole file. */
export function model(
  name: string,
  about: string,
  graph: readonly Field[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  return encode(
    integer(1, irVersion),
    text(2, 'PoseDuel'),
    text(6, about),
    message(7, ...graph, text(2, name)),
    message(8, text(1, ''), integer(2, opset)),
    ...Object.entries(metadata).map(([key, word]) => message(14, text(1, key), text(2, word))),
  );
}
