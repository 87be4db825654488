import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sourceFiles } from '../cocoFixture.ts';
import { DataError } from '../dataset.ts';
import { openMat } from './mat.ts';
import type { MatValue } from './matArray.ts';
import { type MatArrayWriter, matCell, matEmpty, matFile, matNumbers, matStruct, matText } from './matFixture.ts';

const open = (bytes: Uint8Array<ArrayBuffer>) => openMat(sourceFiles({ 'a.mat': bytes })[0]!);

/** Everything in a value, as plain lists and objects. */
function plain(value: MatValue): unknown {
  if (value.kind === 'numbers') return value.shape.every((n) => n === 1) ? value.values[0] : [...value.values];
  if (value.kind === 'text') return value.rows.length === 1 ? value.rows[0] : value.rows;
  if (value.kind === 'cell') return Array.from({ length: value.count }, (_, i) => plain(value.get(i)));
  if (value.kind === 'other') return 'other';
  return Array.from({ length: value.count }, (_, i) =>
    Object.fromEntries(value.fields.map((field) => [field, plain(value.get(i, field)!)])),
  );
}

async function read(bytes: Uint8Array<ArrayBuffer>): Promise<Record<string, unknown>> {
  const entries = (await open(bytes)).map(async (variable) => [variable.name, plain(await variable.read())] as const);
  return Object.fromEntries(await Promise.all(entries));
}

const nested: Record<string, MatArrayWriter> = {
  x: matNumbers([1, 2.5, -3, Number.NaN, 5, 6], [2, 3]),
  a: matStruct([
    {
      image: matStruct([{ name: matText('0001.jpg') }]),
      rects: matCell([matEmpty, matNumbers([7]), matText('é€', 'utf16')]),
      none: matStruct([], ['id']),
    },
    { image: matStruct([{ name: matText('b') }]), rects: matEmpty, none: matNumbers([], [0, 0]) },
  ]),
};

describe.each([
  { little: true, compressed: true },
  { little: true, compressed: false },
  { little: false, compressed: true },
  { little: false, compressed: false },
])('openMat, %j', (options) => {
  test.each(['double', 'single', 'int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'uint64'] as const)('%s', async (type) => {
    const signed = !type.startsWith('u');
    const values = [0, 1, signed ? -100 : 100, 127];
    expect(await read(await matFile({ v: matNumbers(values, [1, 4], { type }) }, options))).toEqual({ v: values });
  });

  test('doubles that are stored as bytes, logicals, one value in a small element', async () => {
    const file = await matFile(
      {
        d: matNumbers([3, 4], [2, 1], { stored: 'uint8' }),
        l: matNumbers([1, 0], [1, 2], { type: 'uint8', logical: true }),
        s: matNumbers([9], [1, 1], { stored: 'int16' }),
      },
      options,
    );
    expect(await read(file)).toEqual({ d: [3, 4], l: [1, 0], s: 9 });
  });

  test.each(['utf8', 'utf16', 'uint16', 'utf32'] as const)('text as %s, of several rows, and none', async (encoding) => {
    const file = await matFile(
      { t: matText('head é€', encoding), r: matText(['abc', 'déf'], encoding), n: matText('', encoding) },
      options,
    );
    expect(await read(file)).toEqual({ t: 'head é€', r: ['abc', 'déf'], n: [] });
  });

  test('structs in structs, cells, and what is empty', async () => {
    expect(await read(await matFile(nested, options))).toEqual({
      x: [1, 2.5, -3, Number.NaN, 5, 6],
      a: [
        { image: [{ name: '0001.jpg' }], rects: [[], 7, 'é€'], none: [] },
        { image: [{ name: 'b' }], rects: [], none: [] },
      ],
    });
  });

  test('names and shapes are known before anything is read; a missing field is null', async () => {
    const variables = await open(await matFile(nested, options));
    expect(variables.map(({ name, shape }) => [name, shape])).toEqual([
      ['x', [2, 3]],
      ['a', [1, 2]],
    ]);
    const value = await variables[1]!.read();
    expect(value.kind === 'struct' && value.get(0, 'other')).toBeNull();
    expect(() => value.kind === 'struct' && value.get(2, 'image')).toThrow(RangeError);
  });
});

test('other versions and other files are refused with a cure', async () => {
  const file = await matFile({ v: matNumbers([1]) });
  const hdf5 = new Uint8Array(600);
  hdf5.set([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a], 512);
  const v73 = file.slice();
  v73.set([0, 2], 124);
  const v4 = new Uint8Array(256);
  for (const [bytes, problem] of [
    [hdf5, 'version 7.3 (HDF5)'],
    [v73, 'version 7.3'],
    [v4, 'not a MATLAB file of version 5'],
    [file.slice(0, 100), 'not a whole MATLAB file'],
    [new Uint8Array(0), 'not a whole MATLAB file'],
  ] as const) {
    await expect(open(bytes)).rejects.toMatchObject({
      code: 'bad-annotation',
      file: 'a.mat',
      message: expect.stringContaining(problem),
      cure: expect.stringContaining("'-v7'"),
    });
  }
  await expect(open(file.slice(0, -9))).rejects.toMatchObject({ message: 'a.mat, variable 1: the file ends within it' });
  expect(await open(file.slice(0, 128))).toEqual([]);
});

test('counts that cannot be are refused before memory is taken', async () => {
  // Little-endian and plain: 128 of header, tag 8, flags 16, then the dimensions.
  const huge = async (array: MatArrayWriter) => {
    const bytes = await matFile({ v: array }, { compressed: false });
    new DataView(bytes.buffer).setInt32(128 + 8 + 16 + 8 + 4, 0x7fffffff, true);
    return read(bytes);
  };
  await expect(huge(matNumbers([1, 2], [1, 2]))).rejects.toThrow('holds 2 values');
  await expect(huge(matCell([matEmpty]))).rejects.toThrow('2147483647 elements are said to be in 8 bytes');
  await expect(huge(matText('ab'))).resolves.toEqual({ v: 'ab' });
  await expect(huge(matText(['ab', 'cd']))).rejects.toThrow('holds 4 values');
  // A compressed variable whose tag tells of more than its bytes can hold.
  const bytes = await matFile({ v: matNumbers([1]) }, { compressed: false });
  new DataView(bytes.buffer).setUint32(128 + 4, 0x3fffffff - 8, true);
  const lie = new Uint8Array(
    await new Response(new Blob([bytes.slice(128)]).stream().pipeThrough(new CompressionStream('deflate'))).arrayBuffer(),
  );
  const packed = new Uint8Array(136 + lie.length);
  packed.set(bytes.subarray(0, 128));
  new DataView(packed.buffer).setUint32(128, 15, true);
  new DataView(packed.buffer).setUint32(132, lie.length, true);
  packed.set(lie, 136);
  await expect(read(packed)).rejects.toThrow('packed bytes are said to hold 1073741823');
});

describe.each([true, false])('fuzz, compressed %s', (compressed) => {
  test('changed and cut files give values or a DataError, and end', async () => {
    const whole = await matFile(nested, { compressed });
    const change = fc.record({ at: fc.nat(whole.length - 1), value: fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 14, 15, 255)) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 8 }), fc.option(fc.nat(whole.length)), async (changes, cut) => {
        const bytes = whole.slice(0, cut ?? undefined);
        for (const { at, value } of changes) if (at < bytes.length) bytes[at] = value;
        await read(bytes).catch((error: unknown) => expect(error).toBeInstanceOf(DataError));
      }),
      { numRuns: 500, interruptAfterTimeLimit: 15_000, markInterruptAsFailure: true },
    );
  });
});
