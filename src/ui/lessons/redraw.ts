import { fixed, jointWords, short } from '../format.ts';
import { type Lesson, moreSteps } from './lesson.ts';
import type { World } from './world.ts';

export const redraw: Lesson = {
  id: 'redraw',
  title: 'Why a discriminator that redraws',
  about: 'One number says “wrong”. A redrawn heatmap says what is wrong, and where.',
  minutes: 5,
  stops: [
    {
      text: 'Most discriminators answer with one number: real or not. This one draws the whole heatmap again, so it answers pixel by pixel.',
      target: 'figure[aria-label="D redraws it"]',
      look: { view: 'duel', joint: 'all' },
    },
    {
      text: 'D practises on true heatmaps, and its error there is L_real. Its error on G’s drawings is L_fake.',
      target: 'figure[aria-label="How well D redraws"]',
      look: { view: 'duel' },
      question: {
        ask: 'After 40 more steps, which of the two errors will be smaller?',
        choices: ['L_real: D knows true heatmaps', 'L_fake: G’s drawings are easier'],
        right: (now) => (now.recent && now.recent.lossFake < now.recent.lossReal ? 1 : 0),
      },
      until: moreSteps(40),
      after: ({ recent }) =>
        recent === null
          ? ''
          : recent.lossFake < recent.lossReal
            ? `Over the last ten steps L_fake was ${short(recent.lossFake)}, L_real ${short(recent.lossReal)}. G’s drawings are still soft and faint, and such a drawing is easy to copy.`
            : `Over the last ten steps L_real was ${short(recent.lossReal)}, L_fake ${short(recent.lossFake)}. D copies what it has practised, and fails where G draws what no true heatmap has.`,
    },
    {
      text: (now) => {
        const worst = worstJoint(now);
        return worst
          ? `In this picture D objects most to the ${worst.name}: s = ${fixed(worst.comment, 2)}, where 0 is “just so”. Here it rubs out what G drew, or draws what it misses.`
          : 'Here D rubs out what G drew, or draws what it misses.';
      },
      target: 'figure[aria-label="D objects"]',
      look: (now) => {
        const worst = worstJoint(now);
        return { view: 'duel', joint: worst ? (now.joints.find((name) => jointWords(name) === worst.name) ?? 'all') : 'all' };
      },
      question: {
        ask: 'Is that joint also the one that G puts furthest from the truth?',
        choices: ['Yes', 'No'],
        right: (now) => (isFurthest(now) ? 0 : 1),
      },
      after: (now) => {
        const [worst, furthest] = [worstJoint(now), furthestJoint(now)];
        if (!worst || !furthest) return 'This picture has no labels to compare with.';
        return isFurthest(now)
          ? `The ${worst.name} is off by ${fixed(worst.error, 1)} pixels, more than any other. D has never been told where it belongs.`
          : `The ${worst.name} is off by ${fixed(worst.error, 1)} pixels, the ${furthest.name} by ${fixed(furthest.error, 1)}. D judges what looks like a body, and it is still learning.`;
      },
    },
    {
      text: 'Do not take its word for it: put a wrong pose before D and see which joint it objects to.',
      target: '[data-lesson="answer"]',
      look: { view: 'ask', joint: 'all' },
      until: { words: 'Press one under “Try this”, for instance “Three elbows”.', holds: (now) => now.view === 'ask' && now.asked },
      after: 'D has answered, and nothing was trained. A single number could not have told you which joint it meant.',
    },
    {
      text: 'Try: move one wrist away by hand, slowly. How far must it go before D notices? Train some more, and ask again.',
      target: '[aria-label="Question the discriminator"]',
      look: { view: 'ask' },
    },
  ],
};

const labelled = ({ readings }: World) => readings?.filter((reading) => reading.labelled) ?? [];

function worstJoint(now: World) {
  return labelled(now).toSorted((a, b) => b.comment - a.comment)[0];
}

function furthestJoint(now: World) {
  return labelled(now).toSorted((a, b) => b.error - a.error)[0];
}

function isFurthest(now: World): boolean {
  return worstJoint(now)?.name === furthestJoint(now)?.name;
}
