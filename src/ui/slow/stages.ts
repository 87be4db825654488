import type { Answer } from '../../worker/questions/registry.ts';
import { percent, short, tidy, whole } from '../format.ts';

export type SlowStep = Answer<'slowStep'>;

export type StageId = 'batch' | 'generator' | 'real' | 'fake' | 'losses' | 'controller' | 'gradients' | 'updates';

/** One stage of a step. */
export interface Stage {
  readonly id: StageId;
  readonly title: string;
  /** One or two sentences about this very step. */
  readonly caption: (step: SlowStep) => string;
}

/** What happens in a step, in the order in which it happens. */
export const stages: readonly Stage[] = [
  {
    id: 'batch',
    title: 'Draw the batch',
    caption: ({ count }) =>
      `The next ${count} training pictures are cut out, each turned, zoomed and tinted a little. So G never sees quite the same picture twice.`,
  },
  {
    id: 'generator',
    title: 'G draws',
    caption: ({ metrics }) =>
      `G looks at each picture and draws a heatmap for every joint. Its highest points reach ${short(metrics.peak)} on average; a sure joint would reach 1.`,
  },
  {
    id: 'real',
    title: 'D redraws the truth',
    caption: ({ metrics }) =>
      `D sees the true heatmaps above and redraws them below. How far it is off is L_real = ${short(metrics.lossReal)}, which it wants small.`,
  },
  {
    id: 'fake',
    title: 'D redraws G’s drawing',
    caption: ({ metrics }) =>
      `Now D redraws what G drew. The difference is L_fake = ${short(metrics.lossFake)}: where the copy differs, D objects.`,
  },
  {
    id: 'losses',
    title: 'The four losses',
    caption: ({ metrics }) =>
      `Each loss adds up squared differences over all labelled joints and pixels. L_adv has the value of L_fake, ${short(metrics.lossFake)}, but it is G that it teaches.`,
  },
  {
    id: 'controller',
    title: 'k_t moves',
    caption: ({ metrics, freezeK }) =>
      freezeK
        ? `k_t is held at ${short(metrics.kT)}.`
        : metrics.kTNext === metrics.kT
          ? `The balance would move k_t beyond its end, so it stays at ${short(metrics.kT)}. D’s next step weighs generated drawings with it.`
          : `The balance moves k_t from ${short(metrics.kT)} to ${short(metrics.kTNext)}: that is how much D will care about generated drawings in the next step.`,
  },
  {
    id: 'gradients',
    title: 'What pulls at the drawing',
    caption: ({ lambdaG }) =>
      lambdaG === 0
        ? 'Every pixel of G’s drawing is pulled towards the truth. λ_G is 0 in this step, so D does not pull.'
        : `Every pixel of G’s drawing is pulled twice: towards the truth, and with weight λ_G = ${tidy(lambdaG)} towards what D can redraw.`,
  },
  {
    id: 'updates',
    title: 'The weights move',
    caption: ({ trainG, trainD, generator, discriminator, metrics }) => {
      const moved = [
        ...(trainG ? [`G’s weights move by ${percent(generator.change / generator.size)} of their length`] : ['G stays as it is']),
        ...(trainD ? [`D’s by ${percent(discriminator.change / discriminator.size)}`] : ['D stays as it is']),
      ];
      return `${moved.join(', ')}. That was step ${whole(metrics.step + 1)}; the next one begins with new pictures.`;
    },
  },
];

/** Milliseconds to read a caption and to look at what it speaks of. */
export function readingTime(caption: string): number {
  return 2500 + 60 * caption.length;
}
