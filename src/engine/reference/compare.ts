import { arenaNames } from '../arenas.ts';
import type { FullRecording, Recording } from './recording.ts';
import type { Run } from './runs.ts';

/** How far a run may be from the reference's, relatively. */
interface Tolerance {
  /** Of every loss and k_t of every step, of all weights of a network and all running statistics at the end. */
  readonly numbers: number;
  /** Of what a network learnt, |w − w₀|, and of what its optimiser keeps; for a single tensor five times as much. */
  readonly learnt: number;
}

/** `learnt` is two to three times what one engine drifts from itself; see `gentle`. */
const tolerances = {
  toy: { group: { numbers: 1e-3, learnt: 0.02 }, batch: { numbers: 1e-3, learnt: 0.1 } },
  small: { group: { numbers: 1e-3, learnt: 0.05 }, batch: { numbers: 1e-3, learnt: 0.2 } },
} as const satisfies Record<Run['preset'], Record<Run['normalisation'], Tolerance>>;

/** How much of its tolerance each distance between a run and the reference's uses up: above 1 it is too far. */
export function used(ours: FullRecording, reference: Recording, { preset, normalisation }: Run): Record<string, number> {
  const { numbers, learnt } = tolerances[preset][normalisation];
  const found: Record<string, number> = { metrics: metricsDistance(ours, reference) / numbers };
  for (const name of arenaNames) {
    const [mine, theirs] = [ours.sketches[name], reference.sketches[name]];
    if (mine.length !== theirs.length) throw new RangeError(`the sketches of ${name} are of other networks`);
    const differences = mine.map((value, i) => Math.abs(value - theirs[i]!));
    const tolerance = name.startsWith('statistics') ? numbers : learnt;
    // What Adam keeps are two arenas, one far smaller than the other.
    const length = name === 'optimiserD' ? mine.length / 2 : mine.length;
    for (let from = 0; from < mine.length; from += length) {
      const tensors = ours.tensors[name].slice(from, from + length);
      const some = differences.slice(from, from + length);
      const whole = norm(tensors.map((tensor) => tensor.norm));
      const size = tensors.reduce((sum, tensor) => sum + tensor.size, 0);
      // A tensor that ought to stay where it is, as a bias before a batch norm, is measured by what others of its size do.
      const byTensor = some.map((far, i) => far / Math.max(tensors[i]!.norm, whole * Math.sqrt(tensors[i]!.size / size)));
      found[`${name} ${from}`] = norm(some) / whole / tolerance;
      found[`a tensor of ${name} ${from}`] = Math.max(...byTensor) / (5 * tolerance);
    }
    if (name === 'generator' || name === 'discriminator') found[`weights of ${name}`] = norm(differences) / ours.weights[name] / numbers;
  }
  return found;
}

function metricsDistance(ours: Recording, reference: Recording): number {
  if (ours.metrics.length !== reference.metrics.length) return Number.POSITIVE_INFINITY;
  const distances = ours.metrics.flatMap((row, step) => row.map((value, i) => Math.abs(value / reference.metrics[step]![i]! - 1)));
  return Math.max(...distances);
}

function norm(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0));
}
