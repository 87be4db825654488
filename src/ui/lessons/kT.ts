import { short } from '../format.ts';
import { type Lesson, moreSteps } from './lesson.ts';
import type { World } from './world.ts';

/** Changes of k_t below this are not to be seen in its chart. */
const still = 0.005;

export const kT: Lesson = {
  id: 'k_t',
  title: 'What k_t is for',
  about: 'The number that keeps either network from winning outright.',
  minutes: 5,
  stops: [
    {
      text: (now) =>
        `D wants to redraw the truth well and G’s drawings badly. k_t says how much the second counts: ${now.last ? `${short(now.last.kT)} at the moment` : `it begins at ${short(now.config.kStart)}`}.`,
      target: 'figure[aria-label="How hard D looks at G"]',
      look: { view: 'duel' },
    },
    {
      text: (now) =>
        `After each step, k_t moves by λ_k times γ L_real − L_fake. ${now.recent ? `That balance is ${short(now.recent.balance)} now.` : 'Above 0 it rises, below 0 it falls.'}`,
      target: 'figure[aria-label="How hard D looks at G"]',
      look: { view: 'duel' },
      question: {
        ask: 'Where will k_t go over the next 40 steps?',
        choices: ['Up', 'Down', 'It hardly moves'],
        right: (now, begun) => {
          const moved = kOf(now) - kOf(begun);
          return Math.abs(moved) < still ? 2 : moved > 0 ? 0 : 1;
        },
      },
      until: moreSteps(40),
      after: (now, begun) => {
        const why =
          (now.recent?.balance ?? 0) > 0
            ? 'The balance is above 0: G’s drawings are redrawn too well, so D is told to look harder.'
            : kOf(now) === 0
              ? 'The balance is below 0, and k_t cannot fall further: D redraws G badly enough as it is.'
              : 'The balance is below 0: D has pressed hard enough, and is held back.';
        return `k_t went from ${short(kOf(begun))} to ${short(kOf(now))}. ${why}`;
      },
    },
    {
      text: 'The needle shows that balance. γ moves its middle: how badly D should redraw G, as a share of its error on the truth.',
      target: '[data-lesson="balance controls"]',
      look: { view: 'balance' },
      question: {
        ask: 'If you raise γ, what happens to the balance?',
        choices: ['It rises', 'It falls', 'Nothing'],
        right: (now, begun) => ((now.recent?.balance ?? 0) > (begun.recent?.balance ?? 0) ? 0 : 1),
      },
      until: {
        words: 'Raise γ to 0.8 or more, then train 20 steps.',
        holds: (now, begun) => now.config.gamma >= 0.8 && now.steps >= begun.steps + 20,
        share: (now, begun) => (now.config.gamma >= 0.8 ? (now.steps - begun.steps) / 20 : 0),
      },
      after: (now, begun) =>
        `With γ = ${short(now.config.gamma)} the balance went from ${short(begun.recent?.balance)} to ${short(now.recent?.balance)}, and k_t is ${short(kOf(now))}. A larger γ asks D to work harder against G.`,
    },
    {
      text: 'Try: let it go wrong on purpose, for instance “k_t pinned at 0”, and mend it with γ and λ_k alone. Your run stays under Runs.',
      target: '[aria-label="Balance"]',
      look: { view: 'balance' },
    },
  ],
};

function kOf({ last, config }: World): number {
  return last?.kT ?? config.kStart;
}
