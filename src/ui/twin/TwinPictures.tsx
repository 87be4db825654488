import type { TwinCourse } from '../../store/twin.ts';
import type { Preview } from '../../train/events.ts';
import type { RunSummary } from '../../worker/protocol.ts';
import { Heading } from '../controls/Heading.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import { Picture } from '../duel/Picture.tsx';
import { fixed } from '../format.ts';
import { useSession } from '../playground.ts';
import css from './Twin.module.css';

const shown = 3;

/** The watched pictures in which the twins' poses lie farthest apart. */
export function TwinPictures({ courses }: { readonly courses: readonly TwinCourse[] }) {
  const run = useSession((state) => state.run);
  const skeleton = useSession((state) => state.dataset?.skeleton);
  const seed = courses[0]?.seed;
  const of = (side: TwinCourse['side']) => courses.find((course) => course.seed === seed && course.side === side)?.preview;
  const [heard, deaf] = [of('with'), of('without')];
  if (!run || !skeleton || !heard || !deaf || heard.predicted.length !== 3 * run.probes.count * skeleton.joints.length)
    return <p className={css.quiet}>The pictures in which the twins differ most come at the end of the first seed.</p>;
  const differences = differencesOf(run.probes, heard, deaf).slice(0, shown);
  return (
    <div>
      <Heading title="Where they differ most">
        <HelpTip about="Where they differ most">
          <p>The watched pictures in which the two predicted poses lie farthest apart after the last step, in the first seed.</p>
        </HelpTip>
      </Heading>
      <div className={css.pictures}>
        {differences.map(({ probe, distance }) => (
          <div key={probe}>
            <p className={css.quiet}>
              Picture {probe + 1}: {fixed(100 * distance, 1)} % of its side apart
            </p>
            <div className={css.two}>
              {([heard, deaf] as const).map((preview, i) => (
                <div key={i === 0 ? 'with' : 'without'} className={css.one}>
                  <span>{i === 0 ? 'With' : 'Without'}</span>
                  <Picture
                    probes={run.probes}
                    preview={preview}
                    probe={probe}
                    skeleton={skeleton}
                    joint={-1}
                    label={`Picture ${probe + 1} ${i === 0 ? 'with' : 'without'} the adversary`}
                  />
                </div>
              ))}
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}

/** Mean distance of the two predictions over labelled joints, in sides of the picture; the largest first. */
function differencesOf({ count, joints }: RunSummary['probes'], a: Preview, b: Preview) {
  const J = joints.length / (3 * count);
  const all = Array.from({ length: count }, (_, probe) => {
    const distances: number[] = [];
    for (let at = probe * J; at < (probe + 1) * J; at++)
      if (joints[3 * at + 2]! > 0)
        distances.push(Math.hypot(a.predicted[3 * at]! - b.predicted[3 * at]!, a.predicted[3 * at + 1]! - b.predicted[3 * at + 1]!));
    return { probe, distance: distances.reduce((sum, value) => sum + value, 0) / Math.max(1, distances.length) };
  });
  return all.sort((x, y) => y.distance - x.distance);
}
