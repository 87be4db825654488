import { adversary } from './adversary.ts';
import { heatmap } from './heatmap.ts';
import { kT } from './kT.ts';
import type { Lesson } from './lesson.ts';
import { redraw } from './redraw.ts';
import { slowMotion } from './slowMotion.ts';
import { tour } from './tour.ts';

/** The tour, then the lessons in the order in which they build on each other. */
export const lessons: readonly Lesson[] = [tour, heatmap, redraw, slowMotion, kT, adversary];
