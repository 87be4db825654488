import { fixed } from '../format.ts';
import { Tex } from '../Tex.tsx';
import { jointColours } from './colourMaps.ts';
import { JointChoice } from './JointChoice.tsx';
import css from './JointTable.module.css';
import { css as paint } from './palette.ts';
import type { Reading } from './reading.ts';

interface Props {
  readonly names: readonly string[];
  /** Null before the first preview. */
  readonly readings: readonly Reading[] | null;
  /** −1 for all. */
  readonly chosen: number;
  readonly onChoose: (joint: string) => void;
}

const columns = [
  {
    title: 'G is sure',
    about: 'How sure G is',
    help: <p>The highest value of the joint’s heatmap: 1 is certain, below 0.1 the map is as good as empty.</p>,
  },
  {
    title: 'D objects',
    about: 'How much D objects',
    help: (
      <>
        <p>
          <Tex>{'s_j = 1 - \\cos(\\hat C_j, D(\\hat C)_j)'}</Tex>
        </p>
        <p>
          0: the discriminator redraws the joint just as it was; 1: its drawing has nothing in common with it; above 1: it draws the
          opposite. How faint the drawing is does not matter.
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
          <Tex>{'e_j = \\sum (\\hat C_j - D(\\hat C)_j)^2 / \\sum C_j^2'}</Tex>
        </p>
        <p>The part of the joint in the loss. Faint drawings are easy to redraw, so a small value may also mean that G is unsure.</p>
      </>
    ),
  },
  {
    title: 'Off by',
    about: 'The true error',
    help: <p>Distance of the predicted from the true joint, in pixels of the picture that the generator is given.</p>,
  },
];

/** Every joint of the picture in numbers. */
export function JointTable({ names, readings, chosen, onChoose }: Props) {
  const colours = jointColours(names.length);
  // A picture of no set has no truth to be measured against.
  const hasTruth = readings === null || readings.some(({ labelled }) => labelled);
  return (
    <JointChoice
      caption="Joints of this picture"
      names={names}
      columns={hasTruth ? columns : columns.slice(0, 2)}
      cells={(j) => <Cells reading={readings?.[j]} hasTruth={hasTruth} />}
      sign={(j) => <span className={css.swatch} style={{ background: chosen < 0 ? paint(colours[j]!) : 'transparent' }} />}
      chosen={chosen}
      onChoose={onChoose}
      className={css.table!}
      lesson="joints"
    />
  );
}

function Cells({ reading, hasTruth }: { readonly reading: Reading | undefined; readonly hasTruth: boolean }) {
  return (
    <>
      <td>
        <Bar value={reading?.peak} className={css.generated!} />
      </td>
      <td>
        <Bar value={reading?.comment} className={css.discriminator!} />
      </td>
      {hasTruth && <td>{fixed(reading?.energy, 3)}</td>}
      {hasTruth && <td>{reading && !reading.labelled ? 'no label' : reading ? `${fixed(reading.error, 1)} px` : '–'}</td>}
    </>
  );
}

/** A number with its share of 1 as a bar. */
function Bar({ value, className }: { readonly value: number | undefined; readonly className: string }) {
  const share = value === undefined || Number.isNaN(value) ? 0 : Math.min(1, Math.max(0, value));
  return (
    <span className={css.cell}>
      <span className={css.track}>
        <span className={`${css.fill} ${className}`} style={{ width: `${100 * share}%` }} />
      </span>
      {fixed(value, 2)}
    </span>
  );
}
