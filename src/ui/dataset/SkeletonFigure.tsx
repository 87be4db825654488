import type { Skeleton } from '../../pose/skeleton.ts';
import css from './Found.module.css';

interface Props {
  readonly skeleton: Skeleton;
  /** [J, 2] in 0 … 1; NaN where a joint has no place. */
  readonly mean: Float32Array;
  /** [J, 3]: variance of x, covariance, variance of y. */
  readonly spread?: Float32Array;
  readonly label: string;
}

const side = 200;

/** The mean pose with its bones: circles on the person's left, squares on the right, diamonds between, as on the pictures. */
export function SkeletonFigure({ skeleton, mean, spread, label }: Props) {
  const { scale, cx, cy } = frame(mean, spread);
  const at = (j: number) => [(mean[2 * j]! - cx) * scale + side / 2, (mean[2 * j + 1]! - cy) * scale + side / 2] as const;
  const hasPlace = (j: number) => Number.isFinite(mean[2 * j]);
  const left = new Set(skeleton.flipPairs.map((pair) => pair[0]));
  const right = new Set(skeleton.flipPairs.map((pair) => pair[1]));
  return (
    <svg className={css.figure} viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label}>
      {spread &&
        skeleton.joints.map((joint, j) => {
          if (!hasPlace(j)) return null;
          const { rx, ry, angle } = ellipse(spread.subarray(3 * j, 3 * j + 3), scale);
          const [x, y] = at(j);
          return <ellipse key={joint} className={css.spread} rx={rx} ry={ry} transform={`translate(${x} ${y}) rotate(${angle})`} />;
        })}
      {skeleton.limbs.map(([a, b]) => {
        if (!hasPlace(a) || !hasPlace(b)) return null;
        const [[x1, y1], [x2, y2]] = [at(a), at(b)];
        return <line key={`${a}-${b}`} className={css.bone} x1={x1} y1={y1} x2={x2} y2={y2} />;
      })}
      {skeleton.joints.map((joint, j) => {
        if (!hasPlace(j)) return null;
        const [x, y] = at(j);
        return (
          <g key={joint} className={css.joint} transform={`translate(${x} ${y})`}>
            <title>{joint}</title>
            {left.has(j) ? (
              <circle r={4} />
            ) : right.has(j) ? (
              <rect x={-3.6} y={-3.6} width={7.2} height={7.2} />
            ) : (
              <path d="M0 -4.4 4.4 0 0 4.4 -4.4 0Z" />
            )}
          </g>
        );
      })}
    </svg>
  );
}

/** What fills the figure: all joints, and their spread where it is drawn. */
function frame(mean: Float32Array, spread?: Float32Array): { scale: number; cx: number; cy: number } {
  const ends = (axis: 0 | 1) => {
    const values = [...mean].flatMap((value, i) => {
      if (i % 2 !== axis || !Number.isFinite(value)) return [];
      const reach = spread ? Math.sqrt(spread[3 * Math.floor(i / 2) + 2 * axis]!) : 0;
      return [value - reach, value + reach];
    });
    return [Math.min(...values), Math.max(...values)] as const;
  };
  const [left, right] = ends(0);
  const [top, bottom] = ends(1);
  const extent = Math.max(right - left, bottom - top, 0.05);
  return Number.isFinite(extent)
    ? { scale: (0.86 * side) / extent, cx: (left + right) / 2, cy: (top + bottom) / 2 }
    : { scale: side, cx: 0.5, cy: 0.5 };
}

/** The ellipse of one standard deviation: half axes and turn of a covariance. */
function ellipse([xx, xy, yy]: Float32Array, scale: number): { rx: number; ry: number; angle: number } {
  const middle = (xx! + yy!) / 2;
  const apart = Math.hypot((xx! - yy!) / 2, xy!);
  return {
    rx: scale * Math.sqrt(Math.max(0, middle + apart)),
    ry: scale * Math.sqrt(Math.max(0, middle - apart)),
    angle: (90 / Math.PI) * Math.atan2(2 * xy!, xx! - yy!),
  };
}
