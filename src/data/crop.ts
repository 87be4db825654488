import type { Crop } from '../pose/affine.ts';
import type { Box } from '../pose/point.ts';

/** How much wider than the person's box the crop is; as in the common COCO pipelines. */
const cropMargin = 1.25;

/** The square about a person: the centre of the box, 1.25 times its longer side. */
export function cropOfBox(box: Box): Crop {
  return {
    cx: box.x + box.width / 2,
    cy: box.y + box.height / 2,
    side: cropMargin * Math.max(box.width, box.height),
    rotation: 0,
    mirrored: false,
  };
}
