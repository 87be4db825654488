import { EyeOff, UserRound, WandSparkles } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { LabelPerson } from '../../label/labelSet.ts';
import type { Skeleton } from '../../pose/skeleton.ts';
import { jointWords } from '../format.ts';
import css from './Label.module.css';

interface Props {
  readonly skeleton: Skeleton;
  readonly person: LabelPerson | undefined;
  readonly joint: number;
  readonly onChoose: (joint: number) => void;
}

/** Every joint and what is known of it; choosing one here makes the next click place it. */
export function JointList({ skeleton, person, joint, onChoose }: Props) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const [all, row] = [list.current, list.current?.children[joint]];
    if (!all || !(row instanceof HTMLElement)) return;
    // Not `scrollIntoView`, which would scroll the page away from the picture as well.
    const below = row.offsetTop + row.offsetHeight - all.clientHeight;
    all.scrollTop = Math.min(row.offsetTop, Math.max(below, all.scrollTop));
  }, [joint]);
  return (
    <ul ref={list} className={css.joints} aria-label="Joints">
      {skeleton.joints.map((name, j) => {
        const at = person?.joints[j];
        const isThere = at !== undefined && at.visibility > 0;
        const isProposed = isThere && at.origin === 'teacher';
        const state = !isThere ? 'no label' : at.visibility === 1 ? 'hidden' : 'visible';
        return (
          <li key={name}>
            <button type="button" className={css.joint} aria-pressed={j === joint} data-there={isThere} onClick={() => onChoose(j)}>
              <span>{jointWords(name)}</span>
              <span className={css.jointState}>
                {at?.visibility === 1 && <EyeOff size={12} aria-hidden />}
                {isThere && (isProposed ? <WandSparkles size={12} aria-hidden /> : <UserRound size={12} aria-hidden />)}
                {isProposed ? `${state}, teacher` : state}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
