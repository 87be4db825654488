import { type BarShapeProps, Rectangle } from 'recharts';
import { runLetter } from '../../store/runNames.ts';

/** What another run has where this bar stands, from 0 to 1. */
export interface BarMark {
  readonly run: number;
  readonly value: number | null;
}

/** The shape of a lying bar on an axis from 0 to 1 that bears the marks of other runs, a line each; the first bar says whose, by letter. */
export function markedBar<Row>(marksOf: (row: Row) => readonly BarMark[]) {
  return (bar: BarShapeProps) => {
    const { x, y, width, height, fill, stroke, background } = bar;
    const plot = background ?? { x, width };
    return (
      <g>
        <Rectangle x={x} y={y} width={width} height={height} fill={fill} stroke={stroke} />
        {marksOf(bar.payload as Row).map(({ run, value }) => {
          if (value === null || Number.isNaN(value)) return null;
          const at = plot.x! + value * plot.width!;
          return (
            <g key={run}>
              <line x1={at} x2={at} y1={y - 1} y2={y + height + 1} stroke="var(--ink)" strokeWidth={1.5} />
              {bar.index === 0 && (
                <text x={at + 3} y={y + height / 2} dominantBaseline="central" fill="var(--ink-soft)" fontSize={9} fontWeight={600}>
                  {runLetter(run)}
                </text>
              )}
            </g>
          );
        })}
      </g>
    );
  };
}
