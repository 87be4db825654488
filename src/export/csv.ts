import Papa from 'papaparse';
import { recordNames } from '../method/recordNames.ts';
import type { Evaluation } from '../train/events.ts';
import { scoreNames } from '../train/record.ts';
import { type Exporter, textFile } from './exporter.ts';

export const csv: Exporter = {
  id: 'csv',
  title: 'Metrics as CSV',
  about: 'Every step and every evaluation as a table, for spreadsheets, R and pandas.',
  extension: 'zip',
  mime: 'application/zip',
  usesPictures: false,
  needsPictures: false,
  async make({ run: { record, skeleton } }) {
    const { step, columns, evaluations } = record;
    const steps = Array.from(step, (number, i) => [number, ...recordNames.map((name) => shortest(columns[name][i]!))]);
    const byJoint = (title: string) => skeleton.joints.map((joint) => `${title}_${joint}`);
    return [
      textFile('steps.csv', table(['step', ...recordNames], steps)),
      textFile('evaluations.csv', table([...scoreNames, ...byJoint('pck'), ...byJoint('comment')], evaluations.map(evaluationRow))),
    ];
  },
};

function evaluationRow(evaluation: Evaluation): Cell[] {
  const { pckByJoint, commentByJoint } = evaluation;
  return [
    ...scoreNames.map((name) => known(evaluation[name])),
    ...Array.from(pckByJoint, shortest),
    ...Array.from(commentByJoint, shortest),
  ];
}

type Cell = number | null;

function table(fields: readonly string[], data: readonly Cell[][]): string {
  return `${Papa.unparse({ fields: [...fields], data: [...data] })}\r\n`;
}

/** What is undefined is an empty cell. */
function known(value: number | null): Cell {
  return value === null || Number.isNaN(value) ? null : value;
}

/** Nine digits tell every float32 from its neighbours. */
function shortest(value: number): Cell {
  return known(Number(value.toPrecision(9)));
}
