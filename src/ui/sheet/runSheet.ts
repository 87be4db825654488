import { type Config, defaultConfig, hyperparameters, type Setting, type SettingName } from '../../method/hyperparameters.ts';
import type { Curves } from '../../store/metricLog.ts';
import type { Playground } from '../../store/playground.ts';
import { settingWords } from '../../store/runNames.ts';
import { shownEvaluation } from '../../store/session.ts';
import { changedNames } from '../../store/settings.ts';
import type { Evaluation, Preview } from '../../train/events.ts';
import type { DatasetSummary, RunSummary } from '../../worker/protocol.ts';
import { tidy } from '../format.ts';

/** All that stands on a run sheet, as it was at one moment; training may go on beside it. */
export interface RunSheetData {
  readonly run: RunSummary;
  /** The live settings as they were last. */
  readonly config: Config;
  readonly dataset: DatasetSummary;
  readonly engine: string;
  /** Steps made. */
  readonly steps: number;
  /** Milliseconds of training. */
  readonly elapsed: number;
  readonly curves: Curves;
  readonly evaluations: readonly Evaluation[];
  readonly evaluation: Evaluation | undefined;
  readonly preview: Preview;
  /** The kept moments until then. */
  readonly moments: readonly number[];
}

/** The sheet of the open run at the moment that is looked at; null before its first step. */
export function runSheetOf({ session, log, runs }: Playground): RunSheetData | null {
  const state = session.getState();
  const { run, dataset, preview, lookedBackTo, engine, history } = state;
  const last = lookedBackTo === null ? log.last() : log.rowBefore(lookedBackTo);
  if (!run || !dataset || !preview || !last) return null;
  const steps = last.step + 1;
  const curves = log.copy();
  const made = curves.steps().findLastIndex((step) => step < steps) + 1;
  return {
    ...{ run, dataset, steps, curves, preview },
    config: runs.store.getState().records.find(({ id }) => id === run.id)?.config ?? run.config,
    engine: engine ? `${engine.description.title} (${engine.description.hardware})` : '',
    elapsed: curves
      .column('milliseconds')
      .subarray(0, made)
      .reduce((sum, milliseconds) => sum + milliseconds, 0),
    evaluations: state.evaluations.filter(({ step }) => step <= steps),
    evaluation: shownEvaluation(state),
    moments: history?.runs.find(({ id }) => id === run.id)?.steps.filter((step) => step <= steps) ?? [],
  };
}

/** Settings that tell a run from others even where they are the usual ones. */
const telling = [
  'preset',
  'lambdaG',
  'gamma',
  'lambdaK',
  'warmUp',
  'learningRateG',
  'learningRateD',
  'optimiserG',
  'optimiserD',
  'normalisation',
  'seed',
] as const satisfies readonly SettingName[];

/** The settings in words: those that are not the default with the default beside them, and the others that matter. */
export function settingsInWords(config: Config): { readonly changed: readonly string[]; readonly usual: readonly string[] } {
  const changed = changedNames(config);
  const words = (name: SettingName) =>
    hyperparameters[name].kind === 'choice'
      ? `${hyperparameters[name].title}: ${settingWords(name, config[name])}`
      : settingWords(name, config[name]);
  return {
    changed: changed.map((name) => `${words(name)} (default ${usualValue(name)})`),
    usual: telling.filter((name) => !changed.includes(name)).map(words),
  };
}

function usualValue(name: SettingName): string {
  const setting: Setting = hyperparameters[name];
  switch (setting.kind) {
    case 'number':
      return tidy(setting.default);
    case 'switch':
      return setting.default ? 'on' : 'off';
    case 'choice':
      return settingWords(name, defaultConfig[name]);
    default:
      return setting satisfies never;
  }
}

/** "4 cores, Chrome 156", as far as the browser tells. */
export function machineWords({ hardwareConcurrency, userAgent }: Pick<Navigator, 'hardwareConcurrency' | 'userAgent'>): string {
  const [, name, version] = /(Firefox|Edg|Chrome)\/(\d+)/.exec(userAgent.replace(/Chrome\/\S+(?=.*Edg\/)/, '')) ?? [];
  const safari = /Version\/(\d+).*Safari/.exec(userAgent)?.[1];
  const browser = name ? `${name === 'Edg' ? 'Edge' : name} ${version}` : safari ? `Safari ${safari}` : 'a browser';
  return `${hardwareConcurrency} ${hardwareConcurrency === 1 ? 'core' : 'cores'}, ${browser}`;
}
