import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import * as edit from '../../label/edit.ts';
import type { LabelSet } from '../../label/labelSet.ts';
import { Filmstrip } from './Filmstrip.tsx';
import { JointList } from './JointList.tsx';
import { type LabelAction, labelActionOf } from './keys.ts';
import css from './Label.module.css';
import { library, useLibrary } from './library.ts';
import { type Look, lookWithin, wholePicture, zoomedAt } from './look.ts';
import { Stage } from './Stage.tsx';
import { TeacherBox } from './TeacherBox.tsx';
import { Tools } from './Tools.tsx';
import { useTeacher } from './useTeacher.ts';

/** The open set: one picture large, its joints, all pictures in a row. Mouse, touch and keys do the same. */
export function Workbench() {
  const set = useLibrary((state) => state.history!.now);
  const [chosen, setChosen] = useState({ picture: firstOpen(set), person: 0, joint: 0 });
  const [look, setLook] = useState<Look>(wholePicture);
  const teaching = useTeacher();
  const place = { ...chosen, picture: Math.min(chosen.picture, set.pictures.length - 1) };
  const picture = set.pictures[place.picture]!;
  const held = picture.people[place.person]?.joints[place.joint];
  const at = held && held.visibility > 0 ? held : null;
  const count = set.skeleton.joints.length;

  const goTo = useCallback((next: number) => {
    setChosen({ picture: next, person: 0, joint: 0 });
    setLook(wholePicture);
  }, []);
  const step = (by: number) => goTo(Math.min(set.pictures.length - 1, Math.max(0, place.picture + by)));
  const choose = (person: number, joint: number) => setChosen({ ...place, person, joint });
  const putJoint = (x: number, y: number) => {
    library.edit((now) => edit.placeJoint(now, place, x, y));
    const joints = library.set?.pictures[place.picture]?.people[place.person]?.joints ?? [];
    // On to the next joint that has no label yet: a pose is one click a joint.
    const next = joints.findIndex(({ visibility }, j) => j > place.joint && visibility === 0);
    if (next >= 0) choose(place.person, next);
  };
  const nudge = (dx: number, dy: number) => {
    const from = at ?? { x: picture.width / 2, y: picture.height / 2 };
    library.edit((now) => edit.placeJoint(now, place, from.x + dx, from.y + dy), `nudge ${picture.id} ${place.joint}`);
  };
  const zoom = (factor: number) => {
    const middle = { x: look.x + picture.width / look.zoom / 2, y: look.y + picture.height / look.zoom / 2 };
    setLook(lookWithin(zoomedAt(look, at ?? middle, factor), picture));
  };
  const acts: Record<LabelAction, (by: number) => void> = {
    next: () => step(1),
    previous: () => step(-1),
    confirm() {
      library.edit((now) => edit.confirm(now, place.picture));
      step(1);
    },
    'next-joint': () => choose(place.person, (place.joint + 1) % count),
    'previous-joint': () => choose(place.person, (place.joint + count - 1) % count),
    occlude: () => library.edit((now) => edit.toggleOccluded(now, place)),
    clear: () => library.edit((now) => edit.clearJoint(now, place)),
    copy: () => library.edit((now) => edit.copyLastPose(now, place)),
    swap: () => library.edit((now) => edit.swapSides(now, place)),
    teacher: () => void teaching.ask([picture.id], place.person),
    person: () => choose((place.person + 1) % Math.max(1, picture.people.length), place.joint),
    undo: () => library.undo(),
    redo: () => library.redo(),
    'zoom-in': () => zoom(1.5),
    'zoom-out': () => zoom(1 / 1.5),
    'zoom-whole': () => setLook(wholePicture),
    left: (by) => nudge(-by, 0),
    right: (by) => nudge(by, 0),
    up: (by) => nudge(0, -by),
    down: (by) => nudge(0, by),
  };
  const press = useEffectEvent((event: KeyboardEvent) => {
    const action = labelActionOf(event);
    if (!action) return;
    event.preventDefault();
    acts[action](event.shiftKey ? 10 : 1);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    // Before the page's own keys, which leave alone what was taken.
    addEventListener('keydown', listen, true);
    return () => removeEventListener('keydown', listen, true);
  }, []);
  useEffect(() => {
    const leave = () => void library.flush();
    document.addEventListener('visibilitychange', leave);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      leave();
    };
  }, []);
  return (
    <>
      <div className={css.bench}>
        <div className={css.ground}>
          <Stage
            picture={picture}
            skeleton={set.skeleton}
            person={place.person}
            joint={place.joint}
            look={look}
            onLook={setLook}
            onChoose={choose}
            onPlace={putJoint}
            onDrag={(person, joint, x, y, gesture) =>
              library.edit((now) => edit.placeJoint(now, { ...place, person, joint }, x, y), gesture)
            }
          />
        </div>
        <div className={css.side}>
          <Tools act={(action) => acts[action](1)} picture={picture} place={place} onPerson={(person) => choose(person, 0)} />
          <TeacherBox teaching={teaching} onAsk={() => acts.teacher(1)} />
          <JointList
            skeleton={set.skeleton}
            person={picture.people[place.person]}
            joint={place.joint}
            onChoose={(joint) => choose(place.person, joint)}
          />
        </div>
      </div>
      <Filmstrip pictures={set.pictures} chosen={place.picture} onChoose={goTo} />
    </>
  );
}

/** Where work goes on: the first picture without a label. */
function firstOpen(set: LabelSet): number {
  const isOpen = ({ people }: LabelSet['pictures'][number]) =>
    !people.some(({ joints }) => joints.some(({ visibility }) => visibility > 0));
  return Math.max(0, set.pictures.findIndex(isOpen));
}
