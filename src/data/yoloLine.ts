import type { Box } from '../pose/point.ts';
import type { LabelledJoint, Visibility } from '../pose/sample.ts';
import { boxAround, unlabelled } from './cocoRecords.ts';

/** How far outside of the picture a joint may lie, in parts of its size. */
const farthest = 10;

/** [K, 2 or 3] of a line without a data.yaml: 3 where every third number is a visibility. Null when it cannot be told. */
export function shapeOfLine(line: string): readonly [number, 2 | 3] | null {
  const values = line.split(/\s+/).slice(5).map(Number);
  if (values.length === 0 || values.length > 3 * 512) return null;
  const third = values.filter((_, i) => i % 3 === 2);
  if (values.length % 3 === 0 && third.every((v) => v === 0 || v === 1 || v === 2)) return [values.length / 3, 3];
  return values.length % 2 === 0 ? [values.length / 2, 2] : null;
}

/** One line of a label file, in pixels; or why it is left out. */
export function readPerson(
  line: string,
  [count, dimensions]: readonly [number, 2 | 3],
  { width, height }: { readonly width: number; readonly height: number },
): { readonly joints: LabelledJoint[]; readonly box: Box } | string {
  const parts = line.split(/\s+/);
  if (parts.length === 5) return 'boxes without keypoints';
  if (parts.length !== 5 + count * dimensions) return 'lines with another count of numbers than kpt_shape says';
  const values = parts.map(Number);
  if (!Number.isInteger(values[0]) || !values.slice(1).every((value) => Math.abs(value) <= farthest)) {
    return 'lines with something that is not a number in parts of the picture';
  }
  const joints: LabelledJoint[] = [];
  for (let at = 5; at < values.length; at += dimensions) {
    const [x, y] = [values[at]!, values[at + 1]!];
    const v = dimensions === 3 ? values[at + 2]! : x === 0 && y === 0 ? 0 : 2;
    if (v !== 0 && v !== 1 && v !== 2) return 'lines with a visibility that is not 0, 1 or 2';
    joints.push(v === 0 ? unlabelled : { x: x * width, y: y * height, visibility: v as Visibility });
  }
  if (joints.every(({ visibility }) => visibility === 0)) return 'people without a labelled joint';
  const [, cx, cy, w, h] = values as [number, number, number, number, number];
  if (w < 0 || h < 0) return 'lines with a box of negative size';
  const box = { x: (cx - w / 2) * width, y: (cy - h / 2) * height, width: w * width, height: h * height };
  return { joints, box: box.width > 0 && box.height > 0 ? box : boxAround(joints) };
}
