import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Skeleton } from '../../pose/skeleton.ts';
import { TeacherNote } from '../charts/TeacherNote.tsx';
import { Button } from '../controls/Button.tsx';
import { Heading } from '../controls/Heading.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import { fixed, jointWords, whole } from '../format.ts';
import { SavePicture } from '../pictures/SavePicture.tsx';
import { usePlayground } from '../playground.ts';
import { type HeldOut, pointsOf, rhosOf } from './honesty.ts';
import css from './Joints.module.css';
import { Person } from './Person.tsx';
import { Scatter } from './Scatter.tsx';

/** People looked at: enough for a cloud, done in about a second. */
const people = 100;

/** Is D honest? Its objection against the true error, joint by joint, over held-out people. */
export function HonestyPanel({ skeleton, joint }: { readonly skeleton: Skeleton; readonly joint: number }) {
  const { ask } = usePlayground();
  const [seen, setSeen] = useState<HeldOut | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [place, setPlace] = useState(0);
  const abort = useRef<AbortController | null>(null);
  const [isBusy, setBusy] = useState(false);
  const look = useCallback(async () => {
    abort.current?.abort();
    const own = new AbortController();
    abort.current = own;
    setBusy(true);
    try {
      const answer = await ask('heldOut', { count: people }, own.signal);
      if (own.signal.aborted) return;
      setSeen(answer);
      setPlace(0);
      setProblem(null);
    } catch (error) {
      if (!own.signal.aborted) setProblem(error instanceof Error ? error.message : String(error));
    }
    if (abort.current === own) setBusy(false);
  }, [ask]);
  useEffect(() => {
    void look();
    return () => abort.current?.abort();
  }, [look]);
  const stop = () => {
    abort.current?.abort();
    setBusy(false);
  };
  const J = skeleton.joints.length;
  const points = useMemo(() => (seen ? pointsOf(seen, J).filter((point) => joint < 0 || point.joint === joint) : []), [seen, J, joint]);
  const rhos = seen ? rhosOf(seen, J, joint) : null;
  const at = Math.min(place, Math.max(0, points.length - 1));
  const chosen = points[at];
  const words = chosen
    ? `${jointWords(skeleton.joints[chosen.joint]!)} of person ${chosen.person + 1}${chosen.occluded ? ', hidden in the picture' : ''}: D objects ${fixed(chosen.comment, 2)}, off by ${fixed(chosen.error, 2)} ${seen?.unit} lengths`
    : 'no joint';
  return (
    <section className={css.honesty} aria-label="Is D honest?">
      <Heading title="Is D honest?">
        <HelpTip about="Is D honest?">
          <p>
            One mark is one joint of one held-out person. Were D’s objection a measure of the error, the marks would climb from lower left
            to upper right. Spearman’s ρ says how well they do: 1 is perfect, 0 is chance.
          </p>
          <p>
            G’s own doubt, 1 − its peak, is the yardstick. “Both” adds up the ranks of D’s s and G’s doubt: where that beats either, each
            knows something that the other does not.
          </p>
        </HelpTip>
        <SavePicture of="Is D honest" />
        <span className={css.headTools} data-picture="no">
          {isBusy ? (
            <Button small onClick={stop}>
              Cancel
            </Button>
          ) : (
            <Button small onClick={() => void look()}>
              Look again
            </Button>
          )}
        </span>
      </Heading>
      <p className={css.rhos} aria-live="polite">
        {problem ? (
          <span className={css.problem}>{problem}</span>
        ) : rhos && seen ? (
          <>
            <span>
              {joint < 0 ? 'All joints' : jointWords(skeleton.joints[joint]!)}, step {whole(seen.step)}, {whole(seen.count)} people: ρ with
              the true error
            </span>
            <span className={css.rhoD}>D’s s {fixed(rhos.comment, 2)}</span>
            <span className={css.rhoD}>D’s e {fixed(rhos.energy, 2)}</span>
            <span className={css.rhoG}>G’s doubt {fixed(rhos.doubt, 2)}</span>
            <span className={css.rhoBoth}>both {fixed(rhos.both, 2)}</span>
          </>
        ) : (
          <span>{isBusy ? `Looking at ${people} held-out people…` : 'Not looked yet.'}</span>
        )}
      </p>
      <TeacherNote of={seen} />
      <div className={css.cloud}>
        <Scatter
          unit={seen?.unit ?? 'torso'}
          points={points}
          chosen={at}
          onChoose={setPlace}
          label={`Objection against error, ${points.length} joints`}
        />
        {seen && chosen && <Person seen={seen} point={chosen} skeleton={skeleton} words={words} />}
      </div>
      <label className={css.walk} data-picture="no">
        <span>Walk through, from what D objects to most</span>
        <input
          type="range"
          min={0}
          max={Math.max(0, points.length - 1)}
          value={at}
          disabled={points.length === 0}
          aria-valuetext={words}
          onChange={(event) => setPlace(Number(event.target.value))}
        />
      </label>
      <p className={css.words}>{seen ? words : ''}</p>
    </section>
  );
}
