import { ArrowRight } from 'lucide-react';
import { scaleEnd } from '../duel/colourMaps.ts';
import { JointChoice } from '../duel/JointChoice.tsx';
import { fixed, tidy } from '../format.ts';
import { Tex } from '../Tex.tsx';
import css from './AnswerTable.module.css';
import type { Opinion } from './answer.ts';
import type { Answered } from './useAnswer.ts';

interface Props {
  readonly names: readonly string[];
  readonly weights: Float32Array;
  readonly answered: Answered | null;
  /** −1 for all. */
  readonly chosen: number;
  readonly onChoose: (joint: string) => void;
}

/** D's objection to every joint, before and now. */
export function AnswerTable({ names, weights, answered, chosen, onChoose }: Props) {
  const scale = answered ? scaleEnd(Math.max(...drawn(answered.before), ...drawn(answered.now))) : 1;
  return (
    <JointChoice
      caption="D’s objection to each joint"
      names={names}
      columns={columnsOf(scale)}
      cells={(j) =>
        weights[j] === 0 ? (
          <td colSpan={2} className={css.unlabelled}>
            no label: stays empty
          </td>
        ) : (
          <Cells answered={answered} joint={j} scale={scale} />
        )
      }
      chosen={chosen}
      onChoose={onChoose}
      className={css.table!}
    />
  );
}

/** @param scale where the bars end */
const columnsOf = (scale: number) => [
  {
    title: 'D objects',
    about: 'How much D objects',
    help: (
      <>
        <p>
          <Tex>{'s_j = 1 - \\cos(M_j, D(M)_j)'}</Tex>
        </p>
        <p>
          0: D redraws the joint just as it was put before it; 1: its drawing has nothing in common with it. The thin mark is where it stood
          before. The bars end at {tidy(scale)}. For a joint that is not drawn, the table gives the highest point that D draws there by
          itself.
        </p>
      </>
    ),
  },
  {
    title: <Tex>e_j</Tex>,
    about: 'The objection as energy',
    help: (
      <>
        <p>
          <Tex>{'e_j = \\sum (M_j - D(M)_j)^2 / \\sum C_j^2'}</Tex>
        </p>
        <p>The joint’s part of the loss, over that of its true blob: before, and now.</p>
      </>
    ),
  },
];

function Cells({ answered, joint, scale }: { readonly answered: Answered | null; readonly joint: number; readonly scale: number }) {
  if (!answered) return <td colSpan={2}>–</td>;
  const { before, now } = answered;
  const share = (value: number) => `${100 * Math.min(1, Math.max(0, value / scale))}%`;
  return (
    <>
      <td>
        <span className={css.bar}>
          <span className={css.faint}>{fixed(before.comment[joint], 3)}</span>
          <ArrowRight size={11} aria-label="now" className={css.faint} />
          {now.present[joint] ? (
            <>
              <strong>{fixed(now.comment[joint], 3)}</strong>
              <span className={css.track}>
                <span className={css.fill} style={{ width: share(now.comment[joint]!) }} />
                <span className={css.mark} style={{ left: share(before.comment[joint]!) }} />
              </span>
            </>
          ) : (
            <span className={css.absent}>absent; D draws {fixed(now.peak[joint], 2)}</span>
          )}
        </span>
      </td>
      <td>
        <span className={css.faint}>{fixed(before.energy[joint], 2)} →</span> {fixed(now.energy[joint], 2)}
      </td>
    </>
  );
}

/** s_j of the joints that are drawn. */
function drawn({ comment, present }: Opinion): number[] {
  return [...comment].filter((value, j) => present[j] && !Number.isNaN(value));
}
