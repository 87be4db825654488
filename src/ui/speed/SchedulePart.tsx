import { useEffect, useState } from 'react';
import type { Schedule } from '../../engine/engine.ts';
import type { Answer } from '../../worker/questions/registry.ts';
import { Button } from '../controls/Button.tsx';
import { Heading } from '../controls/Heading.tsx';
import { bytes, whole } from '../format.ts';
import { usePlayground, useSession } from '../playground.ts';
import css from './Speed.module.css';

/** The plan of the run's step: how much there is to do of each kind, and on demand every instruction. */
export function SchedulePart() {
  const { ask } = usePlayground();
  const engine = useSession((state) => state.engine);
  const [found, setFound] = useState<Answer<'schedule'> | null>(null);
  const [isWhole, setWhole] = useState(false);
  useEffect(() => {
    // Another engine has another schedule.
    if (engine === null) return;
    const abort = new AbortController();
    ask('schedule', {}, abort.signal).then(setFound, () => setFound(null));
    return () => abort.abort();
  }, [ask, engine]);
  if (found === null) return null;
  const { schedule } = found;
  return (
    <section className={css.card} aria-label="The schedule of a step">
      <Heading level={3} title="The schedule of a step" />
      {schedule === null ? (
        <p className={css.quiet}>{found.engine.title} goes by no schedule: it runs the networks operation by operation.</p>
      ) : (
        <>
          <p className={css.quiet}>
            Written once for these networks and repeated every step on {found.engine.title}: {whole(schedule.instructions.length)}{' '}
            instructions, {whole(schedule.buffers)} buffers in an arena of {bytes(schedule.arenaBytes)}, of which{' '}
            {bytes(schedule.keptBytes)} must be kept for the backward pass.
          </p>
          <ul className={css.kinds}>
            {kindsOf(schedule).map(([kind, count]) => (
              <li key={kind}>
                {kind} <strong>{count}</strong>
              </li>
            ))}
          </ul>
          <Button small aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Show less' : 'Show all instructions'}
          </Button>
          {isWhole && <Instructions schedule={schedule} />}
        </>
      )}
    </section>
  );
}

function Instructions({ schedule }: { readonly schedule: Schedule }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by key
    <section className={css.all} tabIndex={0} aria-label="All instructions">
      <table>
        <thead>
          <tr>
            <th>No.</th>
            <th>Instruction</th>
            <th>Reads</th>
            <th>Writes</th>
          </tr>
        </thead>
        <tbody>
          {schedule.instructions.map(({ title, reads, writes }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an instruction is its place
            <tr key={i}>
              <td>{i}</td>
              <td>{title}</td>
              <td>{reads.join(', ')}</td>
              <td>{writes.join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** How often each kind of kernel runs, most first. */
function kindsOf({ instructions }: Schedule): [string, number][] {
  const counts = new Map<string, number>();
  for (const { kind } of instructions) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}
