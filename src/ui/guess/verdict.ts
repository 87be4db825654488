import { createRandom } from '../../pose/random.ts';
import type { Answer } from '../../worker/questions/registry.ts';

export type HeldOut = Answer<'heldOut'>;

/** Rounds of a game. */
export const roundsOfGame = 10;

/** Heatmaps of one person and what D made of them, [h, w, J]; unlabelled joints are empty in all of them. */
export interface Exhibit {
  readonly maps: Float32Array;
  readonly isReal: boolean;
  /** r = Σ(H − D(H))² / ΣH², D's error as a share of what it was shown. */
  readonly error: number;
}

/** One person, with the true and the generated heatmaps in the order in which they are shown. */
export interface Round {
  readonly person: number;
  readonly exhibits: readonly [Exhibit, Exhibit];
  /** Which one D takes for real: the one with the smaller r. */
  readonly choiceOfD: 0 | 1;
}

/**
 * r(H) = Σ(H − D(H))² / ΣH² over the labelled joints: 0 when D redraws it perfectly. Divided by the drawing's own energy, since a
 * faint drawing is easy to redraw. An empty drawing is no pose at all: its r is infinite.
 */
export function redrawError(maps: Float32Array, redrawn: Float32Array, weights: Float32Array): number {
  let [difference, energy] = [0, 0];
  for (let i = 0; i < maps.length; i++) {
    const weight = weights[i % weights.length]!;
    difference += weight * (maps[i]! - redrawn[i]!) ** 2;
    energy += weight * maps[i]! ** 2;
  }
  return energy === 0 ? Number.POSITIVE_INFINITY : difference / energy;
}

/** The rounds of a game; the side of the true heatmaps is drawn by the seed. */
export function roundsOf({ count, truth, maps, heatmap }: HeldOut, seed: number): Round[] {
  const random = createRandom(seed).fork('sides');
  const joints = truth.length / (3 * count);
  const each = heatmap * heatmap * joints;
  return Array.from({ length: count }, (_, person) => {
    const part = (all: Float32Array) => all.subarray(person * each, (person + 1) * each);
    const labelled = drawnJoints(part(maps.truth), joints);
    const exhibit = (drawn: Float32Array, redrawn: Float32Array, isReal: boolean): Exhibit => ({
      maps: drawn.map((value, i) => value * labelled[i % joints]!),
      isReal,
      error: redrawError(drawn, redrawn, labelled),
    });
    const real = exhibit(part(maps.truth), part(maps.redrawnTruth), true);
    const fake = exhibit(part(maps.generated), part(maps.redrawnGenerated), false);
    const exhibits = random.int(2) === 0 ? ([real, fake] as const) : ([fake, real] as const);
    return { person, exhibits, choiceOfD: exhibits[0].error <= exhibits[1].error ? 0 : 1 };
  });
}

/** 1 for a joint whose true map is not empty, [J]. */
function drawnJoints(truth: Float32Array, joints: number): Float32Array {
  const drawn = new Float32Array(joints);
  truth.forEach((value, i) => {
    if (value > 0) drawn[i % joints] = 1;
  });
  return drawn;
}
