import { useId } from 'react';
import type { ChoiceSetting } from '../../method/hyperparameters.ts';
import { LockMark } from '../share/LockMark.tsx';
import { SettingLabel } from './SettingLabel.tsx';
import css from './Settings.module.css';

interface Props {
  readonly setting: ChoiceSetting;
  readonly value: string;
  readonly locked: boolean;
  readonly pending: boolean;
  readonly onChange: (value: string) => void;
}

export function ChoiceField({ setting, value, locked, pending, onChange }: Props) {
  const id = useId();
  return (
    <div className={css.field}>
      <SettingLabel setting={setting} control={id} pending={pending} />
      <select
        id={id}
        className={css.select}
        aria-label={setting.title}
        disabled={locked}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {setting.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.title}
          </option>
        ))}
      </select>
      {locked && <LockMark />}
    </div>
  );
}
