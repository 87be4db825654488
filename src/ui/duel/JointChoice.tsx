import type { ReactNode } from 'react';
import controls from '../controls/controls.module.css';
import { HelpTip } from '../controls/HelpTip.tsx';
import { jointWords } from '../format.ts';
import css from './JointChoice.module.css';

interface Column {
  readonly title: ReactNode;
  /** The title of the help. */
  readonly about: string;
  readonly help: ReactNode;
}

interface Props {
  readonly caption: string;
  readonly names: readonly string[];
  readonly columns: readonly Column[];
  /** The cells of a joint's row. */
  readonly cells: (joint: number) => ReactNode;
  /** What stands before a joint's name. */
  readonly sign?: (joint: number) => ReactNode;
  /** −1 for all. */
  readonly chosen: number;
  readonly onChoose: (joint: string) => void;
  /** Gives `--row` and, on a narrow screen, `--row-narrow`: the height of a row. */
  readonly className: string;
  readonly lesson?: string;
}

/** A table with a row for every joint; also the place to choose one. */
export function JointChoice({ caption, names, columns, cells, sign, chosen, onChoose, className, lesson }: Props) {
  return (
    <table className={`${controls.figures} ${css.table} ${className}`} data-lesson={lesson}>
      <caption className={controls.hidden}>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">
            <button type="button" className={css.all} aria-pressed={chosen < 0} onClick={() => onChoose('all')}>
              All joints
            </button>
          </th>
          {columns.map(({ title, about, help }) => (
            <th key={about} scope="col">
              <span className={css.head}>
                {title}
                <HelpTip about={about}>{help}</HelpTip>
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {names.map((name, j) => (
          <tr key={name} className={j === chosen ? css.chosen : undefined}>
            <th scope="row">
              <button type="button" className={css.joint} aria-pressed={j === chosen} onClick={() => onChoose(j === chosen ? 'all' : name)}>
                {sign?.(j)}
                {jointWords(name)}
              </button>
            </th>
            {cells(j)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
