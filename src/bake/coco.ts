import { mpii16 } from '../pose/skeleton.ts';
import type { Picture } from './scene.ts';
import { SIZE } from './scene.ts';

/** One line of an annotation file, COCO's fields and ours. */
export interface Annotated {
  fileName: string;
  picture: Omit<Picture, 'pixels'>;
}

/** A COCO keypoints file: one category, one person a picture, joints named and ordered as in MPII. */
export function cocoFile(split: string, pictures: readonly Annotated[], seed: number): string {
  const file = {
    info: {
      description: `Rendered People, ${split}: rendered human poses with exact labels, made for PoseDuel`,
      version: '1.0',
      seed,
      contributor: 'PoseDuel (src/bake)',
      license: 'CC0 1.0',
      split,
    },
    licenses: [{ id: 1, name: 'CC0 1.0 Universal', url: 'https://creativecommons.org/publicdomain/zero/1.0/' }],
    categories: [
      { id: 1, name: 'person', supercategory: 'person', keypoints: mpii16.joints, skeleton: mpii16.limbs.map(([a, b]) => [a + 1, b + 1]) },
    ],
    images: pictures.map(({ fileName }, i) => ({ id: i + 1, file_name: fileName, width: SIZE, height: SIZE, license: 1 })),
    annotations: pictures.map(({ picture: { labels, character, outfit, clip, background } }, i) => ({
      id: i + 1,
      image_id: i + 1,
      category_id: 1,
      iscrowd: 0,
      bbox: labels.box,
      area: labels.area,
      num_keypoints: labels.joints.filter(({ v }) => v > 0).length,
      keypoints: labels.joints.flatMap(({ x, y, v }) => [x, y, v]),
      head_box: labels.headBox,
      silhouette_box: labels.silhouetteBox,
      character,
      outfit,
      clip,
      background,
    })),
  };
  return JSON.stringify(file);
}
