import type { Frame, SquareKeeper } from './squares.ts';

/** A file that is read and written in place. */
export interface OpenFile {
  getSize(): number;
  /** How many bytes were read. */
  read(target: Uint8Array, options: { at: number }): number;
  /** @throws DOMException 'QuotaExceededError' when there is no room */
  write(bytes: Uint8Array, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
}

/** Words of an entry: check sum (0: nothing there), width and height of the picture, place among the squares. */
const entryWords = 4;

/** Squares after which the browser is asked to put them on the disk. */
const flushEvery = 64;

/**
 * The squares of a set in one file: an entry of 16 bytes for each person, then the squares in the order in which they were cut. A square
 * counts when its entry is written, which comes after it, and when the check sum there is its own: what a lost page or power cut in the
 * middle is cut again.
 */
export class SquareFile implements SquareKeeper {
  /** Bytes that it may take. */
  limit: number;
  /** Told once, when something can no longer be written. */
  onFailed: ((error: unknown) => void) | null = null;
  readonly #file: OpenFile;
  readonly #square: number;
  readonly #entries: Uint32Array<ArrayBuffer>;
  #places = 0;
  #written = 0;
  #hasFailed = false;

  /** @param size side of a square, in pixels */
  constructor(file: OpenFile, count: number, size: number, limit: number) {
    this.#file = file;
    this.#square = 4 * size * size;
    this.#entries = new Uint32Array(entryWords * count);
    this.limit = limit;
    file.read(new Uint8Array(this.#entries.buffer), { at: 0 });
    const whole = Math.floor((file.getSize() - this.#entries.byteLength) / this.#square);
    for (let i = 0; i < count; i++) {
      const place = this.#entries[entryWords * i + 3]!;
      if (place >= whole) this.#entries[entryWords * i] = 0;
      else if (this.has(i)) this.#places = Math.max(this.#places, place + 1);
    }
  }

  /** Bytes that all squares of a set take. */
  static bytesFor(count: number, size: number): number {
    return count * (4 * entryWords + 4 * size * size);
  }

  get bytes(): number {
    return this.#entries.byteLength + this.#places * this.#square;
  }

  has(index: number): boolean {
    return this.#entries[entryWords * index] !== 0;
  }

  read(index: number): { readonly square: Uint8Array; readonly frame: Frame } | null {
    const [sum, width, height, place] = this.#entries.subarray(entryWords * index, entryWords * (index + 1));
    if (!sum) return null;
    const square = new Uint8Array(this.#square);
    if (this.#file.read(square, { at: this.#at(place!) }) === this.#square && checkSum(square) === sum)
      return { square, frame: { width: width!, height: height! } };
    this.#entries[entryWords * index] = 0;
    return null;
  }

  write(index: number, square: Uint8Array, { width, height }: Frame): void {
    if (this.#hasFailed || this.bytes + this.#square > this.limit) return;
    const entry = this.#entries.subarray(entryWords * index, entryWords * (index + 1));
    try {
      this.#file.write(square, { at: this.#at(this.#places) });
      entry.set([checkSum(square), width, height, this.#places]);
      this.#file.write(new Uint8Array(entry.buffer, entry.byteOffset, entry.byteLength), { at: entry.byteOffset });
      this.#places++;
      if (++this.#written % flushEvery === 0) this.#file.flush();
    } catch (error) {
      entry[0] = 0;
      this.#hasFailed = true;
      this.onFailed?.(error);
    }
  }

  flush(): void {
    if (!this.#hasFailed) this.#file.flush();
  }

  /** Throws all squares away. */
  clear(): void {
    this.#file.truncate(0);
    this.#entries.fill(0);
    this.#places = 0;
    this.#hasFailed = false;
  }

  #at(place: number): number {
    return this.#entries.byteLength + place * this.#square;
  }
}

/** FNV-1a over words, stirred; never 0. */
function checkSum(square: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const word of new Uint32Array(square.buffer, square.byteOffset, square.byteLength / 4)) {
    hash = Math.imul(hash ^ word, 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash >>> 0 || 1;
}
