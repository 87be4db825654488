import { useEffect, useRef, useState } from 'react';
import css from './Duel.module.css';
import { forgetPainting, paintSoon } from './paintQueue.ts';

interface Props {
  /** The text equivalent. */
  readonly label: string;
  /** Draws on a square of `side` device pixels; called again whenever the function or the size changes, so keep it stable. */
  readonly draw: (context: CanvasRenderingContext2D, side: number) => void;
}

/** A square picture that is as sharp as the screen. */
export function Canvas({ label, draw }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [side, setSide] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSide(Math.round(entry.contentRect.width * devicePixelRatio));
    });
    observer.observe(canvas.current!);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const element = canvas.current!;
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
