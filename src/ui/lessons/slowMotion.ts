import { short, tidy } from '../format.ts';
import type { Lesson } from './lesson.ts';

const panel = '[aria-label="One step in slow motion"]';
const shown = '[data-lesson="stage"]';

export const slowMotion: Lesson = {
  id: 'slow',
  title: 'One step in slow motion',
  about: 'All that happens between two points of a curve, one thing after the other.',
  minutes: 4,
  stops: [
    {
      text: 'A step takes a blink. Here the run makes its next one, and you walk through it.',
      target: panel,
      look: { view: 'slow' },
      until: { words: 'Press “Make the next step slowly”.', holds: (now) => now.view === 'slow' && now.stage >= 0 },
      after: (now) => `This is step ${now.steps} of your run, with its own pictures. Eight stages lie ahead.`,
    },
    {
      text: 'First G draws. Then D redraws two things: the true heatmaps, and what G has drawn.',
      target: shown,
      look: { view: 'slow' },
      question: {
        ask: 'In this very step, which copy will be further off?',
        choices: ['That of the true heatmaps', 'That of G’s drawing'],
        right: ({ last }) => (last && last.lossReal > last.lossFake ? 0 : 1),
      },
      until: { words: 'Press Next until stage 4, “D redraws G’s drawing”.', holds: (now) => now.stage >= 3 },
      after: ({ last }) =>
        `L_real is ${short(last?.lossReal)}, L_fake ${short(last?.lossFake)}. Neither is right or wrong: their balance is what matters.`,
    },
    {
      text: 'The losses follow, then k_t moves, and then every pixel of the drawing is pulled at.',
      target: shown,
      look: { view: 'slow' },
      until: { words: 'Go on to stage 7, “What pulls at the drawing”.', holds: (now) => now.stage >= 6 },
      after: ({ last, config }) =>
        last?.lambdaG === 0
          ? `In this step only the truth pulls: λ_G is 0 ${config.lambdaG === 0 ? 'in this run' : 'during the warm-up, so that G first learns to draw at all'}.`
          : `Two pull: the truth, and D with weight λ_G = ${tidy(last?.lambdaG ?? 0)}. Where both pull the same way, G moves most.`,
    },
    {
      text: 'At last the weights move, by a tiny part of their size. A run is this, thousands of times.',
      target: shown,
      look: { view: 'slow' },
      until: { words: 'Go on to stage 8, “The weights move”.', holds: (now) => now.stage >= 7 },
    },
    {
      text: 'Try: train D alone a few times, and look at L_fake at stage 4 each time. Then let G answer with a few steps of its own.',
      target: panel,
      look: { view: 'slow' },
    },
  ],
};
