import { fixed, jointWords } from '../format.ts';
import { type Lesson, moreSteps } from './lesson.ts';
import { mean } from './mean.ts';
import type { World } from './world.ts';

/** Blobs this much wider than the true ones are clouds. */
const cloud = 1.5;
const empty = 0.05;
/** Of sharp blobs, of clouds, of next to nothing. */
const reasons = [
  'Where a network is sure, it draws one sharp blob. Do they sit in the right place?',
  'A network that is unsure spreads its guess, because a sharp one in the wrong place costs more.',
  'A network that knows nothing yet draws next to nothing, because any blob in the wrong place costs more.',
] as const;

export const heatmap: Lesson = {
  id: 'heatmap',
  title: 'What a heatmap says',
  about: 'Why G draws a blob and not a point, and what a faint one means.',
  minutes: 4,
  stops: [
    {
      text: 'This is what G should draw: one soft blob at every labelled joint. A drawing can say “somewhere here”; a single point could not.',
      target: 'figure[aria-label="The truth"]',
      look: { view: 'duel', joint: 'all', truth: true },
    },
    {
      text: (now) =>
        now.steps === 0
          ? 'This is G’s own drawing. Its weights are still chance.'
          : `This is G’s own drawing after ${now.steps} steps. Its highest points reach ${fixed(now.last?.peak, 2)} on average; 1 would be “here, surely”.`,
      target: 'figure[aria-label="G draws"]',
      look: { view: 'duel' },
      question: {
        ask: 'After 30 more steps, what will its blobs look like?',
        choices: ['Small and sharp, like the true ones', 'Wide clouds', 'Nearly nothing'],
        right: kindOf,
      },
      until: {
        ...moreSteps(30),
        // The drawing that is spoken of has to be of then, too.
        holds: (now, begun) => Math.min(now.steps, now.drawnAt) >= begun.steps + 30,
      },
      after: (now) =>
        `G’s blobs are ${fixed(now.width, 1)} times as large as the true ones, and reach ${fixed(meanPeak(now), 2)}. ${reasons[kindOf(now)]}`,
    },
    {
      text: 'The highest point of a joint’s heatmap becomes the predicted joint.',
      target: '[data-lesson="joints"]',
      look: { view: 'duel', joint: 'all' },
      until: { words: 'Choose a joint in the table.', holds: (now) => now.joint !== 'all' },
      after: (now) => {
        const reading = now.readings?.[now.joints.indexOf(now.joint)];
        if (!reading) return `You chose the ${jointWords(now.joint)}.`;
        const sure = `The ${reading.name}: G’s highest point is ${fixed(reading.peak, 2)}`;
        return reading.labelled
          ? `${sure}, and it is ${fixed(reading.error, 1)} pixels from the truth.`
          : `${sure}. This joint has no label to compare with.`;
      },
    },
    {
      text: 'So each joint comes with a height: how sure G is of it.',
      target: '[data-lesson="joints"]',
      look: { view: 'duel', joint: 'all' },
      question: {
        ask: 'Are the joints that G is surest of also the ones that it gets right?',
        choices: ['They are closer to the truth', 'It makes no difference', 'They are further off'],
        right: (now) => {
          const { sure, unsure } = halves(now);
          return sure < 0.9 * unsure ? 0 : sure > 1.1 * unsure ? 2 : 1;
        },
      },
      after: (now) => {
        const { sure, unsure } = halves(now);
        return `In the watched pictures, the surer half of the joints is off by ${fixed(sure, 1)} pixels, the other half by ${fixed(unsure, 1)}. Sure is not the same as right: this is why D is asked too.`;
      },
    },
    {
      text: 'Try: walk from joint to joint (J on the keyboard) while G learns. Which joint stays a cloud the longest, and why that one?',
      target: '[data-lesson="maps"]',
      look: { view: 'duel' },
    },
  ],
};

function kindOf(now: World): 0 | 1 | 2 {
  return meanPeak(now) < empty ? 2 : now.width > cloud ? 1 : 0;
}

function meanPeak({ readings }: World): number {
  return readings ? mean(readings.map(({ peak }) => peak)) : Number.NaN;
}

/** The mean error of the labelled joints that G is surer of than of the others, and of these others, in pixels. */
export function halves({ allReadings }: Pick<World, 'allReadings'>): { readonly sure: number; readonly unsure: number } {
  const errors = allReadings
    .filter(({ labelled }) => labelled)
    .toSorted((a, b) => b.peak - a.peak)
    .map(({ error }) => error);
  const half = Math.floor(errors.length / 2);
  return { sure: mean(errors.slice(0, half)), unsure: mean(errors.slice(half)) };
}
