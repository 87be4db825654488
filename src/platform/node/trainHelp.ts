import { hyperparameters, type Setting, settingGroups, settingNames } from '../../method/hyperparameters.ts';

const usage = `Trains both networks without a browser.

npm run train -- [flags]          e.g. npm run train -- --preset small --steps 200 --json result.json

  --steps N                steps to make (200); with --resume, as many more
  --data PATH              a zip or a folder of pictures with annotations (the built-in pictures)
  --engine NAME            wasm, or webgpu: the GPU, through the package "webgpu" (wasm)
  --threads N              threads of the wasm engine (as many as the processor runs)
  --json FILE              writes the result: config, losses, k_t, PCK, steps a second, all evaluations
  --out FILE.poseduel      writes the run, to go on from here or in the page
  --out FILE.safetensors   writes the weights of both networks alone
  --resume FILE.poseduel   goes on with a run, as if it had not stopped; settings that are live may change
  --dry-run                only prints parameters, multiply-adds and memory
  --help                   this text

Settings, by these names or with dashes (--learning-rate-g 0.001); switches also as --no-name:`;

const farewell = `Ctrl-C (or SIGTERM) ends a run after the step it is in, and writes what there is: --resume goes on from it.
Exit codes: 0 trained, 1 failed, 2 wrong flags, 130 interrupted.`;

/** The text of `--help`; the settings are those of the table. */
export function trainHelp(): string {
  const groups = Object.entries(settingGroups).map(([group, title]) => {
    const lines = settingNames.filter((name) => hyperparameters[name].group === group).map((name) => settingLine(name));
    return [`${title}`, ...lines].join('\n');
  });
  return [usage, ...groups, farewell].join('\n\n');
}

function settingLine(name: (typeof settingNames)[number]): string {
  const setting: Setting = hyperparameters[name];
  return `  ${`--${name} ${domain(setting)}`.padEnd(36)} ${setting.title} (${shown(setting)}). ${setting.help}`;
}

function domain(setting: Setting): string {
  switch (setting.kind) {
    case 'number':
      return `${setting.min} … ${setting.max}`;
    case 'choice':
      return setting.options.map(({ value }) => value).join('|');
    case 'switch':
      return '[on|off]';
    default:
      return setting satisfies never;
  }
}

function shown(setting: Setting): string {
  if (setting.kind === 'switch') return setting.default ? 'on' : 'off';
  if (setting.kind === 'choice') return setting.default;
  const gap = setting.unit === '' || setting.unit === '°' ? '' : ' ';
  return `${setting.default}${gap}${setting.unit}`;
}
