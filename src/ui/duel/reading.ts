import type { Preview, Probes } from '../../train/events.ts';
import { fixed, jointWords } from '../format.ts';

/** What is known of one joint in one probe picture. */
export interface Reading {
  readonly name: string;
  readonly labelled: boolean;
  /** Highest value of Ĉ_j: how sure the generator is. */
  readonly peak: number;
  /** s_j, the discriminator's scale-free objection, 0 to 1; NaN without a label. */
  readonly comment: number;
  /** e_j, the same as energy. */
  readonly energy: number;
  /** Distance of prediction and truth, in pixels of the generator's input; NaN without a label. */
  readonly error: number;
}

/** The readings of all joints of a probe. `input` is the side of the generator's input, in pixels. */
export function readings(names: readonly string[], probes: Probes, preview: Preview, probe: number, input: number): Reading[] {
  return names.map((name, j) => {
    const at = probe * names.length + j;
    const labelled = probes.joints[3 * at + 2]! > 0;
    const dx = preview.predicted[3 * at]! - probes.joints[3 * at]!;
    const dy = preview.predicted[3 * at + 1]! - probes.joints[3 * at + 1]!;
    return {
      name: jointWords(name),
      labelled,
      peak: preview.predicted[3 * at + 2]!,
      comment: preview.comment[at]!,
      energy: preview.energyComment[at]!,
      error: labelled ? input * Math.hypot(dx, dy) : Number.NaN,
    };
  });
}

/** A joint's reading as a sentence. */
export function describeReading({ name, labelled, peak, comment, error }: Reading): string {
  const sure = `${name}: peak ${fixed(peak, 2)}`;
  if (!labelled) return `${sure}; no label to compare with`;
  return `${sure}, ${fixed(error, 1)} px from the truth; the discriminator objects with s = ${fixed(comment, 2)}`;
}

/** All joints as a sentence. */
export function describeReadings(all: readonly Reading[]): string {
  const labelled = all.filter((reading) => reading.labelled);
  if (labelled.length === 0) return 'no joint of this picture is labelled';
  const mean = (of: (reading: Reading) => number) => labelled.reduce((sum, reading) => sum + of(reading), 0) / labelled.length;
  return `${labelled.length} labelled joints: mean peak ${fixed(
    mean((r) => r.peak),
    2,
  )}, ${fixed(
    mean((r) => r.error),
    1,
  )} px from the truth; the discriminator objects with a mean s of ${fixed(
    mean((r) => r.comment),
    2,
  )}`;
}
