import { parseArgs } from 'node:util';
import { type PresetName, presets } from '../../src/network/presets.ts';
import { type EngineName, engineNames } from './measurement.ts';

export const help = `Measures a training step in our engines and in others, on this machine.

npm run bench -- [flags]

  --presets LIST   ${Object.keys(presets).join(',')} (small,medium)
  --engines LIST   ${engineNames.join(',')} (all)
  --seconds N      time to spend on an engine and preset, if its steps are quick enough (20)
  --hardware       WebGPU on the adapter that the browser finds, not on SwiftShader
  --json FILE      also writes the figures there
  --help           this text`;

export interface BenchOptions {
  readonly presets: readonly PresetName[];
  readonly engines: readonly EngineName[];
  /** Milliseconds. */
  readonly budget: number;
  readonly hardware: boolean;
  readonly json: string | null;
}

/** @throws Error whose message says what to change */
export function readBenchOptions(args: readonly string[]): BenchOptions | 'help' {
  const string = { type: 'string' } as const;
  const boolean = { type: 'boolean' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { presets: string, engines: string, seconds: string, hardware: boolean, json: string, help: boolean },
  });
  if (values.help) return 'help';
  const budget = 1000 * Number(values.seconds ?? 20);
  if (!(budget > 0)) throw new Error(`--seconds takes a positive number, not "${values.seconds}"`);
  return {
    presets: listed('presets', values.presets ?? 'small,medium', Object.keys(presets) as PresetName[]),
    engines: listed('engines', values.engines ?? engineNames.join(), engineNames),
    budget,
    hardware: values.hardware ?? false,
    json: values.json ?? null,
  };
}

function listed<Name extends string>(flag: string, text: string, known: readonly Name[]): Name[] {
  return text.split(',').map((word) => {
    const name = known.find((candidate) => candidate === word.trim());
    if (!name) throw new Error(`--${flag}: there is no "${word}"; there are ${known.join(', ')}`);
    return name;
  });
}
