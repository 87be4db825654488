import type { Config, SettingName } from '../../method/hyperparameters.ts';
import { settingWords } from '../../store/runNames.ts';
import type { AddressView } from '../../store/url.ts';
import { Prose } from '../controls/Prose.tsx';
import { jointWords } from '../format.ts';
import { lessons } from '../lessons/registry.ts';
import { views } from '../views/registry.ts';
import { builtinName, type Draft } from './draft.ts';
import css from './Share.module.css';

interface Props {
  readonly draft: Draft;
  readonly looked: Pick<AddressView, 'joint' | 'probe' | 'wanted'>;
  readonly config: Config;
  /** The settings that differ from the defaults. */
  readonly changed: readonly SettingName[];
  readonly onChange: (part: Partial<Draft>) => void;
}

/** What goes into the link, each with its value. */
export function Contents({ draft, looked, config, changed, onChange }: Props) {
  const settings = changed.filter((name) => name !== 'seed').map((name) => settingWords(name, config[name]));
  const joint = looked.joint === 'all' ? 'all joints' : jointWords(looked.joint);
  return (
    <fieldset className={css.part}>
      <legend className={css.label}>What goes in</legend>
      <Included
        title="Settings"
        value={settings.length > 0 ? settings.join(', ') : 'all at default'}
        checked={draft.settings}
        onChange={(checked) => onChange({ settings: checked })}
      />
      <Included title="Seed" value={String(config.seed)} checked={draft.seed} onChange={(checked) => onChange({ seed: checked })} />
      <Included
        title="Dataset"
        value={looked.wanted === '' ? `${builtinName}, as always` : `the name “${looked.wanted}”; readers open the files themselves`}
        checked={draft.dataset}
        disabled={looked.wanted === ''}
        onChange={(checked) => onChange({ dataset: checked })}
      />
      <Included
        title="Joint and picture"
        value={`${joint}, picture ${looked.probe + 1}`}
        checked={draft.focus}
        onChange={(checked) => onChange({ focus: checked })}
      />
      <div className={css.choices}>
        <label>
          Opens with
          <select className={css.select} value={draft.view} onChange={(event) => onChange({ view: event.target.value })}>
            {views.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label>
          Lesson
          <select className={css.select} value={draft.lesson} onChange={(event) => onChange({ lesson: event.target.value })}>
            <option value="">none</option>
            {lessons.map(({ id, title }) => (
              <option key={id} value={id}>
                {title.replace('_', '')}
              </option>
            ))}
          </select>
        </label>
      </div>
    </fieldset>
  );
}

interface IncludedProps {
  readonly title: string;
  readonly value: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

function Included({ title, value, checked, disabled, onChange }: IncludedProps) {
  return (
    <label className={css.included}>
      <input
        type="checkbox"
        className={css.check}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        {title}
        <span className={css.value}>
          <Prose>{value}</Prose>
        </span>
      </span>
    </label>
  );
}
