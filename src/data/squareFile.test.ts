import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MemoryFile } from './memoryFile.ts';
import { SquareFile } from './squareFile.ts';

const size = 3;
const count = 6;
const frame = { width: 640, height: 480 };
const roomy = 1e9;

/** Writes of squares, each of one colour, to people in any order, some of them again. */
const writes = fc.array(fc.record({ person: fc.nat(count - 1), colour: fc.nat(255) }), { maxLength: 12 });

function squareOf(colour: number): Uint8Array {
  return new Uint8Array(4 * size * size).fill(colour);
}

test('what is written is there again when the file is opened anew', () => {
  fc.assert(
    fc.property(writes, (list) => {
      const file = new MemoryFile();
      const first = new SquareFile(file, count, size, roomy);
      const expected = new Map<number, number>();
      for (const { person, colour } of list) {
        first.write(person, squareOf(colour), frame);
        expected.set(person, colour);
      }
      for (const squares of [first, new SquareFile(file, count, size, roomy)])
        for (let i = 0; i < count; i++) {
          const colour = expected.get(i);
          expect(squares.has(i)).toBe(colour !== undefined);
          expect(squares.read(i)).toEqual(colour === undefined ? null : { square: squareOf(colour), frame });
        }
      const again = new SquareFile(file, count, size, roomy);
      if (list.length > 0) expect(again.bytes).toBe(first.bytes);
    }),
  );
});

test('a write that is cut off anywhere leaves whole squares or none', () => {
  fc.assert(
    fc.property(writes, fc.nat(700), (list, power) => {
      const file = new MemoryFile();
      file.power = power;
      const before = new SquareFile(file, count, size, roomy);
      for (const { person, colour } of list) before.write(person, squareOf(colour), frame);
      file.power = Number.POSITIVE_INFINITY;
      const after = new SquareFile(file, count, size, roomy);
      for (let i = 0; i < count; i++) {
        const found = after.read(i);
        const colours = list.filter(({ person }) => person === i).map(({ colour }) => colour);
        if (found) expect(colours.map(squareOf)).toContainEqual(found.square);
      }
      // It can be used on.
      for (let i = 0; i < count; i++) after.write(i, squareOf(i + 1), frame);
      for (let i = 0; i < count; i++) expect(after.read(i)?.square).toEqual(squareOf(i + 1));
    }),
  );
});

test('a changed byte of a square is noticed', () => {
  const file = new MemoryFile();
  new SquareFile(file, count, size, roomy).write(2, squareOf(7), frame);
  file.bytes[file.bytes.length - 1]! ^= 1;
  const squares = new SquareFile(file, count, size, roomy);
  expect(squares.has(2)).toBe(true);
  expect(squares.read(2)).toBeNull();
  expect(squares.has(2)).toBe(false);
});

test('keeps to its limit; says once that the disk is full; can be emptied', () => {
  const file = new MemoryFile();
  const head = 16 * count;
  const squares = new SquareFile(file, count, size, head + 2 * 36);
  for (let i = 0; i < count; i++) squares.write(i, squareOf(i), frame);
  expect([0, 1, 2, 3].map((i) => squares.has(i))).toEqual([true, true, false, false]);
  expect(squares.bytes).toBe(head + 72);
  squares.limit = roomy;
  file.room = head + 3 * 36;
  const said: unknown[] = [];
  squares.onFailed = (error) => said.push(error);
  for (let i = 2; i < count; i++) squares.write(i, squareOf(i), frame);
  expect(squares.has(2)).toBe(true);
  expect(squares.has(3)).toBe(false);
  expect(said).toHaveLength(1);
  squares.clear();
  expect([file.getSize(), squares.has(0), squares.bytes]).toEqual([0, false, head]);
  squares.write(5, squareOf(5), frame);
  expect(squares.read(5)?.square).toEqual(squareOf(5));
});
