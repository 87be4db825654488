import { parseArgs } from 'node:util';

export const HELP = `Render the default dataset, "Rendered People".

npm run bake-dataset -- [flags]

  --motion PATH   poses of real motion, a JSON file of joint positions; without it the sampler's poses alone serve
  --train N       training pictures (2000)
  --val N         validation pictures (400)
  --seed N        the whole set follows from it (1)
  --out PATH      the zip (public/datasets/rendered-people.zip)
  --sheet DIR     also write contact sheets there, plain and with the joints drawn on
  --cache DIR     where the sources are installed (.cache/bake)
  --help          this text`;

export interface Options {
  motion?: string;
  train: number;
  val: number;
  seed: number;
  out: string;
  sheet?: string;
  cache: string;
}

/** Read the flags; throws an Error whose message says what to change. */
export function readOptions(args: string[]): Options | 'help' {
  const string = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      motion: string,
      train: string,
      val: string,
      seed: string,
      out: string,
      sheet: string,
      cache: string,
      help: { type: 'boolean' },
    },
  });
  if (values.help) return 'help';
  const whole = (flag: 'train' | 'val' | 'seed', fallback: number): number => {
    const value = values[flag] === undefined ? fallback : Number(values[flag]);
    if (!Number.isInteger(value) || value < 0) throw new Error(`--${flag} takes a whole number from 0, got "${values[flag]}"`);
    return value;
  };
  return {
    ...(values.motion !== undefined && { motion: values.motion }),
    ...(values.sheet !== undefined && { sheet: values.sheet }),
    train: whole('train', 2000),
    val: whole('val', 400),
    seed: whole('seed', 1),
    out: values.out ?? 'public/datasets/rendered-people.zip',
    cache: values.cache ?? '.cache/bake',
  };
}
