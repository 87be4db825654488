import { nextK } from '../../method/controller.ts';
import { lossD, lossG } from '../../method/losses.ts';
import type { MetricRow } from '../../store/metricLog.ts';
import { short } from '../format.ts';

/** Whose quantity it is; decides the colour. */
type Owner = 'generator' | 'discriminator' | 'real' | 'generated' | 'none';

/** A symbol with a number beneath it, or a sign between two. */
interface Term {
  readonly tex: string;
  readonly owner: Owner;
  /** Null for signs. */
  readonly value: ((step: Step) => number) | null;
  /** Set by the user, rather than computed. */
  readonly given: boolean;
}

export interface Equation {
  readonly name: string;
  readonly help: string;
  readonly terms: readonly Term[];
}

/** The numbers of one step with the controller's settings. */
export interface Step extends Pick<MetricRow, 'step' | 'lossMse' | 'lossReal' | 'lossFake' | 'kT' | 'lambdaG' | 'gamma'> {
  readonly lambdaK: number;
  readonly freezeK: boolean;
}

const sign = (tex: string): Term => ({ tex, owner: 'none', value: null, given: false });
const term = (tex: string, owner: Owner, value: (step: Step) => number): Term => ({ tex, owner, value, given: false });
const given = (tex: string, value: (step: Step) => number): Term => ({ tex, owner: 'none', value, given: true });

const kT = term('k_t', 'discriminator', (s) => s.kT);
const lossReal = term('L_{real}', 'real', (s) => s.lossReal);
const lossFake = term('L_{fake}', 'generated', (s) => s.lossFake);

/** The three equations of the duel; every result comes from `method/`. */
export const equations: readonly Equation[] = [
  {
    name: 'What the generator minimises',
    help: 'It wants its heatmaps to be like the true ones, and a little also that the discriminator can redraw them.',
    terms: [
      term('L_G', 'generator', (s) => lossG(s.lossMse, s.lossFake, s.lambdaG)),
      sign('='),
      term('L_{MSE}', 'generator', (s) => s.lossMse),
      sign('+'),
      given('\\lambda_G', (s) => s.lambdaG),
      term('L_{adv}', 'generated', (s) => s.lossFake),
    ],
  },
  {
    name: 'What the discriminator minimises',
    help: 'It wants to redraw true heatmaps well, and, as far as k_t says, generated ones badly.',
    terms: [term('L_D', 'discriminator', (s) => lossD(s.lossReal, s.lossFake, s.kT)), sign('='), lossReal, sign('-'), kT, lossFake],
  },
  {
    name: 'How the balance is kept',
    help: 'When generated heatmaps become easy to redraw, k_t rises and the discriminator looks at them harder; it stays between 0 and 1.',
    terms: [
      term('k_{t+1}', 'discriminator', (s) => nextK(s.kT, s.lossReal, s.lossFake, s)),
      sign('='),
      sign('\\mathrm{clamp}_{0}^{1}\\big('),
      kT,
      sign('+'),
      given('\\lambda_k', (s) => s.lambdaK),
      sign('('),
      given('\\gamma', (s) => s.gamma),
      lossReal,
      sign('-'),
      lossFake,
      sign(')\\big)'),
    ],
  },
];

/** An equation with its numbers, for those who listen: "0.41 = 0.39 + 0.1 · 0.21". */
export function spoken(equation: Equation, step: Step): string {
  const numbers = equation.terms.flatMap(({ value }) => (value ? [short(value(step))] : []));
  return `${equation.name}: ${numbers[0]}, from ${numbers.slice(1).join(', ')}`;
}
