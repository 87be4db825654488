import { useEffect } from 'react';
import { usePlayground, useView } from '../playground.ts';
import { LessonWalk } from './LessonWalk.tsx';
import { lessons } from './registry.ts';

/** The open lesson, at the foot of the page, where it covers nothing that it points at. */
export function LessonStrip() {
  const { look, report } = usePlayground();
  const id = useView((view) => view.lesson);
  const lesson = lessons.find((each) => each.id === id);
  const isUnknown = id !== '' && !lesson;
  useEffect(() => {
    if (!isUnknown) return;
    report({
      code: 'bad-config',
      severity: 'note',
      message: `The address asks for the lesson “${id}”, which does not exist.`,
      cure: `The lessons are ${lessons.map((each) => each.id).join(', ')}; see Lessons above.`,
    });
    look({ lesson: '' });
  }, [isUnknown, id, look, report]);
  return lesson ? <LessonWalk key={id} lesson={lesson} /> : null;
}
