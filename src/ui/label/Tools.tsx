import { ArrowLeftRight, CheckCheck, Copy, EyeOff, Redo2, Trash2, Undo2, UserMinus, UserPlus, X, ZoomIn, ZoomOut } from 'lucide-react';
import * as edit from '../../label/edit.ts';
import type { LabelPicture } from '../../label/labelSet.ts';
import { Button, IconButton } from '../controls/Button.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import { type LabelAction, labelKeys } from './keys.ts';
import css from './Label.module.css';
import { library, useLibrary } from './library.ts';

interface Props {
  readonly act: (action: LabelAction) => void;
  readonly picture: LabelPicture;
  readonly place: edit.Place;
  readonly onPerson: (person: number) => void;
}

/** All that the keys do, as buttons. */
export function Tools({ act, picture, place, onPerson }: Props) {
  const canUndo = useLibrary((state) => (state.history?.past.length ?? 0) > 0);
  const canRedo = useLibrary((state) => (state.history?.future.length ?? 0) > 0);
  const people = picture.people.length;
  const tools = [
    { label: 'Undo (Z)', icon: Undo2, act: () => act('undo'), disabled: !canUndo },
    { label: 'Redo (Y)', icon: Redo2, act: () => act('redo'), disabled: !canRedo },
    { label: 'Joint hidden or visible (W)', icon: EyeOff, act: () => act('occlude') },
    { label: 'Joint not in the picture (X)', icon: X, act: () => act('clear') },
    { label: 'Copy the last pose (C)', icon: Copy, act: () => act('copy') },
    { label: 'Swap left and right (F)', icon: ArrowLeftRight, act: () => act('swap') },
    { label: 'Zoom in (+)', icon: ZoomIn, act: () => act('zoom-in') },
    { label: 'Zoom out (−)', icon: ZoomOut, act: () => act('zoom-out') },
    {
      label: 'Another person',
      icon: UserPlus,
      act() {
        library.edit((now) => edit.addPerson(now, place.picture));
        onPerson(people);
      },
    },
    {
      label: 'Remove this person',
      icon: UserMinus,
      disabled: people === 0,
      act() {
        library.edit((now) => edit.removePerson(now, place));
        onPerson(0);
      },
    },
    { label: 'Remove this picture', icon: Trash2, act: () => library.edit((now) => edit.removePicture(now, place.picture)) },
  ];
  return (
    <>
      <Button primary onClick={() => act('confirm')} aria-keyshortcuts="S">
        <CheckCheck size={16} aria-hidden />
        All right, next <kbd className={css.key}>S</kbd>
      </Button>
      <div className={css.tools}>
        {tools.map(({ label, icon: Icon, act: press, disabled = false }) => (
          <IconButton key={label} label={label} disabled={disabled} onClick={press}>
            <Icon size={16} aria-hidden />
          </IconButton>
        ))}
        <HelpTip about="Keys">
          <dl className={css.keys}>
            {labelKeys
              .filter(({ shown }) => shown !== '')
              .map(({ shown, title }) => (
                <div key={shown}>
                  <dt>
                    <kbd className={css.key}>{shown}</kbd>
                  </dt>
                  <dd>{title}</dd>
                </div>
              ))}
          </dl>
        </HelpTip>
      </div>
      {people > 1 && (
        <fieldset className={css.people}>
          <legend className={css.quiet}>Person</legend>
          {picture.people.map((_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: people have no other name than their place
            <Button key={i} small primary={i === place.person} aria-pressed={i === place.person} onClick={() => onPerson(i)}>
              {i + 1}
            </Button>
          ))}
        </fieldset>
      )}
    </>
  );
}
