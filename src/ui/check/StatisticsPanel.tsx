import type { DatasetReport } from '../../data/dataset.ts';
import type { Skeleton } from '../../pose/skeleton.ts';
import { Heading } from '../controls/Heading.tsx';
import { SkeletonFigure } from '../dataset/SkeletonFigure.tsx';
import { jointWords, whole } from '../format.ts';
import css from './Check.module.css';
import type { Overview } from './filters.ts';
import { sizeBins } from './sizeBins.ts';

interface Props {
  readonly overview: Overview;
  readonly skeleton: Skeleton;
  readonly coverage: DatasetReport['coverage'];
}

/** The set in numbers: the mean pose and its spread, how often each joint is labelled, how large people are. */
export function StatisticsPanel({ overview, skeleton, coverage }: Props) {
  const bins = sizeBins(overview.boxSides);
  const most = Math.max(...bins.map(({ count }) => count));
  return (
    <section className={css.statistics} aria-label="Statistics">
      <Heading title="Mean pose" />
      <SkeletonFigure
        skeleton={skeleton}
        mean={overview.poses.mean}
        spread={overview.poses.spread}
        label={`The mean pose of ${whole(overview.count)} people; around each joint the ellipse of one standard deviation`}
      />
      <Heading title="Joints labelled" />
      <table className={css.bars}>
        <tbody>
          {skeleton.joints.map((joint, j) => (
            <tr key={joint}>
              <th scope="row">{jointWords(joint)}</th>
              <td className={css.track}>
                <div className={css.bar} style={{ width: `${100 * (coverage[j] ?? 0)}%` }} />
              </td>
              <td>{Math.round(100 * (coverage[j] ?? 0))} %</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Heading title="Size of people" />
      <table className={css.bars}>
        <tbody>
          {bins.map(({ from, to, count }) => (
            <tr key={from}>
              <th scope="row">
                {whole(from)}–{whole(to)} px
              </th>
              <td className={css.track}>
                <div className={css.bar} style={{ width: `${(100 * count) / most}%` }} />
              </td>
              <td>{whole(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
