import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  type Config,
  defaultConfig,
  hyperparameters,
  type LiveConfig,
  liveNames,
  type SettingName,
  settingNames,
} from '../method/hyperparameters.ts';

/** The settings as the form shows them; those that are not live wait for "Apply". */
export type SettingsStore = StoreApi<Config>;

export function createSettings(config: Config): SettingsStore {
  return createStore<Config>(() => config);
}

/** The part that takes effect at the next step. */
export function liveOf(config: Config): LiveConfig {
  return Object.fromEntries(liveNames.map((name) => [name, config[name]])) as LiveConfig;
}

/** The settings that differ from the run's and need a new one. */
export function pendingNames(config: Config, run: Config | null): SettingName[] {
  if (run === null) return [];
  return settingNames.filter((name) => !hyperparameters[name].live && config[name] !== run[name]);
}

/** The settings that differ from the defaults. */
export function changedNames(config: Config): SettingName[] {
  return settingNames.filter((name) => config[name] !== defaultConfig[name]);
}

/** The run's own settings with the live ones as they are now: what a restart starts with. */
export function restartConfig(config: Config, run: Config): Config {
  return { ...run, ...liveOf(config) };
}
