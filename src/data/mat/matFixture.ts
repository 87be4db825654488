import { elementTypes } from './matBytes.ts';

/** For tests: MATLAB v5 files that they write themselves. An array is written by a function, so that byte order is chosen last. */
export type MatArrayWriter = (writer: MatWriter, name?: string) => Uint8Array;

interface MatWriter {
  readonly little: boolean;
}

type NumericType = 'int8' | 'uint8' | 'int16' | 'uint16' | 'int32' | 'uint32' | 'single' | 'double' | 'int64' | 'uint64';

const numericClasses: Record<NumericType, number> = {
  double: 6,
  single: 7,
  int8: 8,
  uint8: 9,
  int16: 10,
  uint16: 11,
  int32: 12,
  uint32: 13,
  int64: 14,
  uint64: 15,
};

/** Numbers in column-major order, of a class, stored as a type: MATLAB stores doubles that are small integers as such. */
export function matNumbers(
  values: readonly number[],
  shape: readonly number[] = [1, values.length],
  { type = 'double', stored = type, logical = false }: { type?: NumericType; stored?: NumericType; logical?: boolean } = {},
): MatArrayWriter {
  return (writer, name = '') => array(writer, numericClasses[type] + (logical ? 0x200 : 0), shape, name, [numbers(writer, stored, values)]);
}

/** A text, or rows of texts of one length. */
export function matText(text: string | readonly string[], encoding: 'utf8' | 'utf16' | 'uint16' | 'utf32' = 'utf8'): MatArrayWriter {
  const rows = typeof text === 'string' ? [text] : text;
  const columns = rows[0]?.length ?? 0;
  const interleaved = Array.from({ length: columns }, (_, c) => rows.map((row) => row[c]!).join('')).join('');
  return (writer, name = '') => {
    const units = Array.from(interleaved, (_, i) => interleaved.charCodeAt(i));
    const data =
      encoding === 'utf8'
        ? element(writer, elementTypes.utf8, new TextEncoder().encode(interleaved))
        : encoding === 'utf32'
          ? retyped(
              writer,
              numbers(
                writer,
                'uint32',
                Array.from(interleaved, (c) => c.codePointAt(0)!),
              ),
              elementTypes.utf32,
            )
          : retyped(writer, numbers(writer, 'uint16', units), elementTypes[encoding]);
    return array(writer, 4, [rows.length, columns], name, [data]);
  };
}

export function matCell(cells: readonly MatArrayWriter[], shape: readonly number[] = [1, cells.length]): MatArrayWriter {
  return (writer, name = '') =>
    array(
      writer,
      1,
      shape,
      name,
      cells.map((cell) => cell(writer)),
    );
}

/** A struct array of one row: every element has the fields of the first. */
export function matStruct(
  elements: readonly Readonly<Record<string, MatArrayWriter>>[],
  fields = Object.keys(elements[0] ?? {}),
): MatArrayWriter {
  return (writer, name = '') => {
    const names = new Uint8Array(32 * fields.length);
    for (const [i, field] of fields.entries()) names.set(new TextEncoder().encode(field), 32 * i);
    const values = elements.flatMap((each) => fields.map((field) => each[field]!(writer)));
    return array(writer, 2, [1, elements.length], name, [
      numbers(writer, 'int32', [32]),
      element(writer, elementTypes.int8, names),
      ...values,
    ]);
  };
}

/** How MATLAB writes `[]` in a cell or struct: a tag without anything. */
export const matEmpty: MatArrayWriter = (writer) => element(writer, elementTypes.matrix, new Uint8Array(0));

/** A whole file. */
export async function matFile(
  variables: Readonly<Record<string, MatArrayWriter>>,
  { little = true, compressed = true }: { little?: boolean; compressed?: boolean } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = { little };
  const header = new Uint8Array(128).fill(0x20);
  header.set(new TextEncoder().encode('MATLAB 5.0 MAT-file, written by a test'));
  header.set(little ? [0, 1, 0x49, 0x4d] : [1, 0, 0x4d, 0x49], 124);
  const parts: Uint8Array[] = [header];
  for (const [name, write] of Object.entries(variables)) {
    const plain = write(writer, name);
    if (!compressed) parts.push(plain);
    else {
      const packed = await deflate(plain);
      parts.push(tag(writer, elementTypes.compressed, packed.length), packed);
    }
  }
  return joined(parts);
}

async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([Uint8Array.from(bytes)]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function array(writer: MatWriter, flags: number, shape: readonly number[], name: string, data: readonly Uint8Array[]): Uint8Array {
  const head = [
    numbers(writer, 'uint32', [flags, 0]),
    numbers(writer, 'int32', shape),
    element(writer, elementTypes.int8, new TextEncoder().encode(name)),
  ];
  return element(writer, elementTypes.matrix, joined([...head, ...data]));
}

function numbers(writer: MatWriter, type: NumericType, values: readonly number[]): Uint8Array {
  const { little } = writer;
  const width = { int8: 1, uint8: 1, int16: 2, uint16: 2, int32: 4, uint32: 4, single: 4, double: 8, int64: 8, uint64: 8 }[type];
  const view = new DataView(new ArrayBuffer(width * values.length));
  const set: Record<NumericType, (at: number, value: number) => void> = {
    int8: (at, value) => view.setInt8(at, value),
    uint8: (at, value) => view.setUint8(at, value),
    int16: (at, value) => view.setInt16(at, value, little),
    uint16: (at, value) => view.setUint16(at, value, little),
    int32: (at, value) => view.setInt32(at, value, little),
    uint32: (at, value) => view.setUint32(at, value, little),
    single: (at, value) => view.setFloat32(at, value, little),
    double: (at, value) => view.setFloat64(at, value, little),
    int64: (at, value) => view.setBigInt64(at, BigInt(value), little),
    uint64: (at, value) => view.setBigUint64(at, BigInt(value), little),
  };
  values.forEach((value, i) => {
    set[type](i * width, value);
  });
  return element(writer, elementTypes[type], new Uint8Array(view.buffer));
}

/** An element: small when its data fit into the tag, as MATLAB does it. */
function element(writer: MatWriter, type: number, data: Uint8Array): Uint8Array {
  if (data.length > 0 && data.length <= 4) {
    const small = new DataView(new ArrayBuffer(8));
    small.setUint32(0, data.length * 0x10000 + type, writer.little);
    new Uint8Array(small.buffer).set(data, 4);
    return new Uint8Array(small.buffer);
  }
  const padded = new Uint8Array(8 + 8 * Math.ceil(data.length / 8));
  padded.set(tag(writer, type, data.length));
  padded.set(data, 8);
  return padded;
}

function retyped({ little }: MatWriter, element: Uint8Array, type: number): Uint8Array {
  const view = new DataView(element.buffer, element.byteOffset);
  const first = view.getUint32(0, little);
  view.setUint32(0, (first & 0xffff0000) + type, little);
  return element;
}

function tag({ little }: MatWriter, type: number, bytes: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, type, little);
  view.setUint32(4, bytes, little);
  return new Uint8Array(view.buffer);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
