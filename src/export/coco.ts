import { noAugmentation } from '../data/augment.ts';
import { heatmapToImage } from '../data/batch.ts';
import { decodeHeatmaps } from '../method/decode.ts';
import { apply } from '../pose/affine.ts';
import { duelOf } from '../train/duel.ts';
import { type People, plainBatch, readable } from '../train/people.ts';
import { type Exporter, jsonFile } from './exporter.ts';

/** Pictures read and looked at in one go. */
const chunk = 16;

/** One person, as COCO's evaluation reads it; `file_name` is ours, for sets whose pictures have no numbers. */
interface Result {
  readonly image_id: number;
  readonly category_id: 1;
  /** x, y in pixels of the picture and the peak of the heatmap, joint by joint in the order of the dataset. */
  readonly keypoints: readonly number[];
  /** Mean of the peaks. */
  readonly score: number;
  readonly file_name: string;
}

export const coco: Exporter = {
  id: 'coco',
  title: 'Predictions as COCO results',
  about: 'The generator’s poses of the held-out people as a results file, for COCO’s own evaluation and other tools.',
  extension: 'json',
  mime: 'application/json',
  usesPictures: true,
  needsPictures: true,
  async make({ run, scene, progress, signal }) {
    if (!scene) throw new RangeError('predictions need pictures');
    const { engine, people } = scene;
    const duel = duelOf(run.config, run.skeleton.joints.length);
    const results: Result[] = [];
    const numberOf = pictureNumbers(people);
    for (let start = 0; start < scene.indices.length; start += chunk) {
      signal?.throwIfAborted();
      const part = await readable(people, scene.indices.slice(start, start + chunk));
      if (part.length === 0) continue;
      const { generated } = await engine.examine(await plainBatch(people, part, duel));
      const decoded = decodeHeatmaps(generated, { batch: part.length, h: duel.heatmap, w: duel.heatmap, joints: duel.joints });
      part.forEach((index, n) => {
        const rows = decoded.subarray(3 * duel.joints * n, 3 * duel.joints * (n + 1));
        results.push(resultOf(people, index, rows, duel.heatmap, numberOf));
      });
      progress?.(Math.min(1, (start + chunk) / scene.indices.length));
    }
    return [jsonFile('predictions.json', results)];
  },
};

/** @param decoded [J, 3] of one person: x, y in heatmap pixels, peak */
function resultOf(people: People, index: number, decoded: Float32Array, heatmap: number, numberOf: (picture: string) => number): Result {
  const toImage = heatmapToImage(people.store.crops[index]!, noAugmentation, heatmap);
  const { picture } = people.store.samples[index]!;
  const joints = Array.from({ length: decoded.length / 3 }, (_, j) => {
    const { x, y } = apply(toImage, { x: decoded[3 * j]!, y: decoded[3 * j + 1]! });
    return [x, y, decoded[3 * j + 2]!] as const;
  });
  return {
    image_id: numberOf(picture),
    category_id: 1,
    keypoints: joints.flat().map((value) => Number(value.toFixed(4))),
    score: joints.reduce((sum, [, , peak]) => sum + peak, 0) / joints.length,
    file_name: picture,
  };
}

/** COCO's pictures are called by their numbers; those of other sets are counted, from 1, in the order of their names. */
function pictureNumbers({ dataset }: People): (picture: string) => number {
  const names = [...new Set(dataset.samples.map(({ picture }) => picture))].sort();
  const written = names.map((name) => Number(/(?:^|\/)(\d{1,15})\.[a-z]+$/i.exec(name)?.[1] ?? Number.NaN));
  const areNumbers = written.every(Number.isInteger) && new Set(written).size === names.length;
  const numbers = new Map(names.map((name, i) => [name, areNumbers ? written[i]! : i + 1]));
  return (picture) => numbers.get(picture)!;
}
