import { type PresetName, presets } from '../../src/network/presets.ts';
import { readFlags } from '../../src/platform/node/flags.ts';
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
  const flags = readFlags(args, { presets: 'word', engines: 'word', seconds: 'word', hardware: 'switch', json: 'word' });
  if (flags === 'help') return 'help';
  const budget = 1000 * Number(flags.seconds ?? 20);
  if (!(budget > 0)) throw new Error(`--seconds takes a positive number, not "${flags.seconds}"`);
  return {
    presets: listed('presets', flags.presets ?? 'small,medium', Object.keys(presets) as PresetName[]),
    engines: listed('engines', flags.engines ?? engineNames.join(), engineNames),
    budget,
    hardware: flags.hardware,
    json: flags.json,
  };
}

function listed<Name extends string>(flag: string, text: string, known: readonly Name[]): Name[] {
  return text.split(',').map((word) => {
    const name = known.find((candidate) => candidate === word.trim());
    if (!name) throw new Error(`--${flag}: there is no "${word}"; there are ${known.join(', ')}`);
    return name;
  });
}
