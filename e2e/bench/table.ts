import type { PresetName } from '../../src/network/presets.ts';
import { duelOf } from '../../src/train/duel.ts';
import { operationsOf } from '../../src/train/speed.ts';
import { type EngineName, joints, type Measurement } from './measurement.ts';
import { benchConfig } from './ours.ts';

/** A line of the table and of `--json`. */
export interface Row extends Measurement {
  readonly engine: EngineName;
  readonly preset: PresetName;
  /** See `operationsOf`. */
  readonly gflops: number;
}

export function rowOf(engine: EngineName, preset: PresetName, measurement: Measurement): Row {
  return { engine, preset, ...measurement, gflops: operationsOf(duelOf(benchConfig(preset), joints)) / (measurement.msPerStep * 1e6) };
}

const heads = [
  'preset',
  'engine',
  'ms/step',
  'best',
  'steps',
  '÷ wasm',
  '÷ webgpu',
  'first ms',
  'GFLOP/s',
  'of limit',
  'dispatches',
  'encode ms',
  'MB',
  'on',
];
/** Columns of words, which start at the left. */
const words = new Set([0, 1, heads.length - 1]);

/** The rows as a table in Markdown, times also as multiples of our engines' in the same preset. */
export function tableOf(rows: readonly Row[]): string {
  const cells = [heads, ...rows.map((row) => cellsOf(row, rows))];
  const widths = heads.map((_, i) => Math.max(...cells.map((line) => line[i]!.length)));
  const text = cells.map(
    (line) => `| ${line.map((cell, i) => (words.has(i) ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join(' | ')} |`,
  );
  const rule = `|${widths.map((width, i) => (words.has(i) ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [text[0], rule, ...text.slice(1)].join('\n');
}

function cellsOf(row: Row, rows: readonly Row[]): string[] {
  const { preset, engine, msPerStep, bestMs, steps, firstMs, gflops, limitGflops, dispatches, encodeMs, deviceBytes, hardware } = row;
  const over = (name: EngineName) => {
    const base = rows.find((other) => other.preset === preset && other.engine === name);
    return base ? figure(msPerStep / base.msPerStep) : '';
  };
  return [
    ...[preset, engine, figure(msPerStep), figure(bestMs), String(steps), over('wasm'), over('webgpu'), figure(firstMs), figure(gflops)],
    limitGflops === null ? '' : `${Math.round((100 * gflops) / limitGflops)} % of ${figure(limitGflops)}`,
    dispatches === null ? '' : dispatches.toLocaleString('en'),
    encodeMs === null ? '' : figure(encodeMs),
    deviceBytes === null ? '' : figure(deviceBytes / 2 ** 20),
    hardware,
  ];
}

/** Three digits, never as a power of ten. */
function figure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}
