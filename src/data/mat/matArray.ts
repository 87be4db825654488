import { broken, type Element, elementAt, elementTypes, latin1, type MatBytes, numbersIn, textIn } from './matBytes.ts';

/** An array of MATLAB. Everything in a cell or struct is read when it is asked for. Orders are column-major, as in the file. */
export type MatValue = MatNumbers | MatText | MatCell | MatStruct | MatOther;

interface MatArray {
  /** At least two numbers. */
  readonly shape: readonly number[];
}

/** Any numeric class, or logical (0 and 1). */
export interface MatNumbers extends MatArray {
  readonly kind: 'numbers';
  readonly values: Float64Array;
}

export interface MatText extends MatArray {
  readonly kind: 'text';
  /** One text a row; none when the array is empty. */
  readonly rows: readonly string[];
}

export interface MatCell extends MatArray {
  readonly kind: 'cell';
  readonly count: number;
  /** Element `index` in column-major order. @throws DataError; RangeError outside */
  get(index: number): MatValue;
}

export interface MatStruct extends MatArray {
  readonly kind: 'struct';
  readonly count: number;
  readonly fields: readonly string[];
  /** A field of element `index` in column-major order; null when there is no such field. @throws DataError; RangeError outside */
  get(index: number, field: string): MatValue | null;
}

/** What is not read: sparse arrays, objects, functions. */
export interface MatOther extends MatArray {
  readonly kind: 'other';
}

/** What an array says of itself before its data. */
export interface MatHeader {
  readonly matClass: number;
  readonly shape: readonly number[];
  readonly name: Element;
}

/** Array classes (table 1-3) that are told apart here; 6 to 15 are numeric. */
const classes = { cell: 1, struct: 2, char: 4, firstNumeric: 6, lastNumeric: 15 };

const empty: MatNumbers = { kind: 'numbers', shape: [0, 0], values: new Float64Array(0) };

/** Reads flags and dimensions of the array whose data lie from `at` to `end`; its name follows, and then its data elements. */
export function headerOf(source: MatBytes, at: number, end: number): MatHeader {
  const { file, variable, view, little } = source;
  const flags = elementAt(source, at, end);
  if (flags.type !== elementTypes.uint32 || flags.bytes < 4) throw broken(file, variable, 'an array does not begin with its flags');
  const dimensions = elementAt(source, flags.next, end);
  const count = dimensions.bytes / 4;
  if (!Number.isInteger(count) || count < 2 || count > 32) throw broken(file, variable, `an array of ${count} dimensions`);
  const shape: number[] = [];
  // Read one by one, as millions of arrays hold one number each.
  for (let d = 0; d < count; d++) shape.push(view.getInt32(dimensions.start + 4 * d, little));
  if (shape.some((n) => n < 0)) throw broken(file, variable, `an array of ${shape.join(' × ')} elements`);
  return { matClass: view.getUint32(flags.start, little) & 0xff, shape, name: elementAt(source, dimensions.next, end) };
}

/** Reads the array in a `matrix` element. @throws DataError 'bad-annotation' */
export function arrayIn(source: MatBytes, { type, start, bytes }: Element): MatValue {
  if (type !== elementTypes.matrix) throw broken(source.file, source.variable, `an element of type ${type} where an array should be`);
  // How MATLAB writes what is empty within cells and structs.
  if (bytes === 0) return empty;
  const end = start + bytes;
  const { matClass, shape, name } = headerOf(source, start, end);
  const at = name.next;
  if (matClass === classes.cell) return { kind: 'cell', shape, ...elementsFrom(source, at, end, product(shape)) };
  if (matClass === classes.struct) return structFrom(source, shape, at, end);
  if (matClass === classes.char) return textFrom(source, shape, at, end);
  if (matClass < classes.firstNumeric || matClass > classes.lastNumeric) return { kind: 'other', shape };
  const values = numbersIn(source, elementAt(source, at, end));
  if (values.length !== product(shape)) throw counted(source, shape, values.length);
  return { kind: 'numbers', shape, values };
}

function structFrom(source: MatBytes, shape: readonly number[], at: number, end: number): MatStruct {
  const { file, variable, view } = source;
  const length = elementAt(source, at, end);
  const width = numbersIn(source, length)[0] ?? 0;
  const names = elementAt(source, length.next, end);
  if (!(width >= 1 && width <= 1024) || names.bytes % width !== 0)
    throw broken(file, variable, 'names of fields that cannot be told apart');
  const fields = Array.from({ length: names.bytes / width }, (_, i) => {
    const raw = latin1(new Uint8Array(view.buffer, view.byteOffset + names.start + i * width, width));
    return raw.replace(/\0.*$/s, '');
  });
  const order = new Map(fields.map((field, i) => [field, i]));
  const count = product(shape);
  // Without fields nothing else bounds it, and somebody will count to it.
  if (fields.length === 0 && !(count <= view.byteLength)) throw counted(source, shape, 0);
  const all = elementsFrom(source, names.next, end, count * fields.length);
  return {
    kind: 'struct',
    shape,
    count,
    fields,
    get(index, field) {
      if (!(index >= 0 && index < count)) throw new RangeError(`MatStruct.get: element ${index} of ${count}`);
      const f = order.get(field);
      return f === undefined ? null : all.get(index * fields.length + f);
    },
  };
}

/** `count` arrays that follow each other; only their tags are looked at now. */
function elementsFrom(source: MatBytes, at: number, end: number, count: number): Pick<MatCell, 'count' | 'get'> {
  // Each takes a tag of 8 bytes: a count that cannot be is refused before anything is allocated for it.
  if (!(count * 8 <= end - at)) throw broken(source.file, source.variable, `${count} elements are said to be in ${end - at} bytes`);
  const places = new Uint32Array(count);
  for (let i = 0, place = at; i < count; i++) {
    places[i] = place;
    place = elementAt(source, place, end).next;
  }
  return {
    count,
    get(index) {
      const place = places[index];
      if (place === undefined) throw new RangeError(`MatCell.get: element ${index} of ${count}`);
      return arrayIn(source, elementAt(source, place, end));
    },
  };
}

function textFrom(source: MatBytes, shape: readonly number[], at: number, end: number): MatText {
  const count = product(shape);
  if (count === 0) return { kind: 'text', shape, rows: [] };
  const text = textIn(source, elementAt(source, at, end));
  const height = shape[0]!;
  if (height === 1) return { kind: 'text', shape, rows: [text] };
  if (text.length !== count) throw counted(source, shape, text.length);
  const rows = Array.from({ length: height }, (_, r) => Array.from({ length: count / height }, (_, c) => text[c * height + r]!).join(''));
  return { kind: 'text', shape, rows };
}

function product(shape: readonly number[]): number {
  return shape.reduce((total, n) => total * n, 1);
}

function counted({ file, variable }: MatBytes, shape: readonly number[], found: number) {
  return broken(file, variable, `an array of ${shape.join(' × ')} holds ${found} values`);
}
