import { memo } from 'react';
import { hyperparameters, type Setting, type SettingName } from '../../method/hyperparameters.ts';
import { useControl, usePlayground, useSession, useSetting } from '../playground.ts';
import { ChoiceField } from './ChoiceField.tsx';
import { NumberField } from './NumberField.tsx';
import { SwitchField } from './SwitchField.tsx';

/** The field that a setting's entry in the table asks for. */
export const SettingField = memo(function SettingField({ name }: { readonly name: SettingName }) {
  const playground = usePlayground();
  const setting: Setting = hyperparameters[name];
  const value = useSetting(name);
  const pending = useSession((state) => !setting.live && state.run !== null && state.run.config[name] !== value);
  const control = useControl(name);
  if (control === 'hidden') return null;
  const locked = control === 'locked';
  const onChange = (next: number | string | boolean) => playground.set(name, next);
  switch (setting.kind) {
    case 'number':
      return <NumberField name={name} setting={setting} value={Number(value)} locked={locked} pending={pending} onChange={onChange} />;
    case 'choice':
      return <ChoiceField setting={setting} value={String(value)} locked={locked} pending={pending} onChange={onChange} />;
    case 'switch':
      return <SwitchField setting={setting} value={value === true} locked={locked} pending={pending} onChange={onChange} />;
    default:
      return setting satisfies never;
  }
});
