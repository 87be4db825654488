import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coco17 } from '../pose/skeleton.ts';
import * as edit from './edit.ts';
import { change, redo, startHistory, undo } from './history.ts';
import { type LabelSet, newSet, nothing, originsOf, progressOf } from './labelSet.ts';

const picture = (id: string, width = 100, height = 200) => ({ id, name: `${id}.jpg`, width, height, people: [] });
const set: LabelSet = { ...newSet('s', 'Set', coco17), pictures: [picture('a'), picture('b', 50, 100)] };
const nose = { picture: 0, person: 0, joint: 0 };

describe('an edit', () => {
  test('places a joint within the picture, by a person, and leaves the set before as it was', () => {
    const placed = edit.placeJoint(set, nose, 150, -3);
    expect(placed.pictures[0]!.people[0]!.joints[0]).toEqual({ x: 100, y: 0, visibility: 2, origin: 'person' });
    expect(placed.pictures[0]!.people[0]!.joints.slice(1)).toEqual(Array(16).fill(nothing));
    expect(set.pictures[0]!.people).toEqual([]);
    expect(placed.pictures[1]).toBe(set.pictures[1]);
  });

  test('occludes and clears only what has a place', () => {
    expect(edit.toggleOccluded(edit.addPerson(set, 0), nose).pictures[0]!.people[0]!.joints[0]).toEqual(nothing);
    const placed = edit.placeJoint(set, nose, 10, 20);
    const hidden = edit.toggleOccluded(placed, nose);
    expect(hidden.pictures[0]!.people[0]!.joints[0]).toMatchObject({ x: 10, y: 20, visibility: 1 });
    // Moved, it is still occluded.
    expect(edit.placeJoint(hidden, nose, 11, 20).pictures[0]!.people[0]!.joints[0]!.visibility).toBe(1);
    expect(edit.clearJoint(hidden, nose).pictures[0]!.people[0]!.joints[0]).toEqual(nothing);
  });

  test('a teacher proposes, keeps out of what a person did, and is confirmed', () => {
    const placed = edit.placeJoint(set, nose, 10, 20);
    const proposed = edit.propose(placed, nose, [{ x: 1, y: 1 }, { x: 2, y: 3 }, ...Array(15).fill(null)]);
    expect(proposed.pictures[0]!.people[0]!.joints.slice(0, 3)).toEqual([
      { x: 10, y: 20, visibility: 2, origin: 'person' },
      { x: 2, y: 3, visibility: 2, origin: 'teacher' },
      nothing,
    ]);
    expect(progressOf(proposed.pictures[0]!)).toBe('proposed');
    expect(originsOf(proposed)).toEqual({ person: 1, teacher: 1, renderer: 0 });
    const seen = edit.confirm(proposed, 0);
    expect(originsOf(seen)).toEqual({ person: 2, teacher: 0, renderer: 0 });
    expect(edit.confirm(seen, 0)).toBe(seen);
    // A second, less sure proposal takes back the first.
    const unsure = edit.propose(proposed, nose, Array(17).fill(null));
    expect(originsOf(unsure)).toEqual({ person: 1, teacher: 0, renderer: 0 });
  });

  test('copies the pose of the picture before, at this picture’s size', () => {
    const placed = edit.placeJoint(set, nose, 60, 120);
    const copied = edit.copyLastPose(placed, { picture: 1, person: 0 });
    expect(copied.pictures[1]!.people[0]!.joints[0]).toEqual({ x: 30, y: 60, visibility: 2, origin: 'person' });
    expect(edit.copyLastPose(set, { picture: 1, person: 0 })).toBe(set);
  });

  test('swaps left and right, and twice is not at all', () => {
    const placed = edit.placeJoint(set, { ...nose, joint: 9 }, 5, 6);
    const swapped = edit.swapSides(placed, nose);
    expect(swapped.pictures[0]!.people[0]!.joints[10]).toMatchObject({ x: 5, y: 6 });
    expect(swapped.pictures[0]!.people[0]!.joints[9]).toEqual(nothing);
    expect(edit.swapSides(swapped, nose)).toEqual(placed);
  });
});

describe('history', () => {
  test('undoes a drag at once', () => {
    let history = startHistory(0);
    history = change(history, 1);
    for (const value of [2, 3, 4]) history = change(history, value, 'drag 7');
    expect(undo(history).now).toBe(1);
    expect(redo(undo(history)).now).toBe(4);
    expect(undo(change(history, 5, 'drag 8')).now).toBe(4);
  });

  test('any edits are undone to the start and redone to the end', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), (values) => {
        let history = startHistory<number | string>('start');
        for (const value of values) history = change(history, value);
        const end = history.now;
        for (let i = 0; i <= values.length; i++) history = undo(history);
        expect(history.now).toBe('start');
        for (let i = 0; i <= values.length; i++) history = redo(history);
        expect(history.now).toBe(end);
      }),
    );
  });
});
