import { presets } from '../../network/presets.ts';
import type { Answer } from '../../worker/questions/registry.ts';
import { Fact } from '../controls/Fact.tsx';
import { Heading } from '../controls/Heading.tsx';
import { bytes, percent, short, whole } from '../format.ts';
import css from './Speed.module.css';

type Row = Answer<'speed'>[number];
type Measured = Exclude<Row['speed'], { readonly code: string }>;

/** What one engine makes of one preset: its figures, and where the time of a step goes. */
export function SpeedCard({ row: { title, preset, limitGflops, speed } }: { readonly row: Row }) {
  const name = `${title}, ${presets[preset].title}`;
  return (
    <section className={css.card} aria-label={name}>
      <Heading level={3} title={name} />
      {'code' in speed ? (
        <p role="alert">
          {speed.message} {speed.cure}
        </p>
      ) : (
        <>
          <dl className={css.figures}>
            <Fact title="A step">{short(speed.msPerStep)} ms</Fact>
            <Fact title="Arithmetic">{short(speed.gflops)} GFLOP/s</Fact>
            {limitGflops !== null && (
              <Fact title="Of the limit">
                {percent(speed.gflops / limitGflops)} <small>of {short(limitGflops)}</small>
              </Fact>
            )}
            {speed.dispatches !== null && <Fact title="GPU calls a step">{whole(speed.dispatches)}</Fact>}
            {speed.encodeMs !== null && <Fact title="Handing over">{short(speed.encodeMs)} ms</Fact>}
            <Fact title="Memory">{bytes(speed.deviceBytes)}</Fact>
            <Fact title="First step">{short(speed.firstMs)} ms</Fact>
          </dl>
          <p className={css.quiet}>
            On {speed.hardware}. The median of {speed.steps} {speed.steps === 1 ? 'step' : 'steps'}, the quickest {short(speed.bestMs)} ms;
            the limit is what a large matrix product reaches in the same kernels.
          </p>
          {speed.profile && <Kernels profile={speed.profile} />}
        </>
      )}
    </section>
  );
}

/** The dearest kinds of kernel, as many as make up nearly all of the time. */
function Kernels({ profile: { how, kernels } }: { readonly profile: NonNullable<Measured['profile']> }) {
  const all = kernels.reduce((sum, { ms }) => sum + ms, 0);
  return (
    <details>
      <summary>Time by kind of kernel</summary>
      <table className={css.kernels}>
        <thead>
          <tr>
            <th>Kernel</th>
            <th>Calls</th>
            <th>ms a step</th>
            <th>Share</th>
          </tr>
        </thead>
        <tbody>
          {kernels.map(({ kind, calls, ms }) => (
            <tr key={kind}>
              <td>{kind}</td>
              <td>{whole(calls)}</td>
              <td>{short(ms)}</td>
              <td>
                <span className={css.track} aria-hidden>
                  <span className={css.bar} style={{ width: percent(ms / all).replace(' ', '') }} />
                </span>
                {percent(ms / all)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={css.quiet}>{how}</p>
    </details>
  );
}
