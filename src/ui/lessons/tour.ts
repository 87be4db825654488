import { jointWords, short } from '../format.ts';
import { type Lesson, moreSteps } from './lesson.ts';

export const tour: Lesson = {
  id: 'tour',
  title: 'A tour of the screen',
  about: 'Where everything is, and what to press first.',
  minutes: 2,
  stops: [
    {
      text: 'Two networks learn in this page, on your own machine. This bar starts them, stops them and makes one step at a time.',
      target: '[aria-label="Training"]',
      look: { view: 'duel' },
      until: { words: 'Press Train.', holds: (now, begun) => now.steps > begun.steps },
      after: (now) => `They learn: ${now.steps} ${now.steps === 1 ? 'step' : 'steps'} so far. Pause when you like; nothing is lost.`,
    },
    {
      text: 'One picture, drawn four times. The generator G draws where it sees the joints, the discriminator D redraws its drawing, and where the two differ, D objects.',
      target: '[data-lesson="maps"]',
      look: { view: 'duel' },
    },
    {
      text: 'Here is every joint in numbers: how sure G is, how much D objects, how far off G really is.',
      target: '[data-lesson="joints"]',
      look: { view: 'duel', joint: 'all' },
      until: { words: 'Choose one joint in the table.', holds: (now) => now.joint !== 'all' },
      after: (now) => `All drawings now show the ${jointWords(now.joint)} alone. “All joints” brings the others back.`,
    },
    {
      text: 'These are the equations that both learn by. Below each symbol stands its value in the last step.',
      target: '[aria-label="The equations"]',
      look: { view: 'duel' },
    },
    {
      text: 'Each step adds a point to these curves. L_MSE says how far G’s drawings are from the truth: watch it fall.',
      target: '[aria-label="What G minimises"]',
      look: { view: 'duel' },
      until: moreSteps(20),
      after: (now, begun) =>
        begun.recent && now.recent
          ? `Over ten steps, L_MSE was ${short(begun.recent.lossMse)} when you came here; now it is ${short(now.recent.lossMse)}.${now.recent.lossMse > begun.recent.lossMse ? ' So few steps may go the wrong way: look at the whole curve.' : ''}`
          : `L_MSE is ${short(now.recent?.lossMse)} now.`,
    },
    {
      text: 'Every setting can be changed. Most act at the next step; those marked “new run” wait until you apply them.',
      target: '[aria-label="Settings"]',
      look: { view: 'duel' },
    },
    {
      text: 'Other ways to look: into both networks, at one step in slow motion, at questions to D, at your runs, at the data.',
      target: '[role="tablist"][aria-label="Views"]',
    },
    {
      text: 'Now try your own: drop a zip of labelled pictures anywhere on the page, or open one of the five lessons.',
      target: '[aria-label="Dataset"]',
    },
  ],
};
