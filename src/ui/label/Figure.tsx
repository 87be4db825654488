import type { LabelJoint, LabelPerson } from '../../label/labelSet.ts';
import type { Skeleton } from '../../pose/skeleton.ts';
import { jointWords } from '../format.ts';
import css from './Stage.module.css';

interface Props {
  readonly person: LabelPerson;
  readonly skeleton: Skeleton;
  /** Units of the picture in a pixel of the screen. */
  readonly unit: number;
  readonly isChosen: boolean;
  /** −1 for none. */
  readonly joint: number;
}

/** One person: circles left, squares right, diamonds between; hollow is hidden, white and dashed is the teacher's. */
export function Figure({ person: { joints }, skeleton, unit, isChosen, joint }: Props) {
  const left = new Set(skeleton.flipPairs.map((pair) => pair[0]));
  const right = new Set(skeleton.flipPairs.map((pair) => pair[1]));
  const isThere = (j: number) => joints[j]!.visibility > 0;
  const chosen = joints[joint];
  return (
    <g opacity={isChosen ? 1 : 0.55} className={css.figure}>
      {skeleton.limbs
        .filter(([a, b]) => isThere(a) && isThere(b))
        .map(([a, b]) => {
          const ends = { x1: joints[a]!.x, y1: joints[a]!.y, x2: joints[b]!.x, y2: joints[b]!.y };
          const isProposed = joints[a]!.origin === 'teacher' || joints[b]!.origin === 'teacher';
          return (
            <g key={`${a} ${b}`}>
              <line {...ends} className={css.casing} strokeWidth={4.5 * unit} />
              <line
                {...ends}
                className={isProposed ? css.proposedLimb : css.limb}
                strokeWidth={2 * unit}
                strokeDasharray={isProposed ? `${5 * unit} ${3 * unit}` : undefined}
              />
            </g>
          );
        })}
      {joints.map((at, j) =>
        at.visibility === 0 ? null : (
          <Marker key={skeleton.joints[j]} at={at} shape={left.has(j) ? 'circle' : right.has(j) ? 'square' : 'diamond'} unit={unit} />
        ),
      )}
      {chosen && chosen.visibility > 0 && (
        <>
          <circle cx={chosen.x} cy={chosen.y} r={11 * unit} className={css.ring} strokeWidth={2 * unit} />
          <text x={chosen.x + 14 * unit} y={chosen.y - 9 * unit} fontSize={13 * unit} strokeWidth={3.5 * unit} className={css.jointName}>
            {jointWords(skeleton.joints[joint]!)}
          </text>
        </>
      )}
    </g>
  );
}

function Marker({ at, shape, unit }: { readonly at: LabelJoint; readonly shape: 'circle' | 'square' | 'diamond'; readonly unit: number }) {
  const r = 5 * unit;
  const look = {
    className: `${css.marker} ${at.origin === 'teacher' ? css.proposed : ''} ${at.visibility === 1 ? css.hidden : ''}`,
    strokeWidth: 1.8 * unit,
  };
  if (shape === 'circle') return <circle cx={at.x} cy={at.y} r={r} {...look} />;
  const turn = shape === 'diamond' ? `rotate(45 ${at.x} ${at.y})` : undefined;
  return <rect x={at.x - 0.88 * r} y={at.y - 0.88 * r} width={1.76 * r} height={1.76 * r} transform={turn} {...look} />;
}
