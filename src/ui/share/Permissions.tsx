import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { type ControlName, type ControlState, controlGroups, controlState, type Layout, withControls } from '../../store/layout.ts';
import { Prose } from '../controls/Prose.tsx';
import { Segmented } from '../controls/Segmented.tsx';
import { views } from '../views/registry.ts';
import css from './Share.module.css';

const states: readonly { readonly id: ControlState; readonly title: string }[] = [
  { id: 'shown', title: 'Shown' },
  { id: 'locked', title: 'Locked' },
  { id: 'hidden', title: 'Hidden' },
];

interface Props {
  readonly layout: Layout;
  /** The view that the link opens with: it is always on offer. */
  readonly view: string;
  readonly onChange: (layout: Layout) => void;
}

/** Which controls and views the readers have; they can always show everything again. */
export function Permissions({ layout, view, onChange }: Props) {
  return (
    <fieldset className={css.part}>
      <legend className={css.label}>What readers see and may change</legend>
      <p className={css.quiet}>They can leave this arrangement with one button.</p>
      {controlGroups.map(({ title, controls }) => {
        const names = controls.map(({ name }) => name);
        return (
          <Fold key={title} title={title} summary={summaryOf(layout, names)}>
            {controls.every(({ canLock }) => canLock) && (
              <Choice
                title={`All of “${title}”`}
                states={states}
                chosen={commonState(layout, names)}
                onChoose={(state) => onChange(withControls(layout, names, state))}
              />
            )}
            {controls.map(({ name, title, canLock }) => (
              <Choice
                key={name}
                title={title}
                states={states.filter(({ id }) => canLock || id !== 'locked')}
                chosen={controlState(layout, name)}
                onChoose={(state) => onChange(withControls(layout, [name], state))}
              />
            ))}
          </Fold>
        );
      })}
      <Fold title="Views on offer" summary={layout.views.length > 0 ? `${layout.views.length} of ${views.length}` : ''}>
        <ViewChoice layout={layout} view={view} onChange={onChange} />
      </Fold>
    </fieldset>
  );
}

function ViewChoice({ layout, view, onChange }: Props) {
  const isOn = (id: string) => layout.views.length === 0 || layout.views.includes(id) || id === view;
  const toggle = (id: string) => {
    const next = views.filter((each) => (each.id === id ? !isOn(id) : isOn(each.id))).map((each) => each.id);
    onChange({ ...layout, views: next.length === views.length ? [] : next });
  };
  return (
    <div className={css.views}>
      {views.map(({ id, title }) => (
        <label key={id} className={css.included}>
          <input type="checkbox" className={css.check} checked={isOn(id)} disabled={id === view} onChange={() => toggle(id)} />
          {title}
        </label>
      ))}
    </div>
  );
}

function Fold({ title, summary, children }: { readonly title: string; readonly summary: string; readonly children: ReactNode }) {
  return (
    <details className={css.fold}>
      <summary className={css.foldHead}>
        {title}
        <span className={css.left}>{summary}</span>
        <ChevronDown size={15} className={css.chevron} aria-hidden />
      </summary>
      {children}
    </details>
  );
}

interface ChoiceProps {
  readonly title: string;
  readonly states: typeof states;
  /** Null where several controls differ. */
  readonly chosen: ControlState | null;
  readonly onChoose: (state: ControlState) => void;
}

function Choice({ title, states, chosen, onChoose }: ChoiceProps) {
  return (
    <div className={css.choice}>
      <span>
        <Prose>{title}</Prose>
      </span>
      <Segmented<ControlState | ''> label={title} options={states} chosen={chosen ?? ''} onChoose={(state) => state && onChoose(state)} />
    </div>
  );
}

function commonState(layout: Layout, names: readonly ControlName[]): ControlState | null {
  const found = new Set(names.map((name) => controlState(layout, name)));
  return found.size === 1 ? [...found][0]! : null;
}

function summaryOf(layout: Layout, names: readonly ControlName[]): string {
  const count = (state: ControlState) => names.filter((name) => controlState(layout, name) === state).length;
  const parts = (['locked', 'hidden'] as const).flatMap((state) => (count(state) > 0 ? `${count(state)} ${state}` : []));
  return parts.join(', ');
}
