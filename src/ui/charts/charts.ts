import type { MetricName } from '../../store/metricLog.ts';

/** One line of a chart. */
interface Series {
  readonly metric: MetricName;
  /** TeX, for the legend. */
  readonly symbol: string;
  /** In words, for those who listen. */
  readonly name: string;
  readonly colour: string;
  /** SVG dash pattern; '' is a solid line. No two lines of a chart have the same. */
  readonly dash: string;
}

/** One chart over the steps; a new one is one entry of this list. */
export interface ChartSpec {
  readonly title: string;
  readonly help: string;
  readonly scale: 'log' | 'linear';
  /** For scales that never change. */
  readonly domain?: readonly [number, number];
  /** Horizontal lines, in the scale's units. */
  readonly bounds?: readonly number[];
  readonly series: readonly Series[];
}

export const charts: readonly ChartSpec[] = [
  {
    title: 'How well D redraws',
    help: 'The discriminator’s error on true and on generated heatmaps. The dotted line is where the controller wants the generated one to be: a share γ of the real one.',
    scale: 'log',
    series: [
      { metric: 'lossReal', symbol: 'L_{real}', name: 'loss on true maps', colour: 'var(--real)', dash: '' },
      { metric: 'lossFake', symbol: 'L_{fake}', name: 'loss on generated maps', colour: 'var(--generated)', dash: '7 3' },
      { metric: 'target', symbol: '\\gamma L_{real}', name: 'the balance', colour: 'var(--real)', dash: '1.5 3' },
    ],
  },
  {
    title: 'How hard D looks at G',
    help: 'k_t, the share that generated heatmaps have in the discriminator’s loss. The controller moves it and clamps it to 0 … 1. It often rests at 0: then D has won, and G’s drawings are hard to redraw anyway.',
    scale: 'linear',
    domain: [0, 1],
    bounds: [0, 1],
    series: [{ metric: 'kT', symbol: 'k_t', name: 'k', colour: 'var(--discriminator)', dash: '' }],
  },
  {
    title: 'What G minimises',
    help: 'The generator’s error against the true heatmaps, and the discriminator’s opinion with its weight λ_G. During the warm-up the second is 0.',
    scale: 'log',
    series: [
      { metric: 'lossMse', symbol: 'L_{MSE}', name: 'heatmap loss', colour: 'var(--generator)', dash: '' },
      { metric: 'adversarial', symbol: '\\lambda_G L_{adv}', name: 'weighted adversarial loss', colour: 'var(--generated)', dash: '7 3' },
    ],
  },
  {
    title: 'Convergence',
    help: 'M = L_real + |γ L_real − L_fake|, the measure of BEGAN: it falls while the duel goes well. A jump to three times its value is a sign of trouble.',
    scale: 'log',
    series: [{ metric: 'mGlobal', symbol: 'M', name: 'convergence measure', colour: 'var(--ink)', dash: '' }],
  },
];

/** Points a chart is drawn with at most: about one a pixel. */
export const pointLimit = 300;
