import { cutSquare } from '../../data/resample.ts';
import { apply, compose, cropAffine, invert } from '../../pose/affine.ts';
import { createRandom, shuffled } from '../../pose/random.ts';
import { emptyRows, labelsOf, score } from '../../train/evaluate.ts';
import { plainLook } from '../../train/look.ts';
import { evenly, type People, readable } from '../../train/people.ts';
import { type Question, runOf } from './question.ts';

interface Ask {
  /** How many people; all of them when there are fewer. */
  readonly count: number;
  /** Drawn by this seed; without one, at even distances, the same ones always. */
  readonly seed?: number;
  /** Whether the heatmaps are wanted too. */
  readonly maps?: boolean;
}

/** Some held-out people, and both networks' view of them now. */
export interface HeldOut {
  readonly step: number;
  readonly count: number;
  /** Side of the pictures, in pixels. */
  readonly size: number;
  /** [count, size, size, 4], RGBA: each person as G sees it. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  /** [count, J, 3]: true x, y in 0 … 1, and visibility; predicted x, y and peak. */
  readonly truth: Float32Array;
  readonly predicted: Float32Array;
  /** [count, J] each, NaN without a label: s_j, e_j, 1 − the peak of Ĉ_j, and d_j, the error in `unit`s. */
  readonly comment: Float32Array;
  readonly energy: Float32Array;
  readonly doubt: Float32Array;
  readonly error: Float32Array;
  /** Labelled joints of these people, and how many of them a teacher has put. */
  readonly labels: number;
  readonly labelsOfTeacher: number;
  /** Lengths of the torso, or of the box's longer side. */
  readonly unit: 'torso' | 'box';
  /** Side of a heatmap, in pixels. */
  readonly heatmap: number;
  /** [count, heatmap, heatmap, J] each; empty when not asked for. Unlabelled joints of Ĉ are as G draws them. */
  readonly maps: {
    readonly truth: Float32Array;
    readonly generated: Float32Array;
    readonly redrawnTruth: Float32Array;
    readonly redrawnGenerated: Float32Array;
  };
}

/** Looked at in one go. */
const chunk = 16;
const side = 96;

/** Looks at held-out people; changes nothing. */
export const heldOut: Question<Ask, HeldOut> = async ({ count, seed, maps: wantsMaps = false }, asked) => {
  const { engine, people, duel, step } = runOf(asked);
  const indices = await readable(people, choose(people, count, seed));
  const J = duel.joints;
  const rows = emptyRows(indices.length * J);
  const truth = new Float32Array(3 * indices.length * J);
  const predicted = new Float32Array(3 * indices.length * J);
  const pixels = new Uint8Array(4 * side * side * indices.length);
  const each = duel.heatmap * duel.heatmap * J;
  const names = ['truth', 'generated', 'redrawnTruth', 'redrawnGenerated'] as const;
  const empty = () => new Float32Array(wantsMaps ? indices.length * each : 0);
  const maps = { truth: empty(), generated: empty(), redrawnTruth: empty(), redrawnGenerated: empty() };
  const progress = indices.length > chunk ? asked.desk.tasks.progress('answer', 'Asking D about held-out people') : () => {};
  for (let start = 0; start < indices.length; start += chunk) {
    asked.signal.throwIfAborted();
    const some = indices.slice(start, start + chunk);
    const seen = await plainLook(engine, duel, people, some);
    const decoded = score(seen, duel, people, some, start, rows);
    if (wantsMaps) for (const name of names) maps[name].set(seen.maps[name], start * each);
    await cutPeople(people, some, pixels, start);
    predicted.set(
      decoded.map((value, i) => (i % 3 === 2 ? value : value / duel.heatmap)),
      3 * start * J,
    );
    progress(Math.min(1, (start + chunk) / indices.length));
  }
  indices.forEach((index, n) => {
    truth.set(truePose(people, index), 3 * n * J);
  });
  const { comment, energy, doubt } = rows;
  // As in the evaluation: over the box where the skeleton has no torso.
  const [error, unit] = people.skeleton.torso ? ([rows.torso, 'torso'] as const) : ([rows.box, 'box'] as const);
  const picture = new Uint8ClampedArray(pixels.buffer);
  return {
    step,
    count: indices.length,
    size: side,
    pixels: picture,
    truth,
    predicted,
    comment,
    energy,
    doubt,
    error,
    unit,
    heatmap: duel.heatmap,
    maps,
    ...labelsOf(people, indices),
  };
};

function choose({ validation }: People, count: number, seed: number | undefined): number[] {
  if (seed === undefined) return evenly(validation, count);
  return [...shuffled(validation.length, createRandom(seed)).subarray(0, count)].map((i) => validation[i]!);
}

/** People's squares as G sees them, from the store: sharp enough to recognise. */
async function cutPeople({ store }: People, indices: readonly number[], target: Uint8Array, start: number): Promise<void> {
  const { size } = store.squares;
  const squares = await store.squares.read(indices);
  for (const [n, index] of indices.entries()) {
    const pixels = new Uint8ClampedArray(squares.buffer, 4 * size * size * n, 4 * size * size);
    const toSquare = compose(cropAffine('image', 'square', store.crops[index]!, side), invert(store.toStore[index]!));
    const offset = 4 * side * side * (start + n);
    cutSquare({ width: size, height: size, pixels }, { ...toSquare, from: 'image', to: 'store' }, side, target, offset);
    for (let i = offset + 3; i < offset + 4 * side * side; i += 4) target[i] = 255;
  }
}

/** [J, 3]: x, y in 0 … 1 of the person's square, and visibility. */
function truePose({ store }: People, index: number): number[] {
  const toSquare = cropAffine('image', 'square', store.crops[index]!, 1);
  return store.samples[index]!.joints.flatMap((joint) => {
    const { x, y } = apply(toSquare, joint);
    return [x, y, joint.visibility];
  });
}
