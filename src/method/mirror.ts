import type { MapShape } from './losses.ts';

/** Maps [B, h, w, J] as they would be of mirrored pictures: turned left to right, each joint in the place of its partner. */
export function mirrorMaps(maps: Float32Array, { batch, h, w, joints }: MapShape, partner: readonly number[]): Float32Array {
  const mirrored = new Float32Array(maps.length);
  for (let row = 0; row < batch * h; row++)
    for (let x = 0; x < w; x++)
      for (let j = 0; j < joints; j++) mirrored[(row * w + x) * joints + j] = maps[(row * w + w - 1 - x) * joints + partner[j]!]!;
  return mirrored;
}
