import { whole } from '../format.ts';
import css from './Timeline.module.css';

interface Props {
  /** Steps after which there is something to see, rising. */
  readonly moments: readonly number[];
  /** The present step. */
  readonly end: number;
  /** Null is the present. */
  readonly shown: number | null;
  readonly onShow: (step: number | null) => void;
}

/** A slider over the steps that goes from moment to moment; its last place is the present. */
export function Track({ moments, end, shown, onShow }: Props) {
  const start = moments[0] ?? 0;
  const span = Math.max(1, end - start);
  const places: readonly (number | null)[] = [...moments.filter((step) => step < end), null];
  const stepOf = (place: number | null) => place ?? end;
  const index = shown === null ? places.length - 1 : Math.max(0, places.indexOf(shown));
  const go = (to: number) => onShow(places[Math.min(places.length - 1, Math.max(0, to))]!);
  const nearest = (step: number) =>
    places.reduce((best, place) => (Math.abs(stepOf(place) - step) < Math.abs(stepOf(best) - step) ? place : best));
  const keys: Readonly<Record<string, number>> = {
    ArrowLeft: index - 1,
    ArrowDown: index - 1,
    ArrowRight: index + 1,
    ArrowUp: index + 1,
    PageDown: index - 10,
    PageUp: index + 10,
    Home: 0,
    End: places.length - 1,
  };
  return (
    <div className={css.track}>
      <svg className={css.marks} viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">
        {moments.map((step) => (
          <path key={step} d={`M${(1000 * (step - start)) / span} 0V8`} />
        ))}
      </svg>
      <input
        type="range"
        className={css.slider}
        aria-label="Moment of the run"
        aria-valuetext={shown === null ? `live, step ${whole(end)}` : `step ${whole(shown)} of ${whole(end)}`}
        disabled={places.length < 2}
        min={start}
        max={start + span}
        step="any"
        value={shown ?? start + span}
        style={{ '--share': shown === null ? 1 : (shown - start) / span }}
        onChange={(event) => {
          const place = nearest(event.target.valueAsNumber);
          if (place !== shown) onShow(place);
        }}
        onKeyDown={(event) => {
          const to = keys[event.key];
          if (to === undefined) return;
          event.preventDefault();
          go(to);
        }}
      />
    </div>
  );
}
