import { downsample } from '../../store/downsample.ts';
import type { MetricLog } from '../../store/metricLog.ts';

/** One joint's two losses over the run, thinned out. */
export interface Course {
  readonly steps: readonly number[];
  readonly real: readonly number[];
  readonly fake: readonly number[];
}

/** Points of a course: it is a hundred pixels wide. */
const limit = 80;

/** The courses of all joints and the ends of their common scale; no courses before the second step. */
export function coursesOf(
  log: Pick<MetricLog, 'length' | 'steps' | 'byJoint'>,
  joints: number,
): { readonly courses: readonly Course[]; readonly low: number; readonly high: number } {
  const [real, fake, steps] = [log.byJoint('jointReal'), log.byJoint('jointFake'), log.steps()];
  // Another dataset's joints may still lie in the log for a moment.
  if (log.length < 2 || real.length !== log.length * joints) return { courses: [], low: 1, high: 1 };
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  const courses = Array.from({ length: joints }, (_, j) => {
    const column = (all: Float32Array) => Float32Array.from({ length: log.length }, (_, i) => all[i * joints + j]!);
    const lines = [column(real), column(fake)] as const;
    const kept = downsample(steps, lines, limit);
    for (const line of lines)
      for (const i of kept) {
        const value = line[i]!;
        if (!(value > 0 && Number.isFinite(value))) continue;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    const pick = (line: ArrayLike<number>) => Array.from(kept, (i) => line[i]!);
    return { steps: pick(steps), real: pick(lines[0]), fake: pick(lines[1]) };
  });
  return high === 0 ? { courses: [], low: 1, high: 1 } : { courses, low, high };
}

/** An SVG path through the values, logarithmic upwards; a gap where a value is not positive (a joint without a label). */
export function pathOf(
  steps: readonly number[],
  values: readonly number[],
  { low, high }: { readonly low: number; readonly high: number },
  { width, height }: { readonly width: number; readonly height: number },
): string {
  const first = steps[0] ?? 0;
  const span = Math.max(1, (steps.at(-1) ?? 0) - first);
  const range = Math.max(1e-9, Math.log(high / low));
  let isDown = false;
  return values
    .map((value, i) => {
      if (!(value > 0 && Number.isFinite(value))) {
        isDown = false;
        return '';
      }
      const x = (((steps[i]! - first) / span) * width).toFixed(1);
      const y = (height - (Math.log(value / low) / range) * height).toFixed(1);
      const part = `${isDown ? 'L' : 'M'}${x} ${y}`;
      isDown = true;
      return part;
    })
    .join('');
}
