import { useCallback } from 'react';
import { Canvas } from '../duel/Canvas.tsx';
import { drawMap, drawPose } from '../duel/drawProbe.ts';
import { whole } from '../format.ts';
import css from './Paper.module.css';
import type { RunSheetData } from './runSheet.ts';

/** Pictures that fit side by side. */
const columns = 8;
/** Printers have more dots than screens. */
const density = 3;

const rows = [
  { id: 'pose', title: 'G’s pose', words: 'the true and the predicted pose' },
  { id: 'generated', title: 'G draws', words: 'what G draws' },
  { id: 'comment', title: 'D objects', words: 'what D objects to' },
] as const;

/** The watched pictures with what G draws and what D objects to. */
export function PaperPictures({ sheet }: { readonly sheet: RunSheetData }) {
  const { probes } = sheet.run;
  const shown = Array.from({ length: Math.min(columns, probes.count) }, (_, probe) => probe);
  return (
    <section>
      <h3 className={css.part}>
        Watched pictures
        <span className={css.soft}>
          {' '}
          after {whole(sheet.preview.step)} steps. Solid: predicted; dashed: true. D rubs out what is pink and adds what is orange. Each map
          has its own scale.
        </span>
      </h3>
      <div className={css.pictures}>
        {rows.map((row) => [
          <span key={row.id} className={css.row}>
            {row.title}
          </span>,
          ...shown.map((probe) => <Square key={`${row.id} ${probe}`} sheet={sheet} probe={probe} row={row} />),
        ])}
        <span />
        {shown.map((probe) => (
          <span key={probe} className={css.split}>
            {probes.splits[probe] === 'train' ? 'training' : 'held out'}
          </span>
        ))}
      </div>
    </section>
  );
}

interface SquareProps {
  readonly sheet: RunSheetData;
  readonly probe: number;
  readonly row: (typeof rows)[number];
}

function Square({ sheet: { run, preview, dataset }, probe, row }: SquareProps) {
  const { skeleton } = dataset;
  const draw = useCallback(
    (context: CanvasRenderingContext2D, side: number) => {
      const watched = { probes: run.probes, preview, probe, joint: -1 };
      if (row.id === 'pose') drawPose(context, side, watched, skeleton);
      else drawMap(context, side, watched, { id: row.id, joints: skeleton.joints.length, smooth: false });
    },
    [run, preview, probe, row, skeleton],
  );
  return <Canvas label={`Picture ${probe + 1}: ${row.words}`} draw={draw} density={density} />;
}
