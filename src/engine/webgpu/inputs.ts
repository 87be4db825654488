import type { Batch, Duel, LiveSettings } from '../engine.ts';
import { writeLive } from '../plan/blocks.ts';
import * as scalars from '../plan/scalars.ts';
import { bindingAlignment } from './flags.ts';
import type { Place } from './places.ts';

/** Floats of a picture's view: 6 of the affine map, 3 of gain, 3 unused. */
export const viewFloats = 12;

/** Where things lie in the `inputs` buffer, which a single write fills before a step: live settings, views [B, 12], joints [B, J, 3]. */
export interface InputPlaces {
  readonly live: Place;
  readonly views: Place;
  readonly joints: Place;
  readonly bytes: number;
}

export function inputPlaces(batch: number, joints: number): InputPlaces {
  let offset = 0;
  const place = (floats: number): Place => {
    const at = offset;
    offset += Math.ceil((4 * floats) / bindingAlignment) * bindingAlignment;
    return { buffer: 'inputs', offset: at, bytes: offset - at };
  };
  const live = place(scalars.liveFloats);
  const views = place(viewFloats * batch);
  return { live, views, joints: place(3 * joints * batch), bytes: offset };
}

/** Puts the views and joints of pictures `from` … of a batch into a copy of the inputs; places beyond the batch's end repeat its last. */
export function packBatch(places: InputPlaces, to: ArrayBuffer, duel: Duel, batch: Batch, from: number): void {
  const { joints } = duel;
  for (let b = 0; b < duel.batch; b++) {
    const source = Math.min(from + b, batch.count - 1);
    const view = new Float32Array(to, places.views.offset + 4 * viewFloats * b, viewFloats);
    view.set(batch.affine.subarray(6 * source, 6 * source + 6));
    view.set(batch.gain.subarray(3 * source, 3 * source + 3), 6);
    new Float32Array(to, places.joints.offset + 12 * joints * b, 3 * joints).set(
      batch.joints.subarray(3 * joints * source, 3 * joints * (source + 1)),
    );
  }
}

/** Puts the settings of step `step` (0 for the first) into a copy of the inputs, as `plan/scalars.ts` lays them out. */
export function packLive(places: InputPlaces, to: ArrayBuffer, duel: Duel, live: LiveSettings, step: number): void {
  writeLive(new Float32Array(to, places.live.offset, scalars.liveFloats), duel, live, step);
}
