import { padded } from '../plan/draft.ts';

/** Takes the padding out of maps on their way from the device, from pixel `first` on, until `to` is full. */
export function unpadMaps(maps: Float32Array, first: number, joints: number, to: Float32Array): void {
  const pitch = padded(joints);
  for (let p = 0; p < to.length / joints; p++) to.set(maps.subarray((first + p) * pitch, (first + p) * pitch + joints), p * joints);
}

/** Maps with their channels padded by zeros to whole vectors of 4, as plans want them. */
export function padMaps(maps: Float32Array, joints: number): Float32Array<ArrayBuffer> {
  const pitch = padded(joints);
  const to = new Float32Array((maps.length / joints) * pitch);
  for (let p = 0; p < maps.length / joints; p++) to.set(maps.subarray(p * joints, (p + 1) * joints), p * pitch);
  return to;
}
