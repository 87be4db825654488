import { HelpTip } from '../controls/HelpTip.tsx';
import { fixed, jointWords } from '../format.ts';
import { Tex } from '../Tex.tsx';
import { jointColours } from './colourMaps.ts';
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

/** Every joint of the picture in numbers; also the place to choose one. */
export function JointTable({ names, readings, chosen, onChoose }: Props) {
  const colours = jointColours(names.length);
  return (
    <table className={css.table} data-lesson="joints">
      <caption className={css.caption}>Joints of this picture</caption>
      <thead>
        <tr>
          <th scope="col">
            <button type="button" className={css.all} aria-pressed={chosen < 0} onClick={() => onChoose('all')}>
              All joints
            </button>
          </th>
          <th scope="col">
            <span className={css.head}>
              G is sure
              <HelpTip about="How sure G is">
                <p>The highest value of the joint’s heatmap: 1 is certain, below 0.1 the map is as good as empty.</p>
              </HelpTip>
            </span>
          </th>
          <th scope="col">
            <span className={css.head}>
              D objects
              <HelpTip about="How much D objects">
                <p>
                  <Tex>{'s_j = 1 - \\cos(\\hat C_j, D(\\hat C)_j)'}</Tex>
                </p>
                <p>
                  0: the discriminator redraws the joint just as it was; 1: its drawing has nothing in common with it; above 1: it draws the
                  opposite. How faint the drawing is does not matter.
                </p>
              </HelpTip>
            </span>
          </th>
          <th scope="col">
            <span className={css.head}>
              <Tex>e_j</Tex>
              <HelpTip about="The objection as energy">
                <p>
                  <Tex>{'e_j = \\sum (\\hat C_j - D(\\hat C)_j)^2 / \\sum C_j^2'}</Tex>
                </p>
                <p>
                  The part of the joint in the loss. Faint drawings are easy to redraw, so a small value may also mean that G is unsure.
                </p>
              </HelpTip>
            </span>
          </th>
          <th scope="col">
            <span className={css.head}>
              Off by
              <HelpTip about="The true error">
                <p>Distance of the predicted from the true joint, in pixels of the picture that the generator is given.</p>
              </HelpTip>
            </span>
          </th>
        </tr>
      </thead>
      <tbody>
        {names.map((name, j) => {
          const reading = readings?.[j];
          return (
            <tr key={name} className={j === chosen ? css.chosen : undefined}>
              <th scope="row">
                <button
                  type="button"
                  className={css.joint}
                  aria-pressed={j === chosen}
                  onClick={() => onChoose(j === chosen ? 'all' : name)}
                >
                  <span className={css.swatch} style={{ background: chosen < 0 ? paint(colours[j]!) : 'transparent' }} />
                  {jointWords(name)}
                </button>
              </th>
              <td>
                <Bar value={reading?.peak} className={css.generated!} />
              </td>
              <td>
                <Bar value={reading?.comment} className={css.discriminator!} />
              </td>
              <td>{fixed(reading?.energy, 3)}</td>
              <td>{reading && !reading.labelled ? 'no label' : reading ? `${fixed(reading.error, 1)} px` : '–'}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
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
