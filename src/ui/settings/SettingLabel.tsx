import type { Setting } from '../../method/hyperparameters.ts';
import { HelpTip } from '../controls/HelpTip.tsx';
import { Prose } from '../controls/Prose.tsx';
import { Tex } from '../Tex.tsx';
import css from './Settings.module.css';

interface Props {
  readonly setting: Setting;
  /** The control's id. */
  readonly control: string;
  /** Differs from the run's, and waits for a new one. */
  readonly pending: boolean;
}

/** Name, symbol and explanation of a setting. */
export function SettingLabel({ setting, control, pending }: Props) {
  return (
    <span className={css.label}>
      <label htmlFor={control}>
        <Prose>{setting.title}</Prose>
      </label>
      {setting.symbol && !(setting.symbol.includes('_') && setting.title.includes(setting.symbol)) && (
        <span className={css.symbol} aria-hidden="true">
          <Tex>{setting.symbol}</Tex>
        </span>
      )}
      <HelpTip about={setting.title}>
        <p>
          <Prose>{setting.help}</Prose>
        </p>
        {setting.kind === 'choice' && (
          <ul className={css.options}>
            {setting.options.map((option) => (
              <li key={option.value}>
                <strong>{option.title}</strong> <Prose>{option.help}</Prose>
              </li>
            ))}
          </ul>
        )}
        <p className={css.small}>
          {setting.kind === 'number' && `${setting.min} to ${setting.max}${setting.unit && ` ${setting.unit}`}, first ${setting.default}. `}
          {setting.live ? 'Takes effect at the next step. ' : 'Needs a new run. '}
          {setting.source}.
        </p>
      </HelpTip>
      {pending && <span className={css.pending}>new run</span>}
    </span>
  );
}
