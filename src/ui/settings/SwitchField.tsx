import { useId } from 'react';
import type { SwitchSetting } from '../../method/hyperparameters.ts';
import { LockMark } from '../share/LockMark.tsx';
import { SettingLabel } from './SettingLabel.tsx';
import css from './Settings.module.css';

interface Props {
  readonly setting: SwitchSetting;
  readonly value: boolean;
  readonly locked: boolean;
  readonly pending: boolean;
  readonly onChange: (value: boolean) => void;
}

export function SwitchField({ setting, value, locked, pending, onChange }: Props) {
  const id = useId();
  return (
    <div className={css.field}>
      <SettingLabel setting={setting} control={id} pending={pending} />
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-label={setting.title}
        className={css.switch}
        disabled={locked}
        checked={value}
        aria-checked={value}
        onChange={(event) => onChange(event.target.checked)}
      />
      {locked && <LockMark />}
    </div>
  );
}
