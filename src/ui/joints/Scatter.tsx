import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { forgetPainting, paintSoon } from '../duel/paintQueue.ts';
import { tidy } from '../format.ts';
import { endsOf, type Point } from './honesty.ts';
import css from './Joints.module.css';

interface Props {
  readonly unit: 'torso' | 'box';
  readonly points: readonly Point[];
  /** Index into the points. */
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
  /** The text equivalent. */
  readonly label: string;
}

const radius = 2.6;

/** s_j upwards, d_j to the right: discs are visible joints, hollow squares hidden ones. A canvas, since there are thousands. */
export function Scatter({ points, unit, chosen, onChoose, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [box, setBox] = useState({ width: 0, height: 0 });
  const ends = endsOf(points);
  const xy = (point: Point) =>
    [
      8 + Math.min(1, point.error / ends.error) * (box.width - 16),
      box.height - 8 - Math.min(1, point.comment / ends.comment) * (box.height - 16),
    ] as const;
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => entry && setBox({ width: entry.contentRect.width, height: entry.contentRect.height }));
    observer.observe(canvas.current!);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const element = canvas.current!;
    if (box.width === 0) return;
    paintSoon(element, () => {
      element.width = Math.round(box.width * devicePixelRatio);
      element.height = Math.round(box.height * devicePixelRatio);
      const context = element.getContext('2d')!;
      context.scale(devicePixelRatio, devicePixelRatio);
      const style = getComputedStyle(element);
      context.fillStyle = style.getPropertyValue('--discriminator');
      context.strokeStyle = style.getPropertyValue('--ink');
      context.globalAlpha = points.length > 300 ? 0.55 : 0.85;
      for (const point of points) {
        const [x, y] = xy(point);
        context.beginPath();
        if (point.occluded) {
          context.rect(x - radius, y - radius, 2 * radius, 2 * radius);
          context.stroke();
        } else {
          context.arc(x, y, radius, 0, 2 * Math.PI);
          context.fill();
        }
      }
      const point = points[chosen];
      if (!point) return;
      const [x, y] = xy(point);
      context.globalAlpha = 1;
      context.lineWidth = 2;
      context.beginPath();
      context.arc(x, y, 8, 0, 2 * Math.PI);
      context.stroke();
    });
    return () => forgetPainting(element);
  });
  const onPointerMove = (event: PointerEvent) => {
    const rect = canvas.current!.getBoundingClientRect();
    const [px, py] = [event.clientX - rect.left, event.clientY - rect.top];
    let [best, least] = [-1, 24];
    points.forEach((point, i) => {
      const [x, y] = xy(point);
      const distance = Math.hypot(x - px, y - py);
      if (distance < least) [best, least] = [i, distance];
    });
    if (best >= 0) onChoose(best);
  };
  return (
    <div className={css.scatter}>
      <span className={css.axisY}>
        D objects, <i>s</i> to {tidy(ends.comment)}
      </span>
      <canvas
        ref={canvas}
        role="img"
        aria-label={label}
        data-points={points.length}
        className={css.scatterCanvas}
        onPointerMove={onPointerMove}
        onPointerDown={onPointerMove}
      />
      <span className={css.axisX}>
        <span>● visible □ hidden joint</span>
        <span>
          true error, to {tidy(ends.error)} {unit} lengths
        </span>
      </span>
    </div>
  );
}
