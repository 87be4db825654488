import { useCallback } from 'react';
import { balance } from '../../method/controller.ts';
import { hyperparameters } from '../../method/hyperparameters.ts';
import { type LossScale, lossFactor } from '../../method/losses.ts';
import { presets } from '../../network/presets.ts';
import { short, whole } from '../format.ts';
import { usePlayground, useRedraw, useSession, useSetting } from '../playground.ts';
import css from './Balance.module.css';

const span = 50;

/** How far k_t would move a step in each scale of the losses, by this run's own numbers: why the published one hardly moves. */
export function Pace() {
  const { log, charts } = usePlayground();
  const run = useSession((state) => state.run);
  const joints = useSession((state) => state.dataset?.skeleton.joints.length ?? 0);
  const lambdaK = useSetting('lambdaK');
  const read = useCallback(() => {
    const mean = (name: 'lossReal' | 'lossFake' | 'gamma' | 'energy') => {
      const part = log.column(name).subarray(-span);
      return part.reduce((sum, value) => sum + value, 0) / part.length;
    };
    return log.length === 0 ? null : { size: Math.abs(balance(mean('lossReal'), mean('lossFake'), mean('gamma'))), energy: mean('energy') };
  }, [log]);
  const now = useRedraw(charts, read);
  if (!run) return null;
  const { batch, heatmap } = presets[run.config.preset];
  const shape = { batch, h: heatmap, w: heatmap, joints };
  const factor = (scale: LossScale) => lossFactor(scale, now?.energy ?? 0, shape);
  return (
    <table className={css.pace}>
      <caption className={css.quiet}>How fast k would move in each scale of the losses, by this run’s last {span} steps</caption>
      <thead>
        <tr>
          <th scope="col">Scale</th>
          <th scope="col">A step</th>
          <th scope="col">From 0 to 1</th>
        </tr>
      </thead>
      <tbody>
        {hyperparameters.lossScale.options.map(({ value, title }) => {
          const move = now ? (lambdaK * now.size * factor(value)) / factor(run.config.lossScale) : null;
          return (
            <tr key={value} data-chosen={value === run.config.lossScale}>
              <th scope="row">
                {title}
                {value === run.config.lossScale
                  ? ' (this run)'
                  : value === 'mean'
                    ? ' (authors’ code)'
                    : value === 'sum'
                      ? ' (as printed)'
                      : ''}
              </th>
              <td>{short(move)}</td>
              <td>{move ? `${whole(Math.max(1, 1 / move))} steps` : '–'}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
