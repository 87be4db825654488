import { Button } from '../controls/Button.tsx';
import { bytes, whole } from '../format.ts';
import { usePlayground, useSession } from '../playground.ts';
import { Budget } from '../runs/Budget.tsx';
import css from '../runs/Runs.module.css';
import { KeptSection } from './KeptSection.tsx';

const choices = [250e6, 500e6, 1e9, 2e9, 4e9, 8e9];

/** Pictures that need not be decoded again, and the room they may take. */
export function KeptPictures() {
  const { setPicturesBudget, clearPictures } = usePlayground();
  const pictures = useSession((state) => state.pictures);
  if (!pictures?.place) return null;
  return (
    <KeptSection
      title="Pictures kept ready"
      help={
        <>
          <p>
            A picture is decoded when it is first needed, and each person in it is cut out as the networks will see them. These cuttings are
            written to {pictures.place}, so the next visit need not decode anything. They never leave this machine.
          </p>
          <p>When the room is used up, the set that was not used for longest makes way; what does not fit is decoded again.</p>
          <p>Those of the open set that were used last, {bytes(pictures.memory.limit)} at most, are in memory as well.</p>
        </>
      }
      tools={
        <div className={css.budget}>
          <Budget
            about="room for pictures"
            spent={pictures.bytes}
            budget={pictures.budget}
            choices={choices}
            onChange={setPicturesBudget}
          />
          <Button small disabled={pictures.bytes === 0} onClick={clearPictures}>
            Clear
          </Button>
        </div>
      }
      note={
        pictures.isElsewhere &&
        `Another tab has the open set’s pictures and keeps them. Here they are in memory alone (${bytes(pictures.memory.spent)} of at most ${bytes(pictures.memory.limit)}), and what does not fit is decoded again. When that tab is closed, this one takes over.`
      }
    >
      {pictures.sets.map(({ key, name, people, size, bytes: taken, isOpen }) => (
        <li key={key} className={css.keptRow}>
          <span>
            {name}
            <span className={css.small}>
              {people !== null && `${whole(people)} people at ${size} × ${size} pixels · `}
              {bytes(taken)}
              {isOpen && ' · open'}
            </span>
          </span>
        </li>
      ))}
    </KeptSection>
  );
}
