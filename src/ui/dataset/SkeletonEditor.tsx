import { Plus, Trash2 } from 'lucide-react';
import type { Skeleton } from '../../pose/skeleton.ts';
import { Button, IconButton } from '../controls/Button.tsx';
import css from './Found.module.css';
import { addLimb, nameProblem, removeLimb, renameJoint, setLimb, setPair } from './skeletonEdits.ts';

interface Props {
  readonly skeleton: Skeleton;
  readonly onChange: (skeleton: Skeleton) => void;
}

/** Names, left and right, and bones, as lists: nothing here needs a mouse. */
export function SkeletonEditor({ skeleton, onChange }: Props) {
  const { joints, limbs, flipPairs } = skeleton;
  const partner = (j: number) => flipPairs.find((pair) => pair.includes(j))?.find((other) => other !== j) ?? -1;
  const sideOf = (j: number) =>
    flipPairs.some(([left]) => left === j) ? 'left' : flipPairs.some(([, right]) => right === j) ? 'right' : '';
  return (
    <div className={css.editor}>
      <table className={css.joints}>
        <thead>
          <tr>
            <th scope="col">Joint</th>
            <th scope="col">Mirrored, it swaps with</th>
            <th scope="col">Side</th>
          </tr>
        </thead>
        <tbody>
          {joints.map((joint, j) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: joints never change places, and their names are being typed
            <tr key={j}>
              <td>
                <input
                  className={css.text}
                  value={joint}
                  aria-label={`Name of joint ${j + 1}`}
                  aria-invalid={nameProblem(joints, j) !== null}
                  onChange={(event) => onChange(renameJoint(skeleton, j, event.target.value))}
                />
              </td>
              <td>
                <JointSelect
                  label={`Joint ${j + 1} swaps with`}
                  joints={joints}
                  without={j}
                  value={partner(j)}
                  none="itself"
                  onChange={(other) => onChange(setPair(skeleton, j, other))}
                />
              </td>
              <td className={css.side}>{sideOf(j)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3 className={css.subtitle}>Bones</h3>
      <ul className={css.limbs}>
        {limbs.map(([a, b], i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bone has no name of its own
          <li key={i}>
            <JointSelect
              label={`Bone ${i + 1} from`}
              joints={joints}
              without={b}
              value={a}
              onChange={(j) => onChange(setLimb(skeleton, i, [j, b]))}
            />
            –
            <JointSelect
              label={`Bone ${i + 1} to`}
              joints={joints}
              without={a}
              value={b}
              onChange={(j) => onChange(setLimb(skeleton, i, [a, j]))}
            />
            <IconButton label={`Remove bone ${i + 1}`} onClick={() => onChange(removeLimb(skeleton, i))}>
              <Trash2 size={14} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      {joints.length > 1 && (
        <Button small onClick={() => onChange(addLimb(skeleton))}>
          <Plus size={13} aria-hidden />
          Add a bone
        </Button>
      )}
    </div>
  );
}

interface SelectProps {
  readonly label: string;
  readonly joints: readonly string[];
  readonly without: number;
  readonly value: number;
  /** What no joint at all is called; absent where there must be one. */
  readonly none?: string;
  readonly onChange: (joint: number) => void;
}

function JointSelect({ label, joints, without, value, none, onChange }: SelectProps) {
  return (
    <select className={css.select} aria-label={label} value={value} onChange={(event) => onChange(Number(event.target.value))}>
      {none !== undefined && <option value={-1}>{none}</option>}
      {joints.map((joint, j) =>
        j === without ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: joints never change places, and two may have one name while it is typed
          <option key={j} value={j}>
            {joint}
          </option>
        ),
      )}
    </select>
  );
}
