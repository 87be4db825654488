import { useEffect, useRef, useState } from 'react';
import css from './Duel.module.css';
import { type Draw, remember } from './drawings.ts';
import { forgetPainting, paintSoon } from './paintQueue.ts';

interface Props {
  /** The text equivalent. */
  readonly label: string;
  /** Called again whenever the function or the size changes, so keep it stable. */
  readonly draw: Draw;
  /** Pixels a CSS pixel at least: more than the screen's, where it is to be printed. */
  readonly density?: number;
}

/** A square picture that is as sharp as the screen. */
export function Canvas({ label, draw, density = 1 }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [side, setSide] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSide(Math.round(entry.contentRect.width * Math.max(density, devicePixelRatio)));
    });
    observer.observe(canvas.current!);
    return () => observer.disconnect();
  }, [density]);
  useEffect(() => {
    const element = canvas.current!;
    remember(element, draw);
    if (side === 0) return;
    paintSoon(element, () => {
      if (element.width !== side) {
        element.width = side;
        element.height = side;
      }
      const context = element.getContext('2d')!;
      context.clearRect(0, 0, side, side);
      draw(context, side);
    });
    return () => forgetPainting(element);
  }, [draw, side]);
  return <canvas ref={canvas} className={css.canvas} role="img" aria-label={label} />;
}
