import type { EngineDescription, StepMetrics } from '../../engine/engine.ts';
import type { Config } from '../../method/hyperparameters.ts';
import type { Evaluation } from '../../train/events.ts';
import type { People } from '../../train/people.ts';

/** How a run ended. */
type Ending = 'trained' | 'interrupted' | 'diverged';

/** What `--json` writes; numbers that are undefined are null there. */
export interface TrainResult {
  readonly ending: Ending;
  readonly config: Config;
  readonly dataset: { readonly name: string; readonly format: string; readonly train: number; readonly validation: number };
  readonly engine: EngineDescription;
  readonly parameters: { readonly generator: number; readonly discriminator: number };
  /** Steps of the run, before it was resumed too. */
  readonly steps: number;
  /** Of steps alone, without evaluations. */
  readonly stepsPerSecond: number;
  /** Of all of the run, with evaluations. */
  readonly seconds: number;
  /** Of the last step; null without one. */
  readonly final: { readonly lossMse: number; readonly lossReal: number; readonly lossFake: number; readonly peak: number } | null;
  /** k_t after the last step. */
  readonly kT: number;
  /** PCK@0.2 of the last evaluation, 0 to 1. */
  readonly pck: number | null;
  readonly pckByJoint: Readonly<Record<string, number>> | null;
  /** Every evaluation, in order. */
  readonly curve: readonly CurvePoint[];
}

/** An evaluation as plain numbers. */
interface CurvePoint extends Omit<Evaluation, 'pckByJoint' | 'commentByJoint'> {
  readonly pckByJoint: readonly number[];
  readonly commentByJoint: readonly number[];
}

/** How the steps went. */
export interface Course {
  readonly ending: Ending;
  /** Steps made now. */
  readonly made: number;
  /** The last step; null without one. */
  readonly last: StepMetrics | null;
  readonly evaluations: readonly Evaluation[];
  /** Milliseconds of steps alone, and of everything. */
  readonly stepping: number;
  readonly total: number;
}

/** All that a result is made of. */
interface Gathered extends Course, Pick<TrainResult, 'config' | 'engine' | 'parameters' | 'steps' | 'kT'> {
  readonly people: People;
}

export function resultOf(gathered: Gathered): TrainResult {
  const { ending, config, people, engine, parameters, steps, made, kT, last, evaluations, stepping, total } = gathered;
  const { name, format, skeleton } = people.dataset;
  const evaluation = evaluations.at(-1);
  return {
    ...{ ending, config, engine, parameters, steps, kT },
    dataset: { name, format, train: people.train.length, validation: people.validation.length },
    stepsPerSecond: stepping > 0 ? (1000 * made) / stepping : 0,
    seconds: total / 1000,
    final: last && { lossMse: last.lossMse, lossReal: last.lossReal, lossFake: last.lossFake, peak: last.peak },
    pck: evaluation?.pck ?? null,
    pckByJoint: evaluation ? Object.fromEntries(skeleton.joints.map((joint, j) => [joint, evaluation.pckByJoint[j]!])) : null,
    curve: evaluations.map((each) => ({ ...each, pckByJoint: [...each.pckByJoint], commentByJoint: [...each.commentByJoint] })),
  };
}
