import { settings } from './settings.ts';

// What a setting is, and what follows from the table of `settings.ts`.

interface Common {
  readonly title: string;
  /** TeX, for the label and the equations. */
  readonly symbol?: string;
  /** One or two sentences for someone who sees it for the first time. */
  readonly help: string;
  /** Where the setting comes from. */
  readonly source: string;
  readonly group: SettingGroup;
  /** Takes effect at the next step; otherwise the run starts anew. */
  readonly live: boolean;
}

export interface NumberSetting extends Common {
  readonly kind: 'number';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** Distance of two neighbouring values on a linear scale; on a log scale the slider moves by tenths of a decade. */
  readonly step: number;
  readonly scale: 'linear' | 'log';
  readonly unit: string;
}

export interface ChoiceSetting<Value extends string = string> extends Common {
  readonly kind: 'choice';
  readonly default: Value;
  readonly options: readonly { readonly value: Value; readonly title: string; readonly help: string }[];
}

export interface SwitchSetting extends Common {
  readonly kind: 'switch';
  readonly default: boolean;
}

export type Setting = NumberSetting | ChoiceSetting | SwitchSetting;
export type SettingGroup = 'duel' | 'learning' | 'network' | 'augmentation' | 'run';

export const settingGroups: Readonly<Record<SettingGroup, string>> = {
  duel: 'The duel',
  learning: 'Learning',
  network: 'Networks',
  augmentation: 'Augmentation',
  run: 'The run',
};

export type SettingName = keyof typeof settings;

/** The table, in the order in which forms show it. */
export const hyperparameters: { readonly [Name in SettingName]: (typeof settings)[Name] } = settings;

type ValueOf<S> = S extends { kind: 'number' }
  ? number
  : S extends { kind: 'switch' }
    ? boolean
    : S extends { options: readonly { value: infer V }[] }
      ? V
      : never;

/** One value for each setting. */
export type Config = { readonly [Name in SettingName]: ValueOf<(typeof settings)[Name]> };

/** The settings that take effect at the next step. */
export type LiveName = { [Name in SettingName]: (typeof settings)[Name]['live'] extends true ? Name : never }[SettingName];
export type LiveConfig = Pick<Config, LiveName>;

export const settingNames = Object.keys(settings) as SettingName[];
export const liveNames = settingNames.filter((name): name is LiveName => settings[name].live);

/** The settings that weights and optimisers are made for: they cannot go on with others. */
export const weightNames = ['preset', 'normalisation', 'optimiserG', 'optimiserD'] as const satisfies readonly SettingName[];

export const defaultConfig = Object.fromEntries(settingNames.map((name) => [name, settings[name].default])) as Config;

/** What is wrong with a value, in words for the user; null when it is fine. */
export function settingProblem(name: SettingName, value: unknown): string | null {
  const setting: Setting = settings[name];
  switch (setting.kind) {
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) return `${setting.title} must be a number`;
      if (value < setting.min || value > setting.max)
        return `${setting.title} must lie between ${setting.min} and ${setting.max}; ${value} does not`;
      if (setting.step >= 1 && !Number.isInteger(value)) return `${setting.title} must be a whole number; ${value} is not`;
      return null;
    case 'choice':
      return setting.options.some((option) => option.value === value)
        ? null
        : `${setting.title} must be one of ${setting.options.map((option) => option.value).join(', ')}`;
    case 'switch':
      return typeof value === 'boolean' ? null : `${setting.title} must be on or off`;
    default:
      return setting satisfies never;
  }
}
