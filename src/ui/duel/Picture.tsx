import { useCallback } from 'react';
import type { Skeleton } from '../../pose/skeleton.ts';
import type { Preview, Probes } from '../../train/events.ts';
import { Canvas } from './Canvas.tsx';
import css from './Duel.module.css';
import { drawPose } from './drawProbe.ts';

interface Props {
  readonly probes: Probes;
  readonly preview: Preview | null;
  readonly probe: number;
  readonly skeleton: Skeleton;
  /** −1 for all. */
  readonly joint: number;
  readonly label: string;
}

/** The picture with the true and the predicted pose. */
export function Picture({ probes, preview, probe, skeleton, joint, label }: Props) {
  const draw = useCallback(
    (context: CanvasRenderingContext2D, side: number) => drawPose(context, side, { probes, preview, probe, joint }, skeleton),
    [probes, preview, probe, skeleton, joint],
  );
  const count = skeleton.joints.length;
  const hasTruth = probes.joints.subarray(3 * probe * count, 3 * (probe + 1) * count).some((value, i) => i % 3 === 2 && value > 0);
  return (
    <figure className={css.picture}>
      <Canvas label={label} draw={draw} />
      <figcaption className={css.pictureKey}>
        <span className={css.keyItem} title="The fainter, the less sure">
          <svg width="22" height="8" aria-hidden="true">
            <path d="M1 4H21" stroke="var(--generated)" strokeWidth="2.5" />
          </svg>
          predicted
        </span>
        {hasTruth && (
          <span className={css.keyItem}>
            <svg width="22" height="8" aria-hidden="true">
              <path d="M1 4H21" stroke="var(--real)" strokeWidth="2" strokeDasharray="4 3" />
            </svg>
            true
          </span>
        )}
        <span className={css.keyItem}>
          <svg width="10" height="10" aria-hidden="true">
            <circle cx="5" cy="5" r="4" fill="var(--ink-soft)" />
          </svg>
          left
        </span>
        <span className={css.keyItem}>
          <svg width="10" height="10" aria-hidden="true">
            <rect x="1" y="1" width="8" height="8" fill="var(--ink-soft)" />
          </svg>
          right
        </span>
      </figcaption>
    </figure>
  );
}
