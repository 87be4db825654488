import type { Box } from './point.ts';

/** What is known of a joint: 0 unlabelled, 1 labelled but occluded, 2 visible (COCO's v). */
export type Visibility = 0 | 1 | 2;

/** Where a label comes from: a person's hand or eye, another network, or a renderer that knows. */
export type Origin = 'person' | 'teacher' | 'renderer';

/** A joint of a sample, in pixels of its picture. */
export interface LabelledJoint {
  readonly x: number;
  readonly y: number;
  readonly visibility: Visibility;
  /** Where the dataset says so. */
  readonly origin?: Origin;
}

export type Split = 'train' | 'validation';

/** One person in one picture, as every reader yields it. */
export interface Sample {
  /** Unique in its dataset, and readable: the file's name, and the annotation's id where a picture holds several people. */
  readonly id: string;
  /** Which picture of the dataset. */
  readonly picture: string;
  readonly split: Split;
  /** In the order of the dataset's skeleton. */
  readonly joints: readonly LabelledJoint[];
  /** Around the person, in pixels of the picture. */
  readonly box: Box;
  /** Around the head, for PCKh, where the dataset has it. */
  readonly headBox: Box | null;
  /** Of the person's outline, in pixels², for OKS; absent where the dataset does not tell. */
  readonly area?: number;
}
