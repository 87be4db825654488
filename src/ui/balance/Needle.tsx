import { useCallback } from 'react';
import { balance } from '../../method/controller.ts';
import { Hidden } from '../controls/Hidden.tsx';
import { short } from '../format.ts';
import { usePlayground, useRedraw, useSession } from '../playground.ts';
import { Tex } from '../Tex.tsx';
import css from './Balance.module.css';

/** Steps that the needle is the mean of: single steps tremble. */
const span = 10;
const [width, radius] = [260, 104];

/** γ L_real − L_fake as a needle, from −1 (all L_fake) over the middle (balanced) to 1; beneath it k_t between its clamps, and M. */
export function Needle() {
  const { log, charts } = usePlayground();
  const past = useSession((state) => state.lookedBackTo);
  const read = useCallback(() => {
    const end = past === null ? log.length : log.steps().findLastIndex((step) => step < past) + 1;
    const mean = (name: 'lossReal' | 'lossFake' | 'gamma' | 'kT' | 'mGlobal') => {
      const part = log.column(name).subarray(Math.max(0, end - span), end);
      return part.reduce((sum, value) => sum + value, 0) / part.length;
    };
    if (end === 0) return null;
    const [real, fake, gamma] = [mean('lossReal'), mean('lossFake'), mean('gamma')];
    const difference = balance(real, fake, gamma);
    return {
      difference,
      lean: difference / (gamma * real + fake),
      kT: log.column('kT')[end - 1]!,
      mGlobal: mean('mGlobal'),
      real,
      fake,
      gamma,
    };
  }, [log, past]);
  const now = useRedraw(charts, read);
  const angle = (Math.PI / 2) * (1 - (now?.lean ?? 0));
  const tip = { x: width / 2 + 0.86 * radius * Math.cos(angle), y: 116 - 0.86 * radius * Math.sin(angle) };
  const way = now === null ? 'no step made yet' : now.difference > 0 ? 'k rises' : now.difference < 0 ? 'k falls' : 'k stays';
  return (
    <figure className={css.needle}>
      <svg viewBox={`0 0 ${width} 136`} aria-hidden="true">
        <path d={`M${width / 2 - radius} 116A${radius} ${radius} 0 0 1 ${width / 2} 12`} className={css.falls} />
        <path d={`M${width / 2} 12A${radius} ${radius} 0 0 1 ${width / 2 + radius} 116`} className={css.rises} />
        <path d={`M${width / 2} 6V20`} className={css.middle} />
        {now && <path d={`M${width / 2} 116L${tip.x} ${tip.y}`} className={css.hand} />}
        <circle cx={width / 2} cy={116} r={5} className={css.hub} />
        <text x={width / 2 - radius} y={131} className={css.word}>
          k falls
        </text>
        <text x={width / 2 + radius} y={131} className={css.word}>
          k rises
        </text>
      </svg>
      <div className={css.bar} aria-hidden="true">
        <span>0</span>
        <span className={css.barTrack}>{now && <span className={css.barMark} style={{ left: `${100 * now.kT}%` }} />}</span>
        <span>1</span>
      </div>
      <dl className={css.numbers}>
        <div>
          <dt>
            <Tex>{'k_t'}</Tex>
          </dt>
          <dd data-number="kT">
            {short(now?.kT)}
            {now && (now.kT <= 0 || now.kT >= 1) && <span className={css.clamp}>clamped</span>}
          </dd>
        </div>
        <div>
          <dt>
            <Tex>{'\\gamma L_{real} - L_{fake}'}</Tex>
          </dt>
          <dd data-number="balance">{short(now?.difference)}</dd>
        </div>
        <div>
          <dt>
            <Tex>M</Tex>
          </dt>
          <dd data-number="mGlobal">{short(now?.mGlobal)}</dd>
        </div>
      </dl>
      <Hidden>
        {now
          ? `Balance ${short(now.difference)}, ${way}; k ${short(now.kT)}, M ${short(now.mGlobal)}, mean of ${span} steps`
          : 'Balance: no step made yet'}
      </Hidden>
    </figure>
  );
}
