import { type LabelJoint, type LabelPerson, type LabelPicture, type LabelSet, newPerson, nothing } from './labelSet.ts';

/** Which joint of whom: indices into the set's pictures, the picture's people and the skeleton's joints. */
export interface Place {
  readonly picture: number;
  readonly person: number;
  readonly joint: number;
}

/** The set with one picture changed; the same set where nothing is. */
function withPicture(set: LabelSet, picture: number, change: (picture: LabelPicture) => LabelPicture): LabelSet {
  const before = set.pictures[picture];
  const after = before && change(before);
  if (!after || after === before) return set;
  return { ...set, pictures: set.pictures.with(picture, after) };
}

/** The set with one person changed, who is made where the picture has nobody there yet. */
function withPerson(set: LabelSet, { picture, person }: Omit<Place, 'joint'>, change: (person: LabelPerson) => LabelPerson): LabelSet {
  return withPicture(set, picture, (shown) => {
    const at = Math.min(person, shown.people.length);
    const before = shown.people[at] ?? newPerson(set.skeleton);
    const after = change(before);
    return after === before ? shown : { ...shown, people: shown.people.toSpliced(at, 1, after) };
  });
}

function withJoint(set: LabelSet, place: Place, change: (joint: LabelJoint) => LabelJoint): LabelSet {
  return withPerson(set, place, (person) => {
    const before = person.joints[place.joint];
    const after = before && change(before);
    return !after || after === before ? person : { joints: person.joints.with(place.joint, after) };
  });
}

/** Puts a joint somewhere, by a person's hand: within the picture, and visible if it had no label. */
export function placeJoint(set: LabelSet, place: Place, x: number, y: number): LabelSet {
  const { width, height } = set.pictures[place.picture]!;
  const at = { x: Math.min(width, Math.max(0, x)), y: Math.min(height, Math.max(0, y)) };
  return withJoint(set, place, ({ visibility }) => ({ ...at, visibility: visibility || 2, origin: 'person' }));
}

/** Visible to occluded and back; a joint without a place has neither. */
export function toggleOccluded(set: LabelSet, place: Place): LabelSet {
  return withJoint(set, place, (joint) =>
    joint.visibility === 0 ? joint : { ...joint, visibility: joint.visibility === 2 ? 1 : 2, origin: 'person' },
  );
}

/** Takes a joint's label away: it is not in the picture, or nobody can tell where. */
export function clearJoint(set: LabelSet, place: Place): LabelSet {
  return withJoint(set, place, (joint) => (joint.visibility === 0 ? joint : nothing));
}

/** Says of all labels of a picture that a person has looked at them and found them right. */
export function confirm(set: LabelSet, picture: number): LabelSet {
  return withPicture(set, picture, (shown) => {
    const isOpen = (joint: LabelJoint) => joint.visibility > 0 && joint.origin === 'teacher';
    if (!shown.people.some(({ joints }) => joints.some(isOpen))) return shown;
    const people = shown.people.map(({ joints }) => ({
      joints: joints.map((joint): LabelJoint => (isOpen(joint) ? { ...joint, origin: 'person' } : joint)),
    }));
    return { ...shown, people };
  });
}

/** Puts the nearest earlier pose of the person of the same number here, scaled to this picture's size; nothing where there is none. */
export function copyLastPose(set: LabelSet, { picture, person }: Omit<Place, 'joint'>): LabelSet {
  const here = set.pictures[picture];
  const isLabelled = ({ people }: LabelPicture) => people[person]?.joints.some(({ visibility }) => visibility > 0) ?? false;
  const before = set.pictures.slice(0, picture).findLast(isLabelled);
  if (!here || !before) return set;
  const [sx, sy] = [here.width / before.width, here.height / before.height];
  const joints = before.people[person]!.joints.map((joint): LabelJoint => {
    return joint.visibility === 0 ? nothing : { ...joint, x: joint.x * sx, y: joint.y * sy, origin: 'person' };
  });
  return withPerson(set, { picture, person }, () => ({ joints }));
}

/** Swaps the labels of left and right: what goes wrong most often. */
export function swapSides(set: LabelSet, place: Omit<Place, 'joint'>): LabelSet {
  return withPerson(set, place, (person) => {
    const joints = [...person.joints];
    for (const [left, right] of set.skeleton.flipPairs) [joints[left], joints[right]] = [asOwn(joints[right]!), asOwn(joints[left]!)];
    return { joints };
  });
}

function asOwn(joint: LabelJoint): LabelJoint {
  return joint.visibility === 0 ? joint : { ...joint, origin: 'person' };
}

/**
 * Takes a teacher's joints over for one person. What a person has placed already stays.
 * @param proposed in the order of the skeleton; null where the teacher is not sure enough
 */
export function propose(
  set: LabelSet,
  place: Omit<Place, 'joint'>,
  proposed: readonly ({ readonly x: number; readonly y: number } | null)[],
): LabelSet {
  return withPerson(set, place, (person) => ({
    joints: person.joints.map((joint, j): LabelJoint => {
      if (joint.visibility > 0 && joint.origin !== 'teacher') return joint;
      const found = proposed[j];
      return found ? { x: found.x, y: found.y, visibility: 2, origin: 'teacher' } : nothing;
    }),
  }));
}

export function addPerson(set: LabelSet, picture: number): LabelSet {
  return withPicture(set, picture, (shown) => ({ ...shown, people: [...shown.people, newPerson(set.skeleton)] }));
}

export function removePerson(set: LabelSet, { picture, person }: Omit<Place, 'joint'>): LabelSet {
  return withPicture(set, picture, (shown) =>
    person < shown.people.length ? { ...shown, people: shown.people.toSpliced(person, 1) } : shown,
  );
}

export function removePicture(set: LabelSet, picture: number): LabelSet {
  return picture < set.pictures.length ? { ...set, pictures: set.pictures.toSpliced(picture, 1) } : set;
}
