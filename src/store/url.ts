import {
  type Config,
  defaultConfig,
  hyperparameters,
  type Setting,
  type SettingName,
  settingNames,
  settingProblem,
} from '../method/hyperparameters.ts';
import type { Problem } from '../worker/protocol.ts';
import { isLayoutKey, type LayoutKey, readLayout, writeLayout } from './layoutAddress.ts';
import { initialView, type ViewState } from './view.ts';

/** The part of the view that an address holds. */
export type AddressView = Pick<ViewState, 'view' | 'joint' | 'probe' | 'lesson' | 'layout' | 'wanted'>;

/** What an address says, made safe: a bad value gives the default and a problem that names it. */
export interface Address {
  readonly config: Config;
  readonly view: AddressView;
  readonly problems: readonly Problem[];
}

/** Letters of a query; no link that the page makes comes near. */
const maxQuery = 12_000;
const maxName = 80;

/**
 * Reads `?lambdaG=0.3&freezeK=on&joint=left_wrist&probe=2&lock=gamma&task=Find+out`.
 * @param viewIds the views that there are
 */
export function readAddress(query: string, viewIds: readonly string[]): Address {
  const problems: Problem[] = [];
  if (query.length > maxQuery)
    problems.push(note('The address is too long to be one of ours; nothing of it was used.', 'Ask for the link again.'));
  const parameters = new Map<string, string>();
  for (const [key, text] of new URLSearchParams(query.length > maxQuery ? '' : query)) {
    if (parameters.has(key)) problems.push(note(`The address says “${key.slice(0, maxName)}” twice; the first counts.`, 'Nothing to do.'));
    else parameters.set(key, text);
  }
  const given: Record<string, number | string | boolean> = {};
  const ofLayout = new Map<LayoutKey, string>();
  const view = { view: initialView.view, joint: initialView.joint, probe: initialView.probe, lesson: initialView.lesson };
  for (const [key, text] of parameters) {
    if (isSettingName(key)) {
      const value = parse(hyperparameters[key], text);
      const problem = settingProblem(key, value);
      if (problem === null) given[key] = value;
      else problems.push(badValue(key, text, problem));
    } else if (isLayoutKey(key)) ofLayout.set(key, text);
    else if (key === 'view' && !viewIds.includes(text))
      problems.push(
        note(`The address asks for the view “${text.slice(0, maxName)}”, which does not exist; the first is shown.`, 'Nothing to do.'),
      );
    else if (key === 'joint' || key === 'view' || key === 'lesson') {
      if (text.length <= maxName) view[key] = text;
      else problems.push(note(`The address has a ${key} of ${text.length} letters; it was left out.`, 'Nothing to do.'));
    } else if (key === 'probe') {
      if (/^\d{1,6}$/.test(text)) view.probe = Number(text);
      else
        problems.push(
          note(`The address asks for picture “${text.slice(0, maxName)}”, which is not a number; the first is shown.`, 'Nothing to do.'),
        );
    } else
      problems.push(note(`The address holds “${key.slice(0, maxName)}”, which is not a setting; it was left out.`, 'Check its spelling.'));
  }
  const page = readLayout(ofLayout, viewIds, (problem) => problems.push(problem));
  // Every value has passed `settingProblem` of its own name.
  return { config: { ...defaultConfig, ...given } as Config, view: { ...view, ...page }, problems };
}

/** The query that `readAddress` reads back: only what differs from the defaults; empty when nothing does. */
export function writeAddress(config: Config, view: AddressView): string {
  const parameters = new URLSearchParams();
  for (const name of settingNames) if (config[name] !== defaultConfig[name]) parameters.set(name, format(config[name]));
  if (view.view !== initialView.view) parameters.set('view', view.view);
  if (view.joint !== initialView.joint) parameters.set('joint', view.joint);
  if (view.probe !== initialView.probe) parameters.set('probe', String(view.probe));
  if (view.lesson !== initialView.lesson) parameters.set('lesson', view.lesson);
  writeLayout(parameters, view);
  const query = parameters.toString();
  return query === '' ? '' : `?${query}`;
}

/** Puts the query into the address bar without a new entry in the history. */
export function showAddress(query: string): void {
  history.replaceState(history.state, '', `${location.pathname}${query}${location.hash}`);
}

function isSettingName(key: string): key is SettingName {
  return Object.hasOwn(hyperparameters, key);
}

function parse(setting: Setting, text: string): number | string | boolean {
  switch (setting.kind) {
    case 'number':
      return text.trim() === '' ? Number.NaN : Number(text);
    case 'choice':
      return text;
    case 'switch':
      return text === 'on' ? true : text === 'off' ? false : text;
    default:
      return setting satisfies never;
  }
}

function format(value: number | string | boolean): string {
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);
}

function badValue(name: SettingName, text: string, problem: string): Problem {
  return {
    code: 'bad-config',
    severity: 'warning',
    message: `The address says ${name}=${text.slice(0, maxName)}: ${problem}.`,
    cure: `The default, ${format(defaultConfig[name])}, is used.`,
  };
}

function note(message: string, cure: string): Problem {
  return { code: 'bad-config', severity: 'note', message, cure };
}
