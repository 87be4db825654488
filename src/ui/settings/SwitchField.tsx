import { useId } from 'react';
import type { SwitchSetting } from '../../method/hyperparameters.ts';
import { SettingLabel } from './SettingLabel.tsx';
import css from './Settings.module.css';

interface Props {
  readonly setting: SwitchSetting;
  readonly value: boolean;
  readonly pending: boolean;
  readonly onChange: (value: boolean) => void;
}

export function SwitchField({ setting, value, pending, onChange }: Props) {
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
        checked={value}
        aria-checked={value}
        onChange={(event) => onChange(event.target.checked)}
      />
    </div>
  );
}
