import type { Examination, StepMetrics } from '../engine/engine.ts';

/** What the trainer tells, in the order in which it happens. */
export type TrainEvent =
  | {
      readonly kind: 'step';
      readonly metrics: StepMetrics;
      /** λ_G of this step (0 in warm-up). */
      readonly lambdaG: number;
      readonly gamma: number;
      /** Milliseconds in which the engine had nothing to do but wait for the step's pictures. */
      readonly waited: number;
      /** Whether the engine has been given the next step too, of which the next event tells; its state is that of after it. */
      readonly isAhead: boolean;
    }
  | { readonly kind: 'evaluation'; readonly evaluation: Evaluation }
  | { readonly kind: 'preview'; readonly preview: Preview }
  /** A loss was not finite: the weights are those of `restoredStep` again, and the run has ended. */
  | { readonly kind: 'diverged'; readonly step: number; readonly restoredStep: number };

/** The score on held-out pictures. */
export interface Evaluation {
  /** Steps made before it. */
  readonly step: number;
  /** Pictures scored. */
  readonly pictures: number;
  /** Labels that it is measured against, and how many of these are another network's. */
  readonly labels: number;
  readonly labelsOfTeacher: number;
  /** PCK@0.2 of all joints, 0 to 1; NaN when no torso is labelled. */
  readonly pck: number;
  /** PCK@0.2 of joints that can be seen, and of those that are hidden; NaN where none is labelled so. */
  readonly pckVisible: number;
  readonly pckOccluded: number;
  /** PCKh@0.5; null when the dataset has no head boxes. */
  readonly pckh: number | null;
  /** Mean OKS, and its AP over .5 … .95 (`method/oks.ts`); null when the dataset is scored otherwise. */
  readonly oks: number | null;
  readonly oksAp: number | null;
  /** PCK@0.1 of the longer side of the person's box; null when the dataset is scored otherwise. */
  readonly pckBox: number | null;
  /** Area under PCK over thresholds 0 to 0.2. */
  readonly auc: number;
  /** PCK@0.2 by joint (of a skeleton without a torso, PCK@0.1 of the box), [J]; NaN where no joint was labelled. */
  readonly pckByJoint: Float32Array;
  /** Mean over labelled joints of s_j, by joint, [J]. */
  readonly commentByJoint: Float32Array;
  /** Spearman's ρ of D's scale-free comment s_j with the true error, over all joints of all pictures; NaN when undefined. */
  readonly rhoComment: number;
  /** The same for 1 − peak of Ĉ_j: G's own doubt, the yardstick. */
  readonly rhoConfidence: number;
  /** The same for both taken together, by rank: above the others where each knows something that the other does not. */
  readonly rhoTogether: number;
  /** L_real and L_fake in evaluation, over the energy of the true maps. */
  readonly lossReal: number;
  readonly lossFake: number;
}

/** The fixed pictures that are watched through a run. */
export interface Probes {
  readonly count: number;
  /** Side of `pixels`, in pixels. */
  readonly size: number;
  /** [count, size, size, 4], RGBA: each person as G is shown it, at a finer resolution. */
  readonly pixels: Uint8ClampedArray;
  readonly ids: readonly string[];
  readonly splits: readonly ('train' | 'validation')[];
  /** [count, J, 3]: true x, y in 0 … 1 of the picture's side, visibility 0, 1 or 2. */
  readonly joints: Float32Array;
}

/** Both networks' view of the probes after `step` steps. */
export interface Preview extends Examination {
  readonly step: number;
  /** Side of the maps; each is [count, heatmap, heatmap, J]. */
  readonly heatmap: number;
  /** [count, J, 3]: predicted x, y in 0 … 1 of the picture's side, and the peak of Ĉ_j. */
  readonly predicted: Float32Array;
  /** [count, J] each: s_j = 1 − cos(Ĉ_j, D(Ĉ)_j) and e_j; NaN where the joint has no label. */
  readonly comment: Float32Array;
  readonly energyComment: Float32Array;
}
