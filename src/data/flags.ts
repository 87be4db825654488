import type { Skeleton } from '../pose/skeleton.ts';
import type { PictureStore } from './pictures.ts';
import { suspectTest } from './suspects.ts';

/** What a sample may be looked through for; each [N], 1 where it is so. */
export interface SampleFlags {
  /** A joint has no label. */
  readonly unlabelled: Uint8Array;
  /** A joint is labelled as occluded. */
  readonly occluded: Uint8Array;
  /** The crop has fewer pixels in the picture than the network looks at. */
  readonly tiny: Uint8Array;
  /** A labelled joint lies outside of the picture. */
  readonly outside: Uint8Array;
  /** Left and right may have been exchanged somewhere. */
  readonly suspect: Uint8Array;
}

/** @param input side of what the network looks at, in pixels */
export function flagSamples(store: PictureStore, skeleton: Skeleton, input: number): SampleFlags {
  const { samples, crops } = store;
  const isSuspect = suspectTest(skeleton);
  const flag = (test: (i: number) => boolean) => Uint8Array.from(samples, (_, i) => Number(test(i)));
  return {
    unlabelled: flag((i) => samples[i]!.joints.some(({ visibility }) => visibility === 0)),
    occluded: flag((i) => samples[i]!.joints.some(({ visibility }) => visibility === 1)),
    tiny: flag((i) => crops[i]!.side < input),
    outside: flag((i) => samples[i]!.joints.some((joint) => joint.visibility > 0 && isOutside(store, i, joint))),
    suspect: flag((i) => isSuspect(samples[i]!)),
  };
}

/** On the right and below, what lies outside is known once the picture has been read. */
function isOutside({ squares }: PictureStore, i: number, { x, y }: { readonly x: number; readonly y: number }): boolean {
  const frame = squares.frameOf(i);
  return x < 0 || y < 0 || (frame !== null && (x >= frame.width || y >= frame.height));
}
