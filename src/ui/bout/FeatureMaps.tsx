import { useEffect, useMemo, useRef } from 'react';
import type { Shape } from '../../network/graph.ts';
import { short } from '../format.ts';
import { paintChannel, toneOf } from './activation.ts';
import css from './Bout.module.css';

/** All channels of a value [h, w, c] as a grid of pictures in one scale. */
export function FeatureMaps({ values, shape: [h, w, c] }: { readonly values: Float32Array; readonly shape: Shape }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const columns = Math.min(c, Math.max(4, 2 * Math.ceil(Math.sqrt(c / 2))));
  const rows = Math.ceil(c / columns);
  const gap = Math.max(1, Math.round(w / 16));
  const [width, height] = [columns * (w + gap) - gap, rows * (h + gap) - gap];
  const tone = useMemo(() => toneOf(values), [values]);
  const words = useMemo(() => inWords(values, c), [values, c]);
  useEffect(() => {
    const element = canvas.current!;
    element.width = width;
    element.height = height;
    const context = element.getContext('2d')!;
    const image = context.createImageData(width, height);
    for (let channel = 0; channel < c; channel++) {
      const corner = [(channel % columns) * (w + gap), Math.floor(channel / columns) * (h + gap)] as const;
      paintChannel(image.data, width, corner, values, { w, c, channel }, tone);
    }
    context.putImageData(image, 0, 0);
  }, [values, tone, w, h, c, columns, gap, width, height]);
  const ends = tone.low < 0 ? `black ${short(tone.low)}, grey 0, white ${short(tone.high)}` : `black 0, white ${short(tone.high)}`;
  return (
    <figure className={css.features}>
      <canvas ref={canvas} role="img" aria-label={`${c} channels of ${h} × ${w} pixels: ${words}`} />
      <figcaption className={css.quiet}>
        {c} {c === 1 ? 'channel' : 'channels'}, row by row; {ends}. {words}
      </figcaption>
    </figure>
  );
}

/** The mean, the share of zeros, and the channel that says most, in words. */
function inWords(values: Float32Array, c: number): string {
  const sizes = new Float64Array(c);
  let [sum, zeros] = [0, 0];
  values.forEach((value, i) => {
    sum += value;
    zeros += Number(value === 0);
    sizes[i % c]! += Math.abs(value);
  });
  const loudest = sizes.indexOf(Math.max(...sizes)) + 1;
  const quiet = zeros > 0 ? `, ${Math.round((100 * zeros) / values.length)} % zero` : '';
  return `Mean ${short(sum / values.length)}${quiet}; channel ${loudest} is strongest.`;
}
