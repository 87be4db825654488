import { coco17, jointWords, type Skeleton } from '../pose/skeleton.ts';

/** A square of a picture, in its pixels; it may reach beyond. */
export interface Square {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

export interface TeacherQuestion {
  readonly number: number;
  readonly picture: ImageBitmap;
  readonly square: Square;
  /** Where the model lies. */
  readonly model: string;
}

export type TeacherReply = (Finding & { readonly number: number }) | { readonly number: number; readonly problem: string };

/** What MoveNet finds in a picture. */
export interface Finding {
  /** [17, 3] in COCO's order: x and y in pixels of the picture, and score 0 to 1. */
  readonly joints: Float32Array;
  /** Of both looks. */
  readonly milliseconds: number;
  /** TF.js's name of what it ran on. */
  readonly backend: string;
}

/** Scores below it count as not found, unless the user says otherwise. */
export const defaultThreshold = 0.3;

/** Above this score a joint tells where the person is, as in MoveNet's own tracking. */
const sure = 0.2;

/** MoveNet Lightning (single pose, COCO's 17 joints) in a worker of its own, loaded when it is first asked. */
export class Teacher {
  readonly #waiting = new Map<number, { resolve(finding: Finding): void; reject(reason: Error): void }>();
  #worker: Worker | undefined;
  #asked = 0;

  /** The person in a picture: a look at all of it, then one at the square about whom the first has found, if that is surer. */
  async find(source: Blob | ImageBitmap): Promise<Finding> {
    const picture = await createImageBitmap(source);
    const { width, height } = picture;
    const whole = wholeSquare(width, height);
    const [first, second] = [picture, await createImageBitmap(picture)];
    const far = await this.#ask(first, whole);
    const about = squareAbout(far.joints);
    if (!about) {
      second.close();
      return far;
    }
    const near = await this.#ask(second, about);
    const better = scoreOf(near.joints) > scoreOf(far.joints) ? near : far;
    return { joints: better.joints, backend: near.backend, milliseconds: far.milliseconds + near.milliseconds };
  }

  dispose(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) reject(new DOMException('No longer wanted.', 'AbortError'));
    this.#waiting.clear();
  }

  #ask(picture: ImageBitmap, square: Square): Promise<Finding> {
    const worker = this.#start();
    const number = this.#asked++;
    const model = new URL('teacher/movenet-lightning.json', document.baseURI).href;
    worker.postMessage({ number, picture, square, model } satisfies TeacherQuestion, [picture]);
    return new Promise((resolve, reject) => this.#waiting.set(number, { resolve, reject }));
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('../platform/browser/teacher.worker.ts', import.meta.url), { type: 'module', name: 'teacher' });
    worker.onmessage = ({ data: reply }: MessageEvent<TeacherReply>) => {
      const { resolve, reject } = this.#waiting.get(reply.number) ?? {};
      this.#waiting.delete(reply.number);
      if ('problem' in reply) reject?.(new Error(`The teacher could not look at the picture: ${reply.problem}`));
      else resolve?.(reply);
    };
    worker.onerror = (event) => {
      const error = new Error(event.message || 'The teacher could not be loaded.');
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
      this.#worker = undefined;
    };
    this.#worker = worker;
    return worker;
  }
}

/** The smallest square that holds a picture, in its middle. */
export function wholeSquare(width: number, height: number): Square {
  const side = Math.max(width, height);
  return { x: (width - side) / 2, y: (height - side) / 2, side };
}

/** The square about the joints that are found, 1.5 times their larger extent; null where these are too few to tell. */
export function squareAbout(joints: Float32Array, margin = 1.5): Square | null {
  const found = jointsAbove(joints, sure);
  if (found.length < 4) return null;
  const xs = found.map(({ x }) => x);
  const ys = found.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const side = margin * Math.max(right - left, bottom - top, 16);
  return { x: (left + right - side) / 2, y: (top + bottom - side) / 2, side };
}

/**
 * COCO's joints as those of a skeleton, by name; pelvis and thorax are the middles of hips and shoulders. Null where the score is below
 * the threshold or COCO has no such joint.
 */
export function proposalsFor(skeleton: Skeleton, joints: Float32Array, threshold: number): ({ x: number; y: number } | null)[] {
  const at = (name: string) => {
    const j = coco17.joints.findIndex((joint) => keyOf(joint) === keyOf(name));
    return j >= 0 && joints[3 * j + 2]! >= threshold ? { x: joints[3 * j]!, y: joints[3 * j + 1]! } : null;
  };
  const middle = (what: string) => {
    const [a, b] = [at(`left_${what}`), at(`right_${what}`)];
    return a && b ? { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } : null;
  };
  return skeleton.joints.map((name) => (name === 'pelvis' ? middle('hip') : name === 'thorax' ? middle('shoulder') : at(name)));
}

function keyOf(joint: string): string {
  return jointWords(joint).sort().join(' ');
}

function jointsAbove(joints: Float32Array, threshold: number): { x: number; y: number }[] {
  return Array.from({ length: joints.length / 3 }, (_, j) => ({
    x: joints[3 * j]!,
    y: joints[3 * j + 1]!,
    score: joints[3 * j + 2]!,
  })).filter(({ score }) => score >= threshold);
}

function scoreOf(joints: Float32Array): number {
  return joints.reduce((sum, value, i) => (i % 3 === 2 ? sum + value : sum), 0);
}
