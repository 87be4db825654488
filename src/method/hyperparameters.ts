/**
 * The one table of settings. Form, tooltip, address bar, command line and schema all follow from it.
 * "Paper" is Chou, Chien, Chen 2017; "code" is the authors' public Torch code.
 */

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

const settings = {
  lambdaG: {
    kind: 'number',
    title: 'Adversarial weight',
    symbol: '\\lambda_G',
    default: 0.1,
    min: 0,
    max: 10,
    step: 0.001,
    scale: 'log',
    unit: '',
    live: true,
    group: 'duel',
    help: 'How much the generator listens to the discriminator besides the true heatmaps. 0 is a plain hourglass.',
    source: 'Paper eq. 2; 1e-4 in the code, hardly visible in a short run',
  },
  gamma: {
    kind: 'number',
    title: 'Balance',
    symbol: '\\gamma',
    default: 0.5,
    min: 0,
    max: 2,
    step: 0.01,
    scale: 'linear',
    unit: '',
    live: true,
    group: 'duel',
    help: 'The share of the real loss at which the controller tries to hold the generated loss.',
    source: 'Paper eq. 6; 0.5 in the code',
  },
  lambdaK: {
    kind: 'number',
    title: 'Controller gain',
    symbol: '\\lambda_k',
    default: 0.005,
    min: 0,
    max: 0.1,
    step: 0.0001,
    scale: 'log',
    unit: 'per step',
    live: true,
    group: 'duel',
    help: 'How fast k_t follows the balance. Larger moves sooner and overshoots more.',
    source: 'Paper eq. 7; 1e-3 in the code',
  },
  freezeK: {
    kind: 'switch',
    title: 'Hold k_t',
    symbol: 'k_t',
    default: false,
    live: true,
    group: 'duel',
    help: 'Keeps k_t where it is, to see what the controller was doing.',
    source: 'Ours',
  },
  kStart: {
    kind: 'number',
    title: 'First k_t',
    symbol: 'k_0',
    default: 0,
    min: 0,
    max: 1,
    step: 0.01,
    scale: 'linear',
    unit: '',
    live: false,
    group: 'duel',
    help: 'Where k_t starts: 0 trains the discriminator on real heatmaps only, until the balance says otherwise.',
    source: 'Paper §3.3; 0, the code suggests to try 0.5',
  },
  warmUp: {
    kind: 'number',
    title: 'Warm-up',
    default: 100,
    min: 0,
    max: 5000,
    step: 10,
    scale: 'linear',
    unit: 'steps',
    live: false,
    group: 'duel',
    help: 'Steps at the start in which the generator learns from the true heatmaps alone.',
    source: 'Ours: the first opinions of an untrained discriminator are noise',
  },
  lossScale: {
    kind: 'choice',
    title: 'Scale of the losses',
    default: 'energy',
    live: false,
    group: 'duel',
    options: [
      {
        value: 'energy',
        title: 'Energy',
        help: 'Over the energy of the true maps: 1 is as bad as drawing nothing. k_t moves at a visible pace.',
      },
      {
        value: 'mean',
        title: 'Mean',
        help: 'Over batch, joints and pixels, as in the authors’ code. k_t moves about 1e-6 a step: pinned at its start in a short run.',
      },
      { value: 'sum', title: 'Sum', help: 'As the formula is printed. k_t slams into a clamp within some 15 steps.' },
    ],
    help: 'What the sums of squares are divided by. The optimisers do not care; the controller of k_t does.',
    source: 'Paper eqs. 1–5 (sum), code (mean), ours (energy)',
  },
  advGradient: {
    kind: 'choice',
    title: 'Adversarial gradient',
    default: 'input',
    live: false,
    group: 'duel',
    options: [
      { value: 'input', title: 'Through D', help: 'Only through the discriminator’s input, as in the authors’ code.' },
      { value: 'both', title: 'Through D and target', help: 'Also through the map that D is compared with, as in BEGAN.' },
    ],
    help: 'The way on which the adversarial loss reaches the generator.',
    source: 'Code; BEGAN (Berthelot et al. 2017)',
  },
  foreground: {
    kind: 'number',
    title: 'Foreground weight',
    symbol: 'w',
    default: 0,
    min: 0,
    max: 80,
    step: 1,
    scale: 'linear',
    unit: '',
    live: false,
    group: 'duel',
    help: 'Weighs pixels near a joint 1 + w C in the heatmap loss: a remedy when the maps stay black.',
    source: 'Ours; 0 is the paper',
  },
  learningRateG: {
    kind: 'number',
    title: 'Learning rate of G',
    symbol: '\\eta_G',
    default: 0.003,
    min: 1e-5,
    max: 0.03,
    step: 1e-5,
    scale: 'log',
    unit: '',
    live: true,
    group: 'learning',
    help: 'Size of the generator’s updates.',
    source: 'Code: 2.5e-4 with RMSProp; larger here, since runs are short',
  },
  learningRateD: {
    kind: 'number',
    title: 'Learning rate of D',
    symbol: '\\eta_D',
    default: 0.001,
    min: 1e-5,
    max: 0.03,
    step: 1e-5,
    scale: 'log',
    unit: '',
    live: true,
    group: 'learning',
    help: 'Size of the discriminator’s updates.',
    source: 'Code: 8e-5 with Adam',
  },
  optimiserG: {
    kind: 'choice',
    title: 'Optimiser of G',
    default: 'adam',
    live: false,
    group: 'learning',
    options: [
      { value: 'adam', title: 'Adam', help: 'Kingma & Ba 2015, β 0.9 and 0.999.' },
      { value: 'rmsprop', title: 'RMSProp', help: 'As in the authors’ code, decay 0.99.' },
    ],
    help: 'How gradients become updates.',
    source: 'Code: RMSProp for G, Adam for D',
  },
  optimiserD: {
    kind: 'choice',
    title: 'Optimiser of D',
    default: 'adam',
    live: false,
    group: 'learning',
    options: [
      { value: 'adam', title: 'Adam', help: 'As in the authors’ code.' },
      { value: 'rmsprop', title: 'RMSProp', help: 'Decay 0.99.' },
    ],
    help: 'How gradients become updates.',
    source: 'Code: RMSProp for G, Adam for D',
  },
  preset: {
    kind: 'choice',
    title: 'Size',
    default: 'small',
    live: false,
    group: 'network',
    options: [
      { value: 'toy', title: 'Toy', help: '32 px pictures, 16 px heatmaps: see every step even on a slow machine.' },
      { value: 'small', title: 'Small', help: '64 px pictures, 32 px heatmaps, 95 thousand weights.' },
      { value: 'medium', title: 'Medium', help: '128 px pictures, twice the width; wants a GPU.' },
      { value: 'paper', title: 'Paper', help: 'The networks of the paper: 31 million weights.' },
    ],
    help: 'Size of pictures, heatmaps and both networks.',
    source: 'Paper §4 (Paper); ours',
  },
  normalisation: {
    kind: 'choice',
    title: 'Normalisation',
    default: 'group',
    live: false,
    group: 'network',
    options: [
      { value: 'group', title: 'Group', help: 'Over 4 channels of one picture: the same in training and evaluation.' },
      { value: 'batch', title: 'Batch', help: 'As in the paper: over the batch, with running statistics for evaluation.' },
    ],
    help: 'How activations are kept at a steady size.',
    source: 'Code: batch. Its running statistics mislead in D, so group is the default',
  },
  augmentScale: {
    kind: 'number',
    title: 'Zoom',
    default: 0.25,
    min: 0,
    max: 0.5,
    step: 0.05,
    scale: 'linear',
    unit: 'octaves',
    live: false,
    group: 'augmentation',
    help: 'Standard deviation of a random zoom, cut at twice its value.',
    source: 'Code: 2^clip(N(0, 0.25), ±0.5)',
  },
  augmentRotation: {
    kind: 'number',
    title: 'Turn',
    default: 30,
    min: 0,
    max: 60,
    step: 1,
    scale: 'linear',
    unit: '°',
    live: false,
    group: 'augmentation',
    help: 'Standard deviation of a random turn, cut at twice its value, given to two pictures in five.',
    source: 'Code: clip(N(0, 30°), ±60°) with probability 0.4',
  },
  augmentFlip: {
    kind: 'switch',
    title: 'Mirror',
    default: true,
    live: false,
    group: 'augmentation',
    help: 'Mirrors every other picture, left and right joints swapped.',
    source: 'Code: probability 0.5',
  },
  augmentColour: {
    kind: 'number',
    title: 'Colour',
    default: 0.4,
    min: 0,
    max: 0.8,
    step: 0.05,
    scale: 'linear',
    unit: '',
    live: false,
    group: 'augmentation',
    help: 'Each colour channel is multiplied by 1 ± up to this much.',
    source: 'Code: U(0.6, 1.4)',
  },
  evaluateEvery: {
    kind: 'number',
    title: 'Evaluate every',
    default: 100,
    min: 1,
    max: 5000,
    step: 1,
    scale: 'linear',
    unit: 'steps',
    live: true,
    group: 'run',
    help: 'How often the held-out pictures are scored.',
    source: 'Ours',
  },
  evaluateCount: {
    kind: 'number',
    title: 'Pictures to evaluate',
    default: 200,
    min: 4,
    max: 5000,
    step: 4,
    scale: 'linear',
    unit: 'pictures',
    live: true,
    group: 'run',
    help: 'Held-out pictures scored each time, the same ones always. More is slower and steadier.',
    source: 'Ours',
  },
  seed: {
    kind: 'number',
    title: 'Seed',
    default: 1,
    min: 0,
    max: 999_999,
    step: 1,
    scale: 'linear',
    unit: '',
    live: false,
    group: 'run',
    help: 'First weights, order of pictures and augmentation all follow from it. The same seed gives the same run.',
    source: 'Ours',
  },
} as const satisfies Record<string, Setting>;

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
