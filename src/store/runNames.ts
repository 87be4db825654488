import { type Config, hyperparameters, type Setting, type SettingName, settingNames } from '../method/hyperparameters.ts';
import type { RunOrigin } from '../worker/protocol.ts';

/** What a name is made from. */
interface Named {
  readonly id: number;
  readonly config: Config;
  readonly origin: RunOrigin | null;
}

/** A, B, …, Z, A1, B1, …; #1, #2, … for those of files, whose numbers are below 0: what a run is called for short. */
export function runLetter(id: number): string {
  if (id < 0) return `#${-id}`;
  const round = Math.floor((id - 1) / 26);
  return String.fromCharCode(65 + ((id - 1) % 26)) + (round || '');
}

/** What sets each run apart from the others, e.g. "λ_G 0.5, from A at 120"; by number. */
export function runNames(runs: readonly Named[]): Map<number, string> {
  const differing = settingNames.filter((name) => runs.some(({ config }) => config[name] !== runs[0]!.config[name]));
  return new Map(
    runs.map(({ id, config, origin }) => {
      const parts = differing.map((name) => settingWords(name, config[name]));
      if (origin) parts.push(`from ${runLetter(origin.run)} at ${origin.step}`);
      return [id, parts.join(', ') || 'same settings'];
    }),
  );
}

/** A setting with its value, as short as can be: "λ_G 0.5", "Seed 2", "Mirror off". */
export function settingWords(name: SettingName, value: Config[SettingName]): string {
  const setting: Setting = hyperparameters[name];
  if (setting.kind === 'switch') return `${setting.title} ${value ? 'on' : 'off'}`;
  if (setting.kind === 'choice') return setting.options.find((option) => option.value === value)?.title ?? String(value);
  return `${setting.symbol ? plain(setting.symbol) : setting.title} ${value}`;
}

const greek: Readonly<Record<string, string>> = { lambda: 'λ', gamma: 'γ', eta: 'η' };

/** TeX of one symbol as text. */
function plain(tex: string): string {
  return tex.replace(/\\([a-z]+)/g, (_, letter: string) => greek[letter] ?? letter);
}
