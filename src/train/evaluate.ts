import { noAugmentation } from '../data/augment.ts';
import { heatmapToImage } from '../data/batch.ts';
import type { Duel, Engine } from '../engine/engine.ts';
import { jointComments, spearman, together } from '../method/comment.ts';
import { decodeHeatmaps } from '../method/decode.ts';
import { jointWeights } from '../method/heatmap.ts';
import { type MapShape, mapEnergy, squaresByJoint } from '../method/losses.ts';
import { areaUnderPck, boxLength, headLength, pck, pckByJoint, pckhMean, torsoLength } from '../method/metrics.ts';
import { meanAveragePrecision, objectKeypointSimilarity } from '../method/oks.ts';
import { apply } from '../pose/affine.ts';
import { distance } from '../pose/point.ts';
import type { Sample } from '../pose/sample.ts';
import type { Evaluation } from './events.ts';
import { type Look, plainLook, type Seen } from './look.ts';
import { evenly, type People, readable } from './people.ts';

/** Pictures read and looked at in one go: enough to keep an engine busy, few enough to stop soon and to be in memory still when they are looked at. */
const chunk = 16;

export interface EvaluateOptions {
  /** Pictures to score; the same ones always. */
  readonly count: number;
  /** Steps made so far. */
  readonly step: number;
  /** How people are looked at; once each, unless said otherwise. */
  readonly look?: Look;
  /** Told from 0 to 1, and waited for: others may use the engine meanwhile, if they leave it as it is. */
  readonly progress?: (done: number) => void | Promise<void>;
  readonly signal?: AbortSignal;
}

/** What is gathered picture by picture; one row of J numbers a picture, NaN where a joint has no label. */
export interface ScoreRows {
  /** Distance over the torso's length. */
  readonly torso: Float32Array;
  /** Distance over the head's. */
  readonly head: Float32Array;
  /** Distance over the longer side of the box. */
  readonly box: Float32Array;
  /** 1 hidden, 2 in sight. */
  readonly visibility: Uint8Array;
  /** s_j and e_j. */
  readonly comment: Float32Array;
  readonly energy: Float32Array;
  /** 1 − peak of Ĉ_j. */
  readonly doubt: Float32Array;
  /** OKS of each picture, and how sure G is of it; empty where the skeleton has no sigmas. */
  readonly oks: number[];
  readonly sureness: number[];
}

/**
 * Scores the held-out pictures, those that can be read. Null when there are none.
 * @throws the signal's reason when aborted
 */
export async function evaluate(
  engine: Engine,
  duel: Duel,
  people: People,
  { count, step, look = plainLook, progress, signal }: EvaluateOptions,
): Promise<Evaluation | null> {
  const wanted = evenly(people.validation, count);
  const indices: number[] = [];
  const J = duel.joints;
  const rows = emptyRows(wanted.length * J);
  const sums = { energy: 0, real: 0, fake: 0 };
  for (let start = 0; start < wanted.length; start += chunk) {
    signal?.throwIfAborted();
    const some = await readable(people, wanted.slice(start, start + chunk));
    if (some.length === 0) continue;
    const seen = await look(engine, duel, people, some);
    score(seen, duel, people, some, indices.length, rows);
    addLosses(sums, seen, duel);
    indices.push(...some);
    await progress?.(Math.min(1, (start + chunk) / wanted.length));
  }
  if (indices.length === 0) return null;
  const { skeleton, dataset } = people;
  const hasHeads = rows.head.some((value) => !Number.isNaN(value));
  const [errors, threshold] = skeleton.torso ? [rows.torso, 0.2] : [rows.box, 0.1];
  return {
    step,
    pictures: indices.length,
    ...labelsOf(people, indices),
    pck: pck(rows.torso, 0.2),
    pckVisible: pck(
      errors.filter((_, i) => rows.visibility[i] === 2),
      threshold,
    ),
    pckOccluded: pck(
      errors.filter((_, i) => rows.visibility[i] === 1),
      threshold,
    ),
    pckh: hasHeads ? pckhMean(rows.head, skeleton) : null,
    oks: dataset.metric === 'oks' && rows.oks.length > 0 ? rows.oks.reduce((sum, value) => sum + value, 0) / rows.oks.length : null,
    oksAp: dataset.metric === 'oks' && rows.oks.length > 0 ? meanAveragePrecision(rows.oks, rows.sureness) : null,
    pckBox: dataset.metric === 'pckBox' ? pck(rows.box, 0.1) : null,
    auc: areaUnderPck(rows.torso),
    pckByJoint: pckByJoint(errors, J, threshold),
    commentByJoint: meanByJoint(rows.comment, J),
    rhoComment: spearman(rows.comment, errors),
    rhoConfidence: spearman(rows.doubt, errors),
    rhoTogether: spearman(together(rows.comment, rows.doubt), errors),
    lossReal: sums.real / sums.energy,
    lossFake: sums.fake / sums.energy,
  };
}

