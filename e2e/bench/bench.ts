// `npm run bench`: measures a training step in our engines and in others. `--help` tells the flags.
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { wasmFactory } from '../../src/engine/wasm/factory.ts';
import { type PresetName, presets } from '../../src/network/presets.ts';
import { nodeWasm } from '../../src/platform/node/wasm.ts';
import { type Bench, openBench } from './browser.ts';
import { type EngineName, joints, type Measurement } from './measurement.ts';
import { type BenchOptions, help, readBenchOptions } from './options.ts';
import { measureOurs } from './ours.ts';
import { type Row, rowOf, tableOf } from './table.ts';
import { measureTorch } from './torch.ts';

async function measure(engine: EngineName, preset: PresetName, budget: number, browser: () => Promise<Bench>): Promise<Measurement> {
  if (engine === 'torch') return measureTorch({ ...presets[preset], joints }, budget);
  if (engine !== 'wasm-node') return (await browser()).measure({ engine, preset, budget });
  return measureOurs(wasmFactory(nodeWasm()), preset, budget);
}

async function bench(options: BenchOptions): Promise<void> {
  const { model = 'an unnamed processor' } = cpus()[0] ?? {};
  console.log(`${cpus().length} × ${model.trim()}, ${new Date().toISOString().slice(0, 10)}`);
  let opened: Promise<Bench> | undefined;
  const browser = () => {
    opened ??= openBench(options.hardware);
    return opened;
  };
  const rows: Row[] = [];
  try {
    for (const preset of options.presets)
      for (const engine of options.engines)
        try {
          const row = rowOf(engine, preset, await measure(engine, preset, options.budget, browser));
          rows.push(row);
          console.error(`${preset} ${engine}: ${row.msPerStep.toFixed(1)} ms a step`);
        } catch (error) {
          console.error(`${preset} ${engine}: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
        }
  } finally {
    await (await opened)?.close();
  }
  console.log(`\n${tableOf(rows)}\n`);
  if (options.json !== null) await writeFile(options.json, `${JSON.stringify(rows, null, 2)}\n`);
  if (rows.length === 0) process.exitCode = 1;
}

try {
  const options = readBenchOptions(process.argv.slice(2));
  if (options === 'help') console.log(help);
  else await bench(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
