import type { ReactNode } from 'react';
import css from './Charts.module.css';
import { LineSample } from './LineSample.tsx';

interface Props {
  readonly symbol: ReactNode;
  readonly colour: string;
  /** As in `LineSample`. */
  readonly dash: string;
  readonly value: string;
}

/** A line of a chart in its legend, with its newest value. */
export function LegendValue({ symbol, colour, dash, value }: Props) {
  return (
    <span className={css.value} style={{ color: colour }}>
      <LineSample dash={dash} />
      {symbol}
      <span className={css.number}>{value}</span>
    </span>
  );
}
