import type { Preview } from '../../train/events.ts';

/** Numbers between `low` and `low + range`, in 65,535 equal parts: finer than any screen shows a heatmap, at half the memory. */
interface PackedMaps {
  readonly low: number;
  readonly range: number;
  readonly parts: Uint16Array;
}

/** What was to be seen of the watched pictures at some step. The true maps are the same all through a run, and kept with the run. */
export interface PackedPreview extends Omit<Preview, 'truth' | 'generated' | 'redrawnGenerated' | 'redrawnTruth'> {
  readonly generated: PackedMaps;
  readonly redrawnGenerated: PackedMaps;
  readonly redrawnTruth: PackedMaps;
}

/** A copy; null when the maps hold what is no number. */
export function packPreview(preview: Preview): PackedPreview | null {
  const generated = pack(preview.generated);
  const redrawnGenerated = pack(preview.redrawnGenerated);
  const redrawnTruth = pack(preview.redrawnTruth);
  if (!generated || !redrawnGenerated || !redrawnTruth) return null;
  const { step, heatmap, predicted, comment, energyComment } = preview;
  const copies = { predicted: predicted.slice(), comment: comment.slice(), energyComment: energyComment.slice() };
  return { step, heatmap, ...copies, generated, redrawnGenerated, redrawnTruth };
}

/** Everything new, so that it can be handed over. */
export function unpackPreview(packed: PackedPreview, truth: Float32Array): Preview {
  const { step, heatmap, predicted, comment, energyComment } = packed;
  return {
    ...{ step, heatmap, predicted: predicted.slice(), comment: comment.slice(), energyComment: energyComment.slice() },
    truth: truth.slice(),
    generated: unpack(packed.generated),
    redrawnGenerated: unpack(packed.redrawnGenerated),
    redrawnTruth: unpack(packed.redrawnTruth),
  };
}

export function packedBytes({ generated, redrawnGenerated, redrawnTruth, predicted, comment, energyComment }: PackedPreview): number {
  const maps = [generated, redrawnGenerated, redrawnTruth].map(({ parts }) => parts);
  return [...maps, predicted, comment, energyComment].reduce((sum, { byteLength }) => sum + byteLength, 0);
}

function pack(values: Float32Array): PackedMaps | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) return null;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const range = values.length === 0 ? 0 : high - low;
  const scale = range > 0 ? 65_535 / range : 0;
  const parts = new Uint16Array(values.length);
  for (let i = 0; i < parts.length; i++) parts[i] = Math.round((values[i]! - low) * scale);
  return { low, range, parts };
}

function unpack({ low, range, parts }: PackedMaps): Float32Array {
  const values = new Float32Array(parts.length);
  for (let i = 0; i < values.length; i++) values[i] = low + (parts[i]! * range) / 65_535;
  return values;
}
