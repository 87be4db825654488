import { Hidden } from '../controls/Hidden.tsx';
import css from './Charts.module.css';
import { charts } from './charts.ts';
import { Honesty } from './Honesty.tsx';
import { JointScores } from './JointScores.tsx';
import { ScoreChart } from './ScoreChart.tsx';
import { SeriesChart } from './SeriesChart.tsx';

export function ChartsPanel() {
  return (
    <section className={css.panel} aria-label="Charts">
      <Hidden>
        <h2>Charts</h2>
      </Hidden>
      {charts.map((spec) => (
        <SeriesChart key={spec.title} spec={spec} />
      ))}
      <ScoreChart />
      <JointScores />
      <Honesty />
    </section>
  );
}
