import { useId, useMemo, useState } from 'react';
import { type NumberSetting, type SettingName, settingProblem } from '../../method/hyperparameters.ts';
import { LockMark } from '../share/LockMark.tsx';
import { SettingLabel } from './SettingLabel.tsx';
import css from './Settings.module.css';
import { sliderScale } from './sliderScale.ts';

interface Props {
  readonly name: SettingName;
  readonly setting: NumberSetting;
  readonly value: number;
  readonly locked: boolean;
  readonly pending: boolean;
  readonly onChange: (value: number) => void;
}

/** More places than this make a slider of chance: such numbers are only typed. */
const mostPlaces = 10_000;

/** A number to type, and a slider. What is typed counts once it is in range. */
export function NumberField({ name, setting, value, locked, pending, onChange }: Props) {
  const id = useId();
  const scale = useMemo(() => sliderScale(setting), [setting]);
  /** What is being typed; null when the field shows the value. */
  const [draft, setDraft] = useState<string | null>(null);
  /** What was wrong with the last number typed; stays when the field is left and shows its value again. */
  const [problem, setProblem] = useState<string | null>(null);
  const type = (text: string) => {
    setDraft(text);
    const typed = parse(text);
    const wrong = settingProblem(name, typed);
    setProblem(wrong);
    if (wrong === null) onChange(typed);
  };
  return (
    <div className={css.field}>
      <SettingLabel setting={setting} control={id} pending={pending} />
      <span className={css.entry}>
        <input
          id={id}
          className={css.number}
          aria-label={setting.title}
          disabled={locked}
          inputMode="decimal"
          autoComplete="off"
          value={draft ?? String(value)}
          aria-invalid={problem !== null}
          aria-describedby={problem ? `${id}-problem` : undefined}
          onChange={(event) => type(event.target.value)}
          onBlur={() => setDraft(null)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === 'Escape') setDraft(null);
          }}
        />
        {setting.unit && <span className={css.unit}>{setting.unit}</span>}
      </span>
      {locked && <LockMark />}
      {!locked && scale.places <= mostPlaces && (
        <input
          type="range"
          className={css.slider}
          min={0}
          max={scale.places}
          step={1}
          value={scale.toPlace(value)}
          aria-label={`${setting.title}, slider`}
          aria-valuetext={`${value} ${setting.unit}`}
          style={{ '--share': scale.toPlace(value) / scale.places }}
          onChange={(event) => {
            setDraft(null);
            setProblem(null);
            onChange(scale.toValue(event.target.valueAsNumber));
          }}
        />
      )}
      {problem && (
        <p id={`${id}-problem`} className={css.problem} role="alert">
          {problem}. {value} is kept.
        </p>
      )}
    </div>
  );
}

function parse(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text.replace(',', '.'));
}
