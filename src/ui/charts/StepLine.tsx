import { Curve, DefaultZIndexes, useXAxisScale, useYAxisScale, ZIndexLayer } from 'recharts';

interface Props<Row extends { readonly step: number }> {
  readonly rows: readonly Row[];
  /** Whose values are drawn; a null is a gap. */
  readonly of: keyof Row;
  readonly stroke: string;
  /** SVG dash pattern; '' is a solid line. */
  readonly dash?: string;
  /** A line of a run that is drawn beside the open one. */
  readonly beside?: boolean;
  /** What stands at the end of the line. */
  readonly letter?: string;
}

/** A letter that can be read on top of lines. */
const readable = {
  fontSize: 10,
  fontWeight: 600,
  fill: 'var(--ink-soft)',
  stroke: 'var(--surface)',
  strokeWidth: 3,
  paintOrder: 'stroke',
};

/**
 * A line over the steps, on the axes of the chart that it stands in. recharts' own `Line` works out labels, dots, what a pointer may
 * meet and an animation for each of its points, several times a redraw: half of the time that a redraw took.
 */
export function StepLine<Row extends { readonly step: number }>({ rows, of, stroke, dash, beside = false, letter }: Props<Row>) {
  const across = useXAxisScale();
  const up = useYAxisScale();
  if (!across || !up) return null;
  const points = rows.map((row) => {
    const value = row[of];
    return { x: across(row.step) ?? null, y: typeof value === 'number' ? (up(value) ?? null) : null };
  });
  const end = points.at(-1);
  if (!end) return null;
  const isPlaced = end.x !== null && end.y !== null;
  return (
    <g strokeWidth={beside ? 1 : 1.8} strokeOpacity={beside ? 0.55 : undefined}>
      <Curve points={points} stroke={stroke} strokeDasharray={dash} fill="none" />
      {points.length === 1 && isPlaced && <circle cx={end.x!} cy={end.y!} r={3} fill="var(--surface)" stroke={stroke} />}
      {letter && isPlaced && (
        <ZIndexLayer zIndex={DefaultZIndexes.label}>
          <text x={end.x! - 2} y={Math.max(end.y! - 3, 10)} textAnchor="end" {...readable}>
            {letter}
          </text>
        </ZIndexLayer>
      )}
    </g>
  );
}
