import { percent, short, tidy } from '../format.ts';
import type { Lesson } from './lesson.ts';
import { mean } from './mean.ts';
import type { World } from './world.ts';

/** Losses closer than this share are called the same. */
const same = 0.02;
const panel = '[aria-label="Does the adversary help?"]';

export const adversary: Lesson = {
  id: 'adversary',
  title: 'Does the adversary help?',
  about: 'The same run twice, with and without the discriminator’s word. Then the numbers decide.',
  minutes: 6,
  stops: [
    {
      text: (now) =>
        `G listens to D with weight λ_G, the first of these settings: it is ${tidy(now.config.lambdaG)}. At 0 it would learn from the true heatmaps alone, as any pose network does.`,
      target: '[aria-label="Settings"]',
      look: { view: 'duel' },
    },
    {
      text: 'So let two twins learn: the same first weights, the same pictures in the same order. One hears D, the other does not.',
      target: panel,
      look: { view: 'twin' },
      question: {
        ask: 'Whose drawings will be closer to the truth at the end?',
        choices: ['Those of the twin that hears D', 'Those of the twin that does not', 'There is hardly a difference'],
        right: (now) => {
          const { adversarial, plain } = losses(now);
          return Math.abs(adversarial - plain) < same * plain ? 2 : adversarial < plain ? 0 : 1;
        },
      },
      until: {
        words: 'Choose 80 steps for a quick answer, and press “Start the twins”.',
        holds: ({ twin }, begun) => twin.phase === 'done' && twin.courses !== begun.twin.courses,
        share: ({ twin }) =>
          twin.courses.reduce((sum, { lossMse }) => sum + lossMse.length, 0) / Math.max(1, 2 * twin.steps * twin.seeds.length),
      },
      after: (now) => {
        const { adversarial, plain } = losses(now);
        const { seeds, steps } = now.twin;
        const worth =
          seeds.length === 1 ? `That is one seed and ${steps} steps: it may be luck.` : `That is the mean of ${seeds.length} seeds.`;
        return `Over the last ten steps L_MSE was ${short(adversarial)} with the adversary and ${short(plain)} without. ${worth}`;
      },
    },
    {
      text: (now) => {
        const { adversarial, plain } = scores(now);
        if (Number.isNaN(adversarial))
          return 'What counts is held-out pictures. When the twins have run, a table here says how many joints each finds there.';
        return `What counts is held-out pictures: joints found there, ${percent(adversarial)} with the adversary, ${percent(plain)} without. The pictures show where the two differ most.`;
      },
      target: panel,
      look: { view: 'twin' },
    },
    {
      text: 'Try: three seeds and more steps. Is the difference larger than the spread between seeds? Look at the hidden joints: there D is meant to help most. Does it?',
      target: panel,
      look: { view: 'twin' },
    },
  ],
};

type Pair = { readonly adversarial: number; readonly plain: number };

/** Means over the seeds of the two sides' last ten L_MSE. */
function losses({ twin }: World): Pair {
  return pair(twin, ({ lossMse }) => mean(lossMse.slice(-10)));
}

function scores({ twin }: World): Pair {
  return pair(twin, ({ evaluations }) => evaluations.at(-1)?.pck ?? Number.NaN);
}

function pair({ courses }: World['twin'], of: (course: World['twin']['courses'][number]) => number): Pair {
  const side = (wanted: World['twin']['courses'][number]['side']) => mean(courses.filter(({ side }) => side === wanted).map(of));
  return { adversarial: side('with'), plain: side('without') };
}
