import type { Evaluation } from '../../train/events.ts';

/** The score that a dataset asks for beside PCK@0.2. */
export interface SetScore {
  readonly symbol: string;
  readonly value: number;
  /** What it says, in a sentence or two. */
  readonly about: string;
}

/** Null when PCK@0.2 is all that the dataset asks for. */
export function setScore({ pckh, oks, pckBox }: Evaluation): SetScore | null {
  if (pckh !== null) return { symbol: 'PCKh', value: pckh, about: 'PCKh@0.5 asks for half the head’s length instead.' };
  if (oks !== null) {
    const about =
      'OKS is COCO’s measure: 100 % where all joints are met, less with their distance, by how exactly people label each joint. Its AP counts people found at OKS from .5 to .95, each looked for in the true box.';
    return { symbol: 'OKS', value: oks, about };
  }
  if (pckBox !== null) {
    return { symbol: 'PCK box', value: pckBox, about: 'PCK box asks for a tenth of the longer side of the person’s box instead.' };
  }
  return null;
}
