import type { OpenFile } from './squareFile.ts';

/** For tests: a file in memory, whose room runs out and whose power is cut in the middle of a write. */
export class MemoryFile implements OpenFile {
  bytes: Uint8Array;
  /** Bytes that may be written yet before the power goes: what comes later is lost without a word. */
  power = Number.POSITIVE_INFINITY;
  /** Largest size. */
  room = Number.POSITIVE_INFINITY;

  constructor(bytes = new Uint8Array(0)) {
    this.bytes = bytes;
  }

  getSize(): number {
    return this.bytes.length;
  }

  read(target: Uint8Array, { at }: { at: number }): number {
    const some = this.bytes.subarray(at, at + target.length);
    target.set(some);
    return some.length;
  }

  write(bytes: Uint8Array, { at }: { at: number }): number {
    const some = bytes.subarray(0, Math.max(0, this.power));
    this.power -= some.length;
    const end = at + some.length;
    if (end > this.room) throw new DOMException('It is full.', 'QuotaExceededError');
    if (some.length > 0 && end > this.bytes.length) {
      const grown = new Uint8Array(end);
      grown.set(this.bytes);
      this.bytes = grown;
    }
    if (some.length > 0) this.bytes.set(some, at);
    return some.length;
  }

  truncate(size: number): void {
    this.bytes = this.bytes.slice(0, size);
  }

  flush(): void {}
}
