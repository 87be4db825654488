import type { Sample } from '../pose/sample.ts';
import type { Skeleton } from '../pose/skeleton.ts';
import type { Dataset, SourceFile } from './dataset.ts';

/**
 * Sixteen hexadecimal digits that change with whatever a run takes from a dataset's annotations: joints, who is trained on and who is
 * held out, in which order, and where their joints are. Pixels are not looked at. Against mistakes, not against malice.
 */
export function fingerprint(skeleton: Skeleton, samples: readonly Sample[]): string {
  const hash = new Hash();
  hash.text(skeleton.joints.join(' '));
  for (const { id, picture, split, joints, box } of samples) {
    hash.text(`${id} ${picture} ${split}`);
    for (const value of [box.x, box.y, box.width, box.height]) hash.number(value);
    for (const { x, y, visibility } of joints) {
      hash.number(x);
      hash.number(y);
      hash.number(visibility);
    }
  }
  return hash.digits();
}

/** The same for files, by their paths, sizes and stamps. */
export function stampOf(files: readonly SourceFile[]): string {
  const hash = new Hash();
  for (const { path, size, stamp = 0 } of files) {
    hash.text(path);
    for (const number of [size, stamp]) {
      hash.word(number);
      hash.word(number / 2 ** 32);
    }
  }
  return hash.digits();
}

/** Names the people of a dataset as they stand in these very files; null where the files are not known. */
export function datasetKey({ skeleton, samples, stamp }: Dataset): string | null {
  return stamp === undefined ? null : `${fingerprint(skeleton, samples)}-${stamp}`;
}

/** Two FNV-1a hashes of 32 bits, the second of every word stirred. */
class Hash {
  #a = 0x811c9dc5;
  #b = 0x9747b28c;
  readonly #word = new Float32Array(1);
  readonly #bits = new Uint32Array(this.#word.buffer);

  text(text: string): void {
    this.#stir(text.length);
    for (let i = 0; i < text.length; i++) this.#stir(text.charCodeAt(i));
  }

  number(value: number): void {
    this.#word[0] = value;
    this.#stir(this.#bits[0]!);
  }

  word(word: number): void {
    this.#stir(word | 0);
  }

  digits(): string {
    return [this.#a, this.#b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
  }

  #stir(word: number): void {
    this.#a = Math.imul(this.#a ^ word, 0x01000193);
    this.#a ^= this.#a >>> 15;
    this.#b = Math.imul(this.#b ^ Math.imul(word, 0x85ebca6b), 0x5bd1e995);
    this.#b ^= this.#b >>> 13;
  }
}