/** How many labels people are measured against, and how many of these a teacher has put. */
export function labelsOf({ store }: People, indices: readonly number[]): { readonly labels: number; readonly labelsOfTeacher: number } {
  const labelled = indices.flatMap((index) => store.samples[index]!.joints.filter(({ visibility }) => visibility > 0));
  return { labels: labelled.length, labelsOfTeacher: labelled.filter(({ origin }) => origin === 'teacher').length };
}

export function emptyRows(length: number): ScoreRows {
  const nan = () => new Float32Array(length).fill(Number.NaN);
  return {
    torso: nan(),
    head: nan(),
    box: nan(),
    comment: nan(),
    energy: nan(),
    doubt: nan(),
    visibility: new Uint8Array(length),
    oks: [],
    sureness: [],
  };
}

/**
 * What is to be said of each joint of some people, from both networks' view of them, written into `rows` from picture `start` on.
 * @returns as `decodeHeatmaps`
 */
export function score({ batch, maps }: Seen, duel: Duel, people: People, indices: readonly number[], start: number, rows: ScoreRows) {
  const J = duel.joints;
  const shape = shapeOf(duel, indices.length);
  const decoded = decodeHeatmaps(maps.generated, shape);
  const { comment, energyComment } = jointComments(maps.generated, maps.redrawnGenerated, maps.truth, jointWeights(batch.joints), shape);
  indices.forEach((index, n) => {
    const sample = people.store.samples[index]!;
    const toImage = heatmapToImage(people.store.crops[index]!, noAugmentation, duel.heatmap);
    const torso = torsoLength(sample.joints, people.skeleton);
    const head = sample.headBox ? headLength(sample.headBox) : Number.NaN;
    const box = boxLength(sample.box);
    const predicted = sample.joints.map((_, j) => apply(toImage, { x: decoded[3 * (n * J + j)]!, y: decoded[3 * (n * J + j) + 1]! }));
    sample.joints.forEach((joint, j) => {
      if (joint.visibility === 0) return;
      const at = n * J + j;
      const row = start * J + at;
      const error = distance(predicted[j]!, joint);
      rows.torso[row] = error / torso;
      rows.visibility[row] = joint.visibility;
      rows.head[row] = error / head;
      rows.box[row] = error / box;
      rows.comment[row] = comment[at]!;
      rows.energy[row] = energyComment[at]!;
      rows.doubt[row] = 1 - decoded[3 * at + 2]!;
    });
    if (!people.skeleton.sigmas) return;
    rows.oks.push(objectKeypointSimilarity(predicted, sample.joints, people.skeleton.sigmas, areaOf(sample)));
    rows.sureness.push(sample.joints.reduce((sum, _, j) => sum + decoded[3 * (n * J + j) + 2]!, 0) / J);
  });
  return decoded;
}

function addLosses(sums: { energy: number; real: number; fake: number }, { batch, maps }: Seen, duel: Duel): void {
  const shape = shapeOf(duel, batch.count);
  const weights = jointWeights(batch.joints);
  const total = (a: Float32Array, b: Float32Array) => squaresByJoint(a, b, weights, shape).reduce((sum, value) => sum + value, 0);
  sums.energy += mapEnergy(maps.truth, weights, shape);
  sums.real += total(maps.truth, maps.redrawnTruth);
  sums.fake += total(maps.generated, maps.redrawnGenerated);
}

function shapeOf({ heatmap, joints }: Duel, batch: number): MapShape {
  return { batch, h: heatmap, w: heatmap, joints };
}

/** Where no outline tells the area, 0.53 of the box's, as Ultralytics has it for its own keypoint sets. */
function areaOf({ area, box }: Sample): number {
  return area ?? 0.53 * box.width * box.height;
}

function meanByJoint(rows: Float32Array, joints: number): Float32Array {
  return Float32Array.from({ length: joints }, (_, j) => {
    const values = rows.filter((value, i) => i % joints === j && !Number.isNaN(value));
    return values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
  });
}
