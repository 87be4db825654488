/** Mean count of pixels above half of a joint's peak, over the joints that are drawn at all; `maps` [n, h, w, J] are taken together. */
export function blobArea(maps: Float32Array, joints: number): number {
  const peaks = new Float32Array(joints);
  for (let i = 0; i < maps.length; i++) peaks[i % joints] = Math.max(peaks[i % joints]!, maps[i]!);
  const counts = new Float32Array(joints);
  for (let i = 0; i < maps.length; i++) if (peaks[i % joints]! > 0 && maps[i]! > peaks[i % joints]! / 2) counts[i % joints]!++;
  const drawn = counts.filter((_, j) => peaks[j]! > 0);
  return drawn.length === 0 ? Number.NaN : drawn.reduce((sum, count) => sum + count, 0) / drawn.length;
}
