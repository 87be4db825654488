import type { Problem } from '../worker/protocol.ts';
import { type ControlName, canLock, controlNames, type Layout, plainText, textLimits } from './layout.ts';

// The part of an address that arranges the page: `title`, `task`, `hide`, `lock`, `views`, and `data`, the set that it is about.

/** What an address says of the page. */
export interface LayoutAddress {
  readonly layout: Layout;
  /** The name of the dataset that the link is about; '' for the built-in one. */
  readonly wanted: string;
}

export type LayoutKey = 'title' | 'task' | 'hide' | 'lock' | 'views' | 'data';

export function isLayoutKey(key: string): key is LayoutKey {
  return ['title', 'task', 'hide', 'lock', 'views', 'data'].includes(key);
}

/**
 * @param given the parameters that the address has
 * @param viewIds the views that there are
 * @param report what is wrong with one of them; it is left out
 */
export function readLayout(
  given: ReadonlyMap<LayoutKey, string>,
  viewIds: readonly string[],
  report: (problem: Problem) => void,
): LayoutAddress {
  const text = (key: LayoutKey, limit: number, hasLines = false): string => {
    const plain = plainText(given.get(key) ?? '', hasLines);
    if (plain.length <= limit) return plain;
    report(
      leftOut(`The address has a “${key}” of ${plain.length} letters; ${limit} are the most.`, 'It is left out. Ask for a shorter one.'),
    );
    return '';
  };
  const list = <Name extends string>(key: LayoutKey, known: readonly Name[], what: string): Name[] => {
    const names = (given.get(key) ?? '').split(',').filter((name) => name !== '');
    const unknown = names.filter((name) => !known.some((each) => each === name));
    if (unknown.length > 0) {
      const some = unknown.slice(0, 3).map((name) => `“${name.slice(0, 30)}”`);
      const others = unknown.length > 3 ? ` and ${unknown.length - 3} more` : '';
      report(leftOut(`The address has in “${key}” ${some.join(', ')}${others}, which is no ${what}.`, 'The others count.'));
    }
    return known.filter((name) => names.includes(name));
  };
  const hidden = list('hide', controlNames, 'control to hide');
  const locked = list('lock', controlNames.filter(canLock), 'control to lock').filter((name) => !hidden.includes(name));
  const views = list('views', viewIds, 'view');
  return {
    layout: {
      title: text('title', textLimits.title),
      task: text('task', textLimits.task, true),
      hidden,
      locked,
      views: views.length === viewIds.length ? [] : views,
    },
    wanted: text('data', textLimits.wanted),
  };
}

/** Adds what `readLayout` reads back: only what differs from an open page. */
export function writeLayout(parameters: URLSearchParams, { layout, wanted }: LayoutAddress): void {
  const set = (key: LayoutKey, value: string) => {
    if (value !== '') parameters.set(key, value);
  };
  set('data', wanted);
  set('title', layout.title);
  set('task', layout.task);
  set('hide', names(layout.hidden));
  set('lock', names(layout.locked));
  set('views', layout.views.join(','));
}

function names(list: readonly ControlName[]): string {
  return list.join(',');
}

function leftOut(message: string, cure: string): Problem {
  return { code: 'bad-config', severity: 'note', message, cure };
}
