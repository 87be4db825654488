import {
  type Config,
  hyperparameters,
  type SettingGroup,
  type SettingName,
  settingGroups,
  settingNames,
} from '../method/hyperparameters.ts';

// How a teacher's link arranges the page. Controls are named by key: the settings of the one table, and the parts of the page below.

interface PagePart {
  readonly title: string;
  /** Whether it holds anything to lock; else it is there or not. */
  readonly canLock: boolean;
}

/** What of the page, its settings aside, a link can take away. */
export const pageParts = {
  dataset: { title: 'Dataset', canLock: true },
  engine: { title: 'Engine', canLock: true },
  cost: { title: 'Cost of a step', canLock: false },
  charts: { title: 'Charts', canLock: false },
  timeline: { title: 'Time travel', canLock: false },
  export: { title: 'Export and import', canLock: false },
  lessons: { title: 'Lessons', canLock: false },
} as const satisfies Record<string, PagePart>;

export type PartName = keyof typeof pageParts;
export type ControlName = SettingName | PartName;

/** `hidden`: gone. `locked`: there to be seen, but not to be changed. */
export type ControlState = 'shown' | 'locked' | 'hidden';

export interface Layout {
  /** Plain text above the page; '' when there is none. */
  readonly title: string;
  /** Plain text of several lines. */
  readonly task: string;
  /** No control is in both lists. */
  readonly hidden: readonly ControlName[];
  readonly locked: readonly ControlName[];
  /** The ids of the views on offer; all where it is empty. */
  readonly views: readonly string[];
}

/** Letters that each text may have. */
export const textLimits = { title: 80, task: 600, wanted: 120 } as const;

/** Nothing locked, nothing hidden, nothing said. */
export const openLayout: Layout = { title: '', task: '', hidden: [], locked: [], views: [] };

interface ControlGroup {
  readonly title: string;
  readonly controls: readonly { readonly name: ControlName; readonly title: string; readonly canLock: boolean }[];
}

const partNames = Object.keys(pageParts) as PartName[];

/** Every control that a link can lock or hide, in the order of the page. */
export const controlGroups: readonly ControlGroup[] = [
  { title: 'The page', controls: partNames.map((name) => ({ name, ...pageParts[name] })) },
  ...(Object.keys(settingGroups) as SettingGroup[]).map((group) => ({
    title: settingGroups[group],
    controls: settingNames
      .filter((name) => hyperparameters[name].group === group)
      .map((name) => ({ name, title: hyperparameters[name].title, canLock: true })),
  })),
];

export const controlNames: readonly ControlName[] = controlGroups.flatMap(({ controls }) => controls.map(({ name }) => name));

export function controlState({ hidden, locked }: Layout, name: ControlName): ControlState {
  return hidden.includes(name) ? 'hidden' : locked.includes(name) ? 'locked' : 'shown';
}

/** Whether the reader may go over from some settings to others: what is locked or hidden stays as it is. */
export function allows(layout: Layout, from: Config, to: Config): boolean {
  return settingNames.every((name) => from[name] === to[name] || controlState(layout, name) === 'shown');
}

/** The layout with these controls in another state; one that cannot be locked stays as it is. */
export function withControls(layout: Layout, names: readonly ControlName[], state: ControlState): Layout {
  const changed = new Set(names.filter((name) => state !== 'locked' || canLock(name)));
  const others = (list: readonly ControlName[]) => list.filter((name) => !changed.has(name));
  const list = (of: ControlState, before: readonly ControlName[]) =>
    controlNames.filter((name) => others(before).includes(name) || (state === of && changed.has(name)));
  return { ...layout, hidden: list('hidden', layout.hidden), locked: list('locked', layout.locked) };
}

export function canLock(name: ControlName): boolean {
  return Object.hasOwn(pageParts, name) ? pageParts[name as PartName].canLock : true;
}

/** Whether it keeps anything from the reader. */
export function isLimited({ hidden, locked, views }: Layout): boolean {
  return hidden.length + locked.length + views.length > 0;
}

/** Text of a stranger as it may be shown: without control characters and marks that turn the direction of what follows. */
export function plainText(text: string, hasLines: boolean): string {
  const lines = text.replace(/\r\n?/g, '\n');
  return (hasLines ? lines : lines.replace(/\s+/g, ' ')).replace(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '').trim();
}
