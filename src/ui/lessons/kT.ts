import { balance } from '../../method/controller.ts';
import { short, tidy } from '../format.ts';
import { type Lesson, moreSteps } from './lesson.ts';
import type { World } from './world.ts';

/** Changes of k_t below this are not to be seen in its chart. */
const still = 0.005;
/** By how much γ is raised, so that it shows. */
const raise = 0.2;

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
      after: (now, begun) => `k_t went from ${short(kOf(begun))} to ${short(kOf(now))}. ${whyItMoved(now, begun)}`,
    },
    {
      text: 'The needle shows that balance. γ moves its middle: how badly D should redraw G, as a share of its error on the truth.',
      target: '[data-lesson="balance controls"]',
      look: { view: 'balance' },
      question: {
        ask: 'If you raise γ, what happens to the balance?',
        choices: ['It rises', 'It falls', 'Nothing'],
        // Both balances are taken of the same losses.
        right: () => 0,
      },
      until: {
        words: 'Raise γ by 0.2 or more, then train 10 steps.',
        holds: (now, begun) => withRaised(now, begun) >= 0.999 && now.steps >= begun.steps + 10,
        share: withRaised,
      },
      after: (now, begun) => {
        if (!now.recent) return '';
        const { lossReal, lossFake } = now.recent;
        const at = (gamma: number) =>
          `With γ = ${tidy(gamma)} the balance ${gamma === now.config.gamma ? 'is' : 'would be'} ${short(balance(lossReal, lossFake, gamma))}.`;
        return `${at(now.config.gamma)} ${at(begun.config.gamma)} A larger γ asks D to work harder against G.`;
      },
    },
    {
      text: 'Try: let it go wrong on purpose, for instance “k_t pinned at 0”, and mend it with γ and λ_k alone. Your run stays under Runs.',
      target: 'section[aria-label="Balance"]',
      look: { view: 'balance' },
    },
  ],
};

function kOf({ last, config }: World): number {
  return last?.kT ?? config.kStart;
}

export function whyItMoved(now: World, begun: World): string {
  const moved = kOf(now) - kOf(begun);
  if (now.config.freezeK) return 'It does not move while it is held: see “Hold k_t” under Settings.';
  if (moved >= still)
    return 'Over these steps the balance was above 0 more than below: G’s drawings were redrawn too well, so D is told to look harder.';
  if (moved <= -still) return 'Over these steps the balance was below 0 more than above: D had pressed hard enough, and is held back.';
  if (kOf(now) === 0) return 'The balance is below 0, and k_t cannot fall further: D redraws G badly enough as it is.';
  if (kOf(now) === 1) return 'The balance is above 0, and k_t cannot rise further: D looks as hard as it may.';
  return `Each step adds the balance times λ_k = ${tidy(now.config.lambdaK)}, and that is little.`;
}

/** What share of the last steps was made with a γ that has been raised since, 0 to 1. */
function withRaised(now: World, begun: World): number {
  const raised = now.config.gamma - begun.config.gamma;
  return raised < raise - 1e-6 || !now.recent ? 0 : (now.recent.gamma - begun.config.gamma) / raised;
}
