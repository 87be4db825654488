import {
  type Config,
  hyperparameters,
  liveNames,
  type Setting,
  type SettingName,
  settingNames,
  settingProblem,
} from '../../method/hyperparameters.ts';
import { UsageError } from './command.ts';
import { threadsOf, wholeNumber } from './flags.ts';

/** What `npm run train` was asked for. */
export interface TrainOptions {
  /** The settings that were given. */
  readonly changes: Partial<Config>;
  /** A run to go on with. */
  readonly resume: string | null;
  /** Steps to make. */
  readonly steps: number;
  /** A zip or a folder; the built-in pictures without one. */
  readonly data: string | null;
  readonly engine: 'wasm' | 'webgpu';
  /** Threads of the WebAssembly engine. */
  readonly threads: number;
  /** Where the result goes. */
  readonly json: string | null;
  /** Where the run goes (.poseduel), or its weights alone (.safetensors). */
  readonly out: string | null;
  /** Only says what the run would take. */
  readonly dryRun: boolean;
}

const commandFlags = ['steps', 'data', 'engine', 'threads', 'json', 'out', 'resume'] as const;
const engines: readonly TrainOptions['engine'][] = ['wasm', 'webgpu'];

/**
 * Reads the flags, `--name value` or `--name=value`, names as in the table of settings or with dashes (`--learning-rate-g`).
 * A switch may stand alone, or as `--no-name`.
 * @throws UsageError
 */
export function readTrainOptions(args: readonly string[]): TrainOptions | 'help' {
  const given = new Map<string, string>();
  const changes: Partial<Record<SettingName, unknown>> = {};
  for (let i = 0; i < args.length; i++) {
    const { flag, name, value } = split(args[i]!);
    if (name === 'help' || flag === '-h') return 'help';
    const take = () => {
      const taken = value ?? args[++i];
      if (taken === undefined || taken === '' || taken.startsWith('--')) throw new UsageError(`${flag} wants a value.`);
      return taken;
    };
    if (name === 'dryRun') given.set(name, String(switchValue(flag, value ?? 'on')));
    else if ((commandFlags as readonly string[]).includes(name)) given.set(name, take());
    else {
      const { setting, negated } = settingOf(flag, name);
      if (hyperparameters[setting].kind === 'switch') {
        const word = value ?? (isSwitchWord(args[i + 1]) ? args[++i]! : 'on');
        changes[setting] = switchValue(flag, word) !== negated;
      } else changes[setting] = settingValue(setting, flag, take());
    }
  }
  const engine = given.get('engine') ?? 'wasm';
  const known = engines.find((candidate) => candidate === engine);
  if (!known) throw new UsageError(`--engine is ${engines.join(' or ')}, not "${engine}".`);
  const resume = given.get('resume') ?? null;
  const fixed = settingNames.find((name) => name in changes && !(liveNames as readonly string[]).includes(name));
  if (resume !== null && fixed) throw new UsageError(`--${fixed} cannot change in a run that goes on; it is as in ${resume}.`);
  const out = given.get('out') ?? null;
  if (out !== null && !/\.(poseduel|safetensors)$/.test(out))
    throw new UsageError(`--out is a .poseduel or a .safetensors file, not "${out}".`);
  return {
    changes: changes as Partial<Config>,
    steps: wholeNumber('steps', given.get('steps') ?? '200', 1, 10_000_000),
    threads: threadsOf(given.get('threads') ?? null),
    engine: known,
    data: given.get('data') ?? null,
    json: given.get('json') ?? null,
    dryRun: given.get('dryRun') === 'true',
    ...{ out, resume },
  };
}

function split(argument: string): { flag: string; name: string; value: string | undefined } {
  const parts = /^(-h|--([^=]+))(?:=(.*))?$/s.exec(argument);
  if (!parts) throw new UsageError(`"${argument}" is not a flag; flags begin with --.`);
  const name = (parts[2] ?? '').replace(/-+([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase());
  return { flag: parts[1]!, name, value: parts[3] };
}

function settingOf(flag: string, name: string): { setting: SettingName; negated: boolean } {
  const called = (word: string) => settingNames.find((candidate) => candidate.toLowerCase() === word.toLowerCase());
  const setting = called(name);
  if (setting) return { setting, negated: false };
  const negative = /^no[A-Z]/.test(name) ? called(name.slice(2)) : undefined;
  if (negative && hyperparameters[negative].kind === 'switch') return { setting: negative, negated: true };
  throw new UsageError(`There is no flag ${flag}.`);
}

function settingValue(name: SettingName, flag: string, text: string): number | string {
  const setting: Setting = hyperparameters[name];
  const value = setting.kind === 'number' ? Number(text) : text;
  const problem = settingProblem(name, value);
  if (problem) throw new UsageError(`${flag} ${text}: ${problem}.`);
  return value;
}

const switchWords: Readonly<Record<string, boolean>> = { on: true, true: true, yes: true, off: false, false: false, no: false };

function isSwitchWord(word: string | undefined): boolean {
  return word !== undefined && Object.hasOwn(switchWords, word);
}

function switchValue(flag: string, word: string): boolean {
  if (!isSwitchWord(word)) throw new UsageError(`${flag} is on or off, not "${word}".`);
  return switchWords[word]!;
}
